"""How many items a filter chooses: exactly where that is quick, else about how many."""

import random
from dataclasses import dataclass
from typing import Any

from django.db import connection

from annotator.models import Project
from annotator.selectors.items.item_filter import ItemFilter, all_hold
from annotator.selectors.items.pages import EXAMINED, few_of

# Up to so many items, each is looked at.
COUNTED = 2 * EXAMINED


@dataclass(frozen=True)
class Total:
    """is_exact: it was counted; else it is told by a sample of items drawn at random."""

    count: int
    is_exact: bool


def total_of(project: Project, chosen: ItemFilter) -> Total:
    """Of this moment. Raises Invalid (unknown_label, unknown_filter)."""
    if chosen.is_all:
        return Total(project.n_items, is_exact=True)
    conditions = chosen.conditions(project)
    holds, held = all_hold(conditions)
    if (few := few_of(conditions)) is not None:
        return Total(_count("item.id = ANY(%s)", few, holds, held, project), is_exact=True)
    if project.next_row <= COUNTED:
        return Total(_count("item.row >= %s", 0, holds, held, project), is_exact=True)
    # The same rows each time: a number that jumps while nothing changes is no help.
    rows = random.Random(project.seed).sample(range(project.next_row), EXAMINED)  # noqa: S311 - no secret
    found = _count("item.row = ANY(%s)", rows, holds, held, project)
    return Total(round(found * project.next_row / EXAMINED), is_exact=False)


def _count(among: str, value: Any, holds: str, held: list[Any], project: Project) -> int:
    sql = f"SELECT count(*) FROM annotator_item item WHERE item.project_id = %s AND {among} AND {holds}"  # noqa: S608 - our own texts
    with connection.cursor() as cursor:
        cursor.execute(sql, [project.pk, value, *held])
        return int(cursor.fetchone()[0])
