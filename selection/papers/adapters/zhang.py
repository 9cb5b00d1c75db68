"""The text sets of Zhang, Zhao and LeCun (2015): train.csv and test.csv without header, class numbers from 1.

Texts are quoted, quotes doubled, line breaks escaped. Files are read as streams, from the .tar.gz as well.
"""

import csv
import gzip
import io
import sys
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TextIO

import numpy as np
from tqdm import tqdm

from selection.arrays import Ints
from selection.benchmark.data import DataError, Dataset, split_dataset
from selection.benchmark.texts import LARGEST_FIELD
from selection.papers.adapters.places import Absent, first_of
from selection.strategy import TEXT


@dataclass(frozen=True)
class Format:
    """One of the sets: its folders and archives, its classes in the order of their numbers, its line breaks."""

    folders: tuple[str, ...]
    classes: tuple[str, ...]
    unescaped: Callable[[str], str]

    @property
    def archives(self) -> tuple[str, ...]:
        """Names that the archive of the set may have."""
        return tuple(f"{folder}.{ending}" for folder in self.folders for ending in ("tar.gz", "tgz"))


def load_zhang(root: Path, format_: Format, *, train_limit: int, test_limit: int) -> Dataset:
    """Title and text, joined by a space. The first `train_limit` and `test_limit` rows, 0 is all.

    The files are mixed, so the first rows hold every class. Raises DataError that names file and row.
    """
    place = _place(root, format_)
    train = _part(place, "train.csv", format_=format_, limit=train_limit)
    test = _part(place, "test.csv", format_=format_, limit=test_limit)
    return split_dataset(TEXT, format_.classes, train=train, test=test)


def _place(root: Path, format_: Format) -> Path:
    """The archive, or the folder of the two files."""
    place = first_of(root, folders=format_.folders, names=("train.csv", "train.csv.gz", *format_.archives))
    return place.parent if place.name.startswith("train.csv") else place


def _part(place: Path, name: str, *, format_: Format, limit: int) -> tuple[list[str], Ints]:
    texts, labels = [], []
    with _opened(place, name) as file:
        rows = _rows(file, path=place / name, n_classes=len(format_.classes))
        wanted = islice(rows, limit) if limit else rows
        for label, text in tqdm(wanted, desc=name, unit="text", file=sys.stderr, leave=False):
            texts.append(format_.unescaped(text))
            labels.append(label)
    return texts, np.array(labels, dtype=np.int64)


def _rows(file: TextIO, *, path: Path, n_classes: int) -> Iterator[tuple[int, str]]:
    csv.field_size_limit(LARGEST_FIELD)
    number = 0
    try:
        for number, row in enumerate(csv.reader(file), start=1):
            if len(row) != 3:
                raise DataError(f"{path}, row {number}: class, title and text are due; it has {len(row)} columns.")
            yield _label(row[0], n_classes=n_classes, where=f"{path}, row {number}"), f"{row[1]} {row[2]}"
    except (OSError, EOFError, UnicodeDecodeError, csv.Error, zlib.error, tarfile.TarError) as error:
        raise DataError(f"{path} cannot be read after row {number}: {error}") from error


def _label(text: str, *, n_classes: int, where: str) -> int:
    if text not in {str(number) for number in range(1, n_classes + 1)}:
        raise DataError(f"{where}: the class must be 1 to {n_classes}; it is {text[:40]!r}.")
    return int(text) - 1


@contextmanager
def _opened(place: Path, name: str) -> Iterator[TextIO]:
    if place.is_dir():
        path = first_of(place, folders=(), names=(name, f"{name}.gz"))
        with _plain(path) as file:
            yield file
    else:
        with _in_archive(place, name) as file:
            yield file


def _plain(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


@contextmanager
def _in_archive(path: Path, name: str) -> Iterator[TextIO]:
    try:
        archive = tarfile.open(path, "r:*")  # noqa: SIM115 (closed below; only opening may fail here)
    except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
        raise DataError(f"{path} cannot be read: {error}") from error
    with archive:
        file = archive.extractfile(_member(archive, name, path=path))
        if file is None:
            raise DataError(f"{path}: {name} is no file.")
        yield io.TextIOWrapper(file, encoding="utf-8", newline="")


def _member(archive: tarfile.TarFile, name: str, *, path: Path) -> tarfile.TarInfo:
    try:
        for member in archive:
            if PurePosixPath(member.name).name == name:
                return member
    except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
        raise DataError(f"{path} cannot be read: {error}") from error
    raise Absent(f"There is no {name} in {path}")
