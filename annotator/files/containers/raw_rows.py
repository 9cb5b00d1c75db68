"""Rows of a delimited file as they stand in it. A row that cannot be read costs its first line, not what follows."""

import csv
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import NamedTuple, Protocol

from annotator.files.lines import Lines, LineTooLong, RowTooLong
from annotator.files.problems import Unusable

# After a quotation mark that is never closed, lines are read again. A file where this comes to more, beside so many
# times its own lines, is given up; long ones count as lines of so many characters.
MAX_REREAD_LINES = 2**24
REREADS = 4
LINE_CHARS = 32


class Reader(Protocol):
    """As `csv.reader`. line_num: lines read so far."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


class Reading(Protocol):
    """How cells are told apart."""

    def reader(self, lines: Iterable[str]) -> Reader:
        """Raises csv.Error where a row cannot be read."""

    def is_glued(self, cells: list[str], width: int) -> bool:
        """Do marks hold together what are several rows?"""


class Broken(NamedTuple):
    """A row that cannot be read. text: its first line; next_text: the one after it; both empty at the end and where
    they are too long.
    """

    line: int
    text: str
    next_text: str
    is_too_long: bool


RawRow = tuple[int, list[str]]


class _Glued(Exception):
    """Rows that a stray mark holds together."""


def raw_rows(lines: Lines, reading: Reading, *, first: int = 1, width: int = 0) -> Iterator[RawRow | Broken]:
    """(line, cells) of each row from a line on; empty lines are passed over. Raises Unusable (bad_quotes) where hardly
    a quotation mark is closed.
    """
    line, reread = first, 0
    while True:
        before = line - 1
        reader = reading.reader(lines.read_from(line))
        try:
            for cells in reader:
                begun, line = line, before + reader.line_num + 1
                if line - begun > 1 and width and reading.is_glued(cells, width):
                    line = begun
                    raise _Glued
                lines.start = line
                if cells:
                    yield begun, cells
        except (csv.Error, LineTooLong, RowTooLong, _Glued) as error:
            reread += max(before + reader.line_num - line, lines.held_chars() // LINE_CHARS)
            yield _broken(lines, line, error)
            line += 1
            if reread > MAX_REREAD_LINES + REREADS * line:
                detail = f"From line {line:,} on, hardly a quotation mark of this file is closed. Save it as CSV anew."
                raise Unusable("bad_quotes", detail) from error
        else:
            return


def skip_lines(lines: Lines, n_lines: int) -> None:
    """Pass over the first lines."""
    if n_lines:
        for _ in islice(lines.read_from(1), n_lines):
            pass


def _broken(lines: Lines, line: int, error: Exception) -> Broken:
    texts = ["", ""]
    with suppress(LineTooLong):
        for position, text in enumerate(islice(lines.read_from(line), 2)):
            texts[position] = text
    return Broken(line, texts[0], texts[1], isinstance(error, LineTooLong))
