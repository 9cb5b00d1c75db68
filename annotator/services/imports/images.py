"""An archive or folder of images, batch by batch: decoded in threads, stored, and made small for the proxy."""

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from annotator import files
from annotator.files import BadImage, ImageEntry, ImageFiles, RowProblem
from annotator.services.imports.copy import Incoming, image_item
from annotator.services.imports.known import known_digests
from annotator.services.imports.store import Batch, Store
from annotator.services.jobs.progress import Progress
from annotator.sources import pixels

IMAGES_PER_BATCH = 200
BYTES_PER_BATCH = 64 * 2**20
DECODERS = 4


class _Decoded(NamedTuple):
    item: Incoming
    pixels: pixels.Pixels | None
    remark: RowProblem | None = None


def import_images(progress: Progress, images: ImageFiles) -> None:
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
        data = entry if isinstance(entry, RowProblem) else images.read(entry)
        if isinstance(entry, ImageEntry) and isinstance(data, bytes):
            size += len(data)
            batch.append(_Raw(entry, data, blake2b(data, digest_size=16).hexdigest()))
        else:
            assert isinstance(data, RowProblem)
            batch.append(data)
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
    for decoded in pool.map(decode, raws):
        if isinstance(decoded, RowProblem):
            batch.problems.append(decoded)
            continue
        if decoded.remark:
            batch.problems.append(decoded.remark)
        if decoded.pixels is not None:
            thumbs[decoded.item.digest] = decoded.pixels
        batch.items.append(decoded.item)
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
