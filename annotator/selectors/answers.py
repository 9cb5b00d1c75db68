"""Which answers count now, and what they amount to."""

from collections.abc import Sequence

from django.db.models import QuerySet

from annotator.models import Annotation, Item, ItemState, Origin, Project, User
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


def decided_items(*projects: int) -> QuerySet[Item]:
    """Items of these projects whose label was decided, whatever was answered."""
    return Item.objects.filter(project__in=projects, settled__isnull=False)


def settled_labels(answers: QuerySet[Annotation], decided: QuerySet[Item]) -> dict[int, int]:
    """row -> position of the label that these current answers amount to, or that was decided; ties are left out."""
    by_row = dict(decided.values_list("row", "settled__position"))
    return dict(sorted(settled(answers.values_list("item__row", "label__position"), decided=by_row).items()))


def consensus_labels(project: Project, *, rows: Sequence[int]) -> dict[int, int]:
    """row -> id of the label of an item; ties and items without any are left out."""
    answers = current_answers(project).filter(item__row__in=rows)
    decided = dict(decided_items(project.pk).filter(row__in=rows).values_list("row", "settled_id"))
    return settled(answers.values_list("item__row", "label_id"), decided=decided)
