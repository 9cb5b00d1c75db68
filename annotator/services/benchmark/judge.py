"""How good the labels of a round are: the error of the benchmark's judge, and what few items would have said of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

import selection
from annotator.models import Project, Round
from annotator.selectors.answers import current_answers, decided_items, settled_labels
from annotator.selectors.benchmark.items import Frozen
from annotator.selectors.benchmark.settings import OWN, Settings
from annotator.selectors.strategies import judge_of, strategy_of
from annotator.services.rounds.inputs import n_classes_of
from annotator.sources.features import views_for
from annotator.sources.items import source_of
from annotator.sources.states import state_after
from selection.benchmark.streams import Stream

# Items of each estimate. Nobody is paid for them: the oracle is only asked for what it knows.
POINTS = 100

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Judged:
    """Errors are shares of the test items; audit and lure those of open items, estimated from POINTS of them."""

    error: float
    proxy_error: float | None
    audit: dict[str, Any] | None
    lure: dict[str, Any] | None


@dataclass(frozen=True)
class _Judge:
    """A trained model with what it reads."""

    model: Any
    source: selection.ItemSource

    def classes(self, rows: Rows) -> Rows:
        return selection.classes_of(self.model, self.source, rows)

    def error(self, frozen: Frozen) -> float:
        return float(np.mean(self.classes(frozen.test_rows) != frozen.test_labels))


@dataclass(frozen=True)
class _Verdict:
    """The error that counts, and the model whose error on open items is estimated."""

    error: float
    judge: _Judge


def judge(
    round_: Round,
    settings: Settings,
    *,
    frozen: Frozen,
    rows: Sequence[int],
    number: int,
    should_stop: selection.Stop | None = None,
) -> Judged:
    """The round `done` of an arena has learned the labels of `rows`, oldest first. number: of its point.

    What is random depends on seed and number alone: the same for every strategy. Raises RoundStopped.
    """
    arena = round_.project
    state = state_after(round_)
    own = _own(arena, state)
    if settings.judge != OWN:
        verdict = _by_the_best(arena, rows, frozen=frozen, number=number, should_stop=should_stop)
    else:
        # Random order asks no model, and so has none: the one that it would ask learns all labels.
        of_all = own or _fresh(arena, strategy_of(arena), rows, number=number, should_stop=should_stop)
        verdict = _Verdict(of_all.error(frozen), of_all)
    still_open = np.setdiff1d(frozen.pool_rows(size=settings.pool, seed=arena.seed), np.array(rows, dtype=np.int64))
    rng = np.random.default_rng([arena.seed, number, Stream.ESTIMATES])
    estimates = _estimates(verdict.judge, state.ledger, frozen=frozen, open_rows=still_open, rng=rng)
    return Judged(
        error=verdict.error,
        proxy_error=None if own is None else own.error(frozen),
        audit=_as_json(estimates.audit),
        lure=_as_json(estimates.lure),
    )


def _own(arena: Project, state: selection.State) -> _Judge | None:
    strategy = strategy_of(arena)
    model = selection.own_model(state, strategy=strategy)
    if model is None:
        return None
    pool = selection.Pool(source_of(arena, strategy), views=views_for(arena, strategy))
    return _Judge(model, selection.source_of(pool, state.choice))


def _by_the_best(
    arena: Project, rows: Sequence[int], *, frozen: Frozen, number: int, should_stop: selection.Stop | None
) -> _Verdict:
    """All representations and the items themselves, each learned anew, the same for all strategies; the best counts."""
    strategy = judge_of(arena)
    assert arena.benchmark is not None
    at_start = arena.benchmark.frozen.get("representations", ())
    views = {name: view for name, view in views_for(arena, strategy).items() if name in at_start}
    judges = [
        _fresh(arena, each, rows, number=number, should_stop=should_stop)
        for each in selection.judging_strategies(strategy, views)
    ]
    said, truth = [each.classes(frozen.test_rows) for each in judges], frozen.test_labels
    best = selection.of_the_best(said, truth, seed=_seed(arena, number))
    wrong = [np.mean(classes != truth) for classes in said]
    return _Verdict(float(np.mean(best != truth)), judges[int(np.argmin(wrong))])


def _seed(arena: Project, number: int) -> list[int]:
    return [arena.seed, number, Stream.EVALUATION]


def _fresh(
    arena: Project,
    strategy: selection.Strategy,
    rows: Sequence[int],
    *,
    number: int,
    should_stop: selection.Stop | None,
) -> _Judge:
    source, learned = _read_by(arena, strategy), np.array(rows, dtype=np.int64)
    model = selection.fresh_model(
        strategy,
        source.take(learned),
        _answers(arena, learned),
        n_classes=n_classes_of(arena),
        rng=np.random.default_rng(_seed(arena, number)),
        should_stop=should_stop,
    )
    return _Judge(model, source)


def _read_by(arena: Project, strategy: selection.Strategy) -> selection.ItemSource:
    views = views_for(arena, strategy)
    return views[strategy.features].source if strategy.features in views else source_of(arena, strategy)


def _answers(arena: Project, rows: Rows) -> Rows:
    """int64[R]: what the arena's people said of each row; right or wrong, the judge learns what was paid for."""
    labels = settled_labels(current_answers(arena), decided_items(arena.pk))
    return np.array([labels[row] for row in rows.tolist()], dtype=np.int64)


def _estimates(
    chosen: _Judge, ledger: selection.Ledger, *, frozen: Frozen, open_rows: Rows, rng: np.random.Generator
) -> selection.ErrorEstimates:
    """The judge's error on what is still open. Right is what is true: nothing is asked, and nothing is paid."""
    truth = np.zeros(frozen.n_rows, dtype=np.int64)
    truth[frozen.rows] = frozen.labels

    def wrong(rows: Rows) -> NDArray[np.float64]:
        is_wrong: NDArray[np.float64] = (chosen.classes(rows) != truth[rows]).astype(np.float64)
        return is_wrong

    return selection.error_estimates(open_rows, ledger=ledger, loss_of=wrong, points=POINTS, rng=rng)


def _as_json(estimate: selection.Estimate) -> dict[str, Any] | None:
    return None if estimate.value is None else asdict(estimate)
