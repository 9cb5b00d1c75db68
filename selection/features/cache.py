"""Features on disk: computed once per row, kept in a memory-mapped file that processes of one host may share."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

import numpy as np
from numpy.typing import NDArray

from selection.arrays import Bools, Floats16, Floats32, Ints
from selection.errors import BadInput, NonFiniteScore

HEADER_BYTES = 128
# Marks of rows: from which content they were filled, as a number that its owner gives; EMPTY where nothing was.
EMPTY, FILLED = 0, 1
MARK = np.dtype("<u8")
# Half precision: what heads learn does not change, and a million rows of 384 numbers are 0.8 GB.
STORED = np.dtype("<f2")
# Rows at a time on their way to float32: what is read once then need not be held twice.
PART = 16_384
DIGEST_BYTES = hashlib.sha256().digest_size

Contents = NDArray[np.uint64]


def feature_files(path: Path) -> tuple[Path, Path]:
    """The values, and beside them which rows are filled, by which model."""
    return path, path.with_name(path.name + ".rows")


class FeatureCache:
    """float16[N, D] in the file `path` (an .npy that grows), and beside it which rows are filled, by which model.

    `path`.rows holds the SHA-256 of the model's identity, then a mark of 8 bytes per row: the content that its values
    are of. A row counts once its values are on the disk, so a process that dies leaves nothing wrong behind. Another
    model starts the files anew with its first write. Processes of one host may share them: a file lock is held for as
    long as one read or write takes, and those who read share it.
    """

    def __init__(self, path: Path, *, identity: str) -> None:
        """identity: names the model, its weights and the items. No file is touched before the first read or write."""
        self._path, self._marks_path = feature_files(path)
        self._digest = hashlib.sha256(f"{STORED.str} {MARK.str} {identity}".encode()).digest()

    def read(self, rows_R: Ints) -> tuple[Floats32, Bools]:
        """Values float32[R, D], zeros where they are not filled, and which are; D is 0 while nothing is."""
        with self._shared() as marks_file:
            if marks_file is None:
                return np.zeros((len(rows_R), 0), dtype=np.float32), np.zeros(len(rows_R), dtype=np.bool_)
            n_rows, width = _n_marks(marks_file), _width(self._path)
            filled = _filled(marks_file, rows_R, n_rows=n_rows)
            values = np.zeros((len(rows_R), width), dtype=np.float32)
            if filled.all():
                _gather(self._path, (n_rows, width), rows_R, into=values)
            elif filled.any():
                values[filled] = _values(self._path, (n_rows, width))[rows_R[filled]]
        return values, filled

    def filled(self, n_rows: int) -> Bools:
        """bool[n_rows]: which of the first rows are filled, whatever from."""
        filled: Bools = self.contents(n_rows) != EMPTY
        return filled

    def contents(self, n_rows: int) -> Contents:
        """uint64[n_rows]: the content that the values of each of the first rows are of; 0 where there are none."""
        contents = np.zeros(n_rows, dtype=MARK)
        with self._shared() as marks_file:
            known = 0 if marks_file is None else min(n_rows, _n_marks(marks_file))
            if marks_file is not None and known:
                contents[:known] = _marks(marks_file, known)
        return contents

    def lacking(self, contents_N: Contents) -> Ints:
        """Rows, ascending, that have a content (not 0) and no values of it."""
        return np.flatnonzero((contents_N != EMPTY) & (self.contents(len(contents_N)) != contents_N))

    def copy_from(self, other: "FeatureCache", *, contents_N: Contents, n_other: int) -> int:
        """Takes values of the same content from a file of the same model; how many rows that filled.

        contents_N: what each row shows now. n_other: rows of the other.
        """
        rows, theirs = self.lacking(contents_N), other.contents(n_other)
        order = np.argsort(theirs, kind="stable")
        place = np.searchsorted(theirs, contents_N[rows], sorter=order)
        found = order[np.minimum(place, n_other - 1)] if n_other else np.zeros(len(rows), dtype=np.int64)
        is_there = theirs[found] == contents_N[rows] if n_other else np.zeros(len(rows), dtype=np.bool_)
        rows, found = rows[is_there], found[is_there]
        n_copied = 0
        for start in range(0, len(rows), PART):
            part, of_part = rows[start : start + PART], found[start : start + PART]
            values, filled = other.read(of_part)
            if filled.any():
                self.write(part[filled], values[filled], contents_R=contents_N[part[filled]])
            n_copied += int(filled.sum())
        return n_copied

    def write(self, rows_R: Ints, values_RD: Floats32 | Floats16, *, contents_R: Contents | None = None) -> None:
        """Fills R ≥ 1 rows; the file grows to the highest of them. Values first, then the marks.

        contents_R: what the values are of, none of them 0; None: where nobody asks.
        Raises NonFiniteScore where a value is beyond what half precision can hold.
        """
        halves = stored(values_RD)
        with self._locked() as marks_file:
            shape = (max(int(rows_R.max()) + 1, _n_marks(marks_file)), halves.shape[1])
            _grow(self._path, shape)
            values = _values(self._path, shape, mode="r+")
            values[rows_R] = halves
            values.flush()
            marks_file.truncate(DIGEST_BYTES + shape[0] * MARK.itemsize)
            marks = _marks(marks_file, shape[0], mode="r+")
            marks[rows_R] = FILLED if contents_R is None else contents_R
            marks.flush()

    def forget(self, rows_R: Ints) -> None:
        """These rows have no values any more; those beyond the file never had any."""
        if not self.contents(int(rows_R.max(initial=-1)) + 1)[rows_R].any():
            return
        with self._locked() as marks_file:
            n_rows = _n_marks(marks_file)
            known = rows_R[rows_R < n_rows]
            if not len(known):
                return
            # No mark before the values go: who reads in between finds them missing.
            marks = _marks(marks_file, n_rows, mode="r+")
            marks[known] = EMPTY
            marks.flush()
            values = _values(self._path, (n_rows, _width(self._path)), mode="r+")
            values[known] = 0
            values.flush()

    @contextmanager
    def _shared(self) -> Iterator[BinaryIO | None]:
        """The file of marks while nobody writes; None where nothing of this model is there."""
        try:
            marks_file = self._marks_path.open("rb")
        except FileNotFoundError:
            yield None
            return
        with marks_file:
            fcntl.flock(marks_file, fcntl.LOCK_SH)
            is_ours = marks_file.read(DIGEST_BYTES) == self._digest and self._path.exists()
            yield marks_file if is_ours else None

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


@dataclass(frozen=True)
class StoredFeatures:
    """An `ItemSource` of what is in a cache and nothing else: float32[R, D]. `FeatureCache.filled` says what is."""

    cache: FeatureCache
    n_rows: int

    def take(self, rows_R: Ints, /) -> Floats32:
        """float32[R, D] in the order of `rows_R`. Raises BadInput where one of them is not filled."""
        values, filled = self.cache.read(rows_R)
        if not filled.all():
            raise BadInput(f"{np.count_nonzero(~filled)} of these rows have no features yet.")
        return values


def stored(values: Floats32 | Floats16) -> Floats16:
    """As the cache keeps them. Raises NonFiniteScore where a value is beyond what half precision can hold."""
    with np.errstate(over="ignore"):
        halves = values.astype(STORED)
    if not np.isfinite(halves).all():
        raise NonFiniteScore("The frozen model gave a feature that is not finite.")
    return halves


def _n_marks(marks_file: BinaryIO) -> int:
    return (os.fstat(marks_file.fileno()).st_size - DIGEST_BYTES) // MARK.itemsize


def _filled(marks_file: BinaryIO, rows_R: Ints, *, n_rows: int) -> Bools:
    filled = np.zeros(len(rows_R), dtype=np.bool_)
    if n_rows:
        known = rows_R < n_rows
        filled[known] = _marks(marks_file, n_rows)[rows_R[known]] != EMPTY
    return filled


def _gather(path: Path, shape: tuple[int, int], rows_R: Ints, *, into: Floats32) -> None:
    """Part by part; rows that follow each other are read as they lie."""
    values = _values(path, shape)
    for start in range(0, len(rows_R), PART):
        rows = rows_R[start : start + PART]
        in_order = rows[-1] - rows[0] == len(rows) - 1 and bool((np.diff(rows) == 1).all())
        into[start : start + PART] = values[rows[0] : rows[-1] + 1] if in_order else values[rows]


def _marks(marks_file: BinaryIO, n_rows: int, *, mode: Literal["r", "r+"] = "r") -> np.memmap[Any, np.dtype[np.uint64]]:
    return np.memmap(marks_file, dtype=MARK, mode=mode, offset=DIGEST_BYTES, shape=(n_rows,))


def _values(
    path: Path, shape: tuple[int, int], *, mode: Literal["r", "r+"] = "r"
) -> np.memmap[Any, np.dtype[np.float16]]:
    return np.memmap(path, dtype=STORED, mode=mode, offset=HEADER_BYTES, shape=shape)


def _width(path: Path) -> int:
    with path.open("rb") as file:
        np.lib.format.read_magic(file)
        shape, _, _ = np.lib.format.read_array_header_1_0(file)
    return int(shape[1])


def _grow(path: Path, shape: tuple[int, int], *, afresh: bool = False) -> None:
    """The file of values gets this shape; new rows are zeros. numpy's header leaves room for any number of rows."""
    with path.open("w+b" if afresh else "r+b") as file:
        np.lib.format.write_array_header_1_0(file, {"descr": STORED.str, "fortran_order": False, "shape": shape})
        assert file.tell() == HEADER_BYTES, file.tell()
        file.truncate(HEADER_BYTES + shape[0] * shape[1] * STORED.itemsize)
