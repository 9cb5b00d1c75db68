"""What a shape is: how the rows of one tool are recognised, and what each means."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from annotator.files.choices import Choices
from annotator.files.columns import Columns
from annotator.files.problems import Remark, Unusable
from annotator.files.records import LabelsAre
from annotator.files.shapes.drafts import Draft

Row = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    """The beginning of a table. whole: reads all of its rows from the start; choices: what somebody said."""

    columns: tuple[str, ...]
    rows: list[Row]
    whole: Callable[[], Iterator[Row]]
    choices: Choices

    @property
    def wants_labels(self) -> bool:
        """False where somebody said that items come without labels."""
        return self.choices.label_column != ""

    @property
    def says_who_or_when(self) -> bool:
        """Has somebody chosen the column of people, or of moments?"""
        return bool(self.choices.person_column or self.choices.time_column)

    def holds(self, *names: str) -> bool:
        """Does the table have all of these columns?"""
        return all(name in self.columns for name in names)

    def cells(self, column: str) -> list[Any]:
        """What stands in a column, where anything does."""
        return [row[column] for row in self.rows if row.get(column) not in (None, "")]


@dataclass(frozen=True)
class Shape:
    """How to read the rows of a table. columns: where text, label and id stand, for people; folds: rows of one item
    are one record; labels_are: what somebody said that answers in the file are; None: as the file says.
    """

    name: str
    read: Callable[[Row], Draft]
    columns: Columns
    remarks: tuple[Remark, ...] = ()
    folds: bool = False
    labels_are: LabelsAre | None = None


Recogniser = Callable[[Sample], Shape | None]


def not_classification(tool: str, what: str) -> Unusable:
    """Why such a file is refused, and what can be done. tool: who wrote it; empty: unknown."""
    detail = (
        f"This {tool + ' ' if tool else ''}file holds {what}. Here whole items are labelled, one class for each. "
        "Choose “no label column” to import the items alone."
    )
    return Unusable("not_classification", detail)
