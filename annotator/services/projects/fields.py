"""The columns that annotators see beside an item: as a manager chooses them."""

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.errors import Invalid
from annotator.fields import changed, visible
from annotator.limits import MAX_FIELDS
from annotator.models import Project


def check_fields(names: Sequence[str]) -> None:
    """Raises Invalid (field_twice, too_many_fields)."""
    if len(set(names)) != len(names):
        raise Invalid("field_twice", "A column can be shown once.", attr="fields")
    if len(names) > MAX_FIELDS:
        raise Invalid("too_many_fields", f"{MAX_FIELDS} columns at most can be shown.", attr="fields")


def fields_to_store(project: Project, wanted: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Raises Invalid (field_twice, too_many_fields)."""
    check_fields([each["name"] for each in wanted])
    return changed(project.fields, wanted, has_items=project.next_row > 0)


def in_words(fields: Sequence[Mapping[str, Any]]) -> str:
    """“title” as heading, “price”"""
    looks = {"heading": " as heading"}
    return ", ".join(f"“{each['name']}”{looks.get(each['look'], '')}" for each in visible(fields))
