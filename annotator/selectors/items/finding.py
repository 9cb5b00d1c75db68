"""Which items somebody may see, and which may be asked."""

from collections.abc import Iterable

from django.db.models import QuerySet

from annotator.models import Item, ItemRole, ItemState, Project, User


def may_be_asked(project: Project) -> QuerySet[Item]:
    """Items of the pool that nobody has answered, that are not all held, and that are no near-duplicates."""
    pool = Item.objects.filter(project=project, role=ItemRole.POOL, state=ItemState.OPEN)
    return pool.filter(answers=0, open_slots__gt=0, duplicate_of__isnull=True)


def item_for(user: User, *, item_id: int) -> Item | None:
    """The item, for members of its project; None for everybody else."""
    return Item.objects.filter(pk=item_id, project__memberships__user=user).first()


def item_in(project: Project, *, item_id: int) -> Item | None:
    """The item of this project; None where it has none of that number."""
    return Item.objects.filter(project=project, pk=item_id).first()


def items_called(project: Project, names: Iterable[str]) -> QuerySet[Item]:
    """Those of the project's items that have one of these external ids; an empty one is nobody's."""
    # What the index of external ids asks for.
    return Item.objects.filter(project=project, external_id__in=set(names) - {""}).exclude(external_id="")
