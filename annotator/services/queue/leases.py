"""Leases: who holds which item until when. Every function here needs the project's lock (locks.lock_project).

`Item.open_slots` and `QueueEntry.open` follow the leases in the same transaction.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from annotator.models import Lease, LeaseEnd, Membership, Project, User
from annotator.selectors.slots import open_slots, wanted
from annotator.sql import Statement

# A lease is written anew when this part of its time has passed, not at every key press.
RENEW_AFTER = 1 / 30

_SLOTS = f"UPDATE annotator_item item SET open_slots = {open_slots(wanted())} WHERE"  # noqa: S608 - composed of our own texts
_ENTRIES = """
UPDATE annotator_queueentry entry SET open = item.open_slots > 0 FROM annotator_item item
WHERE entry.item_id = item.id AND entry.open <> (item.open_slots > 0) AND
"""
_SLOTS_OF_ITEMS = Statement("slots", f"{_SLOTS} item.id = ANY(%(items)s)", overlap="integer", items="bigint[]")
_SLOTS_OF_ALL = Statement("slots_all", f"{_SLOTS} item.project_id = %(project)s", overlap="integer", project="bigint")
_ENTRIES_OF_ITEMS = Statement("entries", f"{_ENTRIES} entry.item_id = ANY(%(items)s)", items="bigint[]")
_ENTRIES_OF_ALL = Statement("entries_all", f"{_ENTRIES} entry.project_id = %(project)s", project="bigint")


def until(project: Project, now: datetime) -> datetime:
    """When a lease that is given or renewed now runs out."""
    return now + timedelta(minutes=project.lease_minutes)


def renew_before(project: Project, now: datetime) -> datetime:
    """A lease that ends before this is worth renewing."""
    return now + (1 - RENEW_AFTER) * timedelta(minutes=project.lease_minutes)


def live(project: Project) -> int:
    """How many leases have not ended."""
    return Lease.objects.filter(project=project, ended_at__isnull=True).count()


def renew(project: Project, *, lease_ids: Collection[int], now: datetime) -> None:
    """Who still holds an item in the browser keeps it; also one that ran out but was not yet given away."""
    Lease.objects.filter(pk__in=lease_ids, ended_at__isnull=True).update(expires_at=until(project, now))


def expire(project: Project, *, now: datetime) -> int:
    """End the leases whose time is over, and those of people whose page is gone; how many there were."""
    live = Lease.objects.filter(project=project, ended_at__isnull=True)
    expired = live.filter(expires_at__lte=now).values_list("pk", "item_id")
    ended = _end(project, expired, how=LeaseEnd.EXPIRED, now=now)
    gone = Membership.objects.filter(project=project, open_until__lte=now)
    if users := list(gone.values_list("user_id", flat=True)):
        left = live.filter(user__in=users).values_list("pk", "item_id")
        ended += _end(project, left, how=LeaseEnd.LEFT, now=now)
        gone.update(page=None, open_until=None)
    return ended


def give_back(project: Project, *, user: User, item_ids: Collection[int], now: datetime) -> int:
    """End this person's leases on these items; unknown or ended ones are passed over."""
    if not item_ids:
        return 0
    mine = Lease.objects.filter(project=project, user=user, item_id__in=item_ids, ended_at__isnull=True)
    return _end(project, mine.values_list("pk", "item_id"), how=LeaseEnd.GIVEN_BACK, now=now)


def withdraw_all(project: Project, *, user: User, now: datetime) -> int:
    """End all of a person's leases: they leave the project."""
    mine = Lease.objects.filter(project=project, user=user, ended_at__isnull=True)
    return _end(project, mine.values_list("pk", "item_id"), how=LeaseEnd.WITHDRAWN, now=now)


def withdraw(project: Project, held: QuerySet[Lease], *, now: datetime) -> int:
    """End these leases, which have not ended: what was held is asked of nobody, or of others."""
    return _end(project, held.values_list("pk", "item_id"), how=LeaseEnd.WITHDRAWN, now=now)


def _end(project: Project, leases: Iterable[tuple[int, int]], *, how: LeaseEnd, now: datetime) -> int:
    pairs = list(leases)
    if not pairs:
        return 0
    Lease.objects.filter(pk__in=[pk for pk, _ in pairs]).update(ended_at=now, end=how)
    renew_slots(project, {item for _, item in pairs})
    return len(pairs)


def renew_slots(project: Project, items: Collection[int]) -> None:
    """Answers or leases of these items have changed: their open slots anew, with their queue entries."""
    _SLOTS_OF_ITEMS.run(overlap=project.overlap, items=list(items))
    follow_slots(items)


def renew_all_slots(project: Project) -> None:
    """The overlap has changed: the open slots of all items anew, with their queue entries."""
    _SLOTS_OF_ALL.run(overlap=project.overlap, project=project.pk)
    _ENTRIES_OF_ALL.run(project=project.pk)


def follow_slots(items: Collection[int]) -> None:
    """The open slots of these items have changed: open or close their queue entries accordingly."""
    if items:
        _ENTRIES_OF_ITEMS.run(items=list(items))
