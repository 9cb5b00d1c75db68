"""Carrying a job out, by whoever holds its advisory lock."""

import logging
from collections.abc import Callable, Mapping
from contextlib import ExitStack

from django.db import transaction
from django.utils import timezone

from annotator.errors import DomainError
from annotator.models import UNFINISHED, Job, JobState
from annotator.selectors.jobs import DONE_BEFORE
from annotator.services.jobs.lifecycle import MAX_ATTEMPTS, Work, create_job
from annotator.services.jobs.progress import JobCancelled, JobLost, Progress, Watch
from annotator.services.locks import LockClass, advisory
from annotator.services.webhooks import events

log = logging.getLogger(__name__)

# Works, reports through Progress, and returns the sentence that people see at the end.
Handler = Callable[[Job, Progress], str]
# By kind of job.
Handlers = Mapping[str, Handler]


def run_here(work: Work, *, handler: Handler, watch: Watch | None = None) -> Job:
    """Create a job and carry it out in this process; the job as it ended."""
    with ExitStack() as stack:
        with transaction.atomic():
            job = create_job(work)
            # Before the row can be seen: no reconciler may hand it to a worker. The lock outlives the transaction.
            stack.enter_context(advisory(LockClass.JOB, job.pk))
        run_job(job.pk, handlers={work.kind: handler}, watch=watch)
    job.refresh_from_db()
    return job


def run_job(job_id: int, *, handlers: Handlers, watch: Watch | None = None) -> None:
    """Carry the job out, or take it up where its dead worker left it. Does nothing where another is at it."""
    with advisory(LockClass.JOB, job_id) as acquired:
        job = _claim(job_id) if acquired else None
        if job is not None:
            _carry_out(job, handlers[job.kind], Progress(job, watch=watch))


def _claim(job_id: int) -> Job | None:
    """One more attempt, by whoever holds the advisory lock; None where there is nothing left to do."""
    job = Job.objects.select_related("project").filter(pk=job_id, state__in=UNFINISHED).first()
    if job is None:
        return None
    if job.cancel_requested:
        _end(job, JobState.CANCELLED, message="Cancelled. What was done before stays.")
        return None
    if job.attempts >= MAX_ATTEMPTS:
        _end(job, JobState.FAILED, error=f"The worker stopped {job.attempts} times during this job. Start it again.")
        return None
    job.attempts += 1
    job.state = JobState.RUNNING
    job.started_at = timezone.now()
    job.params = {**job.params, DONE_BEFORE: job.done}
    job.save(update_fields=["attempts", "state", "started_at", "params"])
    return job


def _carry_out(job: Job, handler: Handler, progress: Progress) -> None:
    try:
        message = handler(job, progress)
    except JobLost:
        log.warning("job %s was taken over by another worker", job.pk)
    except JobCancelled:
        _end(job, JobState.CANCELLED, message="Cancelled. What was done before stays.")
    except DomainError as error:
        _end(job, JobState.FAILED, error=error.detail)
    except Exception:
        if not Job.objects.filter(pk=job.pk).exists():
            log.info("job %s went with its project", job.pk)
            return
        # The boundary of a worker: whatever went wrong, the job must say so, and may succeed next time.
        log.exception("job %s failed in attempt %s", job.pk, job.attempts)
        _try_again(job)
    else:
        _end(job, JobState.DONE, message=message)


def _try_again(job: Job) -> None:
    if job.attempts >= MAX_ATTEMPTS:
        _end(
            job,
            JobState.FAILED,
            error="Something went wrong three times; the server's log says what. Try again later.",
        )
    else:
        Job.objects.filter(pk=job.pk, attempts=job.attempts).update(state=JobState.WAITING)


def _end(job: Job, state: JobState, *, message: str = "", error: str = "") -> None:
    """Close the job, unless another worker has taken it over since."""
    job.state, job.message, job.error, job.finished_at = state, message[:500], error, timezone.now()
    unchanged = Job.objects.filter(pk=job.pk, attempts=job.attempts, state__in=UNFINISHED)
    with transaction.atomic():
        if unchanged.update(state=state, message=job.message, error=error, finished_at=job.finished_at):
            events.job_ended(job)
