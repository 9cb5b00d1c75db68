"""CSV, JSONL and other tables as sheets: what the file is called does not matter, what it holds does."""

import io
from collections.abc import Iterator
from typing import Any

from annotator.files.beside.matching import Images
from annotator.files.beside.sheets import Sheet
from annotator.files.containers.recognise import open_table
from annotator.files.late_columns import with_late_columns
from annotator.files.problems import RowProblem, Unusable
from annotator.files.tables import Table


def table_of(file: str, data: bytes) -> Table | None:
    try:
        return with_late_columns(open_table(io.BytesIO(data), file))
    except Unusable:
        return None


def sheet(file: str, table: Table, images: Images) -> Sheet:
    if table.delimiter and any(images.find(column, near=file) for column in table.columns):
        return _without_header(file, table)
    return Sheet(file, table.columns, lambda: _rows(table))


def _rows(table: Table) -> Iterator[tuple[int | None, dict[str, Any]]]:
    return ((row[0], row[1]) for row in table.rows() if not isinstance(row, RowProblem))


def _without_header(file: str, table: Table) -> Sheet:
    """The first row names an image: it is no header."""
    columns = tuple(f"column {number}" for number in range(1, len(table.columns) + 1))

    def rows() -> Iterator[tuple[int | None, dict[str, Any]]]:
        yield 1, dict(zip(columns, table.columns, strict=True))
        for line, row in _rows(table):
            yield line, dict(zip(columns, map(row.get, table.columns), strict=True))

    return Sheet(file, columns, rows)
