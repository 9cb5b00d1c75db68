"""Lines of a text file: of bounded length, numbered, and with a way back to the one after a broken row's first."""

import io
from collections import deque

MAX_LINE_CHARS = 4_000_000


class LineTooLong(Exception):
    """A line beyond MAX_LINE_CHARS; it has been skipped."""


class Lines:
    """Iterates over physical lines. `number` is the last line read, `start` the first of the current row."""

    def __init__(self, stream: io.TextIOBase) -> None:
        self._stream = stream
        self._ahead: deque[str] = deque()
        self._row: list[str] = []
        self.number = 0

    @property
    def start(self) -> int:
        return self.number - len(self._row) + 1

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else self._stream.readline(MAX_LINE_CHARS)
        if not line:
            raise StopIteration
        self.number += 1
        self._row.append(line)
        if len(line) >= MAX_LINE_CHARS:
            self._skip_rest(line)
            raise LineTooLong
        return line

    def begin(self) -> None:
        """A new row starts with the next line."""
        self._row.clear()

    def back(self) -> None:
        """Give all lines of the current row but its first back, to be read again."""
        self._ahead.extendleft(reversed(self._row[1:]))
        self.number -= len(self._row) - 1
        del self._row[1:]

    def _skip_rest(self, line: str) -> None:
        while line and not line.endswith(("\n", "\r")):
            line = self._stream.readline(MAX_LINE_CHARS)
