"""Answers as a program gets them, one by one in the order in which they came, page by page.

Ids are given under the project's lock: nothing comes in between what was listed already.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from annotator.models import Annotation, Project
from annotator.selectors.items.conditions import label_called
from annotator.selectors.marks import mark_of, place_of, unknown_mark
from annotator.sql import one_moment

# Answers that a page looks at, at most: it ends there, full or not.
EXAMINED = 20_000
SORT_NAMES = ["id", "-id"]


@dataclass(frozen=True)
class AnswerPage:
    """after: the mark from which to go on; None at the end."""

    answers: list[Annotation]
    after: str | None


def _label(project: Project, name: str) -> Q:
    return Q(label=label_called(project, name, attr="label"))


def _is(path: str) -> Callable[[Project, Any], Q]:
    return lambda _, value: Q(**{path: value})


# What may be asked of an answer, and what it means.
FILTERS: Mapping[str, Callable[[Project, Any], Q]] = {
    "item": _is("item"),
    "external_id": _is("item__external_id"),
    "person": _is("user"),
    "label": _label,
    "skipped": _is("label__isnull"),
    "flagged": _is("flagged"),
    "origin": _is("submission__origin"),
    "round": _is("lease__round__number"),
    "received_from": _is("received_at__gte"),
    "received_to": _is("received_at__lte"),
}


def answers_of_item(project: Project, item_id: int) -> list[Annotation]:
    """All that was ever answered on it, in the order in which it came."""
    return list(_shown(Annotation.objects.filter(project=project, item=item_id)).order_by("pk"))


def answer_page(
    project: Project, said: Mapping[str, Any], *, replaced: bool, sort: str, after: str | None, count: int
) -> AnswerPage:
    """said: what must hold, by names of FILTERS. replaced: those that were corrected later, too.

    Raises Invalid (unknown_mark, unknown_label).
    """
    answers = Annotation.objects.filter(project=project)
    if "item" in said:
        # Few: its own index is the way to them.
        answers = answers.filter(item=said["item"])
    descending = sort.startswith("-")
    if after is not None:
        name, pk = place_of(after, (str, int))
        if name != sort:
            raise unknown_mark()
        answers = answers.filter(**{"pk__lt" if descending else "pk__gt": pk})
    with one_moment():
        examined = list(answers.order_by(sort).values_list("pk", flat=True)[:EXAMINED])
        conditions = [FILTERS[name](project, value) for name, value in said.items()]
        conditions += [] if replaced else [Q(replaced_at__isnull=True)]
        return _page(examined, conditions, sort=sort, count=count)


def _page(examined: list[int], conditions: list[Q], *, sort: str, count: int) -> AnswerPage:
    if not examined:
        return AnswerPage([], None)
    ends = sorted((examined[0], examined[-1]))
    fitting = Annotation.objects.filter(pk__range=ends, pk__in=examined)
    found = list(_shown(fitting.filter(*conditions)).order_by(sort)[: count + 1])
    if len(found) > count:
        return AnswerPage(found[:count], mark_of(sort, found[count - 1].pk))
    return AnswerPage(found, mark_of(sort, examined[-1]) if len(examined) == EXAMINED else None)


def _shown(answers: QuerySet[Annotation]) -> QuerySet[Annotation]:
    return answers.select_related("item", "user", "label", "submission", "lease", "lease__round")
