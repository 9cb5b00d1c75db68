"""What reads workbooks: openpyxl row by row, for what it cannot read calamine, which holds a sheet in memory."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO, Protocol, cast

from annotator.files.bytestreams import OnRead, Watched, head_of, is_bomb, is_zip, size_of
from annotator.files.problems import Unusable

OLE = b"\xd0\xcf\x11\xe0"
# Beyond this a workbook that is held in memory should be saved as another kind.
MAX_HELD_BYTES = 64 * 2**20


class Book(Protocol):
    """format: the reader that was taken; visible: the sheets that are not hidden."""

    format: str
    names: list[str]
    visible: list[str]

    def rows(self, sheet: str) -> Iterator[Sequence[Any]]:
        """All rows of a sheet, empty ones too. Raises Unusable."""

    def n_rows(self, sheet: str) -> int:
        """As the sheet itself says; 0 where it does not."""


def is_workbook(file: BinaryIO) -> bool:
    """An old workbook, or a zip in which the parts of one lie."""
    head = head_of(file, 4)
    if head == OLE:
        return True
    return is_zip(head) and bool({"xl/workbook.xml", "xl/workbook.bin"} & _members(file) or _is_open_document(file))


def opened_book(file: BinaryIO, on_read: OnRead | None) -> Book:
    """Raises Unusable."""
    is_old = head_of(file, 4) == OLE
    if not is_old:
        _check_size(file)
    if is_old or "xl/workbook.xml" not in _members(file):
        return _CalamineBook(file, on_read)
    return _ExcelBook(file, on_read)


def _members(file: BinaryIO) -> set[str]:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return set()
    finally:
        file.seek(0)


def _is_open_document(file: BinaryIO) -> bool:
    return b"opendocument.spreadsheet" in head_of(file, 200)


def _check_size(file: BinaryIO) -> None:
    with zipfile.ZipFile(file) as archive:
        n_bytes = sum(member.file_size for member in archive.infolist())
    if is_bomb(packed=size_of(file), unpacked=n_bytes):
        raise Unusable("zip_bomb", "This workbook unpacks to far more than its size. Save it as CSV and upload that.")


class _Said:
    """Turns what libraries raise into a sentence; what stopped the reading is raised as it was."""

    def __init__(self, file: BinaryIO, on_read: OnRead | None) -> None:
        file.seek(0)
        self._watched = Watched(file, on_read)
        self.stream = cast(BinaryIO, io.BufferedReader(self._watched))

    @contextmanager
    def plainly(self) -> Iterator[None]:
        try:
            yield
        # Its library raises whatever a damaged file makes it stumble over, and says of it no more than that.
        except Exception as error:
            if self._watched.stopped_by:
                raise self._watched.stopped_by from error
            detail = "This workbook is damaged or protected by a password. Save it anew, or as CSV, and upload that."
            raise Unusable("bad_file", detail) from error


class _ExcelBook:
    format = "xlsx"

    def __init__(self, file: BinaryIO, on_read: OnRead | None) -> None:
        # Few processes need it, and it costs each that imports it.
        from openpyxl import load_workbook

        self._said = _Said(file, on_read)
        with self._said.plainly():
            self._book = load_workbook(self._said.stream, read_only=True, data_only=True, keep_links=False)
            self.names = [sheet.title for sheet in self._book.worksheets]
            self.visible = [sheet.title for sheet in self._book.worksheets if sheet.sheet_state == "visible"]

    def rows(self, sheet: str) -> Iterator[Sequence[Any]]:
        with self._said.plainly():
            opened = self._book[sheet]
            # Some programs write a size that the sheet does not have.
            opened.reset_dimensions()
            rows = opened.iter_rows(values_only=True)
        while (row := self._next(rows)) is not None:
            yield row

    def n_rows(self, sheet: str) -> int:
        return self._book[sheet].max_row or 0

    def _next(self, rows: Iterator[Sequence[Any]]) -> Sequence[Any] | None:
        with self._said.plainly():
            return next(rows, None)
        return None


class _CalamineBook:
    def __init__(self, file: BinaryIO, on_read: OnRead | None) -> None:
        from python_calamine import CalamineWorkbook, SheetVisibleEnum

        self.format = "xls" if head_of(file, 4) == OLE else "ods" if _is_open_document(file) else "xlsb"
        if size_of(file) > MAX_HELD_BYTES:
            detail = f"Workbooks of this kind may have {MAX_HELD_BYTES // 2**20} MB. Save it as .xlsx or CSV."
            raise Unusable("too_large", detail)
        self._said = _Said(file, on_read)
        with self._said.plainly():
            self._book = CalamineWorkbook.from_filelike(self._said.stream)
            self.names = list(self._book.sheet_names)
            hidden = {sheet.name for sheet in self._book.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible}
            self.visible = [name for name in self.names if name not in hidden]

    def rows(self, sheet: str) -> Iterator[Sequence[Any]]:
        with self._said.plainly():
            opened = self._book.get_sheet_by_name(sheet)
            rows = opened.to_python(skip_empty_area=False)
        yield from rows

    def n_rows(self, sheet: str) -> int:
        with self._said.plainly():
            return self._book.get_sheet_by_name(sheet).total_height
