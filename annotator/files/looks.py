"""A file on the table, before anybody knows what it is: its bytes, its beginning, and what was said of it."""

import csv
import io
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from annotator.files import bytestreams
from annotator.files.bytestreams import OnRead
from annotator.files.choices import GUESS, Choices
from annotator.files.encodings import Scan
from annotator.files.problems import Remark

# Beyond this a field is a quotation mark that was never closed, not a text.
MAX_FIELD_CHARS = 1_000_000
SAMPLE_CHARS = 200_000


@dataclass(frozen=True, kw_only=True)
class TextLook:
    """A file of text. sample: its beginning, of SAMPLE_CHARS; on_read: is told of all that is read."""

    file: BinaryIO
    name: str
    scan: Scan
    sample: str
    choices: Choices = GUESS
    on_read: OnRead | None = None

    @property
    def is_whole(self) -> bool:
        """Is the sample all of the file?"""
        return len(self.sample) < SAMPLE_CHARS

    def opened(self) -> io.TextIOWrapper:
        """The text from its start, its line ends as they are."""
        return opened_text(self.file, self.scan.encoding, on_read=self.on_read)

    def remarks(self) -> tuple[Remark, ...]:
        """What to know of its encoding."""
        if not self.scan.guessed:
            return ()
        detail = (
            f"The file is not UTF-8; it is read as {self.scan.encoding}. Look at accented letters in the preview; "
            "if they are wrong, choose another encoding."
        )
        return (Remark("encoding_guessed", detail),)


def opened_text(file: BinaryIO, encoding: str, *, on_read: OnRead | None = None) -> io.TextIOWrapper:
    """The file from its start as text, unpacked; it is not closed with it."""
    file.seek(0)
    # Python keeps one limit for the whole process; whoever reads files of another size may have moved it.
    csv.field_size_limit(MAX_FIELD_CHARS)
    # newline="": line breaks inside quoted fields stay as they are.
    stream = bytestreams.unpacked(file, on_read=on_read)
    return _Unowned(stream, encoding=encoding, errors="replace", newline="")


class _Unowned(io.TextIOWrapper):
    """A text view of a file that somebody else closes."""

    def __del__(self) -> None:
        with suppress(ValueError):
            self.detach()
