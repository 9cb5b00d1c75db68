"""A table that holds images in its rows, as Hugging Face writes them to Parquet and Arrow. It is read in its order."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from annotator.files.archives.members import problem, too_large
from annotator.files.beside.sheets import Row, Sheet
from annotator.files.pictures.decoding import MAX_BYTES
from annotator.files.problems import RowProblem
from annotator.files.tables import Table

HEAD_BYTES = 4096
SAMPLED_ROWS = 20
FILE = "file"


def image_column(table: Table) -> str:
    """The column that holds images: bytes, or an object of bytes and a path; empty: none does."""
    rows = [row[1] for row in islice(table.rows(), SAMPLED_ROWS) if not isinstance(row, RowProblem)]
    return next((column for column in table.columns if any(_bytes_in(row.get(column)) for row in rows)), "")


def _bytes_in(cell: Any) -> bytes:
    data = cell.get("bytes") if isinstance(cell, dict) else cell
    return data if isinstance(data, bytes) else b""


class RowMembers:
    """column: as `image_column` finds it."""

    encoding = ""

    def __init__(self, table: Table, column: str) -> None:
        self.format = table.format
        self.problems: list[RowProblem] = []
        self.sizes: dict[str, int] = {}
        self._table, self._column = table, column
        self._lines: dict[str, int] = {}
        self._rows: list[tuple[int | None, Row]] = []
        self._columns: list[str] = []
        for line, row in _good_rows(table):
            self._take(line, row)
        self._line, self._ahead = 0, _good_rows(table)

    def sheets(self) -> Sequence[Sheet]:
        """The other columns, as a table beside the images."""
        return [Sheet(self._table.name, (FILE, *self._columns), lambda: iter(self._rows))]

    def read(self, path: str, /, *, most: int = MAX_BYTES) -> bytes | RowProblem:
        data = self._data(self._lines[path])
        return data if len(data) <= most else too_large(path)

    def head(self, path: str, /) -> bytes:
        return self._data(self._lines[path])[:HEAD_BYTES]

    def _take(self, line: int, row: Mapping[str, Any]) -> None:
        cell = row.get(self._column)
        path = self._path(line, cell)
        if data := _bytes_in(cell):
            self._lines[path], self.sizes[path] = line, len(data)
            others = {column: value for column, value in row.items() if column != self._column}
            self._columns = self._columns or list(others)
            self._rows.append((line, {FILE: path} | others))
        else:
            detail = "This row holds no image, at most a name of one. Write the images themselves into the file."
            self.problems.append(problem(path, "no_bytes", f"Row {line}: {detail}"))

    def _path(self, line: int, cell: Any) -> str:
        named = cell.get("path") if isinstance(cell, dict) else None
        name = str(named or f"row {line}").replace("\\", "/").lstrip("/")
        return name if name not in self._lines else f"row {line}/{name}"

    def _data(self, wanted: int) -> bytes:
        if wanted <= self._line:
            self._line, self._ahead = 0, _good_rows(self._table)
        for line, row in self._ahead:
            if line == wanted:
                self._line = line
                return _bytes_in(row.get(self._column))
        raise AssertionError("the table has lost a row")


def _good_rows(table: Table) -> Iterator[tuple[int, dict[str, Any]]]:
    return (row for row in table.rows() if not isinstance(row, RowProblem))
