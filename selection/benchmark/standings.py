"""Arms of contests against the incumbent, from saved runs. Pure functions; areas and differences in percentage points.

A variation is preferred where its area under the budget curve, less the incumbent's, averaged over all worlds of a kind
seed by seed, lies below 0 with all of Student's 95 % interval, and in no single world above 0 with all of it; from
three seeds on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from selection.arrays import Floats
from selection.benchmark.contests import INCUMBENT
from selection.benchmark.statistics import Mean, area_under_budget_curve, mean_of, paired, penalty_matrix
from selection.benchmark.verdicts import Records

# Two seeds that happen to agree have a narrow interval.
FEWEST_SEEDS = 3
BETTER, WORSE, MIXED, OPEN = "better", "worse", "better, but not everywhere", "no difference shown"


@dataclass(frozen=True)
class Standing:
    """One arm in one world. area: mean error between the first and the last budget that was judged, %.

    less: area less the incumbent's, paired by seed; below 0 is better. last: error at the last budget, %.
    """

    arm: str
    area: Mean
    less: Mean
    last: Mean


@dataclass(frozen=True)
class Overall:
    """One arm over the worlds that have it. less: paired differences, averaged over the worlds of a seed.

    better, worse: in which worlds the interval lies all on one side of 0.
    """

    arm: str
    less: Mean
    n_worlds: int
    better: tuple[str, ...]
    worse: tuple[str, ...]

    @property
    def outcome(self) -> str:
        interval = self.less.t
        if self.less.n_seeds < FEWEST_SEEDS or interval is None or interval.low <= 0 <= interval.high:
            return OPEN
        if interval.low > 0:
            return WORSE
        return MIXED if self.worse else BETTER


def judged_rounds(records: Records, arm: str) -> list[int]:
    """Rounds after which every seed has an error."""
    return np.flatnonzero(np.isfinite(records.table("error", arm)).all(axis=0)).tolist()


def areas(records: Records) -> dict[str, Floats]:
    """Arm -> float64[seeds]: area under its budget curve. Raises BadInput with fewer than two judged rounds."""
    rounds = judged_rounds(records, records.arms[0])
    labels = records.table("labels", records.arms[0])[0, rounds].tolist()
    return {
        arm: np.array(
            [100 * area_under_budget_curve(labels, row) for row in records.table("error", arm)[:, rounds].tolist()]
        )
        for arm in records.arms
    }


def standings(records: Records) -> list[Standing]:
    """All arms, the incumbent first. Raises BadInput."""
    found, last = areas(records), judged_rounds(records, records.arms[0])[-1]
    return [
        Standing(
            arm, mean_of(area), paired(area, found[INCUMBENT]), mean_of(100 * records.table("error", arm)[:, last])
        )
        for arm, area in found.items()
    ]


def wins(records: Records) -> dict[str, dict[str, float]]:
    """Penalty matrix over the judged rounds; empty for a single seed."""
    if len(records.seeds) < 2:
        return {}
    rounds = judged_rounds(records, records.arms[0])
    return penalty_matrix({arm: records.table("error", arm)[:, rounds] for arm in records.arms})


def overall(worlds: Sequence[tuple[str, Records]]) -> list[Overall]:
    """Every arm but the incumbent, each over the worlds that have it and the seeds that are complete in all of these.

    worlds: names and records; a world may come again with other arms beside the incumbent. An arm whose worlds have
    no seed in common yet is left out. Raises BadInput.
    """
    arms = dict.fromkeys(arm for _, records in worlds for arm in records.arms if arm != INCUMBENT)
    found = [_overall(arm, {name: records for name, records in worlds if arm in records.arms}) for arm in arms]
    return [one for one in found if one]


def _overall(arm: str, worlds: Mapping[str, Records]) -> Overall | None:
    seeds = set.intersection(*(set(records.seeds) for records in worlds.values()))
    if not seeds:
        return None
    differences = {world: _differences(records, arm, seeds=seeds) for world, records in worlds.items()}
    return Overall(
        arm,
        mean_of(np.mean(list(differences.values()), axis=0)),
        n_worlds=len(worlds),
        better=_clear(differences, sign=-1),
        worse=_clear(differences, sign=1),
    )


def _differences(records: Records, arm: str, *, seeds: set[int]) -> Floats:
    """float64[seeds]: the arm's area less the incumbent's."""
    found = areas(records)
    difference: Floats = (found[arm] - found[INCUMBENT])[np.isin(records.seeds, list(seeds))]
    return difference


def _clear(differences: Mapping[str, Floats], *, sign: int) -> tuple[str, ...]:
    """Worlds whose interval lies all on one side of 0."""
    intervals = {world: mean_of(sign * values).t for world, values in differences.items()}
    return tuple(world for world, interval in intervals.items() if interval and interval.low > 0)
