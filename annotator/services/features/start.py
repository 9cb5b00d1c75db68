"""When features are computed."""

from django.db import transaction
from django.utils import timezone

from annotator.models import Job, JobKind, Project
from annotator.selectors.features import next_to_encode
from annotator.services.jobs.lifecycle import Work, start_job
from annotator.services.locks import lock_project


def start_due() -> Job | None:
    """A job for the project that has waited longest for features; None where none does, or one is being served."""
    project = next_to_encode(now=timezone.now())
    return None if project is None else _started(project)


def _started(project: Project) -> Job:
    with transaction.atomic():
        locked = lock_project(project.pk)
        params = {"rows": locked.next_row, "complete": False}
        return start_job(Work(project=locked, kind=JobKind.FEATURES, title="Features of the items", params=params))
