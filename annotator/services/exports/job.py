"""The export job: every answer with its lineage, to a file in the default storage."""

import re
import tempfile
import unicodedata
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone

from annotator.files.writers import FORMATS
from annotator.models import Job
from annotator.services.exports.answers import export_to_path
from annotator.services.jobs.progress import Progress

# A file system takes 255 bytes for a name.
MOST_BYTES = 200


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
    name = f"{file_stem(job.project.name) or 'project'}-{timezone.localdate():%Y-%m-%d}.{ending}"
    progress.store(done=n_rows, total=n_rows, result_path=stored, result_name=name)
    return f"{n_rows:,} answers exported."


def file_stem(name: str) -> str:
    """The name as a file may be called everywhere: letters of any script, digits, hyphens."""
    # Marks are parts of letters: vowels in Hindi or Thai, accents that stand apart.
    letters = (char if unicodedata.category(char)[0] in "LMN" else "-" for char in unicodedata.normalize("NFC", name))
    stem = re.sub("-+", "-", "".join(letters).lower()).strip("-")
    return stem.encode()[:MOST_BYTES].decode(errors="ignore")
