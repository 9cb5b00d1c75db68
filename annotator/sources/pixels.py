"""Proxy pixels: each image once, small, as raw bytes in one file per project that the engine maps into memory.

VAR/pixels/<project>.u8 holds rows of (PIXEL_SIDE, PIXEL_SIDE, 3) uint8; <project>.state one byte per row. Both are
a cache of this host: `ensure` builds what is missing from media storage. Rows never change what they show, so two
processes that write the same row write the same bytes; the file lock only keeps them from resizing at once.
"""

import fcntl
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from django.conf import settings
from django.core.files.storage import default_storage
from numpy.typing import NDArray

import selection
from annotator.files.pictures.decoding import BadImage, decode_stored
from annotator.files.pictures.small import PIXEL_SIDE
from annotator.files.pictures.small import SHAPE as SHAPE
from annotator.files.pictures.small import Pixels as Pixels
from annotator.files.pictures.small import proxy_pixels as proxy_pixels
from annotator.models import Item

ROW_BYTES = PIXEL_SIDE * PIXEL_SIDE * 3
MISSING, PRESENT, BROKEN = 0, 1, 2
CHUNK = 500
READERS = 8

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class PixelRows:
    """An `ItemSource` of the engine over this host's file; call `ensure` first."""

    project_id: int
    n_rows: int

    def take(self, rows_R: Rows, /) -> Pixels:
        """uint8[R, 32, 32, 3] in the order of `rows_R`. Rows that are missing or broken are black."""
        if not self.n_rows:
            return np.zeros((0, *SHAPE), dtype=np.uint8)
        mapped = np.memmap(_pixel_path(self.project_id), dtype=np.uint8, mode="r", shape=(self.n_rows, *SHAPE))
        return np.asarray(mapped[rows_R])


def write(project_id: int, rows_R: Rows, pixels_RHWC: Pixels) -> None:
    """Store the pixels of these rows: uint8[R, 32, 32, 3]."""
    assert pixels_RHWC.shape == (len(rows_R), *SHAPE), pixels_RHWC.shape
    if len(rows_R):
        _store(project_id, rows_R, pixels_RHWC, PRESENT)


def ensure(project_id: int, n_rows: int) -> list[int]:
    """Build the rows that this host does not have; the rows whose image is gone or cannot be decoded.

    Raises OSError where the storage itself fails: then nothing is known about those images, and they stay missing.
    """
    states = _states(project_id, n_rows)
    missing = np.flatnonzero(states == MISSING)
    for start in range(0, len(missing), CHUNK):
        _rebuild(project_id, missing[start : start + CHUNK])
    return [int(row) for row in np.flatnonzero(_states(project_id, n_rows) == BROKEN)]


def forget(project_id: int, rows: Sequence[int]) -> None:
    """Rows whose item was removed show nothing any more on this host."""
    if rows and _pixel_path(project_id).exists():
        rows_R = np.array(rows, dtype=np.int64)
        _store(project_id, rows_R, np.zeros((len(rows), *SHAPE), dtype=np.uint8), BROKEN)


def remove(project_id: int) -> None:
    """Forget the project's pixels and features on this host."""
    for path in (_state_path(project_id), _pixel_path(project_id), *selection.feature_files(feature_path(project_id))):
        path.unlink(missing_ok=True)


def feature_path(project_id: int) -> Path:
    """Where this host keeps features of the project's items, images or texts."""
    return Path(settings.VAR) / "pixels" / f"{project_id}.features.npy"


def _rebuild(project_id: int, rows_R: Rows) -> None:
    media = dict(Item.objects.filter(project=project_id, row__in=rows_R.tolist()).values_list("row", "media"))
    with ThreadPoolExecutor(READERS) as pool:
        decoded = list(pool.map(_decoded, (media.get(int(row), "") for row in rows_R)))
    good = np.array([pixels is not None for pixels in decoded], dtype=np.bool_)
    write(project_id, rows_R[good], np.array([p for p in decoded if p is not None], dtype=np.uint8).reshape(-1, *SHAPE))
    broken = rows_R[~good]
    if len(broken):
        _store(project_id, broken, np.zeros((len(broken), *SHAPE), dtype=np.uint8), BROKEN)


def file_of(media: str) -> bytes:
    """A stored image as it lies there; empty where it is gone, so that it reads as every other broken image."""
    if not media:
        return b""
    try:
        with default_storage.open(media) as file:
            content: bytes = file.read()
            return content
    except FileNotFoundError:
        return b""


def _decoded(media: str) -> Pixels | None:
    try:
        return proxy_pixels(decode_stored(file_of(media)))
    except BadImage:
        return None


def _store(project_id: int, rows_R: Rows, pixels_RHWC: Pixels, state: int) -> None:
    n_rows = int(rows_R.max()) + 1
    with _locked(project_id, n_rows) as (states, pixels):
        mapped = np.memmap(pixels, dtype=np.uint8, mode="r+", shape=(n_rows, *SHAPE))
        mapped[rows_R] = pixels_RHWC
        # The pixels reach the disk before the byte that says so.
        mapped.flush()
        marks = np.memmap(states, dtype=np.uint8, mode="r+", shape=(n_rows,))
        marks[rows_R] = state
        marks.flush()


def _states(project_id: int, n_rows: int) -> Pixels:
    """uint8[n_rows]: MISSING, PRESENT or BROKEN."""
    if not n_rows:
        return np.zeros(0, dtype=np.uint8)
    with _locked(project_id, n_rows) as (states, _):
        return np.fromfile(states, dtype=np.uint8, count=n_rows)


@contextmanager
def _locked(project_id: int, n_rows: int) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """Both files, at least `n_rows` long, while nobody else may change their length."""
    _pixel_path(project_id).parent.mkdir(parents=True, exist_ok=True)
    with _state_path(project_id).open("a+b") as states, _pixel_path(project_id).open("a+b") as pixels:
        fcntl.flock(states, fcntl.LOCK_EX)
        for file, size in ((pixels, n_rows * ROW_BYTES), (states, n_rows)):
            if file.seek(0, 2) < size:
                file.truncate(size)
            file.seek(0)
        yield states, pixels


def _pixel_path(project_id: int) -> Path:
    return Path(settings.VAR) / "pixels" / f"{project_id}.u8"


def _state_path(project_id: int) -> Path:
    return Path(settings.VAR) / "pixels" / f"{project_id}.state"
