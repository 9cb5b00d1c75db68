"""Imports as people ask for them."""

from pathlib import Path

from annotator.models import Job, JobKind, JobState, Project, Upload, User
from annotator.services.imports import job
from annotator.services.imports.choices import NOTHING_SAID, Said
from annotator.services.imports.classes import TOLD
from annotator.services.imports.uploads import upload_at, upload_of
from annotator.services.jobs.lifecycle import Work, start_job
from annotator.services.jobs.progress import Watch
from annotator.services.jobs.run import run_here


def start_import(
    project: Project, *, user: User, upload_id: int, said: Said = NOTHING_SAID, goes_on: bool = False
) -> Job:
    """Import an uploaded file in the background. goes_on: from where its last import stopped, if it was told the same.

    Raises NotFound where the project has no such upload.
    """
    upload = upload_of(project, upload_id)
    before = _stopped(upload, said) if goes_on else None
    work = Work(
        project=project,
        kind=JobKind.IMPORT,
        title=f"Import of {upload.address or upload.filename}",
        params={**_params(said), **(_kept(before) if before else {})},
        user=user,
        upload=upload,
        done=before.done if before else 0,
        total=before.total if before else None,
    )
    return start_job(work)


def _stopped(upload: Upload, said: Said) -> Job | None:
    """The last import of the file, if it was cancelled or failed, and was told the same."""
    last = Job.objects.filter(upload=upload, kind=JobKind.IMPORT).order_by("-pk").first()
    if last is None or last.state not in (JobState.CANCELLED, JobState.FAILED):
        return None
    return last if Said.of(last.params).as_params() == said.as_params() else None


def _kept(before: Job) -> dict[str, object]:
    """What the rest of a file must know of its beginning."""
    return {name: before.params[name] for name in ("first_row", TOLD) if name in before.params}


def import_path(project: Project, path: Path, *, said: Said = NOTHING_SAID, watch: Watch | None = None) -> Job:
    """Import a file, or a directory of images, of this machine, in this process."""
    params = {**_params(said), "path": str(path.resolve())}
    work = Work(project=project, kind=JobKind.IMPORT, title=f"Import of {path.name}", params=params)
    return run_here(work, handler=job.run, watch=watch)


def import_address(project: Project, address: str, *, said: Said = NOTHING_SAID, watch: Watch | None = None) -> Job:
    """Import what lies at an address of the web or a bucket, in this process. Raises Refused where that may not be."""
    upload = upload_at(project, address)
    title = f"Import of {upload.address}"
    work = Work(project=project, kind=JobKind.IMPORT, title=title, params=_params(said), upload=upload)
    return run_here(work, handler=job.run, watch=watch)


def _params(said: Said) -> dict[str, object]:
    return {**said.as_params(), "create_labels": True}
