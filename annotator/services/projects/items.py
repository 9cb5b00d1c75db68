"""What happens to items outside the queue."""

from collections.abc import Collection

from django.db import transaction

from annotator.models import Item, Project
from annotator.services.locks import lock_project
from annotator.services.queue import aside
from annotator.sources.items import broken_rows


def set_aside(project_id: int, *, rows: Collection[int]) -> int:
    """Take items that cannot be shown or read out of the queue; their answers stay. How many there were."""
    with transaction.atomic():
        project = lock_project(project_id)
        items = Item.objects.filter(project=project, row__in=rows)
        return aside.set_aside(project, list(items.values_list("pk", flat=True)))


def set_aside_broken(project: Project) -> int:
    """Take items whose image is gone or cannot be decoded out of the queue. How many there were.

    Must not be called inside a transaction: what this host lacks is decoded first. Raises OSError where the storage
    fails.
    """
    broken = broken_rows(project)
    return set_aside(project.pk, rows=broken) if broken else 0
