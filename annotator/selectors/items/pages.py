"""A list of items, page by page: from one place in its order to the next, however long it is.

However rare what is sought is, a page costs about the same. Where few items fulfil one part of the filter, its index
finds these, and only they are looked at. Otherwise items are walked in their order, and after so many the page ends,
full or not: it says where to go on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from annotator.models import Project
from annotator.selectors.items.conditions import Condition, Sql
from annotator.selectors.items.item_filter import ItemFilter, all_hold
from annotator.selectors.items.sorts import SORTS, TYPES, Sort
from annotator.selectors.marks import mark_of, place_of, unknown_mark
from annotator.sql import one_moment, read_rows

# Items that a page looks at, at most; and so many at most are few.
EXAMINED = 10_000


@dataclass(frozen=True)
class Page:
    """ids: of items, in their order; there may be fewer than asked for, even none, before the end.

    after: the mark from which to go on; None at the end.
    """

    ids: list[int]
    after: str | None


class _Place(NamedTuple):
    """In a walk: the value and the row of the last item that was looked at."""

    value: Any
    row: int


@dataclass(frozen=True)
class _Walk:
    """Items in one order: those that have a value, or those that have none. conditions: what is asked of them."""

    project: Project
    sort: Sort
    descending: bool
    conditions: Sequence[Condition]
    few: Sequence[int] | None

    def matching(self, place: _Place | None, *, count: int) -> list[tuple[int, Any, int]]:
        """(id, value, row) of the next items for which all conditions hold, of those that are looked at."""
        walked, values = self._walked(place)
        holds, held = all_hold(self.conditions)
        order = self._order("value", "row")
        return read_rows(
            f"""SELECT walked.id, value, row FROM ({walked} LIMIT {EXAMINED}) walked
            CROSS JOIN LATERAL (SELECT FROM annotator_item item WHERE item.id = walked.id AND {holds} OFFSET 0) fitting
            ORDER BY {order} LIMIT %s""",  # noqa: S608 - composed of our own texts
            [*values, *held, count],
        )

    def last_examined(self, place: _Place | None) -> _Place | None:
        """Where the look at items ended; None: there was no more to look at."""
        walked, values = self._walked(place)
        rows = read_rows(f"SELECT value, row FROM ({walked} OFFSET {EXAMINED - 1} LIMIT 1) walked", values)  # noqa: S608 - as above
        return _Place(*rows[0]) if rows else None

    def _walked(self, place: _Place | None) -> tuple[str, list[Any]]:
        sort = self.sort
        walked, few = (sort.all, []) if self.few is None else (sort.few, [list(self.few)])
        values: list[Any] = [*few, self.project.pk]
        sql = f"""SELECT item.id, {sort.value} AS value, item.row FROM {walked}
            WHERE item.project_id = %s AND {sort.has}"""  # noqa: S608 - as above
        if place is not None:
            than = "<" if self.descending else ">"
            sql = f"{sql} AND ({sort.value}, item.row) {than} (%s::{sort.type}, %s)"
            values += place
        return f"{sql} ORDER BY {self._order(sort.value, 'item.row')}", values

    def _order(self, *by: str) -> str:
        return ", ".join(f"{each} DESC" if self.descending else each for each in by)


def page_of(project: Project, chosen: ItemFilter, *, sort: str, after: str | None, count: int) -> Page:
    """A page of the chosen items. sort: one of sorts.py, with “-” before it the other way round; after: a mark.

    Raises Invalid (unknown_mark, unknown_label, unknown_filter).
    """
    with one_moment():
        walks = _walks(project, chosen, sort)
        at, place = _begin(after, sort, walks)
        return _page(walks, sort, at, place, count=count)


def _page(walks: Sequence[_Walk], sort: str, at: int, place: _Place | None, *, count: int) -> Page:
    ids: list[int] = []
    for number in range(at, len(walks)):
        wanted = count - len(ids)
        found = walks[number].matching(place, count=wanted + 1)
        ids += [pk for pk, _, _ in found[:wanted]]
        if len(found) > wanted:
            end = _Place(*found[wanted - 1][1:]) if wanted else place
            return Page(ids, _mark(sort, number, end))
        if (end := walks[number].last_examined(place)) is not None:
            return Page(ids, _mark(sort, number, end))
        place = None
    return Page(ids, None)


def few_of(conditions: Sequence[Condition]) -> list[int] | None:
    """The ids of all items that can fulfil one of the conditions, where these are few; None: of each there are many."""
    for each in conditions:
        if each.among is not None and (ids := _few(each.among)) is not None:
            return ids
    return None


def _few(among: Sql) -> list[int] | None:
    ids = [pk for (pk,) in read_rows(f"{among.text} LIMIT {EXAMINED + 1}", among.values)]
    return list(dict.fromkeys(ids)) if len(ids) <= EXAMINED else None


def _walks(project: Project, chosen: ItemFilter, name: str) -> list[_Walk]:
    """One after the other they come by every item."""
    sort, descending = SORTS[name.removeprefix("-")], name.startswith("-")
    conditions = chosen.conditions(project)
    few = few_of(conditions)
    walks = [_Walk(project, sort, descending, conditions, few)]
    if sort.lacks is not None:
        lacking = [Condition(Sql(sort.lacks)), *conditions]
        walks.append(_Walk(project, SORTS["row"], descending, lacking, few))
    return walks[::-1] if sort.is_zero and not descending else walks


def _mark(sort: str, number: int, place: _Place | None) -> str:
    return mark_of(sort, number, *(place or ()))


def _begin(after: str | None, sort: str, walks: Sequence[_Walk]) -> tuple[int, _Place | None]:
    """In which walk, and where there. Raises Invalid (unknown_mark)."""
    if after is None:
        return 0, None
    shapes = [(str, int, kind, int) for kind in TYPES.values()]
    name, number, *place = place_of(after, (str, int), *shapes)
    if name != sort or not 0 <= number < len(walks):
        raise unknown_mark()
    if place and type(place[0]) is not TYPES[walks[number].sort.type]:
        raise unknown_mark()
    return number, _Place(*place) if place else None
