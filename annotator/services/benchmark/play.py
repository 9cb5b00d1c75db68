"""A benchmark is played round by round, by whichever worker gets the hint; rounds of people take their turn in between.

PostgreSQL is the only source of truth: what is due follows from the points that are stored. A worker that dies loses
at most the round it was at; the reconciler sends the hint again, and the round is taken up where it stood.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from annotator.errors import DomainError
from annotator.models import Benchmark, BenchmarkPoint, BenchmarkRun, JobState, Project, Round, RoundStatus
from annotator.selectors import rounds as select
from annotator.selectors.benchmark.rows import UNFINISHED, findings
from annotator.selectors.benchmark.settings import Settings
from annotator.services import messages
from annotator.services.benchmark import arenas, lifecycle
from annotator.services.benchmark.round import play_round
from annotator.services.benchmark.start import begin
from annotator.services.locks import LockClass, advisory
from annotator.services.rounds import run as rounds
from selection import RoundStopped

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
# Who plays without a worker looks again: a round that failed rests before it is tried once more.
PAUSE_S = 0.2


@dataclass(frozen=True)
class Due:
    """The next round of a benchmark: of which run, and its number there."""

    run: int
    round: int


def play(run_id: int, *, round_: int) -> None:
    """Play this round and send the hint for the next. Does nothing where it is played already, or being played."""
    benchmark = Benchmark.objects.filter(runs=run_id).first()
    if benchmark is None:
        return
    played = play_due(benchmark, only=Due(run_id, round_))
    following = due(benchmark) if played else None
    if following is not None:
        messages.ask_to_play(following.run, round_=following.round)


def play_all(benchmark: Benchmark, *, progress: Callable[[], None] = lambda: None) -> None:
    """Play what is due in this process until the benchmark has ended, whoever else plays in it."""
    while due(benchmark) is not None:
        if not play_due(benchmark):
            time.sleep(PAUSE_S)
        progress()


def due(benchmark: Benchmark) -> Due | None:
    """Seed by seed, run by run; None where the benchmark has ended."""
    unfinished = BenchmarkRun.objects.filter(benchmark=benchmark, state__in=UNFINISHED)
    run = unfinished.filter(benchmark__state__in=UNFINISHED).order_by("pk").first()
    return None if run is None else Due(run.pk, run.points.count())


def play_due(benchmark: Benchmark, *, only: Due | None = None) -> bool:
    """Play the round that is due, or none where it is not `only`, where another is at it, or a pause is on.

    True where something happened after which the next round should be asked for.
    """
    with advisory(LockClass.BENCHMARK, benchmark.pk) as acquired:
        next_ = due(benchmark) if acquired else None
        if next_ is None or next_ != (only or next_):
            return False
        benchmark.refresh_from_db()
        if benchmark.cancel_requested:
            lifecycle.end_cancelled(benchmark)
            return False
        return _play(BenchmarkRun.objects.select_related("benchmark__project", "arena").get(pk=next_.run))


def unfinished() -> list[Due]:
    """For the reconciler: what is due in benchmarks that nobody plays."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM annotator_benchmark WHERE state IN ('waiting', 'running') AND NOT EXISTS ("
            " SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s"
            " AND objid = annotator_benchmark.id::oid"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) ORDER BY id",
            [int(LockClass.BENCHMARK)],
        )
        ids = [pk for (pk,) in cursor.fetchall()]
    all_due = [due(benchmark) for benchmark in Benchmark.objects.filter(pk__in=ids).order_by("pk")]
    return [due_round for due_round in all_due if due_round is not None]


def _play(run: BenchmarkRun) -> bool:
    """One attempt at the run's next round. Counted before it begins, so that a worker that dies counts too."""
    failed = _newest_failed(run)
    if failed is not None and failed.attempts >= rounds.MAX_ATTEMPTS:
        _give_up(run, failed.error)
        return True
    if failed is not None and not select.may_retry(failed, after=rounds.RETRY_AFTER, limit=rounds.MAX_ATTEMPTS):
        return False
    if run.attempts >= MAX_ATTEMPTS:
        _give_up(run, run.error or f"The worker stopped {run.attempts} times in this round.")
        return True
    run.attempts, run.state = run.attempts + 1, JobState.RUNNING
    run.save(update_fields=["attempts", "state"])
    return _attempt(run)


def _newest_failed(run: BenchmarkRun) -> Round | None:
    newest = Round.objects.filter(project=run.arena).order_by("-number").first() if run.arena else None
    return newest if newest is not None and newest.status == RoundStatus.FAILED else None


def _attempt(run: BenchmarkRun) -> bool:
    benchmark, settings = run.benchmark, Settings.of(run.benchmark.settings)
    try:
        frozen = begin(benchmark, settings)
        if run.arena is None:
            run.arena = arenas.create(run, settings=settings, frozen=frozen)
        _keep(run, play_round(run, settings=settings, frozen=frozen), settings)
    except RoundStopped:
        lifecycle.end_cancelled(benchmark)
        return False
    except Exception as error:  # noqa: BLE001 - a worker's boundary: whatever went wrong, the run says so, and is tried again
        return _failed(run, error)
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
    cause = (error.__cause__ or error) if isinstance(error, rounds.RoundFailed) else error
    return f"{type(cause).__name__}: {cause}"[:2000]


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
