"""CSV and JSONL as a stream of rows: column -> cell, with the line on which each row begins."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal

from annotator.files import bytestreams
from annotator.files.encodings import Scan, scan
from annotator.files.lines import Lines, LineTooLong
from annotator.files.problems import Remark, RowProblem, Unusable

Row = dict[str, Any]
# Beyond this a field is a quotation mark that was never closed, not a text.
MAX_FIELD_CHARS = 1_000_000
MAX_COLUMNS = 1_000
DELIMITERS = ",;\t|"
SNIFF_CHARS = 200_000
HEADER_CELL_CHARS = 80

csv.field_size_limit(MAX_FIELD_CHARS)


@dataclass(frozen=True)
class Table:
    """A text file that was looked at. delimiter is empty for JSONL; has_header is False where line 1 is data."""

    file: BinaryIO
    name: str
    format: Literal["csv", "jsonl"]
    scan: Scan
    delimiter: str
    columns: tuple[str, ...]
    has_header: bool
    remarks: tuple[Remark, ...]

    @property
    def n_lines(self) -> int:
        """Lines of data; with line breaks inside quotes there are fewer rows."""
        return max(0, self.scan.n_lines - self.has_header)

    def rows(self) -> Iterator[tuple[int, Row] | RowProblem]:
        """Every row from the start: (line, cells), or what is wrong with it. Empty lines are passed over."""
        stream = _opened(self.file, self.scan.encoding)
        return _csv_rows(self, stream) if self.format == "csv" else _jsonl_rows(self, stream)


def open_table(file: BinaryIO, name: str) -> Table:
    """Look at a CSV, TSV or JSONL file, gzip or not. Raises Unusable."""
    _refuse_binary(bytestreams.head_of(file))
    scanned = scan(bytestreams.unpacked(file))
    sample = _opened(file, scanned.encoding).read(SNIFF_CHARS)
    if _is_jsonl(name, sample):
        return _jsonl_table(file, name, scanned, sample)
    return _csv_table(file, name, scanned, sample)


def _refuse_binary(head: bytes) -> None:
    if bytestreams.is_zip(head):
        office = b"xl/" in head or b"[Content_Types].xml" in head
        detail = (
            "This is an Excel workbook. Save the sheet as “CSV UTF-8” and upload that."
            if office
            else "This is a zip file. Unzip it and upload the CSV or JSONL file that is in it."
        )
        raise Unusable("unsupported_type", detail)
    if words := bytestreams.known_binary(head):
        raise Unusable("unsupported_type", f"This is {words}. Texts come as CSV or JSONL, one item per row.")


def _opened(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    file.seek(0)
    # newline="": line breaks inside quoted fields stay as they are. The wrapper must not close the caller's file.
    return _Unowned(bytestreams.unpacked(file), encoding=encoding, errors="replace", newline="")


class _Unowned(io.TextIOWrapper):
    """A text view of a file that somebody else closes."""

    def __del__(self) -> None:
        with suppress(ValueError):
            self.detach()


def _is_jsonl(name: str, sample: str) -> bool:
    first = sample.lstrip("\ufeff \t\r\n")[:1]
    suffixes = name.lower().removesuffix(".gz")
    if first == "[" and suffixes.endswith((".json", ".jsonl", ".ndjson")):
        raise Unusable("unsupported_type", "This is one JSON list. Write one JSON object per line (JSONL) instead.")
    return first == "{" or suffixes.endswith((".jsonl", ".ndjson", ".json"))


# CSV


def _csv_table(file: BinaryIO, name: str, scanned: Scan, sample: str) -> Table:
    delimiter = _delimiter(sample)
    first = next(_sniffed(sample, delimiter), [])
    if len(first) > MAX_COLUMNS:
        raise Unusable("unsupported_type", f"This table has more than {MAX_COLUMNS:,} columns. Leave out some.")
    has_header = not any(len(cell) > HEADER_CELL_CHARS for cell in first)
    columns = _unique(first if has_header else [""] * len(first))
    remarks = _encoding_remarks(scanned)
    if not has_header:
        detail = "The first line looks like data, not like column names, so columns are called “column 1” and so on."
        remarks.append(Remark("no_header", detail))
    return Table(file, name, "csv", scanned, delimiter, tuple(columns), has_header, tuple(remarks))


def _encoding_remarks(scanned: Scan) -> list[Remark]:
    if not scanned.guessed:
        return []
    detail = f"The file is not UTF-8; it is read as {scanned.encoding}. Look at accented letters in the preview."
    return [Remark("encoding_guessed", detail)]


def _sniffed(sample: str, delimiter: str) -> Iterator[list[str]]:
    # Not strict, and over complete lines only: the sample may end anywhere.
    lines = sample.splitlines(keepends=True)
    reader = csv.reader(lines[:-1] if len(sample) >= SNIFF_CHARS and len(lines) > 1 else lines, delimiter=delimiter)
    with suppress(csv.Error):
        yield from (cells for cells in reader if cells)


def _delimiter(sample: str) -> str:
    """The separator that gives the most rows as many cells as the header, then the most cells; a comma if none."""

    def fit(delimiter: str) -> tuple[bool, float, int]:
        widths = [len(cells) for _, cells in zip(range(50), _sniffed(sample, delimiter), strict=False)]
        if not widths:
            return (False, 0.0, 0)
        return (widths[0] > 1, sum(width == widths[0] for width in widths) / len(widths), widths[0])

    return max(DELIMITERS, key=fit)


def _unique(names: list[str]) -> list[str]:
    """Names without spaces around them; empty ones are numbered, repeated ones too."""
    taken: list[str] = []
    for number, name in enumerate(names, start=1):
        wanted = name.strip().lstrip("\ufeff").replace("\0", "") or f"column {number}"
        taken.append(wanted if wanted not in taken else f"{wanted} ({number})")
    return taken


def _csv_rows(table: Table, stream: io.TextIOWrapper) -> Iterator[tuple[int, Row] | RowProblem]:
    lines = Lines(stream)
    # strict: a quotation mark that is never closed must not swallow the rows after it without a word.
    reader = csv.reader(lines, delimiter=table.delimiter, strict=True)
    columns, width = table.columns, len(table.columns)
    is_data = not table.has_header
    while True:
        lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, LineTooLong) as error:
            lines.back()
            yield _broken(table, lines.start, error)
            continue
        if not cells:
            continue
        if not is_data:
            is_data = True
        elif len(cells) == width:
            yield lines.start, dict(zip(columns, cells, strict=True))
        else:
            yield _wrong_width(table, lines.start, len(cells))


def _broken(table: Table, line: int, error: Exception) -> RowProblem:
    if isinstance(error, LineTooLong):
        return _too_long(table, line)
    detail = "A quotation mark opens here and is not closed properly. Double the quotation marks inside the text."
    return RowProblem(table.name, line, "bad_quotes", detail)


def _too_long(table: Table, line: int) -> RowProblem:
    return RowProblem(table.name, line, "line_too_long", "This line is longer than 4 million characters. Split it.")


def _wrong_width(table: Table, line: int, width: int) -> RowProblem:
    detail = (
        f"This row has {width} cells, the header has {len(table.columns)}. "
        "Put quotation marks around texts that hold the separator."
    )
    return RowProblem(table.name, line, "wrong_columns", detail)


# JSONL


def _jsonl_table(file: BinaryIO, name: str, scanned: Scan, sample: str) -> Table:
    columns: dict[str, None] = {}
    for line in sample.splitlines()[:200]:
        with suppress(ValueError, RecursionError):
            found = json.loads(line.lstrip("\ufeff"))
            if isinstance(found, dict):
                columns.update(dict.fromkeys(list(found)[:MAX_COLUMNS]))
    if not columns:
        detail = 'No line of this file is a JSON object. Write one object per line, such as {"text": "…"}.'
        raise Unusable("unsupported_type", detail)
    names = tuple(columns)[:MAX_COLUMNS]
    return Table(file, name, "jsonl", scanned, "", names, False, tuple(_encoding_remarks(scanned)))


def _jsonl_rows(table: Table, stream: io.TextIOWrapper) -> Iterator[tuple[int, Row] | RowProblem]:
    lines = Lines(stream)
    while True:
        lines.begin()
        try:
            text = next(lines)
            if text.isspace():
                continue
            found = json.loads(text)
        except StopIteration:
            return
        except LineTooLong:
            yield _too_long(table, lines.number)
            continue
        except (ValueError, RecursionError):
            yield RowProblem(table.name, lines.number, "bad_json", "This line is no valid JSON. Mend or remove it.")
            continue
        if isinstance(found, dict):
            yield lines.number, found
        else:
            detail = 'This line is no JSON object. Write {"text": …}.'
            yield RowProblem(table.name, lines.number, "not_an_object", detail)
