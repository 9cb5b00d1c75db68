"""What a benchmark found so far: curves, the table of the papers, and how often one strategy beats another."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np

from annotator.models import Benchmark, BenchmarkPoint, BenchmarkRun, JobState
from annotator.selectors.benchmark.settings import Settings
from annotator.selectors.strategies import title_of
from selection.benchmark import statistics

RANDOM = "random"


@dataclass(frozen=True)
class Spread:
    """Mean and standard deviation over seeds (0 for one), Student's 95 % interval of the mean (None for one)."""

    mean: float
    spread: float
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True)
class Played:
    """One run with its points, in order."""

    run: BenchmarkRun
    points: tuple[BenchmarkPoint, ...]
    is_complete: bool

    @property
    def machine_s(self) -> list[float]:
        """Seconds of rounds up to each point; measuring is not among them."""
        return list(accumulate(seconds_of(point) for point in self.points))

    @property
    def labels(self) -> list[int]:
        return [point.labels for point in self.points]

    @property
    def errors(self) -> list[float]:
        return [point.error for point in self.points]

    @property
    def area(self) -> float:
        """Mean error over the budget; the error itself where there is but one point."""
        if len(self.points) < 2:
            return self.points[0].error
        return statistics.area_under_budget_curve(self.labels, self.errors)


@dataclass(frozen=True)
class RunRow:
    seed: int
    state: str
    done: int
    total: int
    error: str


@dataclass(frozen=True)
class CurvePoint:
    """Means over the seeds that came so far. machine_s is cumulative, update_s and so on are this round's.

    audit, lure: estimates of the judge's error on items that are still open.
    """

    round: int
    labels: int
    money: float
    people_s: float
    machine_s: float
    error: Spread
    proxy_error: Spread | None
    audit: Spread | None
    lure: Spread | None
    update_s: float
    score_s: float
    query_s: float
    other_s: float
    n: int


@dataclass(frozen=True)
class TableRow:
    """One strategy's row of the table, from its complete seeds. labels_to_target: over the seeds that reach the target;
    speed_up: seconds of the dearest arm divided by this one's.

    against_random: error less that of random order, seed by seed, in the last round that both have. label_factor: how
    many times this strategy's labels random order needs for the lowest error that both reach; a bootstrap's interval
    over paired seeds.
    """

    error: Spread
    aubc: Spread
    labels_to_target: Spread | None
    speed_up: float | None
    against_random: Spread | None
    label_factor: Spread | None


@dataclass(frozen=True)
class Arm:
    name: str
    title: str
    runs: list[RunRow]
    points: list[CurvePoint]
    row: TableRow | None


@dataclass(frozen=True)
class Penalty:
    """wins[i][j]: share of budgets at which names[i] had a clearly lower error than names[j]."""

    names: list[str]
    wins: list[list[float]]


def seconds_of(point: BenchmarkPoint) -> float:
    return point.update_s + point.score_s + point.query_s + point.other_s


def spread_of(values: Sequence[float]) -> Spread:
    """Mean and spread of one number per seed; there is at least one seed."""
    array = np.asarray(values, dtype=np.float64)
    if len(array) == 1:
        return Spread(float(array[0]), 0.0, None, None, 1)
    interval = statistics.t_interval(array)
    return Spread(float(array.mean()), float(array.std(ddof=1)), interval.low, interval.high, len(array))


def played(benchmarks: Iterable[Benchmark]) -> dict[int, list[Played]]:
    """benchmark -> its runs with their points, in two queries however many there are. Rows are left out."""
    by_id = {benchmark.pk: benchmark for benchmark in benchmarks}
    points: dict[int, list[BenchmarkPoint]] = {}
    for point in BenchmarkPoint.objects.filter(run__benchmark__in=by_id).defer("rows").order_by("round"):
        points.setdefault(point.run_id, []).append(point)
    by_benchmark: dict[int, list[Played]] = {pk: [] for pk in by_id}
    for run in BenchmarkRun.objects.filter(benchmark__in=by_id).order_by("seed", "pk"):
        own_points = tuple(points.get(run.pk, ()))
        rounds = int(by_id[run.benchmark_id].settings["rounds"])
        by_benchmark[run.benchmark_id].append(Played(run, own_points, is_complete=len(own_points) == rounds + 1))
    return by_benchmark


def arms(settings: Settings, runs: Sequence[Played]) -> list[Arm]:
    """One per strategy, in the order in which they were named."""
    dearest = max((_machine_s(complete(runs, arm=name)) for name in settings.strategies), default=0.0)
    return [
        Arm(
            name=name,
            title=title_of(name),
            runs=[_run_row(played, settings) for played in runs if played.run.arm == name],
            points=_curve([played for played in runs if played.run.arm == name]),
            row=_table_row(name, settings, runs, dearest=dearest),
        )
        for name in settings.strategies
    ]


def complete(runs: Sequence[Played], *, arm: str) -> dict[int, Played]:
    """seed -> the arm's run, of those that are complete."""
    return {played.run.seed: played for played in runs if played.run.arm == arm and played.is_complete}


def playable(settings: Settings, runs: Sequence[Played]) -> list[str]:
    """Strategies of which not every run has failed."""
    alive = {played.run.arm for played in runs if played.run.state != JobState.FAILED}
    return [name for name in settings.strategies if name in alive]


