"""What models suggested, by model and item, page by page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from annotator.models import Project, Suggestion
from annotator.selectors.items.conditions import label_called
from annotator.selectors.marks import mark_of, place_of


@dataclass(frozen=True)
class SuggestionPage:
    """after: the mark from which to go on; None at the end."""

    suggestions: list[Suggestion]
    after: str | None


def _is(path: str) -> Callable[[Project, Any], Q]:
    return lambda _, value: Q(**{path: value})


FILTERS: Mapping[str, Callable[[Project, Any], Q]] = {
    "item": _is("item"),
    "external_id": _is("item__external_id"),
    "model": _is("model"),
    "version": _is("version"),
    "label": lambda project, name: Q(label=label_called(project, name, attr="label")),
}


def suggestion_page(project: Project, said: Mapping[str, Any], *, after: str | None, count: int) -> SuggestionPage:
    """said: what must hold, by names of FILTERS. Raises Invalid (unknown_mark, unknown_label)."""
    found = Suggestion.objects.filter(*(FILTERS[name](project, value) for name, value in said.items()), project=project)
    if after is not None:
        model, item, pk = place_of(after, (str, int, int))
        found = found.filter(Q(model__gt=model) | Q(model=model, item__gt=item) | Q(model=model, item=item, pk__gt=pk))
    ordered = found.select_related("item", "label").order_by("model", "item_id", "pk")
    rows = list(ordered[: count + 1])
    if len(rows) <= count:
        return SuggestionPage(rows, None)
    last = rows[count - 1]
    return SuggestionPage(rows[:count], mark_of(last.model, last.item_id, last.pk))
