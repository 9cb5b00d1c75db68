"""What comes next for one person: audit items, begun items, the ranking, and random items when it runs dry.

Needs the project's lock.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotator.models import Annotation, Item, Lease, Project, QueueEntry, User
from annotator.services import leases

Source = Lease.Source


@dataclass(frozen=True)
class Pick:
    """An item to lease and why it came up."""

    item_id: int
    source: Source
    round_id: int | None = None
    rank: int | None = None
    score: float | None = None
    probability: float | None = None


def take(project: Project, *, user: User, count: int, now: datetime, dice: random.Random) -> list[Lease]:
    """Lease up to `count` items to this person, in the order in which they should be answered."""
    if count <= 0:
        return []
    wanted_audits = sum(dice.random() < project.audit_share for _ in range(count))
    audits = _audit(project, user=user, count=wanted_audits, but=[])
    picks = audits[:]
    if project.overlap > 1:
        picks += _begun(project, user=user, count=count - len(picks), but=picks)
    picks += _ranked(project, user=user, count=count - len(picks), but=picks)
    picks += _random(project, user=user, count=count - len(picks), but=picks)
    # The pool is empty: what audit items remain are asked for too, instead of calling the project finished.
    picks += _audit(project, user=user, count=count - len(picks), but=picks)
    return _lease(project, user=user, picks=_mixed(picks, len(audits), dice), now=now)


def _mixed(picks: list[Pick], n_audits: int, dice: random.Random) -> list[Pick]:
    """Audit items at random places, so that nobody can tell them; the others in their order."""
    audits, others = picks[:n_audits], iter(picks[n_audits:])
    places = set(dice.sample(range(len(picks)), n_audits))
    return [audits.pop() if place in places else next(others) for place in range(len(picks))]


def _for_person(user: User, item: str) -> Q:
    """Condition: this person has no answer on the item, not even a skip."""
    answered = Annotation.objects.filter(item=OuterRef(item), user=user, replaced_at__isnull=True)
    return ~Q(Exists(answered))


def _not_held(user: User, item: str) -> Q:
    return ~Q(Exists(Lease.objects.filter(item=OuterRef(item), user=user, ended_at__isnull=True)))


def _items(project: Project, *, user: User, but: Iterable[Pick]) -> QuerySet[Item]:
    free = Item.objects.filter(project=project, state=Item.State.OPEN, open_slots__gt=0)
    free = free.exclude(pk__in=[pick.item_id for pick in but]) if but else free
    return free.filter(_for_person(user, "pk"), _not_held(user, "pk"))


def _audit(project: Project, *, user: User, count: int, but: list[Pick]) -> list[Pick]:
    if count <= 0:
        return []
    found = _items(project, user=user, but=but).filter(role=Item.ItemRole.AUDIT).order_by("draw")
    return [Pick(pk, Source.AUDIT) for pk in found.values_list("pk", flat=True)[:count]]


def _begun(project: Project, *, user: User, count: int, but: list[Pick]) -> list[Pick]:
    """Items that others have answered and that still want an answer (overlap > 1): finished first."""
    if count <= 0:
        return []
    found = _items(project, user=user, but=but).filter(answers__gt=0).order_by("row")
    return [Pick(pk, Source.SECOND) for pk in found.values_list("pk", flat=True)[:count]]


def _ranked(project: Project, *, user: User, count: int, but: list[Pick]) -> list[Pick]:
    if count <= 0:
        return []
    entries = (
        QueueEntry.objects.filter(project=project, open=True)
        .exclude(item__in=[pick.item_id for pick in but])
        .filter(_for_person(user, "item_id"), _not_held(user, "item_id"))
        .order_by("rank")
        .values_list("item_id", "round_id", "rank", "score", "probability")
    )
    return [
        Pick(item, Source.RANKING, round_id, rank, score, probability)
        for item, round_id, rank, score, probability in entries[:count]
    ]


def _random(project: Project, *, user: User, count: int, but: list[Pick]) -> list[Pick]:
    """The ranking ran dry, or there is none yet: random pool items, marked so."""
    if count <= 0:
        return []
    found = _items(project, user=user, but=but).filter(role=Item.ItemRole.POOL).order_by("draw")
    return [Pick(pk, Source.RANDOM) for pk in found.values_list("pk", flat=True)[:count]]


def _lease(project: Project, *, user: User, picks: list[Pick], now: datetime) -> list[Lease]:
    until = now + timedelta(minutes=project.lease_minutes)
    new = Lease.objects.bulk_create(
        Lease(
            project=project,
            item_id=pick.item_id,
            user=user,
            leased_at=now,
            expires_at=until,
            source=pick.source,
            round_id=pick.round_id,
            rank=pick.rank,
            score=pick.score,
            probability=pick.probability,
        )
        for pick in picks
    )
    leases.move_slots({pick.item_id: -1 for pick in picks})
    return new
