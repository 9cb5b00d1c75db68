"""The shape in the middle: what a row of any format is read into. Each format is a small reader to it."""

from datetime import datetime
from typing import Literal, NamedTuple

from annotator.files.problems import RowProblem

# What the labels of a file are: what people said, what is known to be right, or what a model said.
LabelsAre = Literal["answers", "truth", "suggestions"]

# Beyond this share, rows without a label are holes in a data set, not work that is left.
NEARLY_ALL = 0.95


def labels_seem(labelled: int, rows: int) -> LabelsAre:
    """What labels are where nothing says so: people are at work where a good part of the rows still has none."""
    return "answers" if 0 < labelled < NEARLY_ALL * rows else "truth"


class Answer(NamedTuple):
    """What one person said of an item. label: empty for a skip; person: empty where the file names nobody."""

    label: str
    person: str = ""
    at: datetime | None = None
    seconds: float = 0.0
    comment: str = ""
    skip_reason: str = ""


class Suggestion(NamedTuple):
    """What a model said of an item. probability: in [0, 1], where it is one; score: any other number."""

    label: str
    model: str = ""
    version: str = ""
    probability: float | None = None
    score: float | None = None


class Record(NamedTuple):
    """One item. label: a label of which the file does not say what it is, trimmed; truth: one that it says is right;
    metadata: all other columns, as JSON; digest: of the content; remarks: what was mended in it.
    """

    line: int
    text: str
    external_id: str = ""
    label: str = ""
    metadata: str = "{}"
    digest: str = ""
    remarks: tuple[RowProblem, ...] = ()
    truth: str = ""
    answers: tuple[Answer, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
