"""Benchmarks as people see them: rows of the list, and one benchmark with all its findings."""

import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any

from django.db.models import Count, F, Sum

from annotator.models import UNFINISHED, Benchmark, BenchmarkRun, JobState, Project
from annotator.selectors.benchmark.advice import Advice, advice
from annotator.selectors.benchmark.results import Arm, Penalty, arms, penalty, played
from annotator.selectors.benchmark.settings import FRESH, Settings


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
class Findings:
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


def benchmark_of(pk: int) -> Benchmark | None:
    return Benchmark.objects.select_related("project").filter(pk=pk).first()


def of_project(project: Project) -> list[BenchmarkRow]:
    """The newest first; a fixed number of queries however many there are."""
    return rows(Benchmark.objects.filter(project=project).order_by("-pk"))


def rows(benchmarks: Iterable[Benchmark]) -> list[BenchmarkRow]:
    """Two queries however many there are; no point is read."""
    listed = list(benchmarks)
    runs = _timed(listed)
    return [_row(benchmark, runs.get(benchmark.pk, [])) for benchmark in listed]


def row(benchmark: Benchmark) -> BenchmarkRow:
    return rows([benchmark])[0]


@dataclass(frozen=True)
class _Timed:
    """A run: its points so far, and the seconds that they took, measuring included."""

    arm: str
    state: str
    done: int
    seconds: float


def _timed(benchmarks: Sequence[Benchmark]) -> dict[int, list[_Timed]]:
    """benchmark -> its runs."""
    parts = ("update_s", "score_s", "query_s", "other_s", "measure_s")
    took = reduce(operator.add, (F(f"points__{part}") for part in parts))
    runs = BenchmarkRun.objects.filter(benchmark__in=benchmarks).annotate(done=Count("points"), seconds=Sum(took))
    by_benchmark: dict[int, list[_Timed]] = {}
    for benchmark, arm, state, done, seconds in runs.values_list("benchmark", "arm", "state", "done", "seconds"):
        by_benchmark.setdefault(benchmark, []).append(_Timed(arm, state, done, seconds or 0.0))
    return by_benchmark


def _row(benchmark: Benchmark, runs: Sequence[_Timed]) -> BenchmarkRow:
    settings, done = Settings.of(benchmark.settings), sum(run.done for run in runs)
    return BenchmarkRow(
        id=benchmark.pk,
        project=benchmark.project_id,
        title=benchmark.title,
        source=benchmark.source,
        state=benchmark.state,
        done=done,
        total=settings.total,
        seconds_left=_seconds_left(settings, runs) if benchmark.state == JobState.RUNNING else None,
        created_at=benchmark.created_at,
        started_at=benchmark.started_at,
        finished_at=benchmark.finished_at,
        sentence=_sentence(benchmark, settings, done=done),
        error=benchmark.error,
        can_cancel=benchmark.state in UNFINISHED and not benchmark.cancel_requested,
        strategies=settings.strategies,
        seeds=settings.seeds,
    )


def findings(benchmark: Benchmark) -> Findings:
    """All that the benchmark found so far."""
    settings, runs = Settings.of(benchmark.settings), played([benchmark])[benchmark.pk]
    return Findings(
        row=row(benchmark),
        settings=benchmark.settings,
        currency=benchmark.project.currency,
        judge_name=judge_name(settings),
        test_items=benchmark.frozen.get("test_items"),
        pool_items=benchmark.frozen.get("pool_items"),
        target_error=settings.target_error,
        hardware=benchmark.frozen.get("hardware", ""),
        digest=benchmark.frozen.get("digest", ""),
        advice=advice(settings, runs),
        arms=arms(settings, runs),
        penalty=penalty(settings, runs),
    )


def judge_name(settings: Settings) -> str:
    """Whose error is measured."""
    if settings.judge == FRESH:
        return "The best of several models trained anew on all labels of the round, the same for every strategy"
    return "Each strategy's own model"


def _sentence(benchmark: Benchmark, settings: Settings, *, done: int) -> str:
    if benchmark.cancel_requested and benchmark.state in UNFINISHED:
        return "Stopping."
    if benchmark.state == JobState.WAITING:
        return "Waits for a worker."
    if benchmark.state == JobState.RUNNING:
        return f"{done:,} of {settings.total:,} rounds are played."
    if benchmark.state == JobState.CANCELLED:
        return f"Cancelled after {done:,} of {settings.total:,} rounds. What was measured stays."
    if benchmark.state == JobState.FAILED:
        return "No run was completed."
    # Written down when it ended: a list should not have to read every point.
    return str(benchmark.frozen.get("sentence", ""))


def _seconds_left(settings: Settings, runs: Sequence[_Timed]) -> float | None:
    """From what rounds of each strategy took so far; None before every strategy was timed.

    Rounds of strategies that learn all labels anew take longer and longer: once a run of a strategy is through, the
    others are taken to last as long as it did, from wherever they stand. The first seed cannot know that yet.
    """
    left = 0.0
    for name in settings.strategies:
        mine = [run for run in runs if run.arm == name]
        open_runs = [run for run in mine if run.state in UNFINISHED]
        whole = [run.seconds for run in mine if run.state == JobState.DONE]
        timed = sum(run.done for run in mine)
        if open_runs and not timed:
            return None
        if whole:
            left += sum(_left_of(run, settings, whole=sum(whole) / len(whole)) for run in open_runs)
        elif open_runs:
            rounds = sum(settings.rounds + 1 - run.done for run in open_runs)
            left += rounds * sum(run.seconds for run in mine) / timed
    return left


def _left_of(run: _Timed, settings: Settings, *, whole: float) -> float:
    """Seconds of one run by what a whole one took, and at least what its own pace so far makes of the rest."""
    own_pace = run.seconds / run.done if run.done else 0.0
    return max(whole - run.seconds, (settings.rounds + 1 - run.done) * own_pace)
