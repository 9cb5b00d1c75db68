"""What all places of files have in common: the files in them, what is left alone, and what is refused."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from annotator.files.cells import clean
from annotator.files.pictures.decoding import MAX_BYTES
from annotator.files.problems import RowProblem, Unusable

if TYPE_CHECKING:
    from annotator.files.beside.sheets import Sheet

MAX_ENTRIES = 2_000_000
_LEFT_BEHIND = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "@eadir", "icon\r"})
# Told how many bytes come into memory at once; may raise, and then reading ends.
OnHold = Callable[[int], None]


class Members(Protocol):
    """The files in a place. sizes: path, with forward slashes and composed letters -> bytes, in the order in which they
    are read fastest; problems: what is left out without being read; encoding: that of the paths, where it was guessed.
    """

    @property
    def format(self) -> str: ...

    @property
    def sizes(self) -> Mapping[str, int]: ...

    @property
    def problems(self) -> list[RowProblem]: ...

    @property
    def encoding(self) -> str: ...

    def sheets(self) -> "Sequence[Sheet]":
        """Tables that the place itself is made of, where images are cells in rows."""

    def read(self, path: str, /, *, most: int = MAX_BYTES) -> bytes | RowProblem:
        """The whole file, or why it cannot be had; never more than one byte beyond `most`."""

    def head(self, path: str, /) -> bytes:
        """The first bytes; none where they cannot be had."""


def is_left_behind(path: str) -> bool:
    """Files that systems leave behind: nobody meant to import them."""
    parts = path.casefold().split("/")
    return any(part in _LEFT_BEHIND or (part.startswith(".") and part not in (".", "..")) for part in parts)


def objection(path: str, *, is_link: bool, is_known: bool) -> RowProblem | None:
    """Why this entry is left out, if it is."""
    if path.startswith("/") or re.match(r"[A-Za-z]:", path) or ".." in path.split("/"):
        return problem(path, "unsafe_path", "This path leads out of the archive. Pack the folder again.")
    if is_link:
        return problem(path, "link", "This is a link, not a file. Put the image itself there.")
    if is_known:
        return problem(path, "duplicate_path", "The archive has this path twice. The first one is used.")
    return None


def problem(path: str, code: str, detail: str) -> RowProblem:
    return RowProblem(clean(path)[:500], None, code, detail)


def too_large(path: str) -> RowProblem:
    return problem(path, "image_too_large", f"This file is larger than {MAX_BYTES // 2**20} MB. Make it smaller.")


def too_many_entries() -> Unusable:
    return Unusable("zip_bomb", f"This archive has more than {MAX_ENTRIES:,} entries. Split it into several.")
