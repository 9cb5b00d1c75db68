"""Features on disk: computed once per row, kept in a memory-mapped file that processes of one host may share."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from selection.arrays import Bools, Floats32, Ints

HEADER_BYTES = 128
FILLED = 1
DIGEST_BYTES = hashlib.sha256().digest_size


def feature_files(path: Path) -> tuple[Path, Path]:
    """The values, and beside them which rows are filled, by which model."""
    return path, path.with_name(path.name + ".rows")


class FeatureCache:
    """float32[N, D] in the file `path` (an .npy that grows), and beside it which rows are filled, by which model.

    `path`.rows holds the SHA-256 of the model's identity, then one byte per row. A row counts once its values are on
    the disk, so a process that dies leaves nothing wrong behind. Another model starts the files anew. Processes of
    one host may share them: a file lock is held for as long as one read or write takes.
    """

    def __init__(self, path: Path, *, identity: str) -> None:
        """identity: names the model, its weights and the items. No file is touched before the first read or write."""
        self._path, self._marks_path = feature_files(path)
        self._digest = hashlib.sha256(identity.encode()).digest()

    def read(self, rows_R: Ints) -> tuple[Floats32, Bools]:
        """Values float32[R, D] and which of them are filled; D is 0 while nothing is."""
        with self._locked() as marks_file:
            n_rows, width = _n_marks(marks_file), _width(self._path)
            values = np.zeros((len(rows_R), width), dtype=np.float32)
            filled = np.zeros(len(rows_R), dtype=np.bool_)
            if n_rows and len(rows_R):
                known = rows_R < n_rows
                filled[known] = _marks(marks_file, n_rows)[rows_R[known]] == FILLED
                values[filled] = _values(self._path, (n_rows, width))[rows_R[filled]]
        return values, filled

    def write(self, rows_R: Ints, values_RD: Floats32) -> None:
        """Fills R ≥ 1 rows; the file grows to the highest of them. Values first, then the marks."""
        with self._locked() as marks_file:
            shape = (max(int(rows_R.max()) + 1, _n_marks(marks_file)), values_RD.shape[1])
            _grow(self._path, shape)
            values = _values(self._path, shape)
            values[rows_R] = values_RD
            values.flush()
            marks_file.truncate(DIGEST_BYTES + shape[0])
            marks = _marks(marks_file, shape[0])
            marks[rows_R] = FILLED
            marks.flush()

    @contextmanager
    def _locked(self) -> Iterator[BinaryIO]:
        """The file of marks, of this model, while no other process touches it or the values."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._marks_path.open("a+b") as marks_file:
            fcntl.flock(marks_file, fcntl.LOCK_EX)
            marks_file.seek(0)
            if marks_file.read(DIGEST_BYTES) != self._digest or not self._path.exists():
                self._start_anew(marks_file)
            yield marks_file

    def _start_anew(self, marks_file: BinaryIO) -> None:
        # No marks before the old values go, no name before they are gone: dying in between starts anew once more.
        marks_file.truncate(0)
        os.fsync(marks_file.fileno())
        _grow(self._path, (0, 0), afresh=True)
        marks_file.write(self._digest)
        marks_file.flush()
        os.fsync(marks_file.fileno())


def _n_marks(marks_file: BinaryIO) -> int:
    return os.fstat(marks_file.fileno()).st_size - DIGEST_BYTES


def _marks(marks_file: BinaryIO, n_rows: int) -> np.memmap[Any, np.dtype[np.uint8]]:
    return np.memmap(marks_file, dtype=np.uint8, mode="r+", offset=DIGEST_BYTES, shape=(n_rows,))


def _values(path: Path, shape: tuple[int, int]) -> np.memmap[Any, np.dtype[np.float32]]:
    return np.memmap(path, dtype=np.float32, mode="r+", offset=HEADER_BYTES, shape=shape)


def _width(path: Path) -> int:
    with path.open("rb") as file:
        np.lib.format.read_magic(file)
        shape, _, _ = np.lib.format.read_array_header_1_0(file)
    return int(shape[1])


def _grow(path: Path, shape: tuple[int, int], *, afresh: bool = False) -> None:
    """The file of values gets this shape; new rows are zeros. numpy's header leaves room for any number of rows."""
    with path.open("w+b" if afresh else "r+b") as file:
        np.lib.format.write_array_header_1_0(file, {"descr": "<f4", "fortran_order": False, "shape": shape})
        assert file.tell() == HEADER_BYTES, file.tell()
        file.truncate(HEADER_BYTES + shape[0] * shape[1] * np.dtype(np.float32).itemsize)
