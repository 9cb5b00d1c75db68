"""The import job: a file from storage or from disk, batch by batch, into items. Takes up where it was killed."""

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar, cast

import numpy as np
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from annotator import files, pixels
from annotator.files import BadImage, FolderImages, ImageEntry, ImageFiles, RowProblem, TextRow, Unusable, ZipImages
from annotator.models import Job, Kind
from annotator.services import hints
from annotator.services.ahead import Ahead
from annotator.services.import_store import Batch, Counts, Incoming, image_item, known_digests, store_batch, text_item
from annotator.services.progress import JobCancelled, Progress

TEXTS_PER_BATCH = 1_000
IMAGES_PER_BATCH = 200
BYTES_PER_BATCH = 64 * 2**20
DECODERS = 4

T = TypeVar("T")


class _Decoded(NamedTuple):
    item: Incoming
    pixels: pixels.Pixels | None
    remark: RowProblem | None = None


def run(job: Job, progress: Progress) -> str:
    """Import the job's file. What was committed stays, whatever happens after."""
    job.counts = vars(Counts(**job.counts))
    try:
        if job.project.kind == Kind.TEXT:
            with _opened_file(job) as (file, name):
                _import_texts(progress, file, name)
        else:
            with _opened_images(job) as images:
                _import_images(progress, images)
    except JobCancelled:
        progress.log(f"Cancelled after {job.done:,} rows. Importing the file again takes up the rest.")
        raise
    job.project.refresh_from_db()
    hints.ask_for_round_if_due(job.project)
    progress.store(total=job.done)
    return _summary(Counts(**job.counts))


def _summary(counts: Counts) -> str:
    said = f"{counts.added:,} items added"
    for number, words in ((counts.updated, "updated"), (counts.unchanged, "unchanged"), (counts.rejected, "left out")):
        said += f", {number:,} {words}" if number else ""
    return said + "."


@contextmanager
def _opened_file(job: Job) -> Iterator[tuple[BinaryIO, str]]:
    if path := job.params.get("path"):
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
def _opened_images(job: Job) -> Iterator[ImageFiles]:
    path = job.params.get("path")
    if path and Path(path).is_dir():
        yield FolderImages(Path(path))
        return
    with _opened_file(job) as (file, name):
        yield ZipImages(file, name)


# Texts


def _import_texts(progress: Progress, file: BinaryIO, name: str) -> None:
    params = progress.job.params
    table = files.open_table(file, name)
    columns = files.choose_columns(
        table, text=params.get("text_column"), label=params.get("label_column"), key=params.get("id_column")
    )
    progress.log(f"Reading {name}: {table.format.upper()}, {table.scan.encoding}, texts from “{columns.text}”")
    rows = islice(files.text_rows(table, columns), progress.job.done, None)
    batches = map(partial(_text_batch, name=name), _chunks(rows, TEXTS_PER_BATCH))
    with Ahead(batches) as reader:
        while found := reader.take():
            batch, line = found
            progress.check()
            done = progress.job.done + batch.consumed
            batch.total = round(done * table.n_lines / max(1, line - table.has_header))
            # The next batch is parsed while PostgreSQL stores this one: two cores work.
            store_batch(batch, progress=progress, meanwhile=reader.read_on)


def _text_batch(rows: list[TextRow | RowProblem], *, name: str) -> tuple[Batch, int]:
    """The batch, and the last line that it has read."""
    batch = Batch(consumed=len(rows))
    for row in rows:
        if isinstance(row, RowProblem):
            batch.problems.append(row)
            continue
        if row.remark:
            batch.problems.append(row.remark)
        batch.items.append(text_item(name, row))
    return batch, rows[-1].line or 1


def _chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    rows = iter(rows)
    while chunk := list(islice(rows, size)):
        yield chunk


# Images


