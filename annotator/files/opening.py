"""The door for texts: whatever file comes, what it is and its records."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from annotator.files import shapes
from annotator.files.bytestreams import OnRead
from annotator.files.cells import NoLabel, labels_in, number_in, text_in
from annotator.files.choices import GUESS, Choices
from annotator.files.columns import Columns, choose_columns, sampled
from annotator.files.containers.flattened import flattened
from annotator.files.containers.listed_texts import with_texts_apart
from annotator.files.containers.marked_columns import with_marked_classes
from annotator.files.containers.recognise import open_table
from annotator.files.late_columns import with_late_columns
from annotator.files.problems import Remark, RowProblem
from annotator.files.records import LabelsAre, Record, labels_seem
from annotator.files.shapes import Shape
from annotator.files.tables import Row, Table
from annotator.files.texts import text_rows


@dataclass(frozen=True)
class TextFile:
    """A file of texts that was looked at. shape: the tool that wrote its rows; None: a plain table."""

    table: Table
    columns: Columns
    labels_are: LabelsAre
    shape: Shape | None = None

    @property
    def format(self) -> str:
        """The reader that was taken."""
        return self.shape.name if self.shape else self.table.format

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What to know before it is imported."""
        return (*self.table.remarks, *(self.shape.remarks if self.shape else ()), *self.columns.remarks)

    def records(self) -> Iterator[Record | RowProblem]:
        """Every item from the start, or why it cannot be one."""
        return shapes.shaped_records(self.table, self.shape) if self.shape else text_rows(self.table, self.columns)


def open_texts(file: BinaryIO, name: str, choices: Choices = GUESS, *, on_read: OnRead | None = None) -> TextFile:
    """Look at a file of texts in any format that is known. on_read: is told of all that is read. Raises Unusable."""
    table = with_late_columns(open_table(file, name, choices, on_read=on_read))
    sample = list(sampled(table))
    if shape := shapes.recognised(table, sample, choices):
        drafts = [shape.read(row) for row in sample]
        given = [bool(draft.label) for draft in drafts]
        return TextFile(table, shape.columns, choices.labels_are or labels_seem(sum(given), len(given)), shape)
    table = with_texts_apart(table, sample, choices)
    table = with_marked_classes(flattened(table, sample, choices), sample, choices)
    columns = choose_columns(table, text=choices.text_column, label=choices.label_column, key=choices.id_column)
    rows = [row for row in sampled(table) if text_in(row.get(columns.text)).strip()] if columns.label else []
    given = [_is_labelled(row, columns.label) for row in rows]
    guess: LabelsAre = "suggestions" if _are_of_a_model(rows) else labels_seem(sum(given), len(given))
    return TextFile(table, columns, choices.labels_are or guess)


def _are_of_a_model(rows: list[Row]) -> bool:
    """Beside each label stands how sure a model was, as pipelines write it: a fraction called score."""
    scores = [row.get("score", row.get("probability")) for row in rows]
    numbers = [number for score in scores if (number := number_in(score)) is not None]
    is_share = bool(numbers) and len(numbers) == len(rows) and all(0 <= number <= 1 for number in numbers)
    return is_share and any(0 < number < 1 for number in numbers)


def _is_labelled(row: Row, column: str) -> bool:
    try:
        return bool(labels_in(row.get(column)))
    except NoLabel:
        return False
