"""Columns that are shown beside an item's main content, and that the model may read. Pure: no Django, no database."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

BETWEEN = "\n"


class FieldText(NamedTuple):
    """One field of one item, as people read it. look: heading or small."""

    name: str
    look: str
    value: str


def field_texts(fields: Sequence[Mapping[str, Any]], metadata: Mapping[str, Any]) -> list[FieldText]:
    """Those of the project's fields that the item has. fields: as models/projects.py keeps them."""
    return [
        FieldText(each["name"], each["look"], text)
        for each in fields
        if (text := value_text(metadata.get(each["name"])))
    ]


def value_text(value: Any) -> str:
    """A value of a column in words; empty where there is none."""
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def names_read(fields: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The fields that the model reads."""
    return tuple(each["name"] for each in fields if each["read"])


def text_read(text: str, metadata: Mapping[str, Any], names: Sequence[str]) -> str:
    """What the model reads of an item: these fields, then the text."""
    return BETWEEN.join(filter(None, [*(value_text(metadata.get(name)) for name in names), text]))
