"""Imports as people ask for them."""

from collections.abc import Mapping
from pathlib import Path

from annotator.errors import NotFound
from annotator.models import Job, JobKind, Project, Upload, User
from annotator.services.imports import job
from annotator.services.jobs.lifecycle import Work, start_job
from annotator.services.jobs.progress import Watch
from annotator.services.jobs.run import run_here

# What may be said about a file; left out: guessed; empty: there is none.
COLUMN_PARAMS = ("text_column", "label_column", "id_column")


def start_import(project: Project, *, user: User, upload_id: int, columns: Mapping[str, str]) -> Job:
    """Import an uploaded file in the background. Raises NotFound where the project has no such upload."""
    upload = Upload.objects.filter(pk=upload_id, project=project).first()
    if upload is None:
        raise NotFound("This upload")
    work = Work(
        project=project,
        kind=JobKind.IMPORT,
        title=f"Import of {upload.filename}",
        params=_params(columns),
        user=user,
        upload=upload,
    )
    return start_job(work)


def import_path(
    project: Project, path: Path, *, columns: Mapping[str, str] | None = None, watch: Watch | None = None
) -> Job:
    """Import a zip, a directory of images, a CSV or a JSONL file of this machine, in this process."""
    params = {**_params(columns or {}), "path": str(path.resolve())}
    work = Work(project=project, kind=JobKind.IMPORT, title=f"Import of {path.name}", params=params)
    return run_here(work, handler=job.run, watch=watch)


def _params(columns: Mapping[str, str]) -> dict[str, object]:
    assert not columns.keys() - set(COLUMN_PARAMS)
    return {**columns, "create_labels": True}
