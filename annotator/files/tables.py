"""CSV and JSONL as a stream of rows: column -> cell, with the line on which each row begins."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, Literal

from annotator.files import bytestreams
from annotator.files.bytestreams import OnRead
from annotator.files.encodings import Scan, scan
from annotator.files.lines import Lines, LineTooLong, RowTooLong
from annotator.files.problems import Remark, RowProblem, Unusable

Row = dict[str, Any]
Record = list[str] | Row
# Beyond this a field is a quotation mark that was never closed, not a text.
MAX_FIELD_CHARS = 1_000_000
MAX_COLUMNS = 1_000
# After a quotation mark that is never closed, lines are read again. A file where this comes to more, beside so many
# times its own lines, is given up; long ones count as lines of so many characters.
MAX_REREAD_LINES = 2**24
REREADS = 4
LINE_CHARS = 32
DELIMITERS = ",;\t|"
SNIFF_CHARS = 200_000
HEADER_CELL_CHARS = 80


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
    on_read: OnRead | None = None

    @property
    def n_lines(self) -> int:
        """Lines of data; with line breaks inside quotes there are fewer rows."""
        return max(0, self.scan.n_lines - self.has_header)

    def rows(self) -> Iterator[tuple[int, Row] | RowProblem]:
        """Every row from the start: (line, cells), or what is wrong with it. Empty lines are passed over."""
        for row in self.records():
            if isinstance(row, RowProblem) or isinstance(row[1], dict):
                yield row  # type: ignore[misc]  # a tuple with a dict in it, which mypy does not follow
            else:
                yield row[0], dict(zip(self.columns, row[1], strict=True))

    def records(self) -> Iterator[tuple[int, Record] | RowProblem]:
        """As `rows`, but as the file has them: CSV as a list of one cell per column, JSONL as an object.

        Raises Unusable (bad_quotes) where hardly a quotation mark is closed.
        """
        stream = _opened(self.file, self.scan.encoding, on_read=self.on_read)
        return _csv_records(self, stream) if self.format == "csv" else _jsonl_records(self, stream)


def open_table(file: BinaryIO, name: str, *, on_read: OnRead | None = None) -> Table:
    """Look at a CSV, TSV or JSONL file, gzip or not. on_read: is told of all that is read. Raises Unusable."""
    _refuse_binary(bytestreams.head_of(file))
    scanned = scan(bytestreams.unpacked(file, on_read=on_read))
    sample = _opened(file, scanned.encoding).read(SNIFF_CHARS)
    look = _jsonl_table if _is_jsonl(name, sample) else _csv_table
    return replace(look(file, name, scanned, sample), on_read=on_read)


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


def _opened(file: BinaryIO, encoding: str, *, on_read: OnRead | None = None) -> io.TextIOWrapper:
    file.seek(0)
    # Python keeps one limit for the whole process; whoever reads files of another size may have moved it.
    csv.field_size_limit(MAX_FIELD_CHARS)
    # newline="": line breaks inside quoted fields stay as they are. The wrapper must not close the caller's file.
    stream = bytestreams.unpacked(file, on_read=on_read)
    return _Unowned(stream, encoding=encoding, errors="replace", newline="")


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


def _csv_records(table: Table, stream: io.TextIOWrapper) -> Iterator[tuple[int, list[str]] | RowProblem]:
    lines, line, reread = Lines(stream), 1, 0
    width, is_data = len(table.columns), not table.has_header
    while True:
        before = line - 1
        # strict: a quotation mark that is never closed must not swallow the rows after it without a word.
        reader = csv.reader(lines.read_from(line), delimiter=table.delimiter, strict=True)
        try:
            for cells in reader:
                begun, line = line, before + reader.line_num + 1
                lines.start = line
                if not cells:
                    continue
                if not is_data:
                    is_data = True
                elif len(cells) == width:
                    yield begun, cells
                else:
                    yield _wrong_width(table, begun, len(cells))
        except (csv.Error, LineTooLong, RowTooLong) as error:
            yield _broken(table, line, error)
            reread += max(before + reader.line_num - line, lines.held_chars() // LINE_CHARS)
            line += 1
            if reread > MAX_REREAD_LINES + REREADS * line:
                detail = f"From line {line:,} on, hardly a quotation mark of this file is closed. Save it as CSV anew."
                raise Unusable("bad_quotes", detail) from error
        else:
            return


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
            record = json.loads(line.lstrip("\ufeff"))
            if isinstance(record, dict):
                columns.update(dict.fromkeys(list(record)[:MAX_COLUMNS]))
    if not columns:
        detail = 'No line of this file is a JSON object. Write one object per line, such as {"text": "…"}.'
        raise Unusable("unsupported_type", detail)
    names = tuple(columns)[:MAX_COLUMNS]
    return Table(file, name, "jsonl", scanned, "", names, has_header=False, remarks=tuple(_encoding_remarks(scanned)))


def _jsonl_records(table: Table, stream: io.TextIOWrapper) -> Iterator[tuple[int, Row] | RowProblem]:
    lines, number = Lines(stream), 0
    while True:
        try:
            for text in lines.read_from(number + 1):
                number += 1
                lines.start = number + 1
                if not text.isspace():
                    yield _json_record(table, number, text)
        except LineTooLong:
            number += 1
            yield _too_long(table, number)
        else:
            return


def _json_record(table: Table, line: int, text: str) -> tuple[int, Row] | RowProblem:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return RowProblem(table.name, line, "bad_json", "This line is no valid JSON. Mend or remove it.")
    if isinstance(record, dict):
        return line, record
    return RowProblem(table.name, line, "not_an_object", 'This line is no JSON object. Write {"text": …}.')