def common_seeds(names: Sequence[str], runs: Sequence[Played]) -> list[int]:
    """Seeds that all of these strategies have completed."""
    seeds = [set(complete(runs, arm=name)) for name in names]
    return sorted(set.intersection(*seeds)) if seeds else []


def penalty(settings: Settings, runs: Sequence[Played]) -> Penalty | None:
    """None with one strategy, or before two seeds are complete for all."""
    names = playable(settings, runs)
    seeds = common_seeds(names, runs)
    if len(names) < 2 or len(seeds) < 2:
        return None
    errors = {name: np.array([complete(runs, arm=name)[seed].errors for seed in seeds]) for name in names}
    matrix = statistics.penalty_matrix(errors)
    return Penalty(names, [[matrix[winner][loser] for loser in names] for winner in names])


def _run_row(played: Played, settings: Settings) -> RunRow:
    return RunRow(played.run.seed, played.run.state, len(played.points), settings.rounds + 1, played.run.error)


def _curve(runs: Sequence[Played]) -> list[CurvePoint]:
    longest = max((len(played.points) for played in runs), default=0)
    return [_curve_point([played for played in runs if len(played.points) > at], at) for at in range(longest)]


def _curve_point(runs: Sequence[Played], at: int) -> CurvePoint:
    points = [played.points[at] for played in runs]

    def mean(value: Callable[[BenchmarkPoint], float]) -> float:
        return float(np.mean([value(point) for point in points]))

    return CurvePoint(
        round=at,
        labels=points[0].labels,
        money=mean(lambda point: float(point.money)),
        people_s=mean(lambda point: point.people_s),
        machine_s=float(np.mean([played.machine_s[at] for played in runs])),
        error=spread_of([point.error for point in points]),
        proxy_error=_of_some(point.proxy_error for point in points),
        audit=_of_estimates([point.audit for point in points if point.audit]),
        lure=_of_estimates([point.lure for point in points if point.lure]),
        update_s=mean(lambda point: point.update_s),
        score_s=mean(lambda point: point.score_s),
        query_s=mean(lambda point: point.query_s),
        other_s=mean(lambda point: point.other_s),
        n=len(points),
    )


def _of_some(values: Iterable[float | None]) -> Spread | None:
    given = [value for value in values if value is not None]
    return spread_of(given) if given else None


def _of_estimates(estimates: Sequence[dict[str, Any]]) -> Spread | None:
    """Means over seeds of the estimates and of the ends of their intervals: what a team would have seen, on average.

    Not the interval of the mean: nobody has several seeds of the same people.
    """
    if not estimates:
        return None
    values = [estimate["value"] for estimate in estimates]
    low, high = (_mean_end(estimate[end] for estimate in estimates) for end in ("low", "high"))
    return Spread(float(np.mean(values)), spread_of(values).spread, low, high, len(values))


def _mean_end(ends: Iterable[float | None]) -> float | None:
    given = [end for end in ends if end is not None]
    return float(np.mean(given)) if given else None


def _machine_s(runs: dict[int, Played]) -> float:
    return float(np.mean([played.machine_s[-1] for played in runs.values()])) if runs else 0.0


def _table_row(name: str, settings: Settings, runs: Sequence[Played], *, dearest: float) -> TableRow | None:
    by_seed = complete(runs, arm=name)
    if not by_seed:
        return None
    seconds = _machine_s(by_seed)
    return TableRow(
        error=spread_of([played.errors[-1] for played in by_seed.values()]),
        aubc=spread_of([played.area for played in by_seed.values()]),
        labels_to_target=_of_some(_labels_to_target(played, settings.target_error) for played in by_seed.values()),
        speed_up=dearest / seconds if seconds > 0 else None,
        against_random=_against_random(name, settings, runs),
        label_factor=_label_factor(name, settings, runs),
    )


def _labels_to_target(played: Played, target: float | None) -> float | None:
    if target is None:
        return None
    if len(played.points) < 2:
        return float(played.labels[0]) if played.errors[0] <= target else None
    return statistics.labels_to_reach(played.labels, played.errors, target=target)


def _against_random(name: str, settings: Settings, runs: Sequence[Played]) -> Spread | None:
    pairs = _beside_random(name, settings, runs)
    return spread_of([mine.errors[-1] - random.errors[-1] for mine, random in pairs]) if pairs else None


def _label_factor(name: str, settings: Settings, runs: Sequence[Played]) -> Spread | None:
    """None before there are two budgets, or where people gave fewer labels to one of the two."""
    pairs = _beside_random(name, settings, runs)
    budgets = [played.labels for pair in pairs for played in pair]
    if not pairs or len(budgets[0]) < 2 or any(labels != budgets[0] for labels in budgets):
        return None
    mine, randoms = (np.array([pair[side].errors for pair in pairs]) for side in (0, 1))
    factor, interval = statistics.label_factor(budgets[0], randoms, mine)
    if interval is None:
        return Spread(factor, 0.0, None, None, len(pairs))
    return Spread(factor, 0.0, interval.low, interval.high, len(pairs))


def _beside_random(name: str, settings: Settings, runs: Sequence[Played]) -> list[tuple[Played, Played]]:
    """The strategy's complete runs with those of random order, of the seeds that both have."""
    if name == RANDOM or RANDOM not in settings.strategies:
        return []
    mine, randoms = complete(runs, arm=name), complete(runs, arm=RANDOM)
    return [(mine[seed], randoms[seed]) for seed in sorted(mine.keys() & randoms.keys())]
