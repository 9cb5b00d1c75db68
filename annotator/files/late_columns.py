"""Columns that begin only further down: where each row says its own, the first rows do not know all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar

from annotator.files.column_names import LABEL_NAMES, plain
from annotator.files.problems import RowProblem
from annotator.files.tables import MAX_COLUMNS, Row, Table

# So far they are looked for; of what comes later the row itself says that it is only kept.
LOOKED_AT = 20_000
# So many rows with such columns say what stands in them.
KEPT = 50
Note = tuple[str, str]
R = TypeVar("R", bound=Mapping[str, Any])


def with_late_columns(table: Table) -> Table:
    """The table, with columns that begin after its sample."""
    if not table.is_open:
        return table
    rows = (row[1] for row in islice(table.rows(), LOOKED_AT) if not isinstance(row, RowProblem))
    columns, late = with_late(table.columns, rows)
    return replace(table, columns=columns[:MAX_COLUMNS], late=(*table.late, *late)) if late else table


def with_late(columns: Iterable[str], rows: Iterable[R]) -> tuple[tuple[str, ...], tuple[R, ...]]:
    """The columns, with those that only some of these rows have, and the first such rows."""
    named, late = dict.fromkeys(columns), list[R]()
    known = set(named)
    for row in rows:
        if not row.keys() <= known:
            named.update(dict.fromkeys(row))
            late += [row] if len(late) < KEPT else []
    return tuple(named), tuple(late)


def knows(table: Table, column: str) -> bool:
    """Does any row of the table have this column?"""
    if column in table.columns or not table.is_open:
        return column in table.columns
    return any(column in row[1] for row in table.rows() if not isinstance(row, RowProblem))


def late_label(table: Table) -> Callable[[Row], Note | None]:
    """Says of the first row with a column called like labels, which nobody could know of, that it is only kept."""
    told: set[str] = set()

    def note(row: Row) -> Note | None:
        new = (name for name in row.keys() - known if name not in told and plain(name) in LABEL_NAMES)
        name = next(new, None)
        if name is None:
            return None
        told.add(name)
        detail = f"Here begins a column “{name[:60]}”, which is only kept. If it holds labels, choose it as the label."
        return "late_label", detail

    known = frozenset(table.columns)
    return note
