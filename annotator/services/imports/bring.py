"""What lies at an address comes into the default storage: one file, a list of images, or all files as one zip."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from tempfile import TemporaryFile
from typing import IO, BinaryIO, NamedTuple, cast
from uuid import uuid4

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from annotator.files import Unusable, are_images
from annotator.models import Job, Kind, Upload
from annotator.remote import Listed, Remote, place_of
from annotator.services.imports.far_files import remote
from annotator.services.jobs.progress import Progress

MOST_FILES = 2_000_000
# Files of texts are read as one zip.
MOST_PACKED_FILES = 200_000
TELL_EVERY_BYTES = 4 * 2**20


class _Brought(NamedTuple):
    suffix: str
    is_listing: bool = False


def bring(job: Job, progress: Progress) -> None:
    """Fetch what the job's upload names, unless it is here. Raises Unusable, Refused, Unreachable, JobCancelled."""
    upload = job.upload
    if upload is None or not upload.address or upload.path:
        return
    progress.log(f"Fetching {upload.address}")
    with TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as file:
        brought = _bring(remote(), upload, cast(BinaryIO, file), progress)
        upload.size = file.seek(0, 2)
        file.seek(0)
        upload.is_listing = brought.is_listing
        upload.path = default_storage.save(f"uploads/{job.project_id}/{uuid4().hex}{brought.suffix}", File(file))
    with transaction.atomic():
        upload.save(update_fields=["size", "path", "is_listing"])
        progress.store(done=0, total=None, message="")


def _bring(far: Remote, upload: Upload, file: BinaryIO, progress: Progress) -> _Brought:
    if far.is_file(upload.address):
        far.copy(upload.address, file, most=settings.UPLOAD_MAX_BYTES, on_read=_Telling(progress).on_read)
        return _Brought(name_at(upload.address).suffix.lower()[:9])
    files = sorted(_listed(far, upload, progress))
    if not files:
        raise Unusable("nothing_there", f"There is no file below {upload.address}. Mend the address.")
    if upload.project.kind == Kind.IMAGE and are_images([each.path for each in files]):
        file.writelines(json.dumps(each).encode() + b"\n" for each in files)
        return _Brought(".listing", is_listing=True)
    _pack(far, upload.address, files, file, progress)
    return _Brought(".zip")


def _listed(far: Remote, upload: Upload, progress: Progress) -> Iterator[Listed]:
    for number, each in enumerate(far.listed(upload.address), start=1):
        if number > MOST_FILES:
            detail = f"There are more than {MOST_FILES:,} files below this address. Import its parts one by one."
            raise Unusable("too_many_files", detail)
        if number % 1_000 == 0:
            progress.advance(0)
        yield each


def _pack(far: Remote, address: str, files: list[Listed], to: BinaryIO, progress: Progress) -> None:
    if sum(each.size for each in files) > settings.UPLOAD_MAX_BYTES or len(files) > MOST_PACKED_FILES:
        detail = (
            f"The files below this address have more than {settings.UPLOAD_MAX_BYTES // 2**20:,} MB, or there are more "
            f"than {MOST_PACKED_FILES:,}. Import its parts one by one."
        )
        raise Unusable("file_too_large", detail)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as archive:
        for number, each in enumerate(files):
            progress.advance(number, total=len(files))
            with TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as part:
                far.copy(
                    f"{address.rstrip('/')}/{each.path}",
                    cast(BinaryIO, part),
                    most=settings.UPLOAD_MAX_BYTES,
                    on_read=lambda _n_bytes: progress.check(),
                )
                part.seek(0)
                with archive.open(each.path, "w", force_zip64=True) as inside:
                    shutil.copyfileobj(part, inside)


class _Telling:
    """Says now and then how much has come."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._n_bytes, self._told = progress, 0, 0

    def on_read(self, n_bytes: int) -> None:
        self._n_bytes += n_bytes
        if self._n_bytes - self._told >= TELL_EVERY_BYTES:
            self._told = self._n_bytes
            self._progress.store(message=f"{self._n_bytes // 2**20:,} MB fetched so far.")
        self._progress.check()


def name_at(address: str) -> PurePosixPath:
    """What the file at an address, or the part of a bucket, is called."""
    place = place_of(address)
    return PurePosixPath(place.parts[-1] if place.parts else place.host)


def listing_in(file: IO[bytes]) -> dict[str, int]:
    """A list of files as `bring` keeps it: path -> size."""
    return dict(json.loads(line) for line in file)
