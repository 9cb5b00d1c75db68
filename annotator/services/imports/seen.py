"""What a preview says of a file: one shape for texts and images, kept with the upload as JSON."""

from dataclasses import dataclass, field

from annotator.files import LabelsAre, Remark

MEANINGS = ["text", "label", "id", "person", "time", "field", "metadata", "ignored"]


@dataclass(frozen=True)
class SeenColumn:
    """A column and what it is taken for, one of MEANINGS. samples: its first values that differ."""

    name: str
    meaning: str
    samples: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class SeenSheet:
    """A sheet of a workbook, and whether it is the one, or one of those, that are read."""

    name: str
    is_read: bool


@dataclass(frozen=True)
class SeenField:
    name: str
    look: str
    value: str


@dataclass(frozen=True)
class SeenAnswer:
    """label: empty for a skip."""

    person: str
    label: str


@dataclass(frozen=True)
class SeenSuggestion:
    model: str
    version: str
    label: str
    probability: float | None
    score: float | None


@dataclass
class SeenItem:
    """An item as annotators will see it, and what is known of it. thumbnail: a data URL; of a text it is empty."""

    external_id: str
    text: str
    thumbnail: str = ""
    fields: list[SeenField] = field(default_factory=list)
    label: str = ""
    answers: list[SeenAnswer] = field(default_factory=list)
    suggestions: list[SeenSuggestion] = field(default_factory=list)


@dataclass(frozen=True)
class SeenLabel:
    """A class that the labels of the file are, as it would be made or is there already. spellings: other ones in it.

    items: so many answers, truths and suggestions say it.
    """

    name: str
    key: str
    color: str
    items: int
    is_new: bool
    spellings: list[str]


@dataclass(frozen=True)
class Contradiction:
    """One content with several labels; lines: where, as far as the file has lines."""

    content: str
    labels: list[str]
    lines: list[int]


@dataclass
class SeenCounts:
    """rows = items + unchanged + left_out. unchanged: rows whose item came earlier in the file or is there already;
    what is new in them is added to it. answers, skips, truths, suggestions: in the rows that are not left out.

    is_whole: the whole file was read for them; else its beginning.
    """

    rows: int = 0
    items: int = 0
    unchanged: int = 0
    left_out: int = 0
    answers: int = 0
    people: int = 0
    skips: int = 0
    truths: int = 0
    suggestions: int = 0
    contradictions: int = 0
    repeated_ids: int = 0
    is_whole: bool = True


@dataclass(frozen=True)
class Preview:
    """What a file holds before it is imported, and how it would be read. formats: the readers that could be taken.

    has_header: None where the question does not arise. labels_are: None where the file has no labels; labels_why: in a
    sentence. losses: what will be missing; warnings: what else to know.
    """

    format: str
    formats: list[str]
    encoding: str
    delimiter: str
    has_header: bool | None
    sheets: list[SeenSheet]
    columns: list[SeenColumn]
    labels_are: LabelsAre | None
    labels_why: str
    items: list[SeenItem]
    counts: SeenCounts
    labels: list[SeenLabel]
    contradictions: list[Contradiction]
    warnings: list[Remark]
    losses: list[Remark]
