"""Rows whose texts lie inside an object: its members become columns, as `data.text`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.files.choices import Choices
from annotator.files.late_columns import with_late_columns
from annotator.files.problems import RowProblem
from annotator.files.tables import MAX_COLUMNS, Row, Rows, Table

MAX_DEPTH = 3


@dataclass(frozen=True, kw_only=True)
class FlattenedTable(Table):
    """Another table, its objects taken apart. It is open: an object has members that those before it lack."""

    inner: Table

    def rows(self) -> Rows:
        """As `Table.rows`."""
        for row in self.inner.rows():
            yield row if isinstance(row, RowProblem) else (row[0], dict(_members(row[1])))


def flattened(table: Table, sample: Sequence[Row], choices: Choices) -> Table:
    """The table itself, unless its texts lie inside objects or a column inside one is asked for."""
    if not any(isinstance(cell, dict) for row in sample for cell in row.values()):
        return table
    rows = [dict(_members(row)) for row in sample]
    columns = tuple(dict.fromkeys(column for row in rows for column in row))[:MAX_COLUMNS]
    asked = (choices.text_column, choices.label_column, choices.id_column)
    is_asked = any(name and name not in table.columns and name in columns for name in asked)
    if not is_asked and _longest(sample, table.columns) * 2 > _longest(rows, columns):
        return table
    apart = FlattenedTable(
        name=table.name,
        format=table.format,
        columns=columns,
        n_lines=table.n_lines,
        n_bytes=table.n_bytes,
        lines_before=table.lines_before,
        remarks=table.remarks,
        encoding=table.encoding,
        delimiter=table.delimiter,
        is_open=True,
        late=tuple(dict(_members(row)) for row in table.late),
        inner=table,
    )
    return with_late_columns(apart)


def _members(row: Row, before: str = "", depth: int = 1) -> Iterator[tuple[str, Any]]:
    for key, cell in row.items():
        if isinstance(cell, dict) and cell and depth < MAX_DEPTH:
            yield from _members(cell, f"{before}{key}.", depth + 1)
        else:
            yield f"{before}{key}", cell


def _longest(rows: Sequence[Row], columns: Sequence[str]) -> float:
    """Characters of the longest column of texts, on average."""
    lengths = (
        sum(len(cell) for row in rows if isinstance(cell := row.get(column), str) and any(map(str.isalpha, cell)))
        for column in columns
    )
    return max(lengths, default=0) / max(1, len(rows))
