"""The file of a job, from this machine or from storage."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files.storage import default_storage

from annotator.files import Unusable, folder_as_zip
from annotator.models import Job


@contextmanager
def opened_file(job: Job) -> Iterator[tuple[BinaryIO, str]]:
    """The file and its name. Raises Unusable (no_file)."""
    if path := job.params.get("path"):
        if Path(path).is_dir():
            with folder_as_zip(Path(path)) as packed:
                yield packed, Path(path).name
            return
        if not Path(path).is_file():
            raise Unusable("no_file", f"There is no file {path} on this machine.")
        with Path(path).open("rb") as local:
            yield local, Path(path).name
        return
    if job.upload is None or not default_storage.exists(job.upload.path):
        raise Unusable("no_file", "The uploaded file is gone. Upload it again.")
    with default_storage.open(job.upload.path) as stored:
        yield cast(BinaryIO, stored.file), job.upload.filename
