"""What somebody said about a file before it is read."""

from dataclasses import dataclass

from annotator.files.records import LabelsAre


@dataclass(frozen=True, kw_only=True)
class Choices:
    """None: it is guessed; an empty column: there is none. format: the name of a reader."""

    format: str | None = None
    encoding: str | None = None
    has_header: bool | None = None
    sheet: str | None = None
    text_column: str | None = None
    label_column: str | None = None
    id_column: str | None = None
    person_column: str | None = None
    time_column: str | None = None
    labels_are: LabelsAre | None = None


# Nothing was said.
GUESS = Choices()
