"""The one exchange between a person and the queue: answers up, items down, in one short durable transaction."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from annotator.models import Item, Lease, Membership, Project, User
from annotator.selectors import budget
from annotator.services import fill, hints, leases
from annotator.services.answers import Answer, Result, store
from annotator.services.locks import lock_project

MAX_HELD = 100
# "On line" is a matter of minutes; the row is not written at every key press.
SEEN_EVERY = timedelta(seconds=30)
STATES = ["open", "budget_spent", "paused", "finished", "waiting"]


@dataclass(frozen=True)
class Exchange:
    """One POST. holding: items that the browser still has, answered or not; want: how many more it asks for."""

    submission: UUID
    answers: tuple[Answer, ...] = ()
    want: int = 0
    holding: frozenset[int] = frozenset()
    give_back: tuple[int, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What the exchange brought. leases: new to the browser, in order, items joined; state: see `_state`."""

    results: list[Result]
    leases: list[Lease]
    lost: list[int]
    state: str
    project: Project


def exchange(
    project_id: int, *, user: User, deck: Exchange, now: datetime, dice: random.Random | None = None
) -> Outcome:
    """Store the answers, end what ran out, and top up to what is wanted.

    1. Under the project's lock: renew what the browser holds, expire what ran out.
    2. Answers: known keys count once; the rest are accepted or refused with a code.
    3. Refill: first what this person holds already (a reloaded page), then new leases within the budget.
    4. After the commit: ask for a round if enough labels wait.
    """
    with transaction.atomic():
        project = lock_project(project_id)
        # What comes answered in this POST was held until now; its time is not over either.
        held_so_far = deck.holding | {answer.item_id for answer in deck.answers}
        if held_so_far:
            leases.renew(project, user=user, item_ids=held_so_far, now=now)
        leases.expire(project, now=now)
        results = store(project, user=user, submission=deck.submission, answers=deck.answers, now=now)
        leases.give_back(project, user=user, item_ids=deck.give_back, now=now)
        held, lost, state = _refill(project, user=user, deck=deck, now=now, dice=dice or random.SystemRandom())
        seen = Membership.objects.filter(project=project, user=user)
        seen.exclude(last_seen_at__gt=now - SEEN_EVERY).update(last_seen_at=now)
        if any(result.status == "accepted" for result in results):
            transaction.on_commit(lambda: hints.ask_for_round_if_due(project))
    return Outcome(results=results, leases=held, lost=lost, state=state, project=project)


def _refill(
    project: Project, *, user: User, deck: Exchange, now: datetime, dice: random.Random
) -> tuple[list[Lease], list[int], str]:
    mine = list(_mine(project, user).order_by("pk"))
    lost = sorted(deck.holding - {lease.item_id for lease in mine} - {a.item_id for a in deck.answers})
    again = [lease for lease in mine if lease.item_id not in deck.holding][: deck.want]
    missing = min(deck.want - len(again), MAX_HELD - len(mine))
    new: list[Lease] = []
    if project.status == Project.Status.ACTIVE and missing > 0:
        room = budget.affordable(project) - leases.live(project)
        new = fill.take(project, user=user, count=min(missing, room), now=now, dice=dice)
    delivered = again + _with_items(new)
    return delivered, lost, _state(project, has_items=bool(delivered or mine), want=deck.want)


def _mine(project: Project, user: User) -> QuerySet[Lease]:
    return Lease.objects.filter(project=project, user=user, ended_at__isnull=True).select_related("item")


def _with_items(new: list[Lease]) -> list[Lease]:
    items = Item.objects.in_bulk([lease.item_id for lease in new])
    for lease in new:
        lease.item = items[lease.item_id]
    return new


def _state(project: Project, *, has_items: bool, want: int) -> str:
    """open, paused, finished, budget_spent, or waiting (what is left is held by others)."""
    if project.status == Project.Status.PAUSED:
        return "paused"
    if project.status != Project.Status.ACTIVE:
        return "finished"
    if has_items or not want:
        return "open"
    if leases.live(project):
        return "waiting"
    return "finished" if budget.affordable(project) else "budget_spent"


def expire_everywhere(*, now: datetime) -> int:
    """The reconciler's sweep over all projects in which a lease ran out; how many leases ended."""
    over = Lease.objects.filter(ended_at__isnull=True, expires_at__lte=now)
    ids = over.order_by().values_list("project_id", flat=True).distinct()
    ended = 0
    for project_id in list(ids):
        with transaction.atomic():
            ended += leases.expire(lock_project(project_id), now=now)
    return ended
