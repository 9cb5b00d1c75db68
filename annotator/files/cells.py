"""What a cell of any file means: a label or several, a person, a moment, a text out of turns of speech."""

import json
import math
import re
from ast import literal_eval
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from annotator.blank import is_blank

MAX_PERSON_CHARS = 100
MAX_LABEL_CHARS = 100
# What databases, pandas and spreadsheets write where nothing is. “None” and “n/a” may be classes.
NO_VALUES = frozenset({"\\N", "NULL", "NaN", "nan", "null", "<NA>", "#N/A"})
# Under these, tools keep the name of a class inside an object.
_LABEL_KEYS = ("choices", "label", "labels", "name", "displayName", "display_name", "value", "class", "title", "text")
# What has a place inside an item is no class of it.
_PLACES = frozenset(
    {"start", "end", "start_offset", "points", "bbox", "bounding_box", "rectanglelabels", "x", "polygon"}
)
_PERSON_KEYS = ("email", "username", "user_name", "name", "annotator", "id", "user_id")
_SPEAKER_KEYS = ("role", "from", "author", "speaker", "name", "user", "sender")
_SPEECH_KEYS = ("content", "value", "text", "message", "utterance", "body")
# Milliseconds since 1970 are larger than any second of this century.
_MILLISECONDS = 10**11
_MOMENTS = (
    "%Y-%m-%d %H:%M:%S UTC",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%a %b %d %H:%M:%S %Y",
)
_ZONE = re.compile(r" (?:[A-Z]{3,4}|GMT[+-]\d{1,4})(?= \d{4}$)")


class NoLabel(Exception):
    """This cell is no label and no list of labels."""


def labels_in(value: Any) -> list[str]:
    """The classes that a cell names, without repetition; none where it is empty or no number. Raises NoLabel."""
    match value:
        case None | "":
            return []
        case bool():
            return [str(value).lower()]
        case int():
            return [str(value)]
        case float():
            return [] if math.isnan(value) else [str(int(value)) if value.is_integer() else repr(value)]
        case str():
            return _labels_in_text(value)
        case Mapping():
            return _labels_in_object(value)
        case list() | tuple():
            return list(dict.fromkeys(label for part in value for label in _labels_in_part(part)))
    raise NoLabel


def _labels_in_part(value: Any) -> list[str]:
    """Of a list: text is taken as it is, whatever it looks like."""
    if isinstance(value, str):
        label = clean(value).strip()
        return [] if is_blank(label) else [label]
    return labels_in(value)


def one_label(value: Any, what: str) -> tuple[str, tuple[str, str] | None]:
    """The class of an item, or why it has none: (code, sentence). what: whose label it is, as a sentence begins."""
    try:
        labels = labels_in(value)
    except NoLabel:
        return "", ("unreadable_label", f"{what} has a label that cannot be read as a class; taken without it.")
    if len(labels) > 1:
        names = ", ".join(labels[:5])
        detail = f"{what} has {len(labels)} classes ({names}); one for each item is possible here. Taken without."
        return "", ("several_labels", detail[:500])
    if labels and len(labels[0]) > MAX_LABEL_CHARS:
        return "", (
            "label_too_long",
            f"{what} has a label of more than {MAX_LABEL_CHARS} characters; taken without it.",
        )
    return (labels[0] if labels else ""), None


def _labels_in_text(text: str) -> list[str]:
    text = clean(text).strip()
    if text[:1] in "[{" and text[-1:] in "]}" and len(text) > 1:
        # As CSV has what was a list: JSON, or as Python prints it.
        for read in (json.loads, literal_eval):
            with suppress(ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
                value = read(text)
                if isinstance(value, list | dict):
                    return labels_in(value)
    return [] if is_blank(text) or text in NO_VALUES else [text]


def _labels_in_object(value: Mapping[str, Any]) -> list[str]:
    """{"choices": […]}, {"name": …}, or each class with a mark whether it is given."""
    if not value:
        return []
    if any(key in value for key in _PLACES):
        raise NoLabel
    if inner := next((value[key] for key in _LABEL_KEYS if isinstance(value.get(key), str | list | int)), None):
        return labels_in(inner)
    marks = value.values()
    if all(isinstance(mark, bool) or mark in (0, 1, "0", "1", "true", "false") for mark in marks):
        return [clean(key).strip() for key, mark in value.items() if mark in (True, 1, "1", "true")]
    raise NoLabel


def text_in(value: Any) -> str:
    """A text; of a list of turns (who, what) or parts, one line for each."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return ""
        case float() if math.isnan(value):
            return ""
        case int() | float():
            return str(value)
        case Mapping():
            said = text_in(next((value[key] for key in _SPEECH_KEYS if key in value), ""))
            who = next((value[key] for key in _SPEAKER_KEYS if isinstance(value.get(key), str)), "")
            return f"{who}: {said}" if who and said else said
        case list() | tuple():
            return "\n".join(filter(None, map(text_in, value)))
    return ""


def is_turns(value: Any) -> bool:
    """A list of objects that say something, as chats are kept."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(turn, dict) and any(key in turn for key in _SPEECH_KEYS) for turn in value)
    )


def person_in(value: Any) -> str:
    """A name by which somebody is known; empty where the cell names nobody."""
    if isinstance(value, Mapping):
        value = next((value[key] for key in _PERSON_KEYS if value.get(key) not in (None, "")), "")
    if value is None or isinstance(value, bool | list):
        return ""
    if isinstance(value, float):
        value = "" if math.isnan(value) else int(value) if value.is_integer() else value
    name = clean(str(value)).strip()
    return "" if is_blank(name) else name[:MAX_PERSON_CHARS]


def moment_in(value: Any) -> datetime | None:
    """When, with its zone; UTC where none is said."""
    found = None
    with suppress(ValueError, OverflowError, OSError, TypeError):
        if isinstance(value, datetime):
            found = value
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found = _since_1970(float(value))
        elif isinstance(value, str) and value.strip():
            found = _written(value.strip())
    if found is not None and found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    return found


def _since_1970(seconds: float) -> datetime | None:
    seconds = seconds / 1000 if seconds > _MILLISECONDS else seconds
    return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None


def _written(text: str) -> datetime | None:
    if re.fullmatch(r"\d{9,13}(\.\d+)?", text):
        return _since_1970(float(text))
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    text = _ZONE.sub("", text)
    for form in _MOMENTS:
        with suppress(ValueError):
            return datetime.strptime(text, form).replace(tzinfo=UTC)
    return None


def number_in(value: Any) -> float | None:
    """A finite number, also one that is written as text."""
    if isinstance(value, bool):
        return None
    with suppress(ValueError, TypeError):
        number = float(value)
        return number if math.isfinite(number) else None
    return None


def seconds_in(value: Any) -> float:
    """A span of time in seconds; 0 where there is none."""
    return max(0.0, number_in(value) or 0.0)


def clean(text: str) -> str:
    """Without what PostgreSQL cannot store: NUL, and halves of surrogate pairs."""
    return text.replace("\0", "").encode(errors="replace").decode()


def is_web_address(value: Any) -> bool:
    """Does this cell only say where something lies?"""
    return isinstance(value, str) and bool(re.match(r"(?:https?|s3|gs|az|azure-blob)://\S+$|/data/\S+$", value.strip()))


def distinct(values: Iterable[Any]) -> set[str]:
    """The cells that are not empty, as text."""
    return {text for value in values if (text := text_in(value).strip())}
