"""A tar file, packed (gzip, bzip2, xz, zstd) or not. It is listed once from end to end, and read in that order."""

import io
import tarfile
from collections.abc import Sequence
from typing import BinaryIO

from annotator.files import bytestreams
from annotator.files.archives import names
from annotator.files.archives.members import (
    MAX_ENTRIES,
    is_left_behind,
    objection,
    problem,
    too_large,
    too_many_entries,
)
from annotator.files.beside.sheets import Sheet
from annotator.files.bytestreams import BLOCK, OnRead
from annotator.files.paths import suffix_of
from annotator.files.pictures.decoding import MAX_BYTES
from annotator.files.problems import RowProblem, Unusable

HEAD_BYTES = 4096
# Of a packed file, small ones beside the images are kept as they come by: to go back costs reading it again.
KEPT_SUFFIXES = frozenset({".cls", ".txt", ".json", ".xml", ".csv", ".tsv", ".jsonl", ".yaml", ".yml"})
KEPT_FILE_BYTES = 2**20
KEPT_BYTES = 64 * 2**20
_DAMAGE = (*bytestreams.DAMAGE, tarfile.TarError, ValueError)


def is_tar(file: BinaryIO) -> bool:
    """Does this file, unpacked where it is packed, begin like a tar?"""
    file.seek(0)
    try:
        head = (bytestreams.unpacker_of(file) or (lambda same: same))(file).read(tarfile.BLOCKSIZE)
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except _DAMAGE:
        return False
    finally:
        file.seek(0)
    return True


class TarMembers:
    """encoding: that of the names, where somebody said it. on_read: is told of all that is read. Raises Unusable."""

    format = "tar"

    def __init__(self, file: BinaryIO, *, encoding: str | None = None, on_read: OnRead | None = None) -> None:
        self.problems: list[RowProblem] = []
        self._stream = _Stream(file, on_read=on_read)
        self._kept: dict[int, bytes] = {}
        found = self._listed()
        readable = names.readable([info.name.encode("utf-8", "surrogateescape") for info in found], encoding)
        self.encoding = readable.encoding
        self._places: dict[str, tuple[int, int]] = {}
        for path, info in zip(readable.names, found, strict=True):
            self._place(path.replace("\\", "/").removeprefix("./"), info)
        self.sizes = {path: size for path, (_, size) in self._places.items()}

    def sheets(self) -> Sequence[Sheet]:
        return ()

    def read(self, path: str, /, *, most: int = MAX_BYTES) -> bytes | RowProblem:
        start, size = self._places[path]
        return too_large(path) if size > most else self._read(path, start, size)

    def head(self, path: str, /) -> bytes:
        start, size = self._places[path]
        data = self._read(path, start, min(size, HEAD_BYTES))
        return data if isinstance(data, bytes) else b""

    def _read(self, path: str, start: int, size: int) -> bytes | RowProblem:
        if start in self._kept:
            return self._kept[start][:size]
        try:
            self._stream.seek(start)
            data = self._stream.read(size)
        except _DAMAGE:
            data = b""
        if len(data) < size:
            return problem(path, "corrupt_entry", "This part of the archive is damaged. Pack the image again.")
        return data

    def _listed(self) -> list[tarfile.TarInfo]:
        found: list[tarfile.TarInfo] = []
        try:
            with tarfile.TarFile(fileobj=self._stream, errorlevel=0) as tar:
                self._list(tar, found)
                is_whole = not self._stream.is_at_end
        except _DAMAGE as error:
            if not found:
                raise Unusable("bad_tar", "This archive is damaged or cut off. Pack it again.") from error
            is_whole = False
        if not is_whole and found:
            detail = "The archive is damaged or cut off after this file. Pack it again."
            self.problems.append(problem(found[-1].name, "cut_off", detail))
        return found

    def _list(self, tar: tarfile.TarFile, found: list[tarfile.TarInfo]) -> None:
        n_kept = 0
        while info := tar.next():
            # It would keep every entry, with all that is known of it.
            tar.members = []  # type: ignore[attr-defined]  # public, and missing in typeshed
            if info.isdir():
                continue
            found.append(info)
            if len(found) > MAX_ENTRIES:
                raise too_many_entries()
            if n_kept < KEPT_BYTES and self._is_kept(info):
                self._stream.seek(info.offset_data)
                self._kept[info.offset_data] = self._stream.read(info.size)
                n_kept += info.size

    def _is_kept(self, info: tarfile.TarInfo) -> bool:
        is_small = info.size <= KEPT_FILE_BYTES and suffix_of(info.name) in KEPT_SUFFIXES
        return self._stream.is_packed and is_small and info.isreg() and not info.issparse()

    def _place(self, path: str, info: tarfile.TarInfo) -> None:
        if is_left_behind(path):
            return
        is_link = not info.isreg() or info.issparse()
        if found := objection(path, is_link=is_link, is_known=path in self._places):
            self.problems.append(found)
        else:
            self._places[path] = (info.offset_data, info.size)


class _Stream(io.RawIOBase):
    """The tar as it is unpacked. To go back in a packed one begins it anew."""

    def __init__(self, file: BinaryIO, *, on_read: OnRead | None) -> None:
        self._file, self._opener, self._on_read = file, bytestreams.unpacker_of(file), on_read
        self._limit = bytestreams.limit_of(bytestreams.size_of(file))
        self._size = None if self._opener else bytestreams.size_of(file)
        self._start()

    @property
    def is_at_end(self) -> bool:
        """Did the last reading find less than it asked for? A whole tar ends in blocks of zeros before that."""
        return self._is_at_end

    @property
    def is_packed(self) -> bool:
        return self._opener is not None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        assert whence == io.SEEK_SET
        if not self._opener:
            self._at = self._stream.seek(offset)
            return self._at
        if offset < self._at:
            self._start()
        while self._at < offset and self.read(min(BLOCK, offset - self._at)):
            pass
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed: any Buffer
        data = self._stream.read(len(buffer))
        self._at += len(data)
        self._is_at_end = len(data) < len(buffer)
        if self._on_read:
            self._on_read(len(data))
        if self._opener and self._at > self._limit:
            raise Unusable("zip_bomb", "This archive unpacks to far more than its size. Pack only the images.")
        buffer[: len(data)] = data
        return len(data)

    def _start(self) -> None:
        self._file.seek(0)
        self._stream = self._opener(self._file) if self._opener else self._file
        self._at = 0
        self._is_at_end = False
