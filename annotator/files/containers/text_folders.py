"""An archive in which each file is one text, sorted into folders by class."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from annotator.files.archives.members import Members
from annotator.files.archives.tars import TarMembers
from annotator.files.archives.zips import ZipMembers
from annotator.files.bytestreams import OnRead
from annotator.files.choices import Choices
from annotator.files.class_folders import by_folders
from annotator.files.code_pages import best_page
from annotator.files.paths import suffix_of
from annotator.files.problems import Remark, RowProblem
from annotator.files.tables import Rows, Table

# From so many files on, which are nearly all of the archive, each is a text; fewer are files of lines.
LEAST_FILES = 5
LEAST_SHARE = 0.8
MAX_TEXT_BYTES = 2**20
JUDGED_FILES = 50
_ENDINGS = frozenset({"", ".txt", ".text", ".eml"})
_BESIDE = re.compile(r"(^|/)(readme|licen[cs]e|changelog)[^/]*$|\.(md|pdf|html?)$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class TextFoldersTable(Table):
    """One row per file, by number. placed: path, label and split of each."""

    members: Members
    placed: Sequence[tuple[str, str, str]]

    def rows(self) -> Rows:
        """As `Table.rows`; a file that cannot be read is named."""
        for line, (path, label, split) in enumerate(self.placed, start=1):
            data = self.members.read(path, most=MAX_TEXT_BYTES)
            if isinstance(data, RowProblem):
                yield data
                continue
            cells: dict[str, Any] = {"text": _decoded(data, self.encoding), "label": label or None}
            yield line, {column: (cells | {"file": path, "split": split})[column] for column in self.columns}


def is_of_texts(paths: Sequence[str]) -> bool:
    """Is nearly every file of an archive one text?"""
    counted = [path for path in paths if not _BESIDE.search(path)]
    return len(counted) >= LEAST_FILES and sum(map(_is_text, counted)) >= LEAST_SHARE * len(counted)


def text_folders(file: BinaryIO, name: str, choices: Choices, *, on_read: OnRead | None, is_tar: bool) -> Table | None:
    """None where the archive holds something else. Raises Unusable."""
    members: Members = TarMembers(file, on_read=on_read) if is_tar else ZipMembers(file)
    if not is_of_texts(list(members.sizes)):
        return None
    paths = [path for path in members.sizes if _is_text(path) and not _BESIDE.search(path)]
    folders = by_folders(paths)
    columns = ["text", *(["label"] if any(folders.labels) else []), "file", *(["split"] if any(folders.splits) else [])]
    detail = "Each file of this archive is one text" + (", its folder is the label." if any(folders.labels) else ".")
    return TextFoldersTable(
        name=name,
        format="folders",
        columns=tuple(columns),
        n_lines=len(paths),
        n_bytes=sum(members.sizes[path] for path in paths),
        remarks=(Remark("text_folders", detail), *folders.remarks),
        encoding=choices.encoding or _encoding(members, paths),
        members=members,
        placed=list(zip(paths, folders.labels, folders.splits, strict=True)),
    )


def _is_text(path: str) -> bool:
    suffix = suffix_of(path)
    return suffix in _ENDINGS or suffix[1:].isdigit()


def _encoding(members: Members, paths: Sequence[str]) -> str:
    odd = b"\n".join(_odd_texts(members, paths[:: max(1, len(paths) // JUDGED_FILES)]))
    return best_page(odd[:24_000]) if odd else "utf-8"


def _odd_texts(members: Members, paths: Sequence[str]) -> Iterator[bytes]:
    """Of files that are no UTF-8 what is beyond ASCII."""
    for path in paths:
        data = members.read(path, most=MAX_TEXT_BYTES)
        if isinstance(data, bytes) and not _is_utf8(data):
            yield from re.findall(rb"[^\r\n]{0,100}[\x80-\xff][^\r\n]{0,100}", data)[:20]


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _decoded(data: bytes, encoding: str) -> str:
    return data.decode("utf-8-sig" if _is_utf8(data) else encoding, errors="replace")
