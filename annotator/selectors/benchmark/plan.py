"""What a benchmark will take, before it is started."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.limits import SURE_HALF_WIDTH
from annotator.models import BenchmarkPoint, Project
from annotator.selectors.benchmark.items import LABELS, Split, counts, split_of
from annotator.selectors.benchmark.results import seconds_of
from annotator.selectors.benchmark.settings import Settings
from annotator.selectors.strategies import title_of
from annotator.statistics.shares import widest_half

# The newest rounds of each strategy that the estimate goes by.
LOOKED_AT = 100


@dataclass(frozen=True)
class Plan:
    """pool, test: items; labels: of each run; rounds: over all runs. minutes: None where nothing was timed yet."""

    pool: int
    test: int
    labels: int
    runs: int
    rounds: int
    minutes: float | None
    detail: str


def plan(project: Project, settings: Settings) -> Plan:
    """Counts, and minutes from rounds that were timed in earlier benchmarks of such items here."""
    split = split_of(counts(project, source=settings.source), settings)
    timed = {name: _seconds(project, settings, name) for name in settings.strategies}
    unknown = [name for name, seconds in timed.items() if not seconds]
    rounds_each = settings.seeds * (settings.rounds + 1)
    total_s = sum(rounds_each * float(np.mean(seconds)) for seconds in timed.values() if seconds)
    return Plan(
        pool=min(settings.pool or split.train, split.train),
        test=split.test,
        labels=settings.labels,
        runs=settings.runs,
        rounds=settings.total,
        minutes=None if unknown else total_s / 60,
        detail=f"{_tested(settings, split)} {_timing(timed, unknown)}",
    )


def _seconds(project: Project, settings: Settings, arm: str) -> list[float]:
    """Seconds of one round with its measuring, of this strategy under this judge, of the newest such rounds."""
    points = BenchmarkPoint.objects.filter(
        run__arm=arm,
        run__benchmark__project__kind=project.kind,
        run__benchmark__settings__judge=settings.judge,
    )
    return [seconds_of(point) + point.measure_s for point in points.defer("rows").order_by("-pk")[:LOOKED_AT]]


def _tested(settings: Settings, split: Split) -> str:
    return f"{_test_items(settings, split)} {_too_few_to_tell(split.test)}".strip()


def _too_few_to_tell(test: int) -> str:
    if not test or widest_half(test) <= SURE_HALF_WIDTH:
        return ""
    points = math.ceil(100 * widest_half(test))
    return f"These are few: an error is known to ± {points} points only, so that smaller differences cannot be told."


def _test_items(settings: Settings, split: Split) -> str:
    if split.from_audit:
        return f"Tested on {split.test:,} audit items."
    if settings.source == LABELS:
        return f"Tested on {split.test:,} labelled items drawn at random, for want of audit items."
    return f"Tested on {split.test:,} items drawn at random."


def _timing(timed: dict[str, list[float]], unknown: Sequence[str]) -> str:
    if unknown:
        names = ", ".join(title_of(name) for name in unknown)
        return f"How long it takes is not known: no round of {names} was timed here yet. The first seed will tell."
    rounds = sum(len(seconds) for seconds in timed.values())
    return f"The time is an estimate from {rounds:,} rounds that were timed here; more labels take longer."
