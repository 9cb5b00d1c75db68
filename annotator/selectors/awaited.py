"""What stands where accuracy will: how many audit answers are missing, what they cost and how long they take."""

import math
from dataclasses import dataclass
from decimal import Decimal

from annotator.models import Project
from annotator.selectors import words
from annotator.statistics.shares import answers_needed


@dataclass(frozen=True)
class Awaited:
    """Audit answers for a first accuracy. answered: audit items on which people have settled; needed: about how many
    such items make accuracy a figure.
    """

    answered: int
    needed: int

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.answered)


@dataclass(frozen=True)
class Supply:
    """Where the missing answers can come from.

    audit_items: all of the project, answered or not. pool_items: those that nobody has answered. left: labels that the
    budget still pays for. labels_per_hour: 0 while nobody labels.
    """

    audit_items: int
    pool_items: int
    left: int
    labels_per_hour: float


@dataclass(frozen=True)
class Waiting:
    """What is missing, and what it takes.

    money: the price of the missing answers, None without one. labels: how many labels will be given until the last of
    them is there, because audit items come between others. hours: the time that these labels take at today's pace,
    None while nobody labels. items_suffice, budget_suffices: with what there is, the answers will come.
    """

    answered: int
    needed: int
    money: Decimal | None
    labels: int
    hours: float | None
    items_suffice: bool
    budget_suffices: bool
    detail: str


def awaited(answered: int, *, expected: float) -> Awaited:
    """expected: about how often the model is right (accuracy.py)."""
    return Awaited(answered=answered, needed=answers_needed(expected))


def waiting(project: Project, awaited_answers: Awaited, *, supply: Supply) -> Waiting:
    """What is missing, with a plain sentence on it; the sentence says where the answers will not come by themselves."""
    answers = awaited_answers.missing * project.overlap
    labels = _labels_until(project, answers, supply)
    hours = labels / supply.labels_per_hour if supply.labels_per_hour else None
    cost = answers * project.price_per_label if project.price_per_label else None
    return Waiting(
        answered=awaited_answers.answered,
        needed=awaited_answers.needed,
        money=cost,
        labels=labels,
        hours=hours,
        items_suffice=supply.audit_items >= awaited_answers.needed,
        budget_suffices=labels <= supply.left,
        detail=_sentence(project, awaited_answers, supply=supply, labels=labels, hours=hours, cost=cost),
    )


def _labels_until(project: Project, answers: int, supply: Supply) -> int:
    """Audit items come at their share while the pool lasts, and all at once after it."""
    others = supply.pool_items * project.overlap
    if not project.audit_share:
        return others + answers
    return min(math.ceil(answers / project.audit_share), others + answers)


def _sentence(
    project: Project,
    awaited_answers: Awaited,
    *,
    supply: Supply,
    labels: int,
    hours: float | None,
    cost: Decimal | None,
) -> str:
    if not awaited_answers.missing:
        return f"{words.plural(awaited_answers.answered, 'audit answer')}; the figure comes with the next round."
    if not supply.audit_items:
        return "No audit items in this project. A share for them can be set in the settings."
    so_far = f"{awaited_answers.answered:,} of about {words.plural(awaited_answers.needed, 'audit answer')}"
    if supply.audit_items < awaited_answers.needed:
        there = words.plural(supply.audit_items, "audit item")
        more = "A larger audit share in the settings, or more items, brings more."
        return f"{so_far}, but only {there} in this project. {more}"
    price = f" ({words.money(cost, project.currency)})" if cost is not None else ""
    to_go = f"{so_far}; {awaited_answers.missing:,} to go{price}"
    if labels > supply.left:
        return f"{to_go}. The budget ends before: they need about {words.plural(labels, 'more label')}."
    time = f", about {words.duration(hours)} at today's pace" if hours is not None else ""
    return f"{to_go}, with about the next {words.plural(labels, 'label')}{time}."
