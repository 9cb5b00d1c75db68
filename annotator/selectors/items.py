"""Questions about single items."""

from annotator.models import Item, User


def item_for(user: User, *, item_id: int) -> Item | None:
    """The item, for members of its project; None for everybody else."""
    return Item.objects.filter(pk=item_id, project__memberships__user=user).first()
