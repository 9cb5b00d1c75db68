"""Tables as Excel workbooks: each text is stored as text, so that none is a formula and none needs a mark."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from annotator.files.written import Column

# Excel's own limits: rows of a sheet, and characters of a cell.
MOST_ROWS, MOST_CHARS = 1_048_576, 32_767
_CUT = " … (cut: Excel holds no more)"


def write_workbook(file: BinaryIO, columns: Sequence["Column"], lines: Iterator[list[Any]]) -> int:
    """As many sheets as the rows need. What a cell cannot hold is cut, and the cell says so."""
    # With the first workbook: no process needs it before.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    head, n_rows = [column.name for column in columns], 0

    def sheet_from(first: int) -> Any:
        sheet = book.create_sheet(f"Rows from {first + 1}" if first else "Rows")
        sheet.append([_cell(sheet, name) for name in head])
        return sheet

    sheet = sheet_from(0)
    for n_rows, line in enumerate(lines, start=1):
        if n_rows > 1 and (n_rows - 1) % (MOST_ROWS - 1) == 0:
            sheet = sheet_from(n_rows - 1)
        sheet.append([_cell(sheet, value) for value in line])
    book.save(file)
    return n_rows


def _cell(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if value is None or isinstance(value, bool | int | float):
        return value
    text = value if isinstance(value, str) else str(value)
    cell = WriteOnlyCell(sheet)
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
    cell._value = text if len(text) <= MOST_CHARS else text[: MOST_CHARS - len(_CUT)] + _CUT
    # Whatever it begins with: said by its type, a text is no formula and no error value.
    cell.data_type = "s"
    return cell
