"""Images in a zip or in a directory, with class folders or without: what is in there, and what is left alone."""

import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from annotator.files import bytestreams
from annotator.files.images import EXTENSIONS, MAX_BYTES
from annotator.files.problems import RowProblem, Unusable

MAX_ENTRIES = 2_000_000
MAX_DIRECTORY_BYTES = 512 * 2**20
# In memory, an entry of the directory takes about so many times its size.
DIRECTORY_GROWS = 16
SPLITS = frozenset({"train", "training", "test", "testing", "val", "valid", "validation", "dev"})
_IGNORED = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, slots=True)
class ImageEntry:
    """One image file. path: as in the archive, with forward slashes; label: its class folder, or empty."""

    path: str
    label: str = ""
    split: str = ""


class ImageFiles(Protocol):
    """Where image files come from. `problems` are entries that are left out without being read."""

    @property
    def entries(self) -> Sequence[ImageEntry]: ...

    @property
    def problems(self) -> Sequence[RowProblem]: ...

    def read(self, entry: ImageEntry, /) -> bytes | RowProblem: ...


@dataclass
class ZipImages:
    """A zip of images. Nothing is ever unpacked to disk; entries are read one by one into memory.

    on_hold: is asked before the directory is read, with the bytes that it takes in memory; may raise.
    """

    file: BinaryIO
    name: str
    on_hold: Callable[[int], None] | None = None
    entries: list[ImageEntry] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._zip = _opened_zip(self.file, on_hold=self.on_hold)
        infos = self._zip.infolist()
        _refuse_bombs(infos, packed=bytestreams.size_of(self.file))
        self._infos = self._usable(infos)
        self.entries = in_class_folders(list(self._infos))
        if not self.entries:
            raise _no_images()

    def size_of(self, entry: ImageEntry, /) -> int:
        """Bytes that `read` takes up."""
        return min(self._infos[entry.path].file_size, MAX_BYTES)

    def read(self, entry: ImageEntry, /) -> bytes | RowProblem:
        info = self._infos[entry.path]
        if info.flag_bits & 1:
            return _problem(entry.path, "encrypted", "This file is encrypted. Zip it again without a password.")
        if info.file_size > MAX_BYTES:
            return _too_large(entry.path)
        try:
            with self._zip.open(info) as opened:
                return opened.read(MAX_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
            return _problem(entry.path, "corrupt_entry", "This part of the zip file is damaged. Zip the image again.")

    def _usable(self, infos: Sequence[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        usable: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            path = info.filename.replace("\\", "/")
            if path.endswith("/") or is_ignored(path):
                continue
            if problem := _objection(path, is_link=stat.S_ISLNK(info.external_attr >> 16), is_known=path in usable):
                self.problems.append(problem)
            else:
                usable[path] = info
        return usable


@dataclass
class FolderImages:
    """The images in a directory and below. Links are not followed."""

    root: Path
    entries: list[ImageEntry] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    def __post_init__(self) -> None:
        paths = []
        for path in self._walk():
            is_link = (self.root / path).is_symlink()
            if problem := _objection(path, is_link=is_link, is_known=False):
                self.problems.append(problem)
            else:
                paths.append(path)
        self.entries = in_class_folders(paths)
        if not self.entries:
            raise _no_images()

    def read(self, entry: ImageEntry, /) -> bytes | RowProblem:
        try:
            with (self.root / entry.path).open("rb") as opened:
                data = opened.read(MAX_BYTES + 1)
        except OSError as error:
            return _problem(entry.path, "unreadable", f"This file cannot be read ({error.strerror}).")
        return data if len(data) <= MAX_BYTES else _too_large(entry.path)

    def _walk(self) -> Iterator[str]:
        for folder, folders, names in os.walk(self.root):
            folders.sort()
            for name in sorted(names):
                path = (Path(folder) / name).relative_to(self.root).as_posix()
                if not is_ignored(path):
                    yield path


def is_ignored(path: str) -> bool:
    """Files that systems leave behind: nobody meant to import them."""
    parts = path.casefold().split("/")
    return any(part in _IGNORED or (part.startswith(".") and part not in (".", "..")) for part in parts)


def in_class_folders(paths: Sequence[str]) -> list[ImageEntry]:
    """Entries with the labels that their folders give.

    1. Folders that all files share say nothing and are passed over; a last one called train or test is the split.
    2. If all first folders are then splits (train, test, …), they are passed over too.
    3. The first folder that remains is the class; deeper folders belong to it.
    """
    folders = [path.split("/")[:-1] for path in paths]
    shared = _n_shared(folders)
    rests = [folder[shared:] for folder in folders]
    if shared and _is_split(folders[0][shared - 1]):
        rests = [[folders[0][shared - 1], *rest] for rest in rests]
    skip = int(bool(rests) and all(rest and _is_split(rest[0]) for rest in rests))
    return [
        ImageEntry(path, rest[skip].strip() if len(rest) > skip else "", rest[0] if skip else "")
        for path, rest in zip(paths, rests, strict=True)
    ]


def _is_split(folder: str) -> bool:
    return folder.casefold() in SPLITS


def _n_shared(folders: Sequence[list[str]]) -> int:
    """How many first folders all have in common."""
    first, last = min(folders, default=[]), max(folders, default=[])
    return next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))


def _objection(path: str, *, is_link: bool, is_known: bool) -> RowProblem | None:
    """Why this entry is left out, if it is."""
    name = os.path.basename(path)
    suffix = os.path.splitext(name)[1].lower()
    if path.startswith("/") or re.match(r"[A-Za-z]:", path) or ".." in path.split("/"):
        return _problem(path, "unsafe_path", "This path leads out of the zip file. Zip the folder again.")
    if is_link:
        return _problem(path, "link", "This is a link, not a file. Put the image itself there.")
    if suffix and suffix not in EXTENSIONS and not re.fullmatch(r"\.\d+", suffix):
        return _problem(path, "not_an_image", f"Files of type {suffix[:20]} are no images and are left out.")
    if is_known:
        return _problem(path, "duplicate_path", "The zip file has this path twice. The first one is used.")
    return None


def _problem(path: str, code: str, detail: str) -> RowProblem:
    shown = path.replace("\0", "").encode(errors="replace").decode()
    return RowProblem(shown[:500], None, code, detail)


def _too_large(path: str) -> RowProblem:
    return _problem(path, "image_too_large", f"This file is larger than {MAX_BYTES // 2**20} MB. Make it smaller.")


def _no_images() -> Unusable:
    formats = ", ".join(sorted(ext.removeprefix(".") for ext in EXTENSIONS))
    return Unusable("no_images", f"There is no image in here. Known types: {formats}.")


def _opened_zip(file: BinaryIO, *, on_hold: Callable[[int], None] | None) -> zipfile.ZipFile:
    if not bytestreams.size_of(file):
        raise Unusable("empty_file", "This file is empty. Choose a zip file with images.")
    words = bytestreams.known_binary(bytestreams.head_of(file))
    not_a_zip = Unusable("not_a_zip", f"This is {words or 'no zip file'}. Images come as one zip file of a folder.")
    if words:
        raise not_a_zip
    n_bytes = _directory_bytes(file)
    if n_bytes > MAX_DIRECTORY_BYTES:
        raise _too_many_entries()
    if on_hold:
        on_hold(n_bytes * DIRECTORY_GROWS)
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, struct.error) as error:
        raise not_a_zip from error


def _directory_bytes(file: BinaryIO) -> int:
    """`zipfile` reads the whole directory into memory: its size, as the file says; 0 where it says none."""
    size = bytestreams.size_of(file)
    file.seek(max(0, size - 65_557 - 76))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + 22 > len(tail):
        return 0
    n_bytes = int.from_bytes(tail[at + 12 : at + 16], "little")
    if (at64 := tail.rfind(b"PK\x06\x06", 0, at)) >= 0:
        n_bytes = int.from_bytes(tail[at64 + 40 : at64 + 48], "little")
    return min(n_bytes, size)


def _too_many_entries() -> Unusable:
    return Unusable("zip_bomb", f"This zip file has more than {MAX_ENTRIES:,} entries. Split it into several.")


def _refuse_bombs(infos: Sequence[zipfile.ZipInfo], *, packed: int) -> None:
    if len(infos) > MAX_ENTRIES:
        raise _too_many_entries()
    if bytestreams.is_bomb(packed=packed, unpacked=sum(info.file_size for info in infos)):
        raise Unusable("zip_bomb", "This zip file unpacks to far more than its size. Zip only the images.")
