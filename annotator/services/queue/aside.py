"""Items that nobody is asked, and that come back. Needs the project's lock."""

from collections.abc import Collection

from annotator.models import Item, ItemState, Project, QueueEntry


def set_aside(project: Project, items: Collection[int]) -> int:
    """Take these items out of the queue; their answers stay. How many of them were open."""
    found = Item.objects.filter(project=project, pk__in=items, state=ItemState.OPEN)
    QueueEntry.objects.filter(project=project, item__in=found).delete()
    return found.update(state=ItemState.SET_ASIDE)


def put_back(project: Project, items: Collection[int]) -> int:
    """They may be asked again, and the next ranking may hold them. How many of them were set aside."""
    return Item.objects.filter(project=project, pk__in=items, state=ItemState.SET_ASIDE).update(state=ItemState.OPEN)
