"""Arms of contests against the incumbent, from saved runs. Pure functions; areas and differences in percentage points.

A variation is preferred where its area under the budget curve less the incumbent's, averaged over all worlds of a kind,
lies below 0 with all of its interval, and in no single world above 0 with all of Student's 95 % interval. The former is
`pooled` over worlds and seeds, and so wide that in 95 % of cases chance makes no arm of a kind look better or worse
(Bonferroni); at 95 % for each, ten arms that change nothing would bring one such in two tables of five.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from selection.arrays import Floats
from selection.benchmark.statistics import (
    SEEDS_TO_DECIDE,
    Interval,
    Mean,
    against,
    area_under_budget_curve,
    label_factor,
    mean_of,
    paired,
    penalty_matrix,
)
from selection.papers.contests import INCUMBENT, RANDOM
from selection.papers.verdicts import Records

BETTER, WORSE, MIXED, OPEN = "better", "worse", "better, but not everywhere", "no difference shown"


@dataclass(frozen=True)
class WorldResult:
    """One arm in one world. area: mean error between the first and the last budget that was judged, %.

    less: area less the incumbent's, paired by seed; below 0 is better. last: error at the last budget, %.
    factor: how many times its labels random order needs for the same error, a bootstrap's interval over paired seeds;
        None where random order was not played, and of itself.
    """

    arm: str
    area: Mean
    less: Mean
    last: Mean
    factor: tuple[float, Interval | None] | None = None


@dataclass(frozen=True)
class OverallResult:
    """One arm over the worlds that have it. less: area less the incumbent's, mean of the worlds, with its interval.

    proxy: the same for the proxy's own error as it asked, which is what its project shows; None for a random arm.
    n_seeds: fewest and most in a world. better, worse: in which worlds the interval lies all on one side of 0.
    """

    arm: str
    less: float
    interval: Interval | None
    proxy: tuple[float, Interval | None] | None
    n_worlds: int
    n_seeds: tuple[int, int]
    better: tuple[str, ...]
    worse: tuple[str, ...]

    @property
    def outcome(self) -> str:
        """OPEN where the interval holds 0 or is missing, else WORSE or BETTER; MIXED: better, but worse in a world."""
        if self.interval is None or self.interval.low <= 0 <= self.interval.high:
            return OPEN
        if self.interval.low > 0:
            return WORSE
        return MIXED if self.worse else BETTER


def judged_rounds(records: Records, arm: str) -> list[int]:
    """Rounds, from 0, after which every seed has a test error."""
    return np.flatnonzero(np.isfinite(records.table("error", arm)).all(axis=0)).tolist()


def areas(records: Records, name: str = "error") -> dict[str, Floats]:
    """Arm -> float64[seeds]: area under its budget curve; of the proxy's own error where `name` is "proxy_error".

    Arms without such errors are left out: a random one has no proxy. Raises BadInput with fewer than two judged rounds.
    """
    rounds = judged_rounds(records, records.arms[0])
    labels = records.table("labels", records.arms[0])[0, rounds].tolist()
    errors = {arm: records.table(name, arm)[:, rounds] for arm in records.arms}
    return {
        arm: np.array([100 * area_under_budget_curve(labels, row) for row in table.tolist()])
        for arm, table in errors.items()
        if np.isfinite(table).all()
    }


def world_results(records: Records) -> list[WorldResult]:
    """All arms, the incumbent first. Raises BadInput with fewer than two judged rounds."""
    by_arm, last = areas(records), judged_rounds(records, records.arms[0])[-1]
    return [
        WorldResult(
            arm,
            mean_of(area),
            paired(area, by_arm[INCUMBENT]),
            mean_of(100 * records.table("error", arm)[:, last]),
            _factor(records, arm),
        )
        for arm, area in by_arm.items()
    ]


def _factor(records: Records, arm: str) -> tuple[float, Interval | None] | None:
    if RANDOM.name not in records.arms or arm == RANDOM.name:
        return None
    rounds = judged_rounds(records, records.arms[0])
    labels = records.table("labels", records.arms[0])[0, rounds].tolist()
    random, errors = (records.table("error", each)[:, rounds] for each in (RANDOM.name, arm))
    return label_factor(labels, random, errors)


def wins(records: Records) -> dict[str, dict[str, float]]:
    """Penalty matrix over the judged rounds; empty for a single seed."""
    if len(records.seeds) < 2:
        return {}
    rounds = judged_rounds(records, records.arms[0])
    return penalty_matrix({arm: records.table("error", arm)[:, rounds] for arm in records.arms})


def overall_results(worlds: Sequence[tuple[str, Records]]) -> list[OverallResult]:
    """Every arm but the incumbent, each over the worlds that have it.

    worlds: names and records; a world may come again with other arms beside the incumbent. Raises BadInput.
    """
    arms = dict.fromkeys(arm for _, records in worlds for arm in records.arms if arm != INCUMBENT)
    worlds_of = {arm: {name: records for name, records in worlds if arm in records.arms} for arm in arms}
    differences = {arm: _differences(arm, worlds_of[arm], "error") for arm in arms}
    less = against({arm: list(by_world.values()) for arm, by_world in differences.items()}, comparisons=len(arms))
    asking = [arm for arm in arms if _asks(worlds_of[arm], arm)]
    proxies = {arm: list(_differences(arm, worlds_of[arm], "proxy_error").values()) for arm in asking}
    proxy_less = against(proxies, comparisons=len(arms))
    return [_overall(arm, differences[arm], less=less[arm], proxy=proxy_less.get(arm)) for arm in arms]


def _asks(worlds: Mapping[str, Records], arm: str) -> bool:
    """Whether the arm has a proxy wherever it was played; a random one has none."""
    return all(arm in areas(records, "proxy_error") for records in worlds.values())


def _overall(
    arm: str,
    differences: Mapping[str, Floats],
    *,
    less: tuple[float, Interval | None],
    proxy: tuple[float, Interval | None] | None,
) -> OverallResult:
    counts = [len(values) for values in differences.values()]
    return OverallResult(
        arm,
        *less,
        proxy,
        n_worlds=len(differences),
        n_seeds=(min(counts), max(counts)),
        better=_clear(differences, sign=-1),
        worse=_clear(differences, sign=1),
    )


def _differences(arm: str, worlds: Mapping[str, Records], name: str) -> dict[str, Floats]:
    """World -> float64[seeds]: the arm's area less the incumbent's."""
    areas_of = {world: areas(records, name) for world, records in worlds.items()}
    return {world: by_arm[arm] - by_arm[INCUMBENT] for world, by_arm in areas_of.items()}


def _clear(differences: Mapping[str, Floats], *, sign: int) -> tuple[str, ...]:
    """Worlds whose interval lies all on one side of 0; two seeds that agree show nothing."""
    intervals = {
        world: mean_of(sign * values).t for world, values in differences.items() if len(values) >= SEEDS_TO_DECIDE
    }
    return tuple(world for world, interval in intervals.items() if interval and interval.low > 0)
