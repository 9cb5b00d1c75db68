"""CSV, TSV and their kin as a stream of rows."""

import csv
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from annotator.files.lines import Lines, LineTooLong, RowTooLong, line_too_long
from annotator.files.looks import SAMPLE_CHARS, TextLook
from annotator.files.problems import Remark, RowProblem, Unusable
from annotator.files.tables import MAX_COLUMNS, Rows, Table

# After a quotation mark that is never closed, lines are read again. A file where this comes to more, beside so many
# times its own lines, is given up; long ones count as lines of so many characters.
MAX_REREAD_LINES = 2**24
REREADS = 4
LINE_CHARS = 32
DELIMITERS = ",;\t|"
HEADER_CELL_CHARS = 80


@dataclass(frozen=True, kw_only=True)
class DelimitedTable(Table):
    """Rows of cells between separators."""

    look: TextLook
    has_header: bool

    def rows(self) -> Rows:
        """As `Table.rows`; each cell is text."""
        for row in self.records():
            yield row if isinstance(row, RowProblem) else (row[0], dict(zip(self.columns, row[1], strict=True)))

    def records(self) -> Iterator[tuple[int, list[str]] | RowProblem]:
        """As `rows`, but a list of one cell per column, which costs less.

        Raises Unusable (bad_quotes) where hardly a quotation mark is closed.
        """
        return _records(self, Lines(self.look.opened()))


def delimited(look: TextLook) -> DelimitedTable:
    """Raises Unusable."""
    delimiter = _delimiter(look.sample)
    first = next(_sniffed(look.sample, delimiter), [])
    if len(first) > MAX_COLUMNS:
        raise Unusable("unsupported_type", f"This table has more than {MAX_COLUMNS:,} columns. Leave out some.")
    has_header = not any(len(cell) > HEADER_CELL_CHARS for cell in first)
    remarks = look.remarks()
    if not has_header:
        detail = "The first line looks like data, not like column names, so columns are called “column 1” and so on."
        remarks += (Remark("no_header", detail),)
    return DelimitedTable(
        name=look.name,
        format="csv",
        columns=tuple(_unique(first if has_header else [""] * len(first))),
        n_lines=max(0, look.scan.n_lines - has_header),
        n_bytes=look.scan.n_bytes,
        lines_before=int(has_header),
        remarks=remarks,
        encoding=look.scan.encoding.removesuffix("-sig"),
        delimiter=delimiter,
        look=look,
        has_header=has_header,
    )


def _sniffed(sample: str, delimiter: str) -> Iterator[list[str]]:
    # Not strict, and over complete lines only: the sample may end anywhere.
    lines = sample.splitlines(keepends=True)
    reader = csv.reader(lines[:-1] if len(sample) >= SAMPLE_CHARS and len(lines) > 1 else lines, delimiter=delimiter)
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


def _records(table: DelimitedTable, lines: Lines) -> Iterator[tuple[int, list[str]] | RowProblem]:
    line, reread = 1, 0
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


def _broken(table: DelimitedTable, line: int, error: Exception) -> RowProblem:
    if isinstance(error, LineTooLong):
        return line_too_long(table.name, line)
    detail = "A quotation mark opens here and is not closed properly. Double the quotation marks inside the text."
    return RowProblem(table.name, line, "bad_quotes", detail)


def _wrong_width(table: DelimitedTable, line: int, width: int) -> RowProblem:
    detail = (
        f"This row has {width} cells, the header has {len(table.columns)}. "
        "Put quotation marks around texts that hold the separator."
    )
    return RowProblem(table.name, line, "wrong_columns", detail)
