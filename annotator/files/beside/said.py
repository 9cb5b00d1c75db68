"""What a file beside images says: of one image, and as a whole."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from annotator.files.cells import clean
from annotator.files.problems import Remark
from annotator.files.records import Answer, Suggestion

MAX_METADATA_CHARS = 20_000
# Under these, tools keep the name of a class inside an object.
_LABEL_KEYS = ("label", "name", "class", "displayName", "title", "value", "choices", "classifications")


class Said(NamedTuple):
    """What is said of one image. name: as the file writes it; line: where; labels: none, one or several; has_boxes:
    something is said of parts of the image, which is left out; notes: (code, sentence) of what else is.
    """

    name: str
    line: int | None = None
    labels: tuple[str, ...] = ()
    split: str = ""
    metadata: Mapping[str, Any] = {}
    has_boxes: bool = False
    truth: str = ""
    answers: tuple[Answer, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def is_labelled(self) -> bool:
        return bool(self.labels or self.truth or self.answers or self.suggestions)


@dataclass(frozen=True)
class Listing:
    """A file that speaks of images. columns: of which one may be chosen as the label; label_column: the one taken."""

    file: str
    rows: Iterable[Said]
    columns: tuple[str, ...] = ()
    label_column: str = ""
    remarks: list[Remark] = field(default_factory=list)


def plain(value: Any) -> str:
    """A value as the name of a class or file: empty for nothing, whole numbers without a point."""
    if value is None or isinstance(value, dict | list | bool):
        return str(value).lower() if isinstance(value, bool) else ""
    if isinstance(value, float):
        return "" if value != value else str(int(value)) if value.is_integer() else str(value)
    text = str(value).strip()
    if text.casefold() in ("nan", "none", "null", "n/a"):
        return ""
    head, point, zeros = text.partition(".")
    return head if point and zeros.strip("0") == "" and zeros and head.lstrip("-").isdigit() else text


def labels_in(value: Any) -> tuple[str, ...]:
    """The labels in a cell: of a list each, of anything else one, of nothing none."""
    if isinstance(value, dict):
        value = next((value[key] for key in _LABEL_KEYS if value.get(key)), None)
    if isinstance(value, list | tuple):
        return tuple(dict.fromkeys(label for part in value for label in labels_in(part)))
    label = plain(value)
    return (label,) if label else ()


def kept(row: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of a row with its image, as JSON that PostgreSQL can store; nothing of an endless one."""
    text = json.dumps(row, default=str)
    if len(text) > MAX_METADATA_CHARS:
        return {}
    if any(odd in text for odd in ("\\u0000", "\\ud", "NaN", "Infinity")):
        return {clean(key): clean(str(value)) for key, value in row.items()}
    values: dict[str, Any] = json.loads(text)
    return values
