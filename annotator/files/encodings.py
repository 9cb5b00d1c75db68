"""Which encoding a text file has: BOM first, then UTF-8 proven over the whole file, then a guess."""

import codecs
from dataclasses import dataclass
from typing import BinaryIO

from charset_normalizer import from_bytes

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
# The encodings in which spreadsheets and older programs save; a guess among all hundred is wrong more often.
_GUESSES = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256"),
    *("cp932", "gb18030", "big5", "euc_kr", "koi8_r"),
]


@dataclass(frozen=True)
class Scan:
    """How a file is encoded. encoding: the name for `open`; n_lines: line ends counted as bytes; n_bytes: unpacked;
    guessed: the file has neither a byte order mark nor valid UTF-8.
    """

    encoding: str
    n_lines: int
    n_bytes: int
    guessed: bool


def scan(stream: BinaryIO) -> Scan:
    """Read the stream once to its end. Raises Unusable (empty_file, bad_encoding)."""
    first = stream.read(BLOCK)
    if not first.strip(b" \t\r\n\x00" + codecs.BOM_UTF8):
        raise Unusable("empty_file", "This file is empty. Choose a file with a header line and at least one row.")
    encoding = _marked(first) or _wide(first)
    odd, n_lines, n_bytes = _first_odd_bytes(stream, first)
    if encoding:
        return Scan(encoding, n_lines, n_bytes, guessed=False)
    if odd is None:
        return Scan("utf-8", n_lines, n_bytes, guessed=False)
    return Scan(_guess(odd), n_lines, n_bytes, guessed=True)


def _marked(head: bytes) -> str:
    return next((name for mark, name in _MARKS.items() if head.startswith(mark)), "")


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: every second byte of plain text is zero."""
    sample = head[:SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 4 < len(sample):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _first_odd_bytes(stream: BinaryIO, block: bytes) -> tuple[bytes | None, int, int]:
    """A sample around the first bytes that are not UTF-8; line ends and bytes in the whole stream."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    odd: bytes | None = None
    n_lines, n_bytes, last = 0, 0, b""
    while block:
        n_lines += block.count(b"\n") or block.count(b"\r")
        last = block
        n_bytes += len(block)
        if odd is None:
            odd = _undecodable(decoder, block)
        block = stream.read(BLOCK)
    return odd, n_lines + (not last.endswith((b"\n", b"\r"))), n_bytes


def _undecodable(decoder: codecs.IncrementalDecoder, block: bytes) -> bytes | None:
    try:
        decoder.decode(block)
    except UnicodeDecodeError as error:
        return block[max(0, error.start - SAMPLE // 2) : error.start + SAMPLE // 2]
    return None


def _guess(sample: bytes) -> str:
    if sample.count(0) * 100 > len(sample):
        raise Unusable("bad_encoding", "This is no text file. Save the table as CSV in UTF-8 and upload that.")
    matches = from_bytes(sample, cp_isolation=_GUESSES, threshold=0.3)
    best = matches.best()
    if best is None:
        detail = "The encoding of this file cannot be recognised. Save it as UTF-8 and upload it again."
        raise Unusable("bad_encoding", detail)
    # Equals are common where few letters have accents: then the encoding in which most spreadsheets save.
    western = next((match for match in matches if match.encoding == "cp1252"), None)
    is_equal = western and western.chaos <= best.chaos and western.coherence >= best.coherence
    return "cp1252" if is_equal or "cp1252" in best.could_be_from_charset else best.encoding
