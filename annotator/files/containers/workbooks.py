"""Workbooks of Excel and LibreOffice: a sheet as a table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from annotator.files.bytestreams import OnRead, size_of
from annotator.files.choices import Choices
from annotator.files.column_names import KNOWN_NAMES, plain
from annotator.files.containers.books import Book, opened_book
from annotator.files.containers.headers import Header, find_header
from annotator.files.containers.plain_cells import plain_cell
from annotator.files.problems import Remark, RowProblem, Unusable
from annotator.files.tables import MAX_COLUMNS, Rows, Table

JUDGED_ROWS = 200
# Of a workbook, so many sheets are looked at.
MAX_SHEETS = 100
SHEET = "sheet"


@dataclass(frozen=True)
class _Sheet:
    """A sheet that holds a table. kept: positions of the columns that hold anything; line: of the first row of data."""

    name: str
    header: Header
    kept: tuple[int, ...]
    line: int
    n_rows: int

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.header.columns[position] for position in self.kept)

    @property
    def is_named(self) -> bool:
        return any(plain(column) in KNOWN_NAMES for column in self.columns)


@dataclass(frozen=True, kw_only=True)
class WorkbookTable(Table):
    """Rows of one sheet, or of several with the same columns; line: of the sheet. all_sheets: whether each is read."""

    file: BinaryIO
    sheets: tuple[_Sheet, ...]
    all_sheets: Mapping[str, bool]
    on_read: OnRead | None = None

    def rows(self) -> Rows:
        """As `Table.rows`; a formula comes as its result."""
        book = opened_book(self.file, self.on_read)
        for sheet in self.sheets:
            added = {SHEET: sheet.name} if len(self.sheets) > 1 else {}
            for line, cells in enumerate(book.rows(sheet.name), start=1):
                if line < sheet.line or not any(cell not in (None, "") for cell in cells):
                    continue
                if any(cell not in (None, "") for cell in cells[len(sheet.header.columns) :]):
                    detail = f"This row has more cells than the {len(sheet.columns)} columns of the sheet."
                    yield RowProblem(self.name, line, "wrong_columns", detail)
                    continue
                yield line, dict(zip(self.columns, _kept(cells, sheet.kept), strict=False)) | added


def workbook(file: BinaryIO, name: str, choices: Choices, *, on_read: OnRead | None = None) -> WorkbookTable:
    """The sheet that was asked for; else the sheets that look most like the table. Raises Unusable."""
    book = opened_book(file, on_read)
    sheets = [sheet for title in _wanted(book, choices) if (sheet := _looked_at(book, title, choices))]
    if not sheets:
        raise Unusable("empty_file", "The sheets of this workbook are empty. Fill one in, with a header line.")
    best = max(sheets, key=lambda sheet: (sheet.is_named, sheet.n_rows))
    alike = [sheet for sheet in sheets if sheet.columns == best.columns and best.header.found]
    read = tuple(alike) if len(alike) > 1 else (best,)
    columns = (*best.columns, *([SHEET] if len(read) > 1 else []))
    return WorkbookTable(
        name=name,
        format=book.format,
        columns=columns,
        n_lines=sum(max(1, sheet.n_rows - sheet.line + 1) for sheet in read),
        n_bytes=size_of(file),
        lines_before=best.line - 1,
        remarks=(*_sheet_remarks(sheets, read, book), *best.header.remarks),
        file=file,
        sheets=read,
        all_sheets={title: title in {sheet.name for sheet in read} for title in book.names},
        on_read=on_read,
    )


def _wanted(book: Book, choices: Choices) -> list[str]:
    if choices.sheet is None:
        return list(book.visible[:MAX_SHEETS]) or list(book.names[:MAX_SHEETS])
    if choices.sheet not in book.names:
        known = ", ".join(f"“{title}”" for title in book.names[:20])
        raise Unusable("no_sheet", f"There is no sheet “{choices.sheet}”. This workbook has: {known}.")
    return [choices.sheet]


def _looked_at(book: Book, title: str, choices: Choices) -> _Sheet | None:
    """None where the sheet is empty."""
    first = enumerate(islice(book.rows(title), 2 * JUDGED_ROWS), start=1)
    rows = [(line, [_written(cell) for cell in cells]) for line, cells in first]
    filled = [(line, cells) for line, cells in rows if any(cell.strip() for cell in cells)][:JUDGED_ROWS]
    width = max((len(cells) for _, cells in filled), default=0)
    if not width:
        return None
    if width > MAX_COLUMNS:
        raise Unusable("unsupported_type", f"This sheet has more than {MAX_COLUMNS:,} columns. Leave out some.")
    squared = [cells + [""] * (width - len(cells)) for _, cells in filled]
    used = [n for n in range(width) if any(cells[n].strip() for cells in squared)]
    header = find_header([[cells[n] for n in used] for cells in squared], has_header=choices.has_header)
    # Names come back in the place of the columns that they stand over.
    names = dict(zip(used, header.columns, strict=False))
    placed = Header(tuple(names.get(n, "") for n in range(width)), header.n_rows, header.found, header.remarks)
    line = filled[header.n_rows - 1][0] + 1 if header.n_rows else filled[0][0]
    n_rows = book.n_rows(title) or len(rows)
    return _Sheet(title, placed, tuple(names), line, n_rows)


def _written(cell: Any) -> str:
    cell = plain_cell(cell)
    return "" if cell is None else str(cell)


def _kept(cells: Sequence[Any], kept: tuple[int, ...]) -> Iterator[Any]:
    for position in kept:
        yield plain_cell(cells[position]) if position < len(cells) else None


def _sheet_remarks(sheets: list[_Sheet], read: tuple[_Sheet, ...], book: Book) -> tuple[Remark, ...]:
    def named(titles: list[str]) -> str:
        return ", ".join(f"“{title}”" for title in titles[:10])

    remarks = []
    if len(read) > 1:
        detail = f"The sheets {named([sheet.name for sheet in read])} have the same columns; all of them are read."
        remarks.append(Remark("several_sheets", detail))
    if others := [sheet.name for sheet in sheets if sheet not in read]:
        detail = (
            f"Read is the sheet “{read[0].name}”, left out are {named(others)}. Another one can be chosen (--sheet)."
        )
        remarks.append(Remark("other_sheets", detail))
    if hidden := [title for title in book.names if title not in book.visible and title != read[0].name]:
        remarks.append(Remark("hidden_sheets", f"Hidden sheets are left out: {named(hidden)}."))
    return tuple(remarks)
