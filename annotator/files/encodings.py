"""Which encoding a text file has: BOM first, then UTF-8 proven over the whole file, then a guess."""

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO

from annotator.files.code_pages import best_page
from annotator.files.problems import Unusable

BLOCK = 2**20
SAMPLE = 2**16
# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Of a file that is no UTF-8, so many bytes of lines beyond ASCII are judged, from all of it.
JUDGED_BYTES = 24_000
JUDGED_OF_BLOCK = 8_000
_SURROGATE = re.compile("[\udc80-\udcff]")
_ODD_LINE = re.compile(rb"[^\r\n]{0,400}[\x80-\xff][^\r\n]{0,400}")
# Japanese mail: ASCII, and signs after an escape.
_ESCAPED = (b"\x1b$B", b"\x1b$@")
_CONTROLS = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32))


@dataclass(frozen=True)
class Scan:
    """How a file is encoded. encoding: the name for `open`; n_lines: line ends counted as bytes; n_bytes: unpacked;
    guessed: the file has neither a byte order mark nor valid UTF-8, but for a few bytes.
    """

    encoding: str
    n_lines: int
    n_bytes: int
    guessed: bool


def scan(stream: BinaryIO, said: str | None = None) -> Scan:
    """Read the stream once to its end. said: the encoding that somebody chose.

    Raises Unusable (empty_file, bad_encoding, unknown_encoding).
    """
    first = stream.read(BLOCK)
    if not first.strip(b" \t\r\n\x00" + codecs.BOM_UTF8):
        raise Unusable("empty_file", "This file is empty. Choose a file with a header line and at least one row.")
    known = _known(said, first) if said else _marked(first) or _wide(first) or _escaped(first)
    tally = _Tally(is_known=bool(known))
    block = first
    while block:
        tally.add(block)
        block = stream.read(BLOCK)
    tally.end()
    if known or tally.is_utf8:
        return Scan(known or "utf-8", tally.n_lines, tally.n_bytes, guessed=False)
    return Scan(_guess(tally.odd), tally.n_lines, tally.n_bytes, guessed=True)


def _known(said: str, head: bytes) -> str:
    """The name for `open`; a byte order mark is no part of the text."""
    name = text_encoding(said)
    marked = _marked(head)
    return marked if marked and marked.startswith(name) else name


def text_encoding(said: str) -> str:
    """The encoding that is called so. Raises Unusable (unknown_encoding)."""
    try:
        name = codecs.lookup(said).name
    except (LookupError, ValueError) as error:
        detail = f"There is no encoding “{said[:40]}”. Try utf-8, cp1252, iso-8859-1, cp1251 or gb18030."
        raise Unusable("unknown_encoding", detail) from error
    if not getattr(codecs.lookup(name), "_is_text_encoding", True):
        raise Unusable("unknown_encoding", f"“{said[:40]}” is no encoding of text. Try utf-8 or cp1252.")
    return name


def _marked(head: bytes) -> str:
    return next((name for mark, name in _MARKS.items() if head.startswith(mark)), "")


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: every second byte of plain text is zero."""
    sample = head[:SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 4 < len(sample):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _escaped(head: bytes) -> str:
    return "iso2022_jp" if any(mark in head for mark in _ESCAPED) and head.isascii() else ""


class _Tally:
    """What is seen of the bytes, block by block."""

    def __init__(self, *, is_known: bool) -> None:
        self.n_lines = self.n_bytes = 0
        self.odd: list[bytes] = []
        self._is_known = is_known
        self._n_good = self._n_bad = 0
        self._ends_line = True
        self._last = b""
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")

    @property
    def is_utf8(self) -> bool:
        """All of it; or so much that what is not is a slip. Elsewhere two bytes hardly ever look like one letter."""
        return self._n_good >= self._n_bad

    def add(self, block: bytes) -> None:
        self.n_lines += block.count(b"\n") or block.count(b"\r")
        if not self._ends_line:
            self.n_lines -= 1
        self._ends_line = block.endswith((b"\n", b"\r"))
        self.n_lines += not self._ends_line
        self.n_bytes += len(block)
        if not self._is_known:
            self._look(block)

    def end(self) -> None:
        """What the file breaks off in is no letter."""
        if rest := self._decoder.getstate()[0]:
            self._n_bad += len(rest)
            self.odd.append(self._last + rest)

    def _look(self, block: bytes) -> None:
        text = self._decoder.decode(block)
        self._last = block[-100:].rpartition(b"\n")[2].removesuffix(self._decoder.getstate()[0])
        if len(text) == len(block) and text.isascii():
            return
        n_bad = len(_SURROGATE.findall(text))
        self._n_bad += n_bad
        self._n_good += len(block) - len(text)
        if n_bad:
            lines = _ODD_LINE.findall(block)
            self.odd += _spread(lines, JUDGED_OF_BLOCK)


def _spread(lines: list[bytes], most: int) -> list[bytes]:
    """So many bytes of the lines, from their beginning to their end."""
    step = max(1, sum(map(len, lines)) // most)
    return lines[::step]


def _guess(odd: list[bytes]) -> str:
    sample = b"\n".join(_spread(odd, JUDGED_BYTES))
    if len(sample.translate(None, _CONTROLS)) * 50 < len(sample) * 49:
        detail = (
            "This is no text file, or in an unknown encoding. Save it as CSV in UTF-8, or as Excel, and upload that."
        )
        raise Unusable("bad_encoding", detail)
    return best_page(sample)
