"""Rows of one class and a list of its texts, as bots are taught: each text becomes a row of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from annotator.files.choices import Choices
from annotator.files.problems import Remark, RowProblem
from annotator.files.tables import Row, Rows, Table

TEXTS = (
    "patterns",
    "utterances",
    "examples",
    "texts",
    "phrases",
    "training_phrases",
    "questions",
    "samples",
    "sentences",
)
CLASSES = ("tag", "intent", "label", "class", "category", "name", "topic")


@dataclass(frozen=True, kw_only=True)
class ListedTextsTable(Table):
    """The rows of a table, one for each text in a list."""

    inner: Table
    texts: str

    def rows(self) -> Rows:
        """As `Table.rows`; of one class and its texts there are as many rows as texts."""
        for row in self.inner.rows():
            if isinstance(row, RowProblem):
                yield row
                continue
            rest = {column: cell for column, cell in row[1].items() if column != self.texts}
            for text in row[1].get(self.texts) or []:
                yield row[0], {"text": text, **rest}


def with_texts_apart(table: Table, sample: Sequence[Row], choices: Choices) -> Table:
    """The table itself, or a row for each text, where a class stands beside a list of texts."""
    texts = next((column for column in TEXTS if _are_lists([row.get(column) for row in sample])), "")
    is_classed = any(column in CLASSES for column in table.columns)
    if not texts or not is_classed or choices.text_column not in (None, "text") or "text" in table.columns:
        return table
    detail = f"Each text in “{texts}” is an item."
    columns = ("text", *(column for column in table.columns if column != texts))
    shared = {field.name: getattr(table, field.name) for field in fields(Table)}
    shared |= {"columns": columns, "remarks": (*table.remarks, Remark("listed_texts", detail))}
    return ListedTextsTable(**shared, inner=table, texts=texts)


def _are_lists(cells: Sequence[Any]) -> bool:
    lists = [cell for cell in cells if cell is not None]
    return bool(lists) and all(isinstance(cell, list) and all(isinstance(text, str) for text in cell) for cell in lists)
