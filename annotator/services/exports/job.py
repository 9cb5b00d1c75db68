"""The export job: every answer with its lineage, to a file in the default storage."""

import tempfile
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.text import slugify

from annotator.files.writers import FORMATS
from annotator.models import Job
from annotator.services.exports.answers import export_to_path
from annotator.services.jobs.progress import Progress


def run(job: Job, progress: Progress) -> str:
    """Write the file beside the storage first: a half export is never offered."""
    ending = job.params["format"]
    assert ending in FORMATS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"export.{ending}"
        n_rows = export_to_path(
            job.project, path, with_replaced=bool(job.params.get("with_replaced")), progress=progress
        )
        stored = f"exports/{job.project_id}/{job.pk}.{ending}"
        # Of an attempt that died after writing.
        default_storage.delete(stored)
        with path.open("rb") as file:
            stored = default_storage.save(stored, File(file))
    name = f"{slugify(job.project.name) or 'project'}-{timezone.localdate():%Y-%m-%d}.{ending}"
    progress.store(done=n_rows, total=n_rows, result_path=stored, result_name=name)
    return f"{n_rows:,} answers exported."
