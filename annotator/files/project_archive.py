"""A project as one zip: lines of JSON for each kind of row, and files beside them. The same content, the same bytes."""

import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO, Any, BinaryIO

from annotator.files.problems import Unusable

FORMAT, VERSION = "labelling project", 1
HEAD = "archive.json"
# All moments of the archive itself: when it was made stands in its head.
_MADE = (1980, 1, 1, 0, 0, 0)
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
BLOCK = 2**20


class ArchiveWriter:
    """Writes one member after the other; nothing is held in memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self._names: set[str] = set()

    def head(self, **told: Any) -> None:
        """What this archive is, and whatever else is to be said of it."""
        self._zip.writestr(_member(HEAD), _COMPACT({"format": FORMAT, "version": VERSION, **told}))

    def lines(self, name: str, lines: Iterable[str]) -> int:
        """Objects of JSON, one a line, as `name`.jsonl; how many."""
        n_lines = 0
        with self._zip.open(_member(f"{name}.jsonl"), "w", force_zip64=True) as member:
            for line in lines:
                member.write(f"{line}\n".encode())
                n_lines += 1
        return n_lines

    def file(self, name: str, content: IO[bytes]) -> None:
        """A file as it is; one that is there already is there once."""
        if name in self._names:
            return
        self._names.add(name)
        with self._zip.open(_member(name, zipfile.ZIP_STORED), "w", force_zip64=True) as member:
            while block := content.read(BLOCK):
                member.write(block)

    def close(self) -> None:
        """Nothing more comes."""
        self._zip.close()


class ArchiveReader:
    """Reads what an ArchiveWriter wrote. Raises Unusable where it is none, or a newer one."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
            self.told: dict[str, Any] = json.loads(self._zip.read(HEAD))
            known, version = self.told["format"], self.told["version"]
        except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
            raise Unusable("not_an_archive", "This is no archive of a project. Import its files as items.") from error
        if known != FORMAT or version > VERSION:
            detail = "This archive is of a newer version of this product. Update this installation first."
            raise Unusable("newer_archive", detail)

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Lines of `name`.jsonl; none where there is no such member."""
        if f"{name}.jsonl" not in self._zip.NameToInfo:
            return
        with self._open(f"{name}.jsonl") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise _damaged(f"line {number} of {name}.jsonl cannot be read") from error
                if not isinstance(row, dict):
                    raise _damaged(f"line {number} of {name}.jsonl is no object")
                yield row

    def files(self, folder: str) -> list[str]:
        """The names of all files below a folder, in their order; names that lead out of it are none."""
        inside = (PurePosixPath(name) for name in self._zip.namelist() if name.startswith(f"{folder}/"))
        return [str(path) for path in inside if ".." not in path.parts]

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A file. Raises Unusable where it is missing or damaged."""
        with self._open(name) as file:
            yield file

    @contextmanager
    def _open(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self._zip.open(name) as file:
                yield file
        except (KeyError, zipfile.BadZipFile) as error:
            raise _damaged(f"{name} is missing or cut off") from error


def _damaged(what: str) -> Unusable:
    return Unusable("damaged_archive", f"The archive is damaged: {what}. Make it anew, or copy it again.")


def _member(name: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _MADE)
    member.compress_type = compression
    member.external_attr = 0o644 << 16
    return member
