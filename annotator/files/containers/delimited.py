"""CSV, TSV and their kin as a stream of rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.files.bytestreams import bare_name
from annotator.files.column_names import KNOWN_NAMES, plain
from annotator.files.containers.dialects import DELIMITERS, LEAST_SHARE, SEP_LINE, Dialect, Judged, choose_dialect
from annotator.files.containers.fitting import Fitting
from annotator.files.containers.headers import Header, find_header
from annotator.files.containers.raw_rows import Broken, raw_rows, skip_lines
from annotator.files.containers.surplus import Surplus, surplus_of
from annotator.files.lines import Lines
from annotator.files.looks import TextLook
from annotator.files.problems import Remark, RowProblem, Unusable
from annotator.files.tables import MAX_COLUMNS, Rows, Table

# Where the name of a file says nothing, so many rows must agree.
CLEAR_SHARE = 0.9
LINE_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, kw_only=True)
class DelimitedTable(Table):
    """Rows of cells between separators. share: of the first rows that have as many cells as most;
    is_spilling: one of them has more cells than columns.
    """

    look: TextLook
    dialect: Dialect
    has_header: bool
    share: float
    is_spilling: bool
    surplus: Surplus | None

    def rows(self) -> Rows:
        """As `Table.rows`; each cell is text."""
        for row in self.records():
            yield row if isinstance(row, RowProblem) else (row[0], dict(zip(self.columns, row[1], strict=True)))

    def records(self) -> Iterator[tuple[int, list[str]] | RowProblem]:
        """As `rows`, but a list of one cell per column, which costs less.

        Raises Unusable (bad_quotes) where hardly a quotation mark is closed.
        """
        lines = Lines(self.look.opened())
        skip_lines(lines, self.lines_before)
        width = len(self.columns)
        fitting = Fitting(self.name, width, self.dialect, self.surplus)
        for row in raw_rows(lines, self.dialect, first=self.lines_before + 1, width=width):
            if not isinstance(row, Broken) and len(row[1]) == width and not fitting.waits:
                yield row
            else:
                yield from fitting.fitted(row)
        yield from fitting.ended()


def delimited(look: TextLook) -> DelimitedTable:
    """Raises Unusable."""
    start = _start(look.sample)
    table = look.sample[start.n_chars :]
    judged = choose_dialect(table, is_whole=look.is_whole, delimiters=start.delimiter or DELIMITERS)
    cells = [cells for _, cells in judged.rows]
    header = _commented(start, judged) or find_header(cells, has_header=look.choices.has_header)
    if len(header.columns) > MAX_COLUMNS:
        raise Unusable("unsupported_type", f"This table has more than {MAX_COLUMNS:,} columns. Leave out some.")
    lines_before = start.n_lines
    if header.n_rows:
        line, names = judged.rows[header.n_rows - 1]
        lines_before += line + sum(len(LINE_BREAK.findall(cell)) for cell in names)
    return DelimitedTable(
        name=look.name,
        format="csv",
        columns=header.columns,
        n_lines=max(0, look.scan.n_lines - lines_before),
        n_bytes=look.scan.n_bytes,
        lines_before=min(lines_before, look.scan.n_lines),
        remarks=(*look.remarks(), *header.remarks, *_dialect_remarks(judged.dialect)),
        encoding=look.scan.encoding.removesuffix("-sig"),
        delimiter=judged.dialect.delimiter,
        look=look,
        dialect=judged.dialect,
        has_header=header.found,
        share=judged.share if judged.width > 1 else 0.0,
        surplus=surplus_of(header.columns, cells[header.n_rows :], judged.dialect.delimiter) if header.found else None,
        is_spilling=any(len(row) > len(header.columns) for row in cells),
    )


def is_table(table: DelimitedTable) -> bool:
    """Is this a table, and not texts in which commas stand? What is not called one has to show more."""
    is_called = bare_name(table.name).endswith((".csv", ".tsv", ".tab", ".psv", ".dsv"))
    is_named = any(plain(column) in KNOWN_NAMES for column in table.columns)
    if len(table.columns) < 2 or table.share < LEAST_SHARE:
        return is_named or (is_called and len(table.columns) < 2)
    is_clear = table.share >= CLEAR_SHARE and (table.delimiter != "," or table.dialect.is_sure)
    return is_called or is_named or table.delimiter == "\t" or is_clear


def _dialect_remarks(dialect: Dialect) -> tuple[Remark, ...]:
    if dialect.quote:
        return ()
    detail = "Quotation marks in this file are part of its texts; they stay as they are written."
    return (Remark("literal_quotes", detail),)


# What may stand before the table


@dataclass(frozen=True)
class _Start:
    """Lines before the table. delimiter: that they name; names: the last of them, which may name columns."""

    n_chars: int = 0
    n_lines: int = 0
    delimiter: str = ""
    names: str = ""


def _start(sample: str) -> _Start:
    """What Excel writes for itself, or comments."""
    if line := SEP_LINE.match(sample):
        return _Start(line.end(), 1, line.group(1).replace("\\t", "\t"))
    comments = re.match(r"(?:#[^\r\n]*(?:\r\n|\r|\n))+", sample)
    if not comments:
        return _Start()
    rest = re.findall(r"^.+$", sample[comments.end() : comments.end() + 20_000], re.MULTILINE)
    lines = comments.group().splitlines()
    if not rest or any(line.startswith("#") for line in rest):
        # Hashtags.
        return _Start()
    return _Start(comments.end(), len(lines), names=lines[-1])


def _commented(start: _Start, judged: Judged) -> Header | None:
    """Names of columns in a comment."""
    if not start.names:
        return None
    cells: list[str] = next(judged.dialect.reader([start.names.lstrip("# ")]), [])
    return Header.of(cells) if len(cells) == judged.width > 1 else None
