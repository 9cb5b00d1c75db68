"""Long work in the background: started by a row, carried out by whichever worker takes its advisory lock.

PostgreSQL is the only source of truth. A job whose worker died is one that says "running" while nobody holds its
lock: the reconciler finds it and it is run again, from where it stood, MAX_ATTEMPTS times at most.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Any

from celery import current_app
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from annotator.errors import Conflict, DomainError
from annotator.models import Job, Project, Upload, User
from annotator.services import export_job, import_job
from annotator.services.locks import Work, advisory
from annotator.services.progress import JobCancelled, JobLost, Progress, Watch

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
# A hint that nobody took for so long is stale; the reconciler sends a new one.
HINT_EXPIRES_S = 30
UNFINISHED = (Job.State.WAITING, Job.State.RUNNING)

# Kind -> what is done: works, reports through Progress, returns the sentence that people see at the end.
HANDLERS: Mapping[str, Callable[[Job, Progress], str]] = {
    Job.JobKind.IMPORT: import_job.run,
    Job.JobKind.EXPORT: export_job.run,
}


def start_job(
    project: Project,
    *,
    kind: str,
    title: str,
    params: Mapping[str, Any],
    user: User | None = None,
    upload: Upload | None = None,
) -> Job:
    """Create the job and, on commit, tell a worker."""
    job = _create(project, kind=kind, title=title, params=params, user=user, upload=upload)
    transaction.on_commit(lambda: send_hint(job.pk))
    return job


def run_here(project: Project, *, kind: str, title: str, params: Mapping[str, Any], watch: Watch | None = None) -> Job:
    """Create a job and carry it out in this process; the job as it ended."""
    with ExitStack() as stack:
        with transaction.atomic():
            job = _create(project, kind=kind, title=title, params=params)
            # Before the row can be seen: no reconciler may hand it to a worker. The lock outlives the transaction.
            stack.enter_context(advisory(Work.JOB, job.pk))
        run_job(job.pk, watch=watch)
    job.refresh_from_db()
    return job


def run_job(job_id: int, *, watch: Watch | None = None) -> None:
    """Carry the job out, or take it up where its dead worker left it. Does nothing where another is at it."""
    with advisory(Work.JOB, job_id) as mine:
        job = _claim(job_id) if mine else None
        if job is not None:
            _carry_out(job, Progress(job, watch=watch))


def cancel_job(job_id: int) -> None:
    """Stop the job: at once if it waits, at its next step if it runs. Raises Conflict (job_ended)."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=job_id, state=Job.State.WAITING)
    if waiting.update(state=Job.State.CANCELLED, cancel_requested=True, finished_at=now, message="Cancelled."):
        return
    if not Job.objects.filter(pk=job_id, state=Job.State.RUNNING).update(cancel_requested=True):
        raise Conflict("job_ended", "This job has ended already.")


def unfinished_jobs() -> list[int]:
    """Jobs that wait, or whose worker died: unfinished, and nobody holds their lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM annotator_job WHERE state IN ('waiting', 'running') AND NOT EXISTS ("
            " SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = annotator_job.id::oid"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) ORDER BY id",
            [int(Work.JOB)],
        )
        return [int(pk) for (pk,) in cursor.fetchall()]


def send_hint(job_id: int) -> None:
    """Tell a worker; a broker that is away is logged, never an error for who asked."""
    try:
        # By name: tasks call services, never the other way round.
        current_app.send_task("annotator.tasks.run_job", [job_id], expires=HINT_EXPIRES_S, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("no hint for job %s, the reconciler will see it: %s", job_id, error)


def _create(
    project: Project,
    *,
    kind: str,
    title: str,
    params: Mapping[str, Any],
    user: User | None = None,
    upload: Upload | None = None,
) -> Job:
    return Job.objects.create(
        project=project, kind=kind, title=title[:300], params=dict(params), user=user, upload=upload
    )


def _claim(job_id: int) -> Job | None:
    """One more attempt, by whoever holds the advisory lock; None where there is nothing left to do."""
    job = Job.objects.select_related("project").filter(pk=job_id, state__in=UNFINISHED).first()
    if job is None:
        return None
    if job.cancel_requested:
        _end(job, Job.State.CANCELLED, message="Cancelled. What was done before stays.")
        return None
    if job.attempts >= MAX_ATTEMPTS:
        _end(job, Job.State.FAILED, error=f"The worker stopped {job.attempts} times during this job. Start it again.")
        return None
    job.attempts += 1
    job.state = Job.State.RUNNING
    job.started_at = timezone.now()
    job.save(update_fields=["attempts", "state", "started_at"])
    return job


def _carry_out(job: Job, progress: Progress) -> None:
    try:
        message = HANDLERS[job.kind](job, progress)
    except JobLost:
        log.warning("job %s was taken over by another worker", job.pk)
    except JobCancelled:
        _end(job, Job.State.CANCELLED, message="Cancelled. What was done before stays.")
    except DomainError as error:
        _end(job, Job.State.FAILED, error=error.detail)
    except Exception:
        # The boundary of a worker: whatever went wrong, the job must say so, and may succeed next time.
        log.exception("job %s failed in attempt %s", job.pk, job.attempts)
        _try_again(job)
    else:
        _end(job, Job.State.DONE, message=message)


def _try_again(job: Job) -> None:
    if job.attempts >= MAX_ATTEMPTS:
        _end(
            job,
            Job.State.FAILED,
            error="Something went wrong three times; the server's log says what. Try again later.",
        )
    else:
        Job.objects.filter(pk=job.pk, attempts=job.attempts).update(state=Job.State.WAITING)


def _end(job: Job, state: Job.State, *, message: str = "", error: str = "") -> None:
    """Close the job, unless another worker has taken it over since."""
    job.state, job.message, job.error, job.finished_at = state, message[:500], error, timezone.now()
    unchanged = Job.objects.filter(pk=job.pk, attempts=job.attempts, state__in=UNFINISHED)
    unchanged.update(state=state, message=job.message, error=error, finished_at=job.finished_at)
