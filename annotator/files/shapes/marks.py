"""Classes as columns of their own, each cell a mark: how answers of one choice are often laid out."""

from collections.abc import Sequence
from typing import Any

from annotator.files.cells import text_in

_YES = frozenset({"1", "1.0", "true", "yes", "x"})
_NO = frozenset({"0", "0.0", "false", "no", ""})
# Of the rows, so many have one mark; of a question with several choices fewer do.
LEAST_SINGLE = 0.5


def marked_columns(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> list[str]:
    """Two or more columns of marks, of which most rows have exactly one; none where there are no such columns."""
    found = [column for column in columns if _are_marks([row.get(column) for row in rows])]
    singles = sum(len(marked(row, found)) == 1 for row in rows)
    return found if len(found) > 1 and singles >= LEAST_SINGLE * len(rows) else []


def marked(row: dict[str, Any], columns: Sequence[str]) -> list[str]:
    """The columns that are marked in this row."""
    return [column for column in columns if _word(row.get(column)) in _YES]


def _are_marks(cells: Sequence[Any]) -> bool:
    words = {_word(cell) for cell in cells}
    return words <= _YES | _NO and bool(words & _YES)


def _word(cell: Any) -> str:
    return str(cell).lower() if isinstance(cell, bool) else text_in(cell).strip().lower()
