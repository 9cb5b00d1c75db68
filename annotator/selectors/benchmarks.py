"""Benchmarks as people see them: rows of the list, and one with all that it found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from annotator.models import Benchmark, Job, Project
from annotator.selectors.benchmark_advice import Advice, advice
from annotator.selectors.benchmark_results import Arm, Penalty, Played, arms, penalty, played, seconds_of
from annotator.selectors.benchmark_settings import FRESH, Settings

UNFINISHED = (Job.State.WAITING, Job.State.RUNNING)


@dataclass(frozen=True)
class BenchmarkRow:
    """done, total: rounds over all runs."""

    id: int
    project: int
    title: str
    source: str
    state: str
    done: int
    total: int
    seconds_left: float | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    sentence: str
    error: str
    can_cancel: bool
    strategies: tuple[str, ...]
    seeds: int


@dataclass(frozen=True)
class BenchmarkFound:
    """One benchmark with all that it found so far."""

    row: BenchmarkRow
    settings: dict[str, Any]
    currency: str
    judge_name: str
    test_items: int | None
    pool_items: int | None
    target_error: float | None
    hardware: str
    digest: str
    advice: Advice
    arms: list[Arm]
    penalty: Penalty | None


def benchmark(pk: int) -> Benchmark | None:
    return Benchmark.objects.select_related("project").filter(pk=pk).first()


def of_project(project: Project) -> list[BenchmarkRow]:
    """The newest first; a fixed number of queries however many there are."""
    return rows(Benchmark.objects.filter(project=project).order_by("-pk"))


def rows(benchmarks: Iterable[Benchmark]) -> list[BenchmarkRow]:
    found = list(benchmarks)
    runs = played(found)
    return [row_of(one, runs[one.pk]) for one in found]


def row(one: Benchmark) -> BenchmarkRow:
    return rows([one])[0]


def row_of(one: Benchmark, runs: Sequence[Played]) -> BenchmarkRow:
    settings = Settings.of(one.settings)
    done = sum(len(run.points) for run in runs)
    return BenchmarkRow(
        id=one.pk,
        project=one.project_id,
        title=one.title,
        source=one.source,
        state=one.state,
        done=done,
        total=settings.total,
        seconds_left=_seconds_left(settings, runs) if one.state == Job.State.RUNNING else None,
        created_at=one.created_at,
        started_at=one.started_at,
        finished_at=one.finished_at,
        sentence=_sentence(one, settings, runs, done=done),
        error=one.error,
        can_cancel=one.state in UNFINISHED and not one.cancel_requested,
        strategies=settings.strategies,
        seeds=settings.seeds,
    )


def found(one: Benchmark) -> BenchmarkFound:
    """All that the benchmark found so far."""
    settings, runs = Settings.of(one.settings), played([one])[one.pk]
    return BenchmarkFound(
        row=row_of(one, runs),
        settings=one.settings,
        currency=one.project.currency,
        judge_name=judge_name(settings),
        test_items=one.frozen.get("test_items"),
        pool_items=one.frozen.get("pool_items"),
        target_error=settings.target_error,
        hardware=one.frozen.get("hardware", ""),
        digest=one.frozen.get("digest", ""),
        advice=advice(settings, runs),
        arms=arms(settings, runs),
        penalty=penalty(settings, runs),
    )


def judge_name(settings: Settings) -> str:
    """Whose error is measured."""
    if settings.judge == FRESH:
        return "A model trained from scratch on all labels of the round, the same for every strategy"
    return "Each strategy's own model"


def _sentence(one: Benchmark, settings: Settings, runs: Sequence[Played], *, done: int) -> str:
    if one.cancel_requested and one.state in UNFINISHED:
        return "Stopping after the round that runs."
    if one.state == Job.State.WAITING:
        return "Waits for a worker."
    if one.state == Job.State.RUNNING:
        return f"{done:,} of {settings.total:,} rounds are played."
    if one.state == Job.State.CANCELLED:
        return f"Cancelled after {done:,} of {settings.total:,} rounds. What was measured stays."
    if one.state == Job.State.FAILED:
        return "No run was completed."
    return advice(settings, runs).sentence


def _seconds_left(settings: Settings, runs: Sequence[Played]) -> float | None:
    """From what the rounds of each strategy took so far; None before every strategy was timed.

    Later rounds of strategies that learn all labels anew take longer, which the first seed cannot know of.
    """
    left = 0.0
    for name in settings.strategies:
        mine = [one for one in runs if one.run.arm == name]
        timed = [seconds_of(point) + point.measure_s for one in mine for point in one.points]
        rounds = sum(settings.rounds + 1 - len(one.points) for one in mine if one.run.state in UNFINISHED)
        if rounds and not timed:
            return None
        left += rounds * float(np.mean(timed)) if rounds else 0.0
    return left
