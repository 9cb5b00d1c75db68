"""Which of some columns holds the texts, and which the classes, by names and by what stands in them."""

from collections.abc import Iterable, Sequence
from typing import Any

from annotator.files.cells import NoLabel, distinct, is_web_address, labels_in, text_in
from annotator.files.column_names import LABEL_NAMES, TEXT_NAMES, plain

# A column of classes has few of them, and they come again.
MAX_CLASSES = 100
MAX_CLASS_CHARS = 60


def text_column(rows: Sequence[dict[str, Any]], columns: Iterable[str], wanted: str | None = None) -> str:
    """The one that is wanted, else by name, else the one with the longest texts; empty where none holds any."""
    columns = list(columns)
    if wanted:
        return next((column for column in columns if wanted in (column, f"data.{column}")), "")
    named = {plain(column): column for column in reversed(columns) if _holds_texts(rows, column)}
    if by_name := next((named[name] for name in TEXT_NAMES if name in named), ""):
        return by_name
    lengths = {column: _words(rows, column) for column in columns}
    return max((column for column in columns if lengths[column]), key=lambda c: lengths[c], default="")


def _holds_texts(rows: Sequence[dict[str, Any]], column: str) -> bool:
    cells = (row.get(column) for row in rows)
    return any(text_in(cell).strip() and not is_web_address(cell) for cell in cells)


def _words(rows: Sequence[dict[str, Any]], column: str) -> int:
    """Characters of all texts in a column; addresses and bare numbers are none."""
    texts = (text_in(row.get(column)) for row in rows)
    return sum(len(text) for text in texts if any(map(str.isalpha, text)) and not is_web_address(text))


def label_column(rows: Sequence[dict[str, Any]], columns: Iterable[str], wanted: str | None = None) -> str:
    """The one that is wanted, else by name, else the first with few values that come again; empty where none has."""
    columns = list(columns)
    if wanted is not None:
        return next((column for column in columns if wanted == column), "")
    fit = [column for column in columns if is_of_classes([row.get(column) for row in rows])]
    named = {plain(column): column for column in reversed(fit)}
    return next((named[name] for name in LABEL_NAMES if name in named), fit[0] if fit else "")


def is_of_classes(cells: Sequence[Any]) -> bool:
    """Could these be the classes of items: few, short, and more than one item to a class?"""
    seen: list[str] = []
    for cell in cells:
        try:
            seen += labels_in(cell)
        except NoLabel:
            return False
    few = set(seen)
    is_few = 0 < len(few) <= MAX_CLASSES and (len(few) < len(seen) or len(seen) <= 3)
    return is_few and all(len(label) <= MAX_CLASS_CHARS for label in few)


def only_addresses(rows: Sequence[dict[str, Any]], columns: Iterable[str]) -> bool:
    """Do these columns only say where something lies?"""
    values = [value for column in columns for value in distinct(row.get(column) for row in rows)]
    return bool(values) and any(map(is_web_address, values))
