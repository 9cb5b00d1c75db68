"""The columns that items brought along, and the first items with them: what a manager can show beside an item."""

from dataclasses import dataclass

from annotator.fields import value_text
from annotator.models import Item, Project

SAMPLED = 500
SHOWN = 5
SHOWN_CHARS = 2_000


@dataclass(frozen=True)
class ItemWithColumns:
    """values: all columns in which something stands, in words."""

    item: Item
    values: dict[str, str]


@dataclass(frozen=True)
class Columns:
    names: list[str]
    items: list[ItemWithColumns]


def columns_of(project: Project) -> Columns:
    """By the first items; the database does not keep in which order names came."""
    first = list(Item.objects.filter(project=project).order_by("row")[:SAMPLED])
    names = sorted({name for item in first for name in item.metadata}, key=str.casefold)
    return Columns(names, [ItemWithColumns(item, _values(item)) for item in first[:SHOWN]])


def _values(item: Item) -> dict[str, str]:
    words = {name: value_text(value)[:SHOWN_CHARS] for name, value in item.metadata.items()}
    return {name: text for name, text in words.items() if text}
