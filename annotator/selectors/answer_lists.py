"""Answers as a program gets them, one by one in the order in which they came, page by page.

Ids are given under the project's lock: nothing comes in between what was listed already.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotator.models import Annotation, Decided, Project
from annotator.selectors.list_pages import Filters, ListPage, conditions_of, is_, is_label, page_of
from annotator.selectors.marks import place_of, unknown_mark
from annotator.sql import one_moment

# Answers that a page looks at, at most: it ends there, full or not.
EXAMINED = 20_000
SORT_NAMES = ["id", "-id"]
# What may be asked of an answer.
FILTERS: Filters = {
    "item": is_("item"),
    "external_id": is_("item__external_id"),
    "person": is_("user"),
    "label": is_label,
    "skipped": is_("label__isnull"),
    "flagged": is_("flagged"),
    "origin": is_("submission__origin"),
    "round": is_("lease__round__number"),
    "received_from": is_("received_at__gte"),
    "received_to": is_("received_at__lte"),
}


def answer_page(
    project: Project, said: Mapping[str, Any], *, replaced: bool, sort: str, after: str | None, count: int
) -> ListPage[Annotation]:
    """said: what must hold, by names of FILTERS. replaced: those that were corrected later or taken back, too. Each
    answer has is_taken_back: a decision that stands took it back.

    Raises Invalid (unknown_mark, unknown_label).
    """
    answers = Annotation.objects.filter(project=project)
    if "item" in said:
        # Few: its own index is the way to them.
        answers = answers.filter(item=said["item"])
    if after is not None:
        name, pk = place_of(after, (str, int))
        if name != sort:
            raise unknown_mark()
        answers = answers.filter(**{"pk__lt" if sort.startswith("-") else "pk__gt": pk})
    with one_moment():
        conditions = conditions_of(project, said, FILTERS)
        conditions += [] if replaced else [Q(replaced_at__isnull=True)]
        return _page(answers.order_by(sort), conditions, sort=sort, count=count)


def _page(walked: QuerySet[Annotation], conditions: Sequence[Q], *, sort: str, count: int) -> ListPage[Annotation]:
    fitting, end = walked.filter(*conditions), None
    for last in walked.values_list("pk", flat=True)[EXAMINED - 1 : EXAMINED]:
        fitting, end = fitting.filter(**{"pk__gte" if sort.startswith("-") else "pk__lte": last}), (sort, last)
    taken = Decided.objects.filter(answer=OuterRef("pk"), decision__undone_at__isnull=True)
    shown = fitting.select_related("item", "user", "label", "submission", "lease__round")
    shown = shown.annotate(is_taken_back=Exists(taken))
    return page_of(shown[: count + 1], count=count, place=lambda each: (sort, each.pk), end=end)