def _import_images(progress: Progress, images: ImageFiles) -> None:
    entries: list[ImageEntry | RowProblem] = [*images.problems, *images.entries]
    progress.log(f"Reading {len(images.entries):,} images")
    with ThreadPoolExecutor(DECODERS) as pool:
        for batch in _image_batches(images, entries[progress.job.done :]):
            progress.check()
            _store_images(progress, pool, batch, total=len(entries))


class _Raw(NamedTuple):
    entry: ImageEntry
    data: bytes
    digest: str


def _image_batches(images: ImageFiles, entries: Iterable[ImageEntry | RowProblem]) -> Iterator[list[_Raw | RowProblem]]:
    """Read, not yet decoded; cut by number and by bytes."""
    batch: list[_Raw | RowProblem] = []
    size = 0
    for entry in entries:
        found = entry if isinstance(entry, RowProblem) else images.read(entry)
        if isinstance(entry, ImageEntry) and isinstance(found, bytes):
            size += len(found)
            batch.append(_Raw(entry, found, blake2b(found, digest_size=16).hexdigest()))
        else:
            assert isinstance(found, RowProblem)
            batch.append(found)
        if len(batch) >= IMAGES_PER_BATCH or size >= BYTES_PER_BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _store_images(progress: Progress, pool: ThreadPoolExecutor, raws: list[_Raw | RowProblem], *, total: int) -> None:
    project_id = progress.job.project_id
    batch = Batch(consumed=len(raws), total=total)
    known = known_digests(project_id, [raw.digest for raw in raws if isinstance(raw, _Raw)])
    decode = partial(_decoded, project_id=project_id, known=known)
    thumbs: dict[str, pixels.Pixels] = {}
    for found in pool.map(decode, raws):
        if isinstance(found, RowProblem):
            batch.problems.append(found)
            continue
        if found.remark:
            batch.problems.append(found.remark)
        if found.pixels is not None:
            thumbs[found.item.digest] = found.pixels
        batch.items.append(found.item)
    rows, added = store_batch(batch, progress=progress)
    # After the commit: a crash in between leaves rows without pixels, which `pixels.ensure` builds.
    stacked = np.array([thumbs[item.digest] for item in added], dtype=np.uint8).reshape(-1, *pixels.SHAPE)
    pixels.write(project_id, rows, stacked)


def _decoded(raw: _Raw | RowProblem, *, project_id: int, known: set[str]) -> _Decoded | RowProblem:
    """In a thread: decode one image and store its file. What the project has already is not decoded again."""
    if isinstance(raw, RowProblem):
        return raw
    path, label = raw.entry.path, _sendable(raw.entry.label)[:100]
    item = partial(image_item, path, digest=raw.digest, label=label, metadata=_metadata(raw.entry))
    if raw.digest in known:
        return _Decoded(item(media="", size=(0, 0)), None)
    try:
        picture = files.read_picture(raw.data)
    except BadImage as error:
        return RowProblem(path[:500], None, error.code, error.detail)
    media = _store_media(project_id, raw.digest, picture)
    remark = RowProblem(path[:500], None, *picture.remark, rejected=False) if picture.remark else None
    return _Decoded(item(media=media, size=picture.rgb.size), pixels.proxy_pixels(picture.rgb), remark)


def _metadata(entry: ImageEntry) -> str:
    return json.dumps({"file": _sendable(entry.path)} | ({"split": entry.split} if entry.split else {}))


def _sendable(path: str) -> str:
    """Without what PostgreSQL cannot store: NUL and half surrogates."""
    return path.replace("\0", "").encode(errors="replace").decode()


def _store_media(project_id: int, digest: str, picture: files.Picture) -> str:
    """The picture's path in the default storage. One that a killed import left whole is used, a torn one replaced."""
    path = f"media/{project_id}/{digest[:2]}/{digest}.{picture.extension}"
    if default_storage.exists(path):
        if default_storage.size(path) == len(picture.stored):
            return path
        default_storage.delete(path)
    return default_storage.save(path, ContentFile(picture.stored))
