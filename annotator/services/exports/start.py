"""Exports as people ask for them."""

from annotator.models import Job, JobKind, Project, User
from annotator.services.exports.description import Export
from annotator.services.jobs.lifecycle import Work, start_job


def start_export(project: Project, *, user: User, export: Export) -> Job:
    """Export in the background, to a file that can then be downloaded. Raises Invalid (unknown_label)."""
    # Said at once where nothing could come of it.
    export.items.items(project)
    return start_job(
        Work(project=project, kind=JobKind.EXPORT, title=export.title, params=export.as_json, user=user),
    )
