"""Long work in the background: started by a row, carried out by whichever worker takes its advisory lock (run.py).

PostgreSQL is the only source of truth. A job whose worker died is one that says "running" while nobody holds its
lock: the reconciler finds it and it is run again, from where it stood, up to MAX_ATTEMPTS attempts in all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from annotator.errors import Conflict
from annotator.models import Job, JobState, Project, Upload, User
from annotator.services import messages
from annotator.services.locks import LockClass
from annotator.services.webhooks import events

MAX_ATTEMPTS = 3


@dataclass(frozen=True, kw_only=True)
class Work:
    """What a job is to do, of which kind, and who asked for it; what `params` may hold is its handler's to say.

    done, total: where a job that stopped left the same work, which this one takes up.
    """

    project: Project
    kind: str
    title: str
    params: Mapping[str, Any]
    user: User | None = None
    upload: Upload | None = None
    done: int = 0
    total: int | None = None


def start_job(work: Work) -> Job:
    """Create the job and, on commit, tell a worker."""
    job = create_job(work)
    transaction.on_commit(lambda: messages.ask_for_job(job.pk))
    return job


def cancel_job(job_id: int) -> None:
    """Stop the job: at once if it waits, at its next step if it runs. Raises Conflict (job_ended)."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=job_id, state=JobState.WAITING)
    with transaction.atomic():
        if waiting.update(state=JobState.CANCELLED, cancel_requested=True, finished_at=now, message="Cancelled."):
            events.job_ended(Job.objects.select_related("project").get(pk=job_id))
            return
    if not Job.objects.filter(pk=job_id, state=JobState.RUNNING).update(cancel_requested=True):
        raise Conflict("job_ended", "This job has ended already.")


def unfinished_jobs() -> list[int]:
    """Jobs that wait, or whose worker died: unfinished, and nobody holds their lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM annotator_job WHERE state IN ('waiting', 'running') AND NOT EXISTS ("
            " SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = annotator_job.id::oid"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) ORDER BY id",
            [int(LockClass.JOB)],
        )
        return [int(pk) for (pk,) in cursor.fetchall()]


def create_job(work: Work) -> Job:
    """The job's row alone: nobody is told of it."""
    return Job.objects.create(
        project=work.project,
        kind=work.kind,
        title=work.title[:300],
        params=dict(work.params),
        user=work.user,
        upload=work.upload,
        done=work.done,
        total=work.total,
    )
