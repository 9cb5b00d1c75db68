"""Exports as people ask for them."""

from annotator.models import Job, JobKind, Project, User
from annotator.services.jobs.lifecycle import Work, start_job


def start_export(project: Project, *, user: User, ending: str) -> Job:
    """Export in the background, to a file that can then be downloaded."""
    title = f"Export as {ending.upper()}"
    return start_job(
        Work(project=project, kind=JobKind.EXPORT, title=title, params={"format": ending}, user=user),
    )
