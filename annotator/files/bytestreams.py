"""Bytes as they come: what a file is by its first bytes, and what is packed, unpacked within a limit."""

import bz2
import gzip
import io
import lzma
import re
import sys
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from annotator.files.problems import Unusable

if sys.version_info >= (3, 14):
    from compression import zstd as zstd
else:
    from backports import zstd as zstd

# A gzip or zip file may unpack to this many times its size once the result is past the floor.
MAX_RATIO = 100
RATIO_FLOOR_BYTES = 100 * 2**20
MAX_UNPACKED_BYTES = 64 * 2**30
BLOCK = 2**18

# Told how many bytes were read, as they are unpacked; may raise, and then reading ends.
OnRead = Callable[[int], None]

_BINARY = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"%PDF": "a PDF document",
    b"FEA1": "a Feather file of the first version, which is written no longer",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"SQLite": "an SQLite database",
    b"\x89HDF": "an HDF5 file",
    b"\x93NUMPY": "a NumPy array",
    b"\x80\x03": "a Python pickle, which is not opened, as it could run anything",
    b"\x80\x04": "a Python pickle, which is not opened, as it could run anything",
    b"\x80\x05": "a Python pickle, which is not opened, as it could run anything",
    b"\x78\x9c": "compressed by zlib, as spaCy's .spacy files are; write its texts and cats as JSONL",
}


def head_of(file: BinaryIO, size: int = 4096) -> bytes:
    """The first bytes; the file stands at its start afterwards."""
    file.seek(0)
    head = file.read(size)
    file.seek(0)
    return head


def size_of(file: BinaryIO) -> int:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size


def is_zip(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def known_binary(head: bytes) -> str:
    """What this is in words, if it is a well-known type that can be no text; else an empty string."""
    return next((words for magic, words in _BINARY.items() if head.startswith(magic)), "")


def bare_name(name: str) -> str:
    """The name in small letters, without the ending of what packed it."""
    return re.sub(r"\.(gz|bz2|xz|lzma|zst)$", "", name.lower())


def unpacked(file: BinaryIO, *, on_read: OnRead | None = None) -> BinaryIO:
    """The file itself, or what gzip, bzip2, xz or zstd packed; reading then raises Unusable on damage and on bombs."""
    unpack = unpacker_of(file)
    stream = file
    if unpack:
        limited = _Unpacked(unpack(file), limit=limit_of(size_of(file)))
        stream = io.BufferedReader(limited, buffer_size=BLOCK)
    return io.BufferedReader(_Watched(stream, on_read), buffer_size=BLOCK) if on_read else stream


class Watched(io.RawIOBase):
    """A file in which one may jump, and which tells how much is read. Libraries wrap what is raised in a callback:
    `stopped_by` keeps it.
    """

    def __init__(self, file: BinaryIO, on_read: OnRead | None) -> None:
        self._file, self._on_read = file, on_read
        self.stopped_by: BaseException | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed: any Buffer
        data = self._file.read(len(buffer))
        if self._on_read:
            try:
                self._on_read(len(data))
            except BaseException as error:
                self.stopped_by = error
                raise
        buffer[: len(data)] = data
        return len(data)


def is_bomb(*, packed: int, unpacked: int) -> bool:
    return unpacked > limit_of(packed)


def limit_of(packed: int) -> int:
    return min(MAX_UNPACKED_BYTES, max(RATIO_FLOOR_BYTES, packed * MAX_RATIO))


class _Watched(io.RawIOBase):
    """Tells how much is read."""

    def __init__(self, file: BinaryIO, on_read: OnRead) -> None:
        self._file, self._on_read = file, on_read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed: any Buffer
        data = self._file.read(min(len(buffer), BLOCK))
        self._on_read(len(data))
        buffer[: len(data)] = data
        return len(data)


# What reading them raises where they are damaged.
DAMAGE = (EOFError, OSError, zlib.error, lzma.LZMAError, zstd.ZstdError)
# By the first bytes.
_UNPACKERS: dict[bytes, Callable[[BinaryIO], Any]] = {
    rb"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file, mode="rb"),
    rb"BZh[1-9]1AY&SY": bz2.BZ2File,
    rb"\xfd7zXZ": lzma.LZMAFile,
    rb"\x28\xb5\x2f\xfd": zstd.ZstdFile,
}


def unpacker_of(file: BinaryIO) -> Callable[[BinaryIO], Any] | None:
    """What unpacks this file; None: it is not packed."""
    head = head_of(file, 10)
    return next((unpack for magic, unpack in _UNPACKERS.items() if re.match(magic, head)), None)


class _Unpacked(io.RawIOBase):
    """Unpacks as it is read, so that memory stays flat."""

    def __init__(self, stream: Any, *, limit: int) -> None:
        self._stream = stream
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed: any Buffer
        try:
            data = self._stream.read(len(buffer))
        except zstd.ZstdError as error:
            detail = (
                "This packed file is damaged, or zstd packed it with --long=28 or more. Pack it again without that."
            )
            raise Unusable("bad_zstd", detail) from error
        except DAMAGE as error:
            raise Unusable("bad_gzip", "This packed file is damaged or cut off. Pack it again.") from error
        self._left -= len(data)
        if self._left < 0:
            raise Unusable("zip_bomb", "This file unpacks to far more than its size. Upload it unpacked.")
        buffer[: len(data)] = data
        return len(data)
