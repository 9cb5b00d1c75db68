"""Benchmarks: asked for, cancelled, deleted. How one is played stands in play.py."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

import selection
from annotator.errors import Conflict, Invalid
from annotator.models import UNFINISHED, Benchmark, BenchmarkRun, JobState, LogKind, Project, User
from annotator.selectors.benchmark.items import ITEMS_AT_LEAST, counts, split_of
from annotator.selectors.benchmark.settings import Settings
from annotator.selectors.strategies import strategy_with, title_of
from annotator.services import messages, project_log
from annotator.services.benchmark import arenas
from annotator.services.locks import LockClass, advisory
from annotator.services.project_log import Fact

# A row of a confusion matrix as a person writes it: 0.33 three times is one.
SUM_TOLERANCE = 0.02


def create(project: Project, *, user: User | None, settings: Settings) -> Benchmark:
    """The benchmark with its runs, seed by seed; on commit a worker is told. Raises Invalid with the field."""
    check(project, settings)
    settings = replace(settings, title=settings.title.strip() or _title(settings))
    with transaction.atomic():
        benchmark = Benchmark.objects.create(
            project=project,
            user=user,
            title=settings.title[:200],
            source=settings.source,
            settings=settings.as_json(),
        )
        # Seed by seed, so that strategies can be compared as early as possible.
        runs = [
            BenchmarkRun(benchmark=benchmark, arm=name, seed=seed)
            for seed in range(settings.seeds)
            for name in settings.strategies
        ]
        BenchmarkRun.objects.bulk_create(runs)
        transaction.on_commit(messages.ask_for_turn)
    return benchmark


def check(project: Project, settings: Settings) -> None:
    """Raises Invalid naming the field that cannot be as it is."""
    if len(set(settings.strategies)) < len(settings.strategies):
        raise Invalid("strategies", "Name each strategy once.", attr="strategies")
    for name in settings.strategies:
        _check_strategy(project, settings, name)
    _check_confusion(settings.annotators.confusion, n_labels=project.labels.count())
    _check_items(project, settings)


def _check_strategy(project: Project, settings: Settings, name: str) -> None:
    try:
        strategy_with(name, kind=project.kind, overrides=arenas.overrides_of(settings))
    except selection.StrategyError as error:
        raise Invalid("strategy", str(error), attr="strategies") from error


def _check_confusion(matrix: Sequence[Sequence[float]] | None, *, n_labels: int) -> None:
    if matrix is None:
        return
    if len(matrix) != n_labels or any(len(row) != n_labels for row in matrix):
        message = f"The project has {n_labels} labels; write {n_labels} rows of {n_labels} numbers."
        raise Invalid("confusion", message, attr="annotators.confusion")
    for number, row in enumerate(matrix, start=1):
        if min(row) < 0 or abs(sum(row) - 1) > SUM_TOLERANCE:
            message = f"Row {number} of the confusion matrix must hold shares that add up to 1."
            raise Invalid("confusion", message, attr="annotators.confusion")


def _check_items(project: Project, settings: Settings) -> None:
    counted = counts(project, source=settings.source)
    if counted.items < ITEMS_AT_LEAST or counted.classes < 2:
        message = f"A benchmark needs at least {ITEMS_AT_LEAST} items with known labels, and two different labels."
        raise Invalid("too_few_items", message, attr="source")
    split = split_of(counted, settings)
    if split.train < 1:
        raise Invalid("test", f"Only {counted.items:,} items have a known label; test on fewer of them.", attr="test")
    if settings.pool > split.train:
        raise Invalid("pool", f"There are only {split.train:,} items to choose from.", attr="pool")
    pool = settings.pool or split.train
    if settings.labels > pool:
        message = f"{settings.labels:,} labels are asked for, and there are {pool:,} items to choose from."
        raise Invalid("too_many_labels", message, attr="rounds")


def _title(settings: Settings) -> str:
    names = ", ".join(title_of(name) for name in settings.strategies)
    return f"{names}: {settings.labels:,} labels, {settings.seeds} seed{'s' if settings.seeds != 1 else ''}"


def cancel(benchmark: Benchmark) -> None:
    """Stop it: at once where nobody plays a round, else where its worker next asks.

    Raises Conflict (benchmark_ended).
    """
    requested = Benchmark.objects.filter(pk=benchmark.pk, state__in=UNFINISHED).update(cancel_requested=True)
    if not requested:
        raise Conflict("benchmark_ended", "This benchmark has ended already.")
    with advisory(LockClass.BENCHMARK, benchmark.pk) as acquired:
        # Otherwise the worker that holds the lock, or the reconciler after it, sees what is asked.
        if acquired:
            end_cancelled(benchmark)


def end_cancelled(benchmark: Benchmark) -> None:
    """Close the benchmark and its runs, and clear away its arenas. Needs the benchmark's advisory lock."""
    with transaction.atomic():
        runs = BenchmarkRun.objects.filter(benchmark=benchmark, state__in=UNFINISHED)
        runs.update(state=JobState.CANCELLED)
        now = timezone.now()
        unfinished = Benchmark.objects.filter(pk=benchmark.pk, state__in=UNFINISHED)
        unfinished.update(state=JobState.CANCELLED, finished_at=now)
        arenas.clear(Project.all_with_arenas.filter(benchmark=benchmark))


def delete(benchmark: Benchmark, *, by: User | None = None) -> None:
    """The benchmark with all that it measured; `by` is for the project log. Raises Conflict (benchmark_running)."""
    with advisory(LockClass.BENCHMARK, benchmark.pk) as acquired, transaction.atomic():
        state = Benchmark.objects.filter(pk=benchmark.pk).values_list("state", flat=True).first()
        if not acquired or state in UNFINISHED:
            raise Conflict("benchmark_running", "This benchmark is running. Cancel it first.")
        arenas.clear(Project.all_with_arenas.filter(benchmark=benchmark))
        project_log.write(benchmark.project, Fact(LogKind.BENCHMARK_DELETED, benchmark.title), by=by)
        benchmark.delete()
