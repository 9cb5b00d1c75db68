"""The import job: a file from storage or from disk, batch by batch, into items. Takes up where it was killed."""

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

import numpy as np
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from annotator import files, pixels
from annotator.files import BadImage, FolderImages, ImageEntry, ImageFiles, RowProblem, TextRow, Unusable, ZipImages
from annotator.models import Job, Kind, Project
from annotator.services import hints
from annotator.services.ahead import Ahead
from annotator.services.import_store import (
    Batch,
    Counts,
    Incoming,
    Store,
    image_item,
    known_digests,
    renew_statistics,
    text_item,
)
from annotator.services.progress import JobCancelled, Progress

TEXTS_PER_BATCH = 5_000
# Each batch holds the project's lock, for which people wait once they label.
LIVE_TEXTS_PER_BATCH = 1_000
CHARS_PER_BATCH = 8 * 2**20
IMAGES_PER_BATCH = 200
# New items from which on the planner's picture of the table is renewed at once, not when autovacuum comes round to it.
ANALYZE_FROM = 1_000
BYTES_PER_BATCH = 64 * 2**20
DECODERS = 4


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
    if job.counts["added"] >= ANALYZE_FROM:
        renew_statistics()
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
    size = TEXTS_PER_BATCH if progress.job.project.status == Project.Status.DRAFT else LIVE_TEXTS_PER_BATCH
    store = Store(progress)
    with Ahead(_text_batches(rows, name=name, size=size)) as reader:
        while found := reader.take():
            batch, line = found
            progress.check()
            done = progress.job.done + batch.consumed
            batch.total = round(done * table.n_lines / max(1, line - table.has_header))
            # The next batch is parsed while PostgreSQL stores this one: two cores work.
            store.add(batch, meanwhile=reader.read_on)


def _text_batches(rows: Iterable[TextRow | RowProblem], *, name: str, size: int) -> Iterator[tuple[Batch, int]]:
    """Batches, cut by rows and by characters, each with the last line that it begins."""
    batch, chars, line = Batch(), 0, 1
    for row in rows:
        batch.consumed += 1
        if isinstance(row, RowProblem):
            batch.problems.append(row)
            line = row.line or line
        else:
            if row.remark:
                batch.problems.append(row.remark)
            item = text_item(name, row)
            batch.items.append(item)
            chars += len(item.cells)
            line = row.line
        if batch.consumed >= size or chars >= CHARS_PER_BATCH:
            yield batch, line
            batch, chars = Batch(), 0
    if batch.consumed:
        yield batch, line


# Images


def _import_images(progress: Progress, images: ImageFiles) -> None:
    entries: list[ImageEntry | RowProblem] = [*images.problems, *images.entries]
    progress.log(f"Reading {len(images.entries):,} images")
    store = Store(progress)
    with ThreadPoolExecutor(DECODERS) as pool:
        for raws in _image_batches(images, entries[progress.job.done :]):
            progress.check()
            thumbs, batch = _decoded_batch(progress.job.project_id, raws, pool=pool)
            batch.total = len(entries)
            rows, added = store.add(batch)
            # After the commit: a crash in between leaves rows without pixels, which `pixels.ensure` builds.
            stacked = np.array([thumbs[item.digest] for item in added], dtype=np.uint8).reshape(-1, *pixels.SHAPE)
            pixels.write(progress.job.project_id, rows, stacked)


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


def _decoded_batch(
    project_id: int, raws: list[_Raw | RowProblem], *, pool: ThreadPoolExecutor
) -> tuple[dict[str, pixels.Pixels], Batch]:
    """The batch, and the proxy pixels of what was decoded for it, by digest."""
    batch = Batch(consumed=len(raws))
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
    return thumbs, batch


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
