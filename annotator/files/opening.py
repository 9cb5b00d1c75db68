"""The door for texts: whatever file comes, what it is and its records."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from annotator.files.bytestreams import OnRead
from annotator.files.choices import GUESS, Choices
from annotator.files.containers.recognise import open_table
from annotator.files.problems import Remark, RowProblem
from annotator.files.records import LabelsAre, Record
from annotator.files.tables import Table
from annotator.files.texts import Columns, choose_columns, text_rows


@dataclass(frozen=True)
class TextFile:
    """A file of texts that was looked at."""

    table: Table
    columns: Columns
    labels_are: LabelsAre

    @property
    def format(self) -> str:
        """The reader that was taken."""
        return self.table.format

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What to know before it is imported."""
        return self.table.remarks

    def records(self) -> Iterator[Record | RowProblem]:
        """Every item from the start, or why it cannot be one."""
        return text_rows(self.table, self.columns)


def open_texts(file: BinaryIO, name: str, choices: Choices = GUESS, *, on_read: OnRead | None = None) -> TextFile:
    """Look at a file of texts in any format that is known. on_read: is told of all that is read. Raises Unusable."""
    table = open_table(file, name, choices, on_read=on_read)
    columns = choose_columns(table, text=choices.text_column, label=choices.label_column, key=choices.id_column)
    return TextFile(table, columns, choices.labels_are or "truth")
