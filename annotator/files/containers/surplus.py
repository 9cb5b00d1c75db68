"""Rows with separators in a text that no marks enclose: which cells belong to the text."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.files.column_names import TEXT_NAMES, plain
from annotator.files.containers.headers import is_value

# What stands beside a text is short.
MAX_OTHER_CHARS = 60
CLOSED_ROWS = 6


@dataclass(frozen=True)
class Surplus:
    """place: of the column of texts; others: for each other column, what may stand in it: values, or None for anything
    short.
    """

    place: int
    delimiter: str
    others: dict[int, frozenset[str] | None]
    are_numbers: frozenset[int]

    def joined(self, cells: list[str], width: int) -> list[str]:
        """The row with its text in one cell; empty where what remains beside it does not fit."""
        row = _joined(cells, width, self.place, self.delimiter)
        return (
            row if all(self._fits(place, row[place].strip()) for place in range(width) if place != self.place) else []
        )

    def _fits(self, place: int, cell: str) -> bool:
        if len(cell) > MAX_OTHER_CHARS or (place in self.are_numbers and cell and not is_value(cell)):
            return False
        known = self.others.get(place)
        return known is None or cell in known


def surplus_of(columns: Sequence[str], rows: Sequence[list[str]], delimiter: str) -> Surplus | None:
    """By the first rows; None where no name says which column holds the texts."""
    names = [plain(column) for column in columns]
    place = next((names.index(name) for name in TEXT_NAMES if name in names), None)
    if place is None or len(columns) < 2:
        return None
    width = len(columns)
    squared = [row for row in rows if len(row) == width]
    squared = squared or [_joined(row, width, place, delimiter) for row in rows if len(row) > width]
    others: dict[int, frozenset[str] | None] = {}
    numbers = set()
    for other in set(range(width)) - {place}:
        cells = [row[other].strip() for row in squared if row[other].strip()]
        seen = frozenset(cells)
        others[other] = seen | {""} if len(cells) >= CLOSED_ROWS and len(seen) * 2 <= len(cells) else None
        if cells and all(map(is_value, cells)):
            numbers.add(other)
    return Surplus(place, delimiter, others, frozenset(numbers))


def _joined(cells: list[str], width: int, place: int, delimiter: str) -> list[str]:
    n_more = len(cells) - width
    return [*cells[:place], delimiter.join(cells[place : place + n_more + 1]), *cells[place + n_more + 1 :]]
