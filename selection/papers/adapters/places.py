"""Where the files of a data set lie, and their bytes, whether in a folder, a .zip or a .tar.gz."""

import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from selection.benchmark.data import DataError

Wanted = Callable[[str], bool]


class Absent(DataError):
    """What an adapter needs is not there; `load_named` adds what to fetch and where to put it."""


def first_of(root: Path, *, folders: tuple[str, ...], names: tuple[str, ...]) -> Path:
    """The first of `names` that lies in one of `folders` of `root`, or in `root`; `root` itself where it is a file.

    The data set's own folders come first: several sets have files of the same name. Raises Absent.
    """
    if root.is_file():
        return root
    for folder in (*folders, "."):
        for name in names:
            if (root / folder / name).exists():
                return root / folder / name
    raise Absent(f"There is no {names[0]} in {root}")


def contents(path: Path, *, wanted: Wanted) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every wanted file within a folder or an archive, which is never unpacked.

    Folders and .zip in the order of names, .tar in its own: it can only be read from start to end.
    Raises DataError where the folder or archive cannot be read.
    """
    try:
        if path.is_dir():
            yield from _in_folder(path, wanted=wanted)
        elif path.suffix == ".zip":
            yield from _in_zip(path, wanted=wanted)
        else:
            yield from _in_tar(path, wanted=wanted)
    except (OSError, EOFError, BadZipFile, tarfile.TarError, zlib.error) as error:
        raise DataError(f"{path} cannot be read: {error}") from error


def _in_folder(path: Path, *, wanted: Wanted) -> Iterator[tuple[str, bytes]]:
    for file in sorted(path.rglob("*")):
        name = file.relative_to(path).as_posix()
        if wanted(name) and file.is_file():
            yield name, file.read_bytes()


def _in_zip(path: Path, *, wanted: Wanted) -> Iterator[tuple[str, bytes]]:
    with ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if wanted(name):
                yield name, archive.read(name)


def _in_tar(path: Path, *, wanted: Wanted) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path, "r|*") as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() and wanted(member.name) else None
            if file is not None:
                yield member.name, file.read()
