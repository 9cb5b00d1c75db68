"""Lines of a text file: of bounded length, in blocks, with a way back to the one after a broken row's first."""

import io
from collections.abc import Iterator
from itertools import chain

from annotator.files.problems import RowProblem

MAX_LINE_CHARS = 4_000_000
BLOCK_CHARS = 2**18


# So many blocks may one row go over: about as much as one line.
MAX_ROW_BLOCKS = MAX_LINE_CHARS // BLOCK_CHARS


class LineTooLong(Exception):
    """A line beyond MAX_LINE_CHARS; it has been skipped."""


class RowTooLong(Exception):
    """A row that goes on for more characters than a line may have: its quotation marks hold no row together."""


def line_too_long(name: str, line: int) -> RowProblem:
    """What is said of a line beyond all measure."""
    return RowProblem(name, line, "line_too_long", "This line is longer than 4 million characters. Split it.")


class Lines:
    """Physical lines, numbered from 1. Who reads moves `start` on: the first line that they may still want again.

    In blocks: `csv.reader` then takes line after line without one step of Python.
    """

    def __init__(self, stream: io.TextIOBase) -> None:
        self._stream = stream
        self._tail = ""
        # The blocks from line `_first` on. None stands for a line that is too long.
        self._kept: list[list[str] | None] = []
        self._first = 1
        self.start = 1

    def read_from(self, line: int) -> Iterator[str]:
        """The lines from this one on, which is `start` or later. Raises LineTooLong, and RowTooLong where `start` stays
        too far behind.
        """
        self.start = line
        self._forget()
        if self._kept and self._kept[0] is not None:
            self._kept[0] = self._kept[0][line - self._first :]
            self._first = line
        return chain.from_iterable(self._blocks())

    def held_chars(self) -> int:
        """Characters kept from the line at `start` on: whole blocks, without the first and the last one."""
        return max(0, len(self._kept) - 2) * BLOCK_CHARS

    def _blocks(self) -> Iterator[list[str]]:
        at = 0
        while at < len(self._kept) or self._read_on():
            if at > MAX_ROW_BLOCKS:
                raise RowTooLong
            block = self._kept[at]
            if block is None:
                raise LineTooLong
            yield block
            at += 1 - self._forget()

    def _forget(self) -> int:
        """Drop the blocks that end before `start`; how many there were."""
        sizes = [1 if block is None else len(block) for block in self._kept]
        n_blocks = 0
        while n_blocks < len(sizes) and self._first + sizes[n_blocks] <= self.start:
            self._first += sizes[n_blocks]
            n_blocks += 1
        del self._kept[:n_blocks]
        return n_blocks

    def _read_on(self) -> bool:
        """Keep another block; False at the end of the file."""
        n_kept = len(self._kept)
        while len(self._kept) == n_kept:
            text = self._stream.read(BLOCK_CHARS)
            if not text and not self._tail:
                return False
            # newline="": split as the stream itself would, and not at all that `splitlines` takes for a line end.
            lines = io.StringIO(self._tail + text, newline="").readlines()
            # The last line may go on, if only by the \n of its \r\n.
            self._tail = lines.pop() if text else ""
            self._keep(lines)
        return True

    def _keep(self, lines: list[str]) -> None:
        # Only the first has come together out of several blocks.
        if lines and len(lines[0]) >= MAX_LINE_CHARS:
            self._kept.append(None)
            del lines[0]
        if lines:
            self._kept.append(lines)
        if len(self._tail) >= MAX_LINE_CHARS:
            self._kept.append(None)
            self._skip_tail()

    def _skip_tail(self) -> None:
        while self._tail and not self._tail.endswith(("\n", "\r")):
            self._tail = self._stream.readline(MAX_LINE_CHARS)
        self._tail = ""


def numbered(lines: Lines, name: str, *, after: int = 0) -> Iterator[tuple[int, str] | RowProblem]:
    """The lines after this one that are not empty, each with its number, or that it is too long. name: the file's."""
    number = after
    while True:
        try:
            for text in lines.read_from(number + 1):
                number += 1
                lines.start = number + 1
                if not text.isspace():
                    yield number, text
        except LineTooLong:
            number += 1
            yield line_too_long(name, number)
        else:
            return
