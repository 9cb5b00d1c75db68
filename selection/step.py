"""The one place where a round happens.

    labelled batch → memory → proxy update → candidates → scores → query → ranking, ledger, report

`step` is pure: the old state stays as it was, so a round that dies or is stopped leaves nothing half done.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from selection import acquisition, candidates, cold_start, memory, query, replay
from selection.arrays import Floats, Floats32, Ints, as_rows
from selection.candidates import Candidates
from selection.errors import BadInput
from selection.proxies import Proxy, build_proxy
from selection.ranks import spearman
from selection.results import Ranking, RoundReport, StepResult, reserve_of
from selection.sources import Items, LabelledBatch, Pool
from selection.state import State
from selection.stopping import Stop, stop_if_asked
from selection.strategy import Strategy

TAKE_ROWS = 4096
MIN_COMPARED = 10


def round_rng(seed: int, round_: int) -> np.random.Generator:
    """The generator of one round, the same for every driver."""
    return np.random.default_rng([seed, round_])


def step(
    state: State,
    batch: LabelledBatch,
    *,
    pool: Pool,
    strategy: Strategy,
    rng: np.random.Generator,
    should_stop: Stop | None = None,
) -> StepResult:
    """One round: learns from `batch`, ranks the pool.

    1. The batch goes into memory, what it forgets leaves it; probe rows never enter.
    2. The proxy is updated on the batch and its replay.
    3. Candidates are drawn and scored without augmentation.
    4. The query is picked from them; with no label so far, `strategy.initial` rows by `strategy.cold_start`.
    5. Each score goes back to the ledger row it belongs to.
    Raises BadInput, NonFiniteScore, TrainingFailed, RoundStopped, BadState (a proxy of other layers).
    """
    this = _Round.begun(state, batch, pool=pool, strategy=strategy, rng=rng, should_stop=should_stop)
    times = [time.perf_counter()]
    proxy, sample_steps = _updated_proxy(this)
    proxy_bytes = proxy.to_bytes() if proxy and sample_steps else this.state.proxy
    times.append(time.perf_counter())
    scored = _scored_candidates(this, proxy)
    times.append(time.perf_counter())
    ranking = _ranking(this, scored, proxy)
    times.append(time.perf_counter())
    return StepResult(
        state=_next_state(this, scored, proxy_bytes=proxy_bytes),
        ranking=ranking,
        report=_report(this, scored, proxy=proxy, sample_steps=sample_steps, times=times),
        probe_probs_PC=_probe_probs(this, proxy),
    )


@dataclass(frozen=True)
class _Round:
    """What every part of a round is told. `state` already remembers the batch; `earlier` is what replay may draw.

    One generator per part, so that a part that is skipped does not shift what the others draw.
    """

    state: State
    new: LabelledBatch
    earlier: LabelledBatch
    pool: Pool
    pool_rows: Ints
    probe_rows: Ints
    strategy: Strategy
    should_stop: Stop | None
    update_rng: np.random.Generator
    candidates_rng: np.random.Generator
    scores_rng: np.random.Generator
    query_rng: np.random.Generator

    @classmethod
    def begun(
        cls,
        state: State,
        batch: LabelledBatch,
        *,
        pool: Pool,
        strategy: Strategy,
        rng: np.random.Generator,
        should_stop: Stop | None,
    ) -> "_Round":
        if pool.source.n_rows != state.n_rows:
            raise BadInput(
                f"The state knows {state.n_rows} rows, the source has {pool.source.n_rows}: resize it first."
            )
        probe_rows = as_rows(pool.probe_rows, n_rows=state.n_rows, what="probe rows")
        new = batch.checked(n_rows=state.n_rows, n_classes=state.n_classes).without(probe_rows)
        *rngs, memory_rng = rng.spawn(5)
        return cls(
            memory.remembering(state.for_strategy(strategy), new, strategy=strategy, rng=memory_rng),
            new,
            memory.replayable(state, new).without(probe_rows),
            pool,
            pool.open_rows(),
            probe_rows,
            strategy,
            should_stop,
            *rngs,
        )

    @property
    def is_cold(self) -> bool:
        return not len(self.state.memory_rows)

    @property
    def scores_at_random(self) -> bool:
        return self.is_cold or self.strategy.acquisition == acquisition.RANDOM


def _updated_proxy(this: _Round) -> tuple[Proxy | None, int]:
    """The proxy after this round's labels, and sample steps; no proxy where nobody would ask it."""
    if this.is_cold or (this.scores_at_random and not len(this.probe_rows)):
        return None, 0
    proxy = build_proxy(this.strategy, n_classes=this.state.n_classes, blob=this.state.proxy)
    draw_rng, train_rng = this.update_rng.spawn(2)
    rows, labels = _training_rows(this, has_learned=proxy.trained, rng=draw_rng)
    if not len(rows):
        return (proxy if proxy.trained else None), 0
    items = this.pool.source.take(rows)
    return proxy, proxy.update(items, labels, rng=train_rng, should_stop=this.should_stop)


