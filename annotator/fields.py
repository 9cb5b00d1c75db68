"""Columns that are shown beside an item's main content, and that the model may read. Pure: no Django, no database."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

BETWEEN = "\n"
LOOKS = ["heading", "small"]
# Nobody sees it: it only tells items apart, as it did when they came.
HIDDEN = "hidden"
Stored = dict[str, Any]


class FieldText(NamedTuple):
    """One field of one item, as people read it. look: heading or small."""

    name: str
    look: str
    value: str


def field_texts(fields: Sequence[Mapping[str, Any]], metadata: Mapping[str, Any]) -> list[FieldText]:
    """Those of the project's fields that the item has. fields: as models/projects.py keeps them."""
    return [
        FieldText(each["name"], each["look"], text)
        for each in visible(fields)
        if (text := value_text(metadata.get(each["name"])))
    ]


def visible(fields: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The fields that somebody sees."""
    return [each for each in fields if each["look"] != HIDDEN]


def changed(
    before: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]], *, has_items: bool
) -> list[Stored]:
    """The wanted fields, as they are stored. What tells items apart is settled before the first one comes, and stays in
    its place though nobody sees it any more, or at another one.
    """
    if not has_items:
        return [{**each, "identifies": True, "place": place} for place, each in enumerate(wanted)]
    identifying = sorted((each for each in before if each.get("identifies")), key=lambda each: each.get("place", 0))
    places = {each["name"]: place for place, each in enumerate(identifying)}
    hidden = places.keys() - {each["name"] for each in wanted}
    return [
        *({**each, "identifies": each["name"] in places, "place": places.get(each["name"], 0)} for each in wanted),
        *(
            {"name": name, "look": HIDDEN, "read": False, "identifies": True, "place": place}
            for name, place in places.items()
            if name in hidden
        ),
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
