"""An archive or folder of images, batch by batch: decoded in threads, stored, and made small for the proxy."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from annotator import files
from annotator.files import BadImage, ImageEntry, ImageFiles, RowProblem
from annotator.services.imports.choices import Said
from annotator.services.imports.copy import image_item
from annotator.services.imports.fields import keep_fields
from annotator.services.imports.known import known_digests
from annotator.services.imports.meaning import Meaning, meaning_of, torn
from annotator.services.imports.records import record_of
from annotator.services.imports.store import Batch, Store
from annotator.services.jobs.progress import Progress
from annotator.sources import pixels

IMAGES_PER_BATCH = 200
FAR_IMAGES_PER_BATCH = 32
BYTES_PER_BATCH = 64 * 2**20
DECODERS = 4


class _Stored(NamedTuple):
    """A picture as it was stored. thumb: what the proxy sees; None: the project has the picture already."""

    media: str = ""
    size: tuple[int, int] = (0, 0)
    thumb: pixels.Pixels | None = None
    remark: tuple[str, str] | None = None


def import_images(progress: Progress, images: ImageFiles, *, name: str) -> None:
    entries: list[ImageEntry | RowProblem] = [*images.problems, *images.entries]
    progress.log(f"Reading {len(images.entries):,} images ({images.format})")
    for remark in images.remarks:
        progress.log(remark.detail)
    said = Said.of(progress.job.params)
    keep_fields(progress.job, said)
    meaning, store = meaning_of(said, images.labels_are, file=name), Store(progress, file=name)
    with ThreadPoolExecutor(DECODERS) as pool:
        for raws in _image_batches(images, entries[progress.job.done :], on_wait=progress.check):
            progress.check()
            thumbs, batch = _decoded_batch(progress.job.project_id, raws, pool=pool, meaning=meaning)
            batch.total = len(entries)
            rows, added = store.add(batch)
            # After the commit: a crash in between leaves rows without pixels, which `pixels.ensure` builds.
            stacked = np.array([thumbs[item.digest] for item in added], dtype=np.uint8).reshape(-1, *pixels.SHAPE)
            pixels.write(progress.job.project_id, rows, stacked)


class _Raw(NamedTuple):
    entry: ImageEntry
    data: bytes
    digest: str


def _image_batches(
    images: ImageFiles, entries: Sequence[ImageEntry | RowProblem], *, on_wait: Callable[[], None]
) -> Iterator[list[_Raw | RowProblem]]:
    """Read, not yet decoded; cut by number and by bytes. From other machines files come slowly: batches are small."""
    most = FAR_IMAGES_PER_BATCH if images.are_far else IMAGES_PER_BATCH
    batch: list[_Raw | RowProblem] = []
    size = 0
    for each in _read(images, entries, on_wait=on_wait):
        batch.append(each)
        size += len(each.data) if isinstance(each, _Raw) else 0
        if len(batch) >= most or size >= BYTES_PER_BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read(
    images: ImageFiles, entries: Sequence[ImageEntry | RowProblem], *, on_wait: Callable[[], None]
) -> Iterator[_Raw | RowProblem]:
    """Problems with the entries come first."""
    yield from (entry for entry in entries if isinstance(entry, RowProblem))
    wanted = (entry for entry in entries if isinstance(entry, ImageEntry))
    for entry, data in images.read_all(wanted, on_wait=on_wait):
        on_wait()
        if isinstance(data, RowProblem):
            yield data
        else:
            yield _Raw(entry, data, blake2b(data, digest_size=16).hexdigest())


def _decoded_batch(
    project_id: int, raws: list[_Raw | RowProblem], *, pool: ThreadPoolExecutor, meaning: Meaning
) -> tuple[dict[str, pixels.Pixels], Batch]:
    """The batch, and the proxy pixels of what was decoded for it, by digest."""
    batch = Batch(consumed=len(raws))
    # A picture that comes several times is decoded and stored by one thread.
    contents = {raw.digest: raw.data for raw in raws if isinstance(raw, _Raw)}
    known = known_digests(project_id, list(contents))
    store = partial(_stored, project_id=project_id, known=known)
    stored = dict(zip(contents, pool.map(store, contents, contents.values()), strict=True))
    for raw in raws:
        if isinstance(raw, RowProblem):
            batch.problems.append(raw)
        else:
            _take(raw, stored[raw.digest], batch, meaning)
    thumbs = {key: one.thumb for key, one in stored.items() if isinstance(one, _Stored) and one.thumb is not None}
    return thumbs, batch


def _take(raw: _Raw, stored: _Stored | BadImage, batch: Batch, meaning: Meaning) -> None:
    path = raw.entry.path[:500]
    if isinstance(stored, BadImage):
        batch.problems.append(RowProblem(path, raw.entry.line, stored.code, stored.detail))
        return
    if stored.remark:
        batch.problems.append(RowProblem(path, raw.entry.line, *stored.remark, rejected=False))
    record = record_of(raw.entry, digest=raw.digest)
    meant = meaning.of(record)
    if meant.is_torn:
        batch.problems.append(torn(path, raw.entry.line))
    batch.items.append(image_item(record, meant, media=stored.media, size=stored.size))


def _stored(digest: str, data: bytes, *, project_id: int, known: set[str]) -> _Stored | BadImage:
    """In a thread: decode one image and store its file. What the project has already is not decoded again."""
    if digest in known:
        return _Stored()
    try:
        picture = files.read_picture(data)
    except BadImage as error:
        return error
    media = _store_media(project_id, digest, picture)
    return _Stored(media, picture.rgb.size, pixels.proxy_pixels(picture.rgb), picture.remark)


def _store_media(project_id: int, digest: str, picture: files.Picture) -> str:
    """The picture's path in the default storage. One that a killed import left whole is used, a torn one replaced."""
    path = f"media/{project_id}/{digest[:2]}/{digest}.{picture.extension}"
    if default_storage.exists(path):
        if default_storage.size(path) == len(picture.stored):
            return path
        default_storage.delete(path)
    return default_storage.save(path, ContentFile(picture.stored))