def _training_rows(this: _Round, *, has_learned: bool, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Rows and labels of the new batch and its replay; all of replay memory for a proxy that starts late.

    Rows that became probe rows after they were annotated are left out.
    """
    new, old = this.new, this.earlier
    if not has_learned:
        return np.concatenate([old.rows_B, new.rows_B]), np.concatenate([old.labels_B, new.labels_B])
    if not len(new):
        return new.rows_B, new.labels_B
    pos = replay.replayed_pos(len(old), n_new=len(new), strategy=this.strategy, rng=rng)
    return np.concatenate([new.rows_B, old.rows_B[pos]]), np.concatenate([new.labels_B, old.labels_B[pos]])


@dataclass(frozen=True)
class _Scored:
    """Candidates, ascending by row; their scores and mean class probabilities in the same order.

    probs_KC is None where no proxy was asked.
    """

    drawn: Candidates
    scores_K: Floats
    probs_KC: Floats32 | None = None


def _scored_candidates(this: _Round, proxy: Proxy | None) -> _Scored:
    if this.is_cold:
        limit = _wanted(this) + reserve_of(this.strategy)
        drawn = candidates.even(this.pool_rows, limit, rng=this.candidates_rng).by_row()
    else:
        drawn = candidates.draw(
            this.pool_rows, ledger=this.state.ledger, strategy=this.strategy, rng=this.candidates_rng
        )
    if this.scores_at_random or proxy is None:
        drawn = drawn.thinned(_wanted(this) + reserve_of(this.strategy), rng=this.candidates_rng)
        return _Scored(drawn, this.scores_rng.random(len(drawn.rows)))
    _refresh_norm(this, proxy)
    scores, probs = [np.zeros(0)], [np.zeros((0, this.state.n_classes), dtype=np.float32)]
    for items in _taken(drawn.rows, this=this):
        logits = _passes(proxy, items, this=this)
        these, their_probs = acquisition.score_with_probabilities(this.strategy.acquisition, logits)
        scores.append(these)
        probs.append(their_probs)
    return _Scored(drawn, np.concatenate(scores), np.concatenate(probs))


def _refresh_norm(this: _Round, proxy: Proxy) -> None:
    if this.strategy.refresh_norm and len(this.pool_rows):
        rows = this.scores_rng.permutation(this.pool_rows)[: this.strategy.refresh_norm]
        proxy.refresh_norm(this.pool.source.take(np.sort(rows)))


def _passes(proxy: Proxy, items: Items, *, this: _Round) -> Floats32:
    """[C] per item from one plain pass, [T, C] from several."""
    if this.strategy.passes == 1 and this.strategy.ensemble == 1:
        return proxy.logits(items)
    return proxy.passes(items, rng=this.scores_rng)


def _taken(rows_R: Ints, *, this: _Round) -> Iterator[Items]:
    """The items of `rows_R` in their order, a few thousand at a time."""
    for start in range(0, len(rows_R), TAKE_ROWS):
        stop_if_asked(this.should_stop)
        yield this.pool.source.take(rows_R[start : start + TAKE_ROWS])


def _logits(proxy: Proxy, rows_R: Ints, *, this: _Round) -> Floats32:
    """float32[R, C] in the order of `rows_R`."""
    parts = [np.zeros((0, this.state.n_classes), dtype=np.float32)]
    return np.concatenate([*parts, *(proxy.logits(items) for items in _taken(rows_R, this=this))])


def _embeddings(proxy: Proxy, rows_R: Ints, *, this: _Round) -> Floats32:
    """float32[R, D] in the order of `rows_R`; float32[0, 0] for no rows."""
    parts = [proxy.embeddings(items) for items in _taken(rows_R, this=this)]
    return np.concatenate(parts) if parts else np.zeros((0, 0), dtype=np.float32)


def _evidence(this: _Round, scored: _Scored, proxy: Proxy) -> query.Evidence:
    """What a pick may look at. Embeddings are computed only if it does."""
    return query.Evidence(
        scores_K=scored.scores_K,
        probs_KC=scored.probs_KC,
        embeddings=lambda: _embeddings(proxy, scored.drawn.rows, this=this),
        labelled_embeddings=lambda: _embeddings(proxy, this.state.memory_rows, this=this),
        labelled_counts=np.bincount(this.state.memory_labels, minlength=this.state.n_classes),
    )


def _picked(this: _Round, scored: _Scored, proxy: Proxy | None, *, rng: np.random.Generator) -> query.Picked:
    wanted = _wanted(this)
    if proxy is not None and scored.probs_KC is not None:
        return query.pick(this.strategy.pick, _evidence(this, scored, proxy), wanted, strategy=this.strategy, rng=rng)
    # Nothing was learned that could be asked. A random start is the same for every strategy, so that runs are paired.
    how = this.strategy.cold_start if this.is_cold else cold_start.RANDOM
    return cold_start.pick(
        how, scored.scores_K, wanted, take=lambda pos: _taken(scored.drawn.rows[pos], this=this), rng=rng
    )


def _wanted(this: _Round) -> int:
    """Rows in this round's query, where there are so many."""
    return this.strategy.initial if this.is_cold else this.strategy.query


def _ranking(this: _Round, scored: _Scored, proxy: Proxy | None) -> Ranking:
    drawn, scores = scored.drawn, scored.scores_K
    pick_rng, reserve_rng = this.query_rng.spawn(2)
    picked = _picked(this, scored, proxy, rng=pick_rng)
    order = query.with_reserve(picked.positions, scores, rng=reserve_rng, limit=reserve_of(this.strategy))
    return Ranking(
        rows=drawn.rows[order],
        scores=scores[order],
        probabilities=(drawn.probabilities * picked.probabilities)[order],
        n_query=len(picked.positions),
    )


def _next_state(this: _Round, scored: _Scored, *, proxy_bytes: bytes) -> State:
    ledger, drawn = this.state.ledger, scored.drawn
    if scored.probs_KC is not None:
        wrong = this.strategy.shuffle_history
        scores = candidates.misplaced(scored.scores_K, drawn) if wrong else scored.scores_K
        ledger = ledger.written(
            drawn.rows, scores_R=scores, probabilities_R=drawn.probabilities, round_=this.state.round
        )
    return replace(this.state, round=this.state.round + 1, ledger=ledger, proxy=proxy_bytes)


def _report(
    this: _Round,
    scored: _Scored,
    *,
    proxy: Proxy | None,
    sample_steps: int,
    times: list[float],
) -> RoundReport:
    update_s, score_s, query_s = np.diff(times).tolist()
    return RoundReport(
        round=this.state.round,
        n_new=len(this.new),
        n_labels=len(this.state.memory_rows),
        n_candidates=len(scored.drawn.rows),
        n_pool=len(this.pool_rows),
        update_s=update_s,
        score_s=score_s,
        query_s=query_s,
        sample_steps=sample_steps,
        rank_correlation=None if this.scores_at_random else _agreement(this, scored.drawn.rows, scored.scores_K),
        device=proxy.device if proxy else "none",
        proxy=this.strategy.proxy if proxy else "none",
        threads=this.strategy.threads,
    )


def _agreement(this: _Round, rows: Ints, scores: Floats) -> float | None:
    """Spearman's correlation with the scores that the same rows had before, by an earlier proxy."""
    before = this.state.ledger.scored[rows]
    if before.sum() < MIN_COMPARED:
        return None
    return spearman(this.state.ledger.value[rows[before]].astype(np.float64), scores[before])


def _probe_probs(this: _Round, proxy: Proxy | None) -> Floats32 | None:
    if proxy is None or not len(this.probe_rows):
        return None
    return acquisition.probabilities(_logits(proxy, this.probe_rows, this=this)).astype(np.float32)
