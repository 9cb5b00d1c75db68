"""A benchmark is played round by round, by whichever worker's turn it is (services/across/turns.py).

PostgreSQL is the only source of truth: what is due follows from the points that are stored. A worker that dies loses
at most the round it was at; it is taken up where it stood.
"""

import logging
import time
from collections.abc import Callable, Sequence
from functools import partial

from django.db import transaction
from django.utils import timezone

from annotator.errors import DomainError
from annotator.models import UNFINISHED, Benchmark, BenchmarkPoint, BenchmarkRun, JobState, Project, Round, RoundStatus
from annotator.selectors import rounds as select
from annotator.selectors.benchmark.rows import findings
from annotator.selectors.benchmark.settings import Settings
from annotator.services.benchmark import arenas, lifecycle
from annotator.services.benchmark.round import looking_at, play_round
from annotator.services.benchmark.start import begin
from annotator.services.locks import LockClass, advisory
from annotator.services.rounds import endings
from annotator.services.rounds.endings import End
from annotator.services.rounds.run import RoundFailed
from annotator.services.rounds.watch import Die, Watch, guarded
from selection import RoundStopped

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
# Who plays without a worker looks again: a round that failed rests before it is tried once more.
PAUSE_S = 0.2


def play_all(benchmark: Benchmark, *, progress: Callable[[], None] = lambda: None) -> None:
    """Play what is due in this process until the benchmark has ended, whoever else plays in it."""
    while due(benchmark) is not None:
        if not play_due(benchmark):
            time.sleep(PAUSE_S)
        progress()


def due(benchmark: Benchmark) -> BenchmarkRun | None:
    """The run whose next round is due, seed by seed, run by run; None where the benchmark has ended."""
    runs = BenchmarkRun.objects.select_related("benchmark__project", "arena")
    unfinished = runs.filter(benchmark=benchmark, state__in=UNFINISHED, benchmark__state__in=UNFINISHED)
    return unfinished.order_by("pk").first()


def play_due(benchmark: Benchmark, *, die: Die | None = None) -> bool:
    """Play the round that is due, or none where another is at it, or a pause is on.

    True where something happened after which the next round can be played. die: see rounds/watch.py: guarded.
    """
    with advisory(LockClass.BENCHMARK, benchmark.pk) as acquired:
        run = due(benchmark) if acquired else None
        if run is None:
            return False
        if run.benchmark.cancel_requested:
            lifecycle.end_cancelled(benchmark)
            return False
        return _play(run, die)


def _play(run: BenchmarkRun, die: Die | None) -> bool:
    """One attempt at the run's next round. Counted before it begins, so that a worker that dies counts too."""
    failed = _newest_failed(run)
    if failed is not None and failed.attempts >= select.MAX_ATTEMPTS:
        _give_up(run, failed.error)
        return True
    if failed is not None and not select.may_retry(failed):
        return False
    if run.attempts >= MAX_ATTEMPTS:
        _give_up(run, run.error or f"The worker stopped {run.attempts} times in this round.")
        return True
    run.attempts, run.state = run.attempts + 1, JobState.RUNNING
    run.save(update_fields=["attempts", "state"])
    return _attempt(run, die)


def _newest_failed(run: BenchmarkRun) -> Round | None:
    newest = Round.objects.filter(project=run.arena).order_by("-number").first() if run.arena else None
    return newest if newest is not None and newest.status == RoundStatus.FAILED else None


def _attempt(run: BenchmarkRun, die: Die | None) -> bool:
    settings, look = Settings.of(run.benchmark.settings), looking_at(run)
    watch = Watch(look)
    try:
        with guarded(look, give_up=partial(_out_of_time, run), die=die):
            frozen = begin(run.benchmark, settings)
            if run.arena is None:
                run.arena = arenas.create(run, settings=settings, frozen=frozen)
            point = play_round(run, settings=settings, frozen=frozen, watch=watch)
        _keep(run, point, settings)
    except RoundStopped:
        return _stopped(run, watch.why)
    except Exception as error:  # noqa: BLE001 - a worker's boundary: whatever went wrong, the run says so, and is tried again
        return _failed(run, error)
    return True


def _stopped(run: BenchmarkRun, why: End | None) -> bool:
    """A run whose time is over is given up, and others may be next; else the benchmark was cancelled, or is gone."""
    if why is End.TOO_LONG:
        _give_up(run, endings.too_long())
        return True
    lifecycle.end_cancelled(run.benchmark)
    return False


def _out_of_time(run: BenchmarkRun, why: End) -> bool:
    """For the next worker, where this one has to die: it gives the run up. What else there is to store, is stored."""
    if why is End.TOO_LONG:
        unfinished = BenchmarkRun.objects.filter(pk=run.pk, state__in=UNFINISHED)
        unfinished.update(attempts=MAX_ATTEMPTS, error=endings.too_long())
    return True


def _keep(run: BenchmarkRun, point: BenchmarkPoint, settings: Settings) -> None:
    """Store the point; with the last one the run is over, and its arena goes."""
    with transaction.atomic():
        point.save()
        run.attempts, run.error = 0, ""
        if point.round == settings.rounds:
            run.state = JobState.DONE
        run.save(update_fields=["attempts", "error", "state"])
        if run.state == JobState.DONE:
            _end_run(run)


def _failed(run: BenchmarkRun, error: Exception) -> bool:
    """Remember what went wrong; the third time the run is given up. True where another run may be next."""
    if not BenchmarkRun.objects.filter(pk=run.pk).exists():
        log.info("benchmark run %s was deleted while it was played", run.pk)
        return False
    log.error("benchmark run %s failed in attempt %s", run.pk, run.attempts, exc_info=error)
    run.error = _reason(error)
    if run.attempts >= MAX_ATTEMPTS:
        _give_up(run, run.error)
        return True
    run.save(update_fields=["error"])
    # Not at once again: the reconciler comes back to it.
    return False


def _reason(error: Exception) -> str:
    if isinstance(error, DomainError):
        return error.detail
    cause = error.__cause__ if isinstance(error, RoundFailed) else error
    if not isinstance(cause, Exception):
        return str(error)
    return endings.reason_of(cause)


def _give_up(run: BenchmarkRun, reason: str) -> None:
    with transaction.atomic():
        run.state, run.error = JobState.FAILED, reason
        run.save(update_fields=["state", "error"])
        _end_run(run)


def _end_run(run: BenchmarkRun) -> None:
    """Clear away the run's arena; after the last run the benchmark has ended."""
    if run.arena_id is not None:
        arenas.clear(Project.all_with_arenas.filter(pk=run.arena_id))
    runs = BenchmarkRun.objects.filter(benchmark=run.benchmark_id)
    if runs.filter(state__in=UNFINISHED).exists():
        return
    failed = list(runs.filter(state=JobState.FAILED).order_by("pk"))
    _end(run.benchmark, failed, any_done=runs.filter(state=JobState.DONE).exists())


def _end(benchmark: Benchmark, failed: Sequence[BenchmarkRun], *, any_done: bool) -> None:
    benchmark.state = JobState.DONE if any_done else JobState.FAILED
    benchmark.error = _failures(failed, total=Settings.of(benchmark.settings).runs)
    benchmark.finished_at = timezone.now()
    benchmark.frozen["sentence"] = findings(benchmark).advice.sentence
    benchmark.save(update_fields=["state", "error", "finished_at", "frozen"])


def _failures(failed: Sequence[BenchmarkRun], *, total: int) -> str:
    if not failed:
        return ""
    first = failed[0]
    return f"{len(failed)} of {total} runs failed. {first.arm}, seed {first.seed}: {first.error}"
