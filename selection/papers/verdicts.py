"""From saved runs to a verdict. A check can come out either way, and says when the seeds do not decide.

A claim has parts; each compares one number per seed with a threshold. A part is decided by Student's interval of the
mean over paired seeds (95 %): reproduced where it lies on the claim's side, not reproduced where it lies on the other.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from selection.arrays import Floats
from selection.benchmark.data import DataError
from selection.benchmark.statistics import SEEDS_TO_DECIDE, Interval, Mean, mean_of
from selection.benchmark.store import SavedRound

REPRODUCED, NOT_REPRODUCED, UNDECIDED = "reproduced", "not reproduced", "undecided"
BELOW, ABOVE = "at most", "at least"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One comparison. values float64[S], one per seed, in `unit`; side: where of the threshold the claim wants them."""

    compared: str
    values: Floats
    side: str
    threshold: float
    unit: str = "pp"


@dataclass(frozen=True)
class JudgedPart:
    """A part with its mean and outcome."""

    part: Part
    mean: Mean
    outcome: str

    @property
    def sentence(self) -> str:
        """What was compared, its mean with interval and unit, and what the claim wants: part of `Verdict.sentence`."""
        interval = f" [{short(self.mean.t.low)}, {short(self.mean.t.high)}]" if self.mean.t else ""
        unit = f" {self.part.unit}" if self.part.unit else ""
        wanted = f"{self.part.side} {short(self.part.threshold)}"
        return f"{self.part.compared}: {short(self.mean.value)}{interval}{unit}, claim {wanted}"


def part_row(judged: JudgedPart) -> str:
    """A row of a table: compared, mean, interval, unit, what the claim wants, outcome."""
    interval = f"{short(judged.mean.t.low)} to {short(judged.mean.t.high)}" if judged.mean.t else "–"
    wanted = f"{judged.part.side} {short(judged.part.threshold)}"
    cells = (judged.part.compared, short(judged.mean.value), interval, judged.part.unit, wanted, judged.outcome)
    return f"| {' | '.join(cells)} |"


@dataclass(frozen=True)
class Verdict:
    """effect, interval, threshold: of the part that decided; for `reproduced` the one nearest to its threshold."""

    outcome: str
    effect: float
    interval: Interval | None
    threshold: str
    n_seeds: int
    sentence: str
    judged: tuple[JudgedPart, ...] = ()


def judged(part: Part) -> JudgedPart:
    """Fewer than SEEDS_TO_DECIDE seeds decide nothing. Raises BadInput where a value is not finite."""
    mean = mean_of(part.values)
    if mean.t is None or mean.n_seeds < SEEDS_TO_DECIDE:
        return JudgedPart(part, mean, UNDECIDED)
    above, below = mean.t.low >= part.threshold, mean.t.high <= part.threshold
    on_side, on_other = (above, below) if part.side == ABOVE else (below, above)
    return JudgedPart(part, mean, REPRODUCED if on_side else NOT_REPRODUCED if on_other else UNDECIDED)


def verdict(parts: Sequence[Part]) -> Verdict:
    """Not reproduced where one part is not; reproduced where all are; otherwise undecided. parts: at least one."""
    all_judged = tuple(judged(part) for part in parts)
    outcomes = [judgement.outcome for judgement in all_judged]
    outcome = next((bad for bad in (NOT_REPRODUCED, UNDECIDED) if bad in outcomes), REPRODUCED)
    deciding = min((judgement for judgement in all_judged if judgement.outcome == outcome), key=_distance)
    sentences = "; ".join(judgement.sentence for judgement in all_judged)
    n_seeds = min(judgement.mean.n_seeds for judgement in all_judged)
    return Verdict(
        outcome=outcome,
        effect=deciding.mean.value,
        interval=deciding.mean.t,
        threshold=f"{deciding.part.side} {short(deciding.part.threshold)}",
        n_seeds=n_seeds,
        sentence=f"{outcome.capitalize()}, {_seeds(n_seeds)}. {sentences}.",
        judged=all_judged,
    )


