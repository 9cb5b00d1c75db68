"""Why there is nothing for a person in a project: what is left of it, and whom it waits for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from annotator.models import Annotation, Item, ItemRole, ItemState, Lease, LeaseSource, Project, ProjectStatus, User
from annotator.selectors import budget, words
from annotator.selectors.items.counts import wanting_labels

STATES = ["open", "waiting", "done_here", "paused", "budget_spent", "finished", "stopped"]
# Why a project has ended: each item has its labels, or the budget is spent.
ENDS = ["items", "budget"]
# Of a large project the rest is not counted out at each look.
COUNTED_TO = 10_000


@dataclass(frozen=True)
class Holder:
    """Somebody else who holds items. until: when the last of their leases ends, if they do nothing more."""

    username: str
    items: int
    until: datetime


@dataclass(frozen=True)
class Ending:
    """What is left where a person gets no item; they hold none.

    left: items that still want labels, at most COUNTED_TO. skipped: of these, what this person has skipped, and may
    take up again. for_others: what has their label and wants more, from other people. holders: who holds what this
    person may still get; where the budget is what lacks, everybody who holds something.
    affordable: labels that the budget still pays for; lacks_budget: all of these are for items that others hold.
    """

    left: int
    skipped: int
    for_others: int
    holders: tuple[Holder, ...]
    affordable: int
    lacks_budget: bool

    @property
    def held(self) -> int:
        return sum(holder.items for holder in self.holders)

    @property
    def state(self) -> str:
        if not self.left:
            return "finished"
        if not self.affordable:
            return "budget_spent"
        return "waiting" if self.holders else "done_here"


def ending_for(project: Project, user: User) -> Ending:
    """For a person who asked for items and got none."""
    affordable = budget.affordable(project)
    # What was sent back to somebody is asked of nobody else.
    live = Lease.objects.filter(project=project, ended_at__isnull=True).exclude(source=LeaseSource.RETURNED)
    lacks_budget = 0 < affordable <= live.count()
    held = live.exclude(user=user).exclude(item__role=ItemRole.GOLD)
    if not lacks_budget:
        held = held.filter(~Exists(_mine(user).filter(item=OuterRef("item"), label__isnull=False)))
    free = _wanting(project).filter(open_slots__gt=0)
    left = free[:COUNTED_TO].count() + live.filter(item__open_slots=0).values("item").distinct().count()
    return Ending(
        left=min(left, COUNTED_TO),
        skipped=free.filter(Exists(_mine(user).filter(item=OuterRef("pk"), label__isnull=True))).count(),
        for_others=free.filter(
            Exists(_mine(user).filter(item=OuterRef("pk"), label__isnull=False)), answers__gt=0
        ).count(),
        holders=_holders(held),
        affordable=affordable,
        lacks_budget=lacks_budget,
    )


def _mine(user: User) -> QuerySet[Annotation]:
    return Annotation.objects.filter(user=user, replaced_at__isnull=True)


def _wanting(project: Project) -> QuerySet[Item]:
    """Gold items always want answers, and nobody waits for them."""
    return Item.objects.filter(project=project, state=ItemState.OPEN).exclude(role=ItemRole.GOLD)


def _holders(held: QuerySet[Lease]) -> tuple[Holder, ...]:
    rows = held.order_by().values("user__username").annotate(items=Count("pk"), until=Max("expires_at"))
    holders = [Holder(row["user__username"], row["items"], row["until"]) for row in rows]
    return tuple(sorted(holders, key=lambda holder: (-holder.items, holder.username)))


def sentence(project: Project, ending: Ending) -> str:
    """In plain words, without names and times."""
    if ending.state == "finished":
        return "Every item has its labels."
    if ending.state == "budget_spent":
        return f"{_spent(project)} {_unlabelled(ending.left)}"
    if ending.state == "waiting":
        return " ".join([_with_others(ending), *_own(ending)])
    return " ".join(["You have been through everything that is left.", *_own(ending)])


def _spent(project: Project) -> str:
    given = words.plural(project.labels_spent, "label")
    if project.labels_spent == project.budget_labels:
        return f"All {given} of the budget are given."
    return f"The budget is spent, after {given}."


def _unlabelled(left: int) -> str:
    if left >= COUNTED_TO:
        return f"{COUNTED_TO:,} items or more still want labels."
    return f"{words.plural(left, 'item')} still {'wants' if left == 1 else 'want'} labels."


def _with_others(ending: Ending) -> str:
    people, items = len(ending.holders), ending.held
    who = "1 person holds" if people == 1 else f"{people:,} people hold"
    if ending.lacks_budget:
        pays = words.plural(ending.affordable, "more label")
        return f"The budget pays for {pays}, and {who} {words.plural(items, 'item')} for that."
    return f"{who} the last {words.plural(items, 'item') if items > 1 else 'item'}."


def _own(ending: Ending) -> list[str]:
    said = []
    if ending.skipped:
        said.append(f"You skipped {words.plural(ending.skipped, 'item')} that still {_want(ending.skipped)} a label.")
    if ending.for_others:
        waits = "waits" if ending.for_others == 1 else "wait"
        said.append(f"{words.plural(ending.for_others, 'item')} with your label {waits} for those of other people.")
    return said


def _want(number: int) -> str:
    return "wants" if number == 1 else "want"


def ended_by(project_ids: Collection[int]) -> dict[int, str]:
    """project -> why nothing is asked there any more, one of ENDS; only of those that have ended."""
    # What wants a label is open, or somebody holds it.
    wanting = wanting_labels(OuterRef("overlap")).filter(project=OuterRef("pk"))
    live = Lease.objects.filter(project=OuterRef("pk"), ended_at__isnull=True)
    projects = Project.objects.filter(pk__in=project_ids, next_row__gt=0)
    started = projects.exclude(status=ProjectStatus.DRAFT)
    looked_at = started.annotate(is_open=Exists(wanting) | Exists(live))
    ends = {project.pk: _end_of(project, is_open=project.is_open) for project in looked_at}
    return {pk: end for pk, end in ends.items() if end}


def _end_of(project: Project, *, is_open: bool) -> str:
    if not is_open:
        return "items"
    return "" if budget.affordable(project) else "budget"
