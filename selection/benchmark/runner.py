"""The loop of every benchmark without people: rounds played, judged, saved at once, taken up where they stopped."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from selection.arrays import Ints
from selection.benchmark.data import LabelledItems
from selection.benchmark.play import RunState, beginning, next_round
from selection.benchmark.store import Key, SavedRound, Store
from selection.results import RoundReport
from selection.sources import Pool
from selection.strategy import Strategy


def nothing_locked(_n_labels: int) -> Ints:
    """No rows, int64[0]: all may be asked for, however many labels are known."""
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, kw_only=True)
class ArmRun:
    """One arm under one seed, and all that playing it needs.

    strategies: one per round, that of the cold start first. answers int64[N]: what the oracle says of each of `items`.
    locked_at: labels known so far → rows that may not be asked for yet.
    """

    arm: str
    seed: int
    strategies: tuple[Strategy, ...]
    items: LabelledItems
    answers: Ints
    n_classes: int
    locked_at: Callable[[int], Ints] = nothing_locked

    @property
    def keys(self) -> list[Key]:
        """One per round, in the order played."""
        return [Key(self.seed, self.arm, round_) for round_ in range(len(self.strategies))]


@dataclass(frozen=True)
class PlayedRound:
    """One round of an arm: how the run stood before it and after it, and the seconds that it took."""

    key: Key
    before: RunState
    after: RunState
    round_s: float

    @property
    def report(self) -> RoundReport:
        """What `step` reported of it."""
        assert self.after.report is not None  # `after` was just played.
        return self.after.report

    @property
    def numbers(self) -> dict[str, Any]:
        """What is recorded of every round, whoever judges it."""
        return {
            "labels": len(self.after.rows),
            "sample_steps": self.report.sample_steps,
            "n_candidates": self.report.n_candidates,
            "rank_correlation": self.report.rank_correlation,
            **self._representation,
            "rows": self.after.query_rows.tolist(),
        }

    @property
    def _representation(self) -> dict[str, Any]:
        """Which was used, and what the labels said of each; nothing where there was no choice."""
        if not self.report.judged:
            return {}
        judged = [list(told) for told in self.report.judged]
        return {"representation": self.report.representation, "judged": judged}

    @property
    def clock(self) -> dict[str, float]:
        """Seconds of update, scoring and query, by name."""
        return {"update_s": self.report.update_s, "score_s": self.report.score_s, "query_s": self.report.query_s}


Judge = Callable[[PlayedRound], SavedRound]


def play_arm(run: ArmRun, *, store: Store, judge: Judge) -> Iterator[Key]:
    """The rounds of one arm under one seed, those already saved among them.

    1. A complete run is left as it is.
    2. Otherwise the last state that was kept is taken up, or the run begins anew.
    3. A round that is not saved is judged and saved, then its state is kept. A kill in between leaves the state one
       round behind what is saved: that round is played again, which gives the same, and not saved twice.
    """
    keys = run.keys
    if all(key in store for key in keys):
        store.drop_state(arm=run.arm, seed=run.seed)
        yield from keys
        return
    reached = _taken_up(run, store=store)
    yield from keys[: reached.state.round]
    first = run.strategies[0]
    pool = Pool(run.items.plain if first.by_view else run.items.source(first), views=run.items.views)
    for key in keys[reached.state.round :]:
        played = _next(run, key, before=reached, pool=pool)
        if key not in store:
            store.add(judge(played))
        reached = played.after
        store.keep_state(reached.to_bytes(), arm=run.arm, seed=run.seed)
        yield key
    store.drop_state(arm=run.arm, seed=run.seed)


def _taken_up(run: ArmRun, *, store: Store) -> RunState:
    """As the kept state has it, where all rounds before it are saved: a state may outlive the file beside it."""
    blob = store.state(arm=run.arm, seed=run.seed)
    if blob:
        played = RunState.from_bytes(blob)
        if all(key in store for key in run.keys[: played.state.round]):
            return played
    return beginning(run.items, n_classes=run.n_classes, strategy=run.strategies[0])


def _next(run: ArmRun, key: Key, *, before: RunState, pool: Pool) -> PlayedRound:
    started = time.perf_counter()
    after = next_round(
        before,
        pool=pool,
        answers_N=run.answers,
        strategy=run.strategies[key.round],
        seed=run.seed,
        locked_rows=run.locked_at(len(before.rows)),
    )
    return PlayedRound(key, before, after, time.perf_counter() - started)
