"""How many items a filter chooses: exactly where that is quick, else about how many."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import Q

from annotator.models import ItemRole, ItemState, Project
from annotator.selectors.items.conditions import label_called
from annotator.selectors.items.counts import number_of, tallies
from annotator.selectors.items.item_filter import ItemFilter, Standing, all_hold
from annotator.selectors.items.pages import EXAMINED, few_of

# Up to so many items, each is looked at.
COUNTED = 2 * EXAMINED
_HAS_LABEL = Q(state=ItemState.OPEN) & (Q(answers__gt=0) | Q(is_settled=True))
_MEASURES = Q(role__in=(ItemRole.AUDIT, ItemRole.GOLD))
# Parts of a filter that what is kept of the items tells exactly (models/tallies.py), as conditions.py has them.
_KEPT: Mapping[str, Callable[[Project, Any], Q]] = {
    "role": lambda _, role: Q(role=role),
    "set_aside": lambda _, wanted: Q(state=ItemState.SET_ASIDE) if wanted else ~Q(state=ItemState.SET_ASIDE),
    "measures": lambda _, wanted: _MEASURES if wanted else ~_MEASURES,
    "truth": lambda project, name: Q(truth=label_called(project, name, attr="truth")),
    "answers": lambda _, count: Q(answers=count),
    "answers_from": lambda _, count: Q(answers__gte=count),
    "answers_to": lambda _, count: Q(answers__lte=count),
    "adjudicated": lambda _, wanted: Q(is_settled=wanted),
}
_STATES = {
    Standing.UNLABELLED: Q(state=ItemState.OPEN, answers=0, is_settled=False),
    Standing.SET_ASIDE: Q(state=ItemState.SET_ASIDE),
}


@dataclass(frozen=True)
class Total:
    """is_exact: it was counted; else it is told by a sample of items drawn at random."""

    count: int
    is_exact: bool


def total_of(project: Project, chosen: ItemFilter) -> Total:
    """Of this moment. Raises Invalid (unknown_label, unknown_filter)."""
    if chosen.is_all:
        return Total(project.n_items, is_exact=True)
    if (kept := _kept(project, chosen)) is not None:
        return kept
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


def _kept(project: Project, chosen: ItemFilter) -> Total | None:
    """From what is kept; None where that does not tell.

    Labelled are those with a label, less the tied ones; not leased all, less the leased ones: few, as a rule.
    """
    said = chosen.said
    state, leased = said.pop("state", None), said.pop("leased", None)
    if not said.keys() <= _KEPT.keys() or state == Standing.TIED or leased:
        return None
    if leased is False:
        return _less(total_of(project, replace(chosen, leased=None)), total_of(project, replace(chosen, leased=True)))
    items = tallies(project.pk)
    for name, value in said.items():
        items = items.filter(_KEPT[name](project, value))
    if state != Standing.LABELLED:
        return Total(number_of(items.filter(_STATES.get(state, Q()))), is_exact=True)
    with_label = Total(number_of(items.filter(_HAS_LABEL)), is_exact=True)
    return _less(with_label, total_of(project, replace(chosen, state=Standing.TIED)))


def _less(whole: Total, part: Total) -> Total:
    """What is left of the whole. Between the two somebody may have answered."""
    return Total(max(0, whole.count - part.count), is_exact=whole.is_exact and part.is_exact)


def _count(among: str, value: Any, holds: str, held: list[Any], project: Project) -> int:
    sql = f"SELECT count(*) FROM annotator_item item WHERE item.project_id = %s AND {among} AND {holds}"  # noqa: S608 - our own texts
    with connection.cursor() as cursor:
        cursor.execute(sql, [project.pk, value, *held])
        return int(cursor.fetchone()[0])
