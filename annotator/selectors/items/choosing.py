"""Items that somebody names, to do something with them: by what they are like, or one by one."""

from collections.abc import Collection

from django.db.models import Q

from annotator.errors import Conflict
from annotator.limits import MAX_ITEMS_AT_ONCE
from annotator.models import Item, Project
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.words import plural

Chosen = ItemFilter | Collection[int]
ANY = Q()


def chosen_ids(project: Project, chosen: Chosen, only: Q = ANY) -> tuple[list[int], bool]:
    """The ids of the first by row, at most MAX_ITEMS_AT_ONCE, and whether there are more; of others' items none.

    only: what must hold of them besides. Raises Invalid as ItemFilter.items.
    """
    if isinstance(chosen, ItemFilter):
        items = chosen.items(project)
    else:
        items = Item.objects.filter(project=project, pk__in=chosen)
    ids = list(items.filter(only).order_by("row").values_list("pk", flat=True)[: MAX_ITEMS_AT_ONCE + 1])
    return ids[:MAX_ITEMS_AT_ONCE], len(ids) > MAX_ITEMS_AT_ONCE


def refuse_others(found: int, *, expected: int | None, before: str) -> None:
    """expected: how many there were when somebody looked; before: what they want to do. Raises Conflict (other_items)
    where there are others by now.
    """
    if expected is not None and expected != found:
        detail = f"These are {plural(found, 'item')} by now, not {expected:,}. Look again before you {before} them."
        raise Conflict("other_items", detail, attr="expected")
