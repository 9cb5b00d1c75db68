"""What a project has to give: how much there is, and what can be said of it before it is taken home."""

import math
from dataclasses import dataclass

from django.db.models import Q

from annotator.models import Item, ItemState, Project, Round, RoundStatus
from annotator.selectors import accuracy
from annotator.selectors.answers import standing_answers
from annotator.selectors.items.item_filter import ItemFilter, Standing
from annotator.statistics.shares import answers_needed


@dataclass(frozen=True)
class Results:
    """items: all of them; labelled, tied and unlabelled ones are not set aside. model: the newest round's that learned
    anything; None before there is one.
    """

    items: int
    labelled: int
    tied: int
    unlabelled: int
    answers: int
    labels: int
    model: Round | None


def results_of(project: Project) -> Results:
    """Counts of this moment."""
    items = Item.objects.filter(project=project)
    has_label = Q(answers__gt=0) | Q(settled__isnull=False)
    tied = ItemFilter(state=Standing.TIED).items(project).count()
    shown = items.filter(state=ItemState.OPEN)
    return Results(
        items=items.count(),
        labelled=shown.filter(has_label).count() - tied,
        tied=tied,
        unlabelled=shown.exclude(has_label).count(),
        answers=standing_answers(project).count(),
        labels=project.labels.count(),
        model=learned_round(project),
    )


def learned_round(project: Project) -> Round | None:
    """The newest round with a model."""
    done = Round.objects.filter(project=project, status=RoundStatus.DONE).exclude(state_file="").last()
    return done if done is not None and done.labels_total else None


def errors_sentence(done: Round, *, n_items: int) -> str:
    """How many of so many predictions of this round's model are probably wrong, as far as audit items tell."""
    if not done.audit_n:
        return "How many of these are wrong is not known: no audit item was answered before the model learned."
    share = accuracy.accuracy(done)
    if not share.is_sure:
        needed = answers_needed(accuracy.expected([done]))
        return (
            f"How many of these are wrong is not known yet: {done.audit_n:,} audit items had answers, and about"
            f" {needed:,} are needed."
        )
    low, high = math.floor(n_items * (1 - share.high)), math.ceil(n_items * (1 - share.low))
    return (
        f"About {low:,} to {high:,} of these are probably wrong: the model was right on"
        f" {done.audit_right:,} of {done.audit_n:,} audit items."
    )


def accuracy_sentence(done: Round) -> str:
    """How often this round's model is right, as far as audit items tell."""
    if not done.audit_n:
        return "How often it is right is not known: no audit item was answered before it learned."
    share = accuracy.accuracy(done)
    return (
        f"It was right on {done.audit_right:,} of {done.audit_n:,} audit items, drawn at random:"
        f" {100 * share.low:.1f} to {100 * share.high:.1f} % (95 % interval)."
    )
