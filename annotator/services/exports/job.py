"""The export job: what was asked for, to a file in the default storage, with its size and digest."""

import hashlib
import re
import tempfile
import unicodedata
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone

from annotator.models import Job
from annotator.services.exports.description import NOUNS, Export
from annotator.services.exports.write import export_to_path
from annotator.services.jobs.progress import Progress

# A file system takes 255 bytes for a name.
MOST_BYTES = 200


def run(job: Job, progress: Progress) -> str:
    """Write the file beside the storage first: a half export is never offered."""
    export = Export.of(job.params)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"export.{export.ending}"
        written = export_to_path(job.project, path, export, progress=progress)
        stored = f"exports/{job.project_id}/{job.pk}.{export.ending}"
        # Of an attempt that died after writing.
        default_storage.delete(stored)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
            file.seek(0)
            stored = default_storage.save(stored, File(file))
    progress.store(
        done=written.n_rows,
        total=written.n_rows,
        result_path=stored,
        result_name=file_name(job, export),
        params={**job.params, "size": size, "sha256": digest},
    )
    return " ".join([f"{written.n_rows:,} {NOUNS[export.what]} exported.", *written.notes])


def file_name(job: Job, export: Export) -> str:
    """What the file is called when it is taken home."""
    stem = file_stem(job.project.name) or "project"
    return f"{stem}-{export.what}-{timezone.localdate():%Y-%m-%d}.{export.ending}"


def file_stem(name: str) -> str:
    """The name as a file may be called everywhere: letters of any script, digits, hyphens."""
    # Marks are parts of letters: vowels in Hindi or Thai, accents that stand apart.
    letters = (char if unicodedata.category(char)[0] in "LMN" else "-" for char in unicodedata.normalize("NFC", name))
    stem = re.sub("-+", "-", "".join(letters).lower()).strip("-")
    return stem.encode()[:MOST_BYTES].decode(errors="ignore")
