"""Lists for programs, page by page: what a page is, and what may be asked of its rows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Q

from annotator.models import Project
from annotator.selectors.items.conditions import label_called
from annotator.selectors.marks import mark_of

Row = TypeVar("Row")
Place = tuple[str | int, ...]
# What a request says by name -> what it means. Raises Invalid.
Filters = Mapping[str, Callable[[Project, Any], Q]]


@dataclass(frozen=True)
class ListPage(Generic[Row]):
    """after: the mark from which to go on; None at the end."""

    rows: list[Row]
    after: str | None


def page_of(
    rows: Iterable[Row], *, count: int, place: Callable[[Row], Place], end: Place | None = None
) -> ListPage[Row]:
    """rows: one more than count, where there are more. end: where to go on although these were all; None: nowhere."""
    found = list(rows)
    if len(found) > count:
        end = place(found[count - 1])
    return ListPage(found[:count], None if end is None else mark_of(*end))


def is_(path: str) -> Callable[[Project, Any], Q]:
    """The row has this value there."""
    return lambda _, value: Q(**{path: value})


def is_label(project: Project, name: str) -> Q:
    """The row's label is called so. Raises Invalid (unknown_label)."""
    return Q(label=label_called(project, name, attr="label"))


def conditions_of(project: Project, said: Mapping[str, Any], filters: Filters) -> list[Q]:
    """All that must hold. said: by names of `filters`."""
    return [filters[name](project, value) for name, value in said.items()]
