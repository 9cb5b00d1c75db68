"""The file of a job, from this machine or from storage."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files.storage import default_storage

from annotator.files import BucketMembers, Far, FarMembers, Unusable, folder_as_zip
from annotator.models import Job
from annotator.services.imports.bring import listing_in


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


@contextmanager
def opened_images(job: Job, far: Far) -> Iterator[tuple[BinaryIO | Path | FarMembers, str]]:
    """The place of a job's images and its name. far: reads what lies on other machines. Raises Unusable (no_file)."""
    if (path := job.params.get("path")) and Path(path).is_dir():
        yield Path(path), Path(path).name
        return
    with opened_file(job) as (file, name):
        if job.upload and job.upload.is_listing:
            yield BucketMembers(job.upload.address, listing_in(file), far), name
        else:
            yield file, name