def _seeds(count: int) -> str:
    return f"{count} seed{'s' * (count != 1)}"


def _distance(judged: JudgedPart) -> float:
    """How far from the threshold, in units of it where it is not 0."""
    return abs(judged.mean.value - judged.part.threshold) / (abs(judged.part.threshold) or 1.0)


def short(number: float) -> str:
    """Three significant digits, and no minus before a nought."""
    return f"{number:.3g}" if abs(number) >= 5e-4 else "0"


class Records:
    """Saved rounds as arrays over the seeds that are complete: those for which every arm has every round."""

    def __init__(self, saved: Iterable[SavedRound], *, arms: Sequence[str], rounds: int) -> None:
        """Raises DataError where no seed is complete."""
        self._by_key = {(record.key.arm, record.key.seed, record.key.round): record for record in saved}
        wanted = [(arm, round_) for arm in arms for round_ in range(rounds)]
        seeds = sorted({seed for _, seed, _ in self._by_key})
        self.seeds = [seed for seed in seeds if all((arm, seed, round_) in self._by_key for arm, round_ in wanted)]
        if not self.seeds:
            raise DataError("No seed is complete yet.")
        self.arms, self.rounds = tuple(arms), rounds

    def table(self, name: str, arm: str) -> Floats:
        """float64[seeds, rounds] of a number found or measured; NaN where a round has none."""
        return self.each(arm, lambda saved: _number(saved, name))

    def each(self, arm: str, number: Callable[[SavedRound], float]) -> Floats:
        """float64[seeds, rounds] of any number of a round."""
        return np.array(
            [[number(self._by_key[arm, seed, round_]) for round_ in range(self.rounds)] for seed in self.seeds]
        )

    def at(self, name: str, arm: str, round_: int) -> Floats:
        """float64[seeds]: in one round; negative rounds count from the last."""
        return self.table(name, arm)[:, round_]

    def lists(self, name: str, arm: str, round_: int) -> list[Any]:
        """One list per seed. Raises DataError where a record lacks it."""
        round_ = round_ % self.rounds
        records = [self._by_key[arm, seed, round_] for seed in self.seeds]
        if not all(name in saved.numbers for saved in records):
            raise DataError(f"The records of {arm} lack {name} in round {round_}.")
        return [saved.numbers[name] for saved in records]

    def share_labelled(self) -> Floats:
        """float64[rounds]: percent of the pool that is labelled after each round, of the first arm and seed."""
        share: Floats = 100 * self.table("labels", self.arms[0])[0] / self.table("pool", self.arms[0])[0]
        return share

    def rounds_from(self, percent: float) -> list[int]:
        """Rounds after which at least so much of the pool is labelled."""
        # A share is a ratio of counts: it may miss a whole percentage by rounding.
        return np.flatnonzero(self.share_labelled() >= percent - 0.5).tolist()

    def percent(self, round_: int) -> str:
        """For sentences: the share that is labelled after a round."""
        return f"{self.share_labelled()[round_]:.0f} %"


def _number(saved: SavedRound, name: str) -> float:
    tables: Mapping[str, Any] = {**saved.clock, **saved.numbers}
    value = tables.get(name)
    return float("nan") if value is None else float(value)


def points(records: Records, arm: str, round_: int) -> Floats:
    """float64[seeds]: test error of the evaluation model, in percentage points."""
    return 100 * records.at("error", arm, round_)


def gap(records: Records, left: str, right: str, round_: int) -> Floats:
    """float64[seeds]: error of left less that of right, in percentage points, seed by seed."""
    return points(records, left, round_) - points(records, right, round_)


def relative_gain(records: Records, arm: str, over: str, round_: int) -> Floats:
    """float64[seeds]: by how many percent of the other's error an arm's is lower."""
    other = points(records, over, round_)
    return 100 * (other - points(records, arm, round_)) / np.maximum(other, 1e-9)
