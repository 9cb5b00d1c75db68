"""Which answers count now, and what they amount to."""

from django.db.models import QuerySet

from annotator.models import Annotation, Project
from annotator.statistics.consensus import settled


def standing_answers(project: Project) -> QuerySet[Annotation]:
    """Answers that no later one replaced: one per person and item, a label or a skip."""
    return Annotation.objects.filter(project=project, replaced_at__isnull=True)


def current_answers(project: Project) -> QuerySet[Annotation]:
    """The labels that count: answers that are no skips and that no later one replaced."""
    return standing_answers(project).filter(label__isnull=False)


def settled_labels(answers: QuerySet[Annotation]) -> dict[int, int]:
    """row -> position of the label that these current answers amount to, by row; ties are left out."""
    return dict(sorted(settled(answers.values_list("item__row", "label__position")).items()))
