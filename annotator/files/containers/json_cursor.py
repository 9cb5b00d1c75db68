"""A place in a stream of JSON: values are taken one by one, and no more is held than the one that is being read.

It stands on the json module's own scanner and takes what Python writes: NaN too, which streaming parsers refuse.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, TextIO

BLOCK_CHARS = 2**18
# One row of a list may have so many characters.
MAX_VALUE_CHARS = 16_000_000
_SPACE = re.compile(r"[ \t\r\n]*")
_scan = json.JSONDecoder().raw_decode


class BadJson(Exception):
    """The document breaks off or is none."""


class Cursor:
    """A place in a stream of JSON."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._text, self._at, self._is_end = "", 0, False
        # Line ends are counted up to `_counted`.
        self._line, self._counted = 1, 0

    @property
    def line(self) -> int:
        """The line of what comes next."""
        self.peek()
        return self._count()

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            self._at = _end_of_space(self._text, self._at)
            if self._at < len(self._text) or not self._read_on():
                return self._text[self._at : self._at + 1].replace("\ufeff", "")

    def take(self, char: str) -> bool:
        """Pass over this character, if it comes next."""
        if self.peek() != char:
            return False
        self._at += 1
        return True

    def value(self, *, limit: int = MAX_VALUE_CHARS) -> Any:
        """The value that comes next, as a whole. Raises BadJson, also beyond so many characters."""
        self.peek()
        while True:
            try:
                value, end = _scan(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if len(self._text) - self._at > limit or not self._read_on():
                    raise BadJson from error
                continue
            # A number may go on behind what is read so far.
            is_over = end < len(self._text) and self._text[end] not in ".eE+-"
            if is_over or not self._read_on():
                self._at = end
                return value

    def elements(self) -> Iterator[None]:
        """Before each element of the list that comes next; who asks takes the element before the next step."""
        self._expect("[")
        while not self.take("]"):
            yield
            if not self.take(",") and self.peek() != "]":
                raise BadJson

    def members(self) -> Iterator[str]:
        """The key of each member of the object that comes next; who asks takes the value before the next step."""
        self._expect("{")
        while not self.take("}"):
            key = self.value()
            self._expect(":")
            yield str(key)
            if not self.take(",") and self.peek() != "}":
                raise BadJson

    def skip(self) -> None:
        """Pass over the value that comes next, however large it is."""
        opening = self.peek()
        with suppress(ValueError, RecursionError):
            _, end = _scan(self._text, self._at)
            if end < len(self._text) and opening in '[{"':
                self._at = end
                return
        if opening == "[":
            for _ in self.elements():
                self.skip()
        elif opening == "{":
            for _ in self.members():
                self.skip()
        else:
            self.value()

    def _expect(self, char: str) -> None:
        if not self.take(char):
            raise BadJson

    def _count(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _read_on(self) -> bool:
        # As much again as there is: a long value is then tried a few times, not once for each block.
        block = self._stream.read(max(BLOCK_CHARS, len(self._text) - self._at)) if not self._is_end else ""
        self._is_end = not block
        if block:
            self._count()
            self._text, self._at, self._counted = self._text[self._at :] + block, 0, 0
            if self._text.startswith("\ufeff"):
                self._at = 1
        return bool(block)


def _end_of_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
