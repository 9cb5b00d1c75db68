"""Which answers count now, and what they amount to."""

from collections.abc import Sequence

from django.db.models import QuerySet

from annotator.models import Annotation, ItemState, Origin, Project, User
from annotator.statistics.consensus import settled


def standing_answers(project: Project) -> QuerySet[Annotation]:
    """Answers that no later one replaced: one per person and item, a label or a skip."""
    return Annotation.objects.filter(project=project, replaced_at__isnull=True)


def newest_of(project: Project, user: User) -> QuerySet[Annotation]:
    """What this person answered here, with item and lease, newest first, less items that are set aside.

    What a file says of them was never handed to them, and is not theirs to undo.
    """
    answers = standing_answers(project).filter(user=user, item__state=ItemState.OPEN)
    answers = answers.exclude(submission__origin=Origin.IMPORT)
    return answers.select_related("item", "lease").order_by("-received_at", "-id")


def current_answers(project: Project) -> QuerySet[Annotation]:
    """The labels that count: answers that are no skips and that no later one replaced."""
    return standing_answers(project).filter(label__isnull=False)


def settled_labels(answers: QuerySet[Annotation]) -> dict[int, int]:
    """row -> position of the label that these current answers amount to, by row; ties are left out."""
    return dict(sorted(settled(answers.values_list("item__row", "label__position")).items()))


def consensus_labels(project: Project, *, rows: Sequence[int]) -> dict[int, int]:
    """row -> id of the label that an item's current answers amount to; ties and unanswered items are left out."""
    answers = current_answers(project).filter(item__row__in=rows)
    return settled(answers.values_list("item__row", "label_id"))
