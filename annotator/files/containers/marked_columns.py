"""Classes in columns of their own, with a mark in the one that fits: read as a column of labels."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from annotator.files.choices import Choices
from annotator.files.column_names import LABEL_NAMES, plain
from annotator.files.problems import Remark, RowProblem
from annotator.files.tables import Row, Rows, Table

LABEL = "label"
LEAST_ROWS = 3
_YES = frozenset({"1", "1.0", "true", "yes", "x"})
_NO = frozenset({"0", "0.0", "false", "no", "", "none"})


@dataclass(frozen=True, kw_only=True)
class MarkedColumnsTable(Table):
    """The rows of a table, with the class that is marked as their label."""

    inner: Table
    classes: tuple[str, ...]

    def rows(self) -> Rows:
        """As `Table.rows`; the columns of marks are left out."""
        for row in self.inner.rows():
            yield row if isinstance(row, RowProblem) else (row[0], self._labelled(row[1]))

    def _labelled(self, row: Row) -> Row:
        marked = [name for name in self.classes if _is_marked(row.get(name))]
        rest = {name: cell for name, cell in row.items() if name not in self.classes}
        return rest | {LABEL: marked[0] if len(marked) == 1 else marked or None}


def with_marked_classes(table: Table, sample: Sequence[Row], choices: Choices) -> Table:
    """The table itself, or with one column of labels where each row has one mark in one of several columns."""
    if choices.label_column not in (None, LABEL) or any(plain(column) in LABEL_NAMES[:20] for column in table.columns):
        return table
    classes = [column for column in table.columns if sample and all(_is_mark(row.get(column)) for row in sample)]
    marks = [sum(_is_marked(row.get(name)) for name in classes) for row in sample]
    if len(classes) < 2 or len(marks) < LEAST_ROWS or any(n != 1 for n in marks):
        return table
    names = ", ".join(f"“{name}”" for name in classes[:10])
    detail = f"Each row has a mark in one of the columns {names}; that column is the label."
    shared = {field.name: getattr(table, field.name) for field in fields(Table)}
    columns = (*(column for column in table.columns if column not in classes), LABEL)
    shared |= {"columns": columns, "remarks": (*table.remarks, Remark("marked_classes", detail))}
    return MarkedColumnsTable(**shared, inner=table, classes=tuple(classes))


def _is_mark(cell: Any) -> bool:
    return str("" if cell is None else cell).strip().lower() in _YES | _NO


def _is_marked(cell: Any) -> bool:
    return str(cell).strip().lower() in _YES
