"""A zip file. Nothing is ever unpacked to disk; files are read one by one into memory."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import BinaryIO

from annotator.files import bytestreams
from annotator.files.archives import names
from annotator.files.archives.members import (
    MAX_ENTRIES,
    OnHold,
    is_left_behind,
    objection,
    problem,
    too_large,
    too_many_entries,
)
from annotator.files.beside.sheets import Sheet
from annotator.files.bytestreams import known_binary
from annotator.files.pictures.decoding import MAX_BYTES
from annotator.files.pictures.strangers import known_refusal
from annotator.files.problems import RowProblem, Unusable

MAX_DIRECTORY_BYTES = 512 * 2**20
# In memory, an entry of the directory takes about so many times its size.
DIRECTORY_GROWS = 16
HEAD_BYTES = 4096
_UTF8_FLAG, _ENCRYPTED_FLAG, _UNICODE_PATH = 0x800, 1, 0x7075


class ZipMembers:
    """encoding: that of the names, where somebody said it. on_hold: asked before the directory is read."""

    format = "zip"

    def __init__(self, file: BinaryIO, *, encoding: str | None = None, on_hold: OnHold | None = None) -> None:
        self._zip = _opened_zip(file, on_hold=on_hold)
        infos = self._zip.infolist()
        _refuse_bombs(infos, packed=bytestreams.size_of(file))
        self.problems: list[RowProblem] = []
        paths, self.encoding = _paths(infos, encoding)
        self._infos = self._usable(paths, infos)
        self.sizes = {path: info.file_size for path, info in self._infos.items()}
        if self._infos and all(info.flag_bits & _ENCRYPTED_FLAG for info in self._infos.values()):
            raise Unusable("encrypted", "This zip file has a password. Zip it again without one.")

    def sheets(self) -> Sequence[Sheet]:
        return ()

    def read(self, path: str, /, *, most: int = MAX_BYTES) -> bytes | RowProblem:
        if self._infos[path].file_size > most:
            return too_large(path)
        return self._read(path, most + 1)

    def head(self, path: str, /) -> bytes:
        data = self._read(path, HEAD_BYTES)
        return data if isinstance(data, bytes) else b""

    def _read(self, path: str, size: int) -> bytes | RowProblem:
        info = self._infos[path]
        if info.flag_bits & _ENCRYPTED_FLAG:
            return problem(path, "encrypted", "This file is encrypted. Zip it again without a password.")
        try:
            with self._zip.open(info) as opened:
                return opened.read(size)
        except NotImplementedError:
            detail = "This file is packed by a method that only few programs read. Zip it again with “Deflate”."
            return problem(path, "unknown_packing", detail)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError):
            return problem(path, "corrupt_entry", "This part of the zip file is damaged. Zip the image again.")

    def _usable(self, paths: Sequence[str], infos: Sequence[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        usable: dict[str, zipfile.ZipInfo] = {}
        for path, info in zip(paths, infos, strict=True):
            if path.endswith("/") or is_left_behind(path):
                continue
            is_link = stat.S_ISLNK(info.external_attr >> 16)
            if found := objection(path, is_link=is_link, is_known=path in usable):
                self.problems.append(found)
            else:
                usable[path] = info
        return usable


def _paths(infos: Sequence[zipfile.ZipInfo], encoding: str | None) -> tuple[list[str], str]:
    """Paths as their owner sees them: by the flag, by the field that some programs add, else by the best code page."""
    said = {at: name for at, info in enumerate(infos) if (name := _said_name(info)) is not None}
    guessed = names.readable([_raw(info) for at, info in enumerate(infos) if at not in said], encoding)
    rest = iter(guessed.names)
    paths = [said[at] if at in said else next(rest) for at in range(len(infos))]
    return [path.replace("\\", "/").removeprefix("./") for path in paths], guessed.encoding


def _said_name(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & _UTF8_FLAG:
        return names.composed(info.orig_filename.partition("\0")[0])
    field = _extra(info.extra, _UNICODE_PATH)
    if len(field) > 5 and field[0] == 1 and int.from_bytes(field[1:5], "little") == zlib.crc32(_raw(info)):
        return names.composed(field[5:].decode("utf-8", errors="replace"))
    return None


def _raw(info: zipfile.ZipInfo) -> bytes:
    # `zipfile` takes what says nothing of itself for code page 437, in which every byte is some sign.
    return info.orig_filename.encode("cp437").partition(b"\0")[0]


def _extra(fields: bytes, wanted: int) -> bytes:
    at = 0
    while at + 4 <= len(fields):
        kind, size = struct.unpack_from("<HH", fields, at)
        if kind == wanted:
            return fields[at + 4 : at + 4 + size]
        at += 4 + size
    return b""


def _opened_zip(file: BinaryIO, *, on_hold: OnHold | None) -> zipfile.ZipFile:
    head = bytestreams.head_of(file)
    what = known_refusal(head) or f"This is {known_binary(head) or 'no zip file'}."
    not_a_zip = Unusable("not_a_zip", f"{what} Images come as a zip or tar of a folder.")
    n_bytes = _directory_bytes(file)
    if n_bytes > MAX_DIRECTORY_BYTES:
        raise too_many_entries()
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


def _refuse_bombs(infos: Sequence[zipfile.ZipInfo], *, packed: int) -> None:
    if len(infos) > MAX_ENTRIES:
        raise too_many_entries()
    if bytestreams.is_bomb(packed=packed, unpacked=sum(info.file_size for info in infos)):
        raise Unusable("zip_bomb", "This zip file unpacks to far more than its size. Zip only the images.")
