"""What reviewers sent back to somebody, and what stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from annotator.models import Annotation, ItemState, SentBack, User


@dataclass(frozen=True)
class Note:
    """Why an item came back. answered: they have an answer on it that stands; label: the id of its label, None for a
    skip.
    """

    text: str
    answered: bool
    label_id: int | None


def sent_back_to(user: User) -> QuerySet[SentBack]:
    """What waits for this person: they have not answered it since, and nobody has decided on it otherwise."""
    return SentBack.objects.filter(
        person=user, ended_at__isnull=True, item__state=ItemState.OPEN, item__settled__isnull=True
    )


def counts_for(user: User, projects: Sequence[int]) -> dict[int, int]:
    """project -> how many items wait for this person there; those without are left out."""
    waiting = sent_back_to(user).filter(project__in=projects).values("project_id").order_by()
    return dict(waiting.annotate(items=Count("pk")).values_list("project_id", "items"))


def notes_for(user: User, items: Sequence[int]) -> dict[int, Note]:
    """item -> the note, for those of these items that wait for this person."""
    waiting = SentBack.objects.filter(person=user, ended_at__isnull=True, item__in=items)
    standing = Annotation.objects.filter(user=user, item__in=items, replaced_at__isnull=True)
    labels = dict(standing.values_list("item_id", "label_id"))
    return {
        item: Note(text, item in labels, labels.get(item))
        for item, text in waiting.values_list("item_id", "decision__why")
    }
