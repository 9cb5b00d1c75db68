"""What models suggested, by model and item, page by page."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from annotator.models import Project, Suggestion
from annotator.selectors.list_pages import Filters, ListPage, conditions_of, is_, is_label, page_of
from annotator.selectors.marks import place_of

FILTERS: Filters = {
    "item": is_("item"),
    "external_id": is_("item__external_id"),
    "model": is_("model"),
    "version": is_("version"),
    "label": is_label,
}


def suggestion_page(
    project: Project, said: Mapping[str, Any], *, after: str | None, count: int
) -> ListPage[Suggestion]:
    """said: what must hold, by names of FILTERS. Raises Invalid (unknown_mark, unknown_label)."""
    found = Suggestion.objects.filter(*conditions_of(project, said, FILTERS), project=project)
    if after is not None:
        model, item, pk = place_of(after, (str, int, int))
        found = found.filter(Q(model__gt=model) | Q(model=model, item__gt=item) | Q(model=model, item=item, pk__gt=pk))
    ordered = found.select_related("item", "label").order_by("model", "item_id", "pk")
    return page_of(ordered[: count + 1], count=count, place=lambda each: (each.model, each.item_id, each.pk))
