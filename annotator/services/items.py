"""What happens to items outside the queue."""

from collections.abc import Collection

from django.db import transaction

from annotator.models import Item, QueueEntry
from annotator.services.locks import lock_project


def set_aside(project_id: int, *, rows: Collection[int]) -> int:
    """Take items that cannot be shown or read out of the queue; their answers stay. How many there were."""
    with transaction.atomic():
        project = lock_project(project_id)
        found = Item.objects.filter(project=project, row__in=rows, state=Item.State.OPEN)
        QueueEntry.objects.filter(project=project, item__in=found).delete()
        return found.update(state=Item.State.SET_ASIDE)
