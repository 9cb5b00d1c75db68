"""Gold items: what they are known as, and how many more there may be."""

from collections.abc import Sequence

from django.db.models.functions import Coalesce

from annotator.limits import MAX_GOLD
from annotator.models import Item, ItemRole, Label, Project


def known_labels(items: Sequence[int], *, label: Label | None) -> dict[int, int]:
    """item -> id of its label: this one, else what was decided, else its truth. Each of `items` has one."""
    if label is not None:
        return dict.fromkeys(items, label.pk)
    known = Item.objects.filter(pk__in=items).annotate(known=Coalesce("settled_id", "truth_id"))
    return dict(known.values_list("pk", "known"))


def room_for_gold(project: Project) -> int:
    """How many items may become gold besides those that are."""
    return max(0, MAX_GOLD - gold_items(project))


def gold_items(project: Project) -> int:
    """How many there are, set aside or not."""
    return Item.objects.filter(project=project, role=ItemRole.GOLD).count()
