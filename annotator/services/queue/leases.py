"""Leases: who holds which item until when. Every function here needs the project's lock (locks.lock_project).

`Item.open_slots` and `QueueEntry.open` follow the leases in the same transaction.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import F

from annotator.models import Item, Lease, LeaseEnd, Project, QueueEntry, User

# A lease is written anew when this part of its time has passed, not at every key press.
RENEW_AFTER = 1 / 30


def until(project: Project, now: datetime) -> datetime:
    """When a lease that is given or renewed now runs out."""
    return now + timedelta(minutes=project.lease_minutes)


def renew_before(project: Project, now: datetime) -> datetime:
    """A lease that ends before this is worth renewing."""
    return now + (1 - RENEW_AFTER) * timedelta(minutes=project.lease_minutes)


def renew(project: Project, *, lease_ids: Collection[int], now: datetime) -> None:
    """Who still holds an item in the browser keeps it; also one that ran out but was not yet given away."""
    Lease.objects.filter(pk__in=lease_ids, ended_at__isnull=True).update(expires_at=until(project, now))


def expire(project: Project, *, now: datetime) -> int:
    """End the leases whose time is over and free their slots; how many there were."""
    expired = Lease.objects.filter(project=project, ended_at__isnull=True, expires_at__lte=now)
    return _end(expired.values_list("pk", "item_id"), how=LeaseEnd.EXPIRED, now=now)


def give_back(project: Project, *, user: User, item_ids: Collection[int], now: datetime) -> int:
    """End this person's leases on these items; unknown or ended ones are passed over."""
    if not item_ids:
        return 0
    mine = Lease.objects.filter(project=project, user=user, item_id__in=item_ids, ended_at__isnull=True)
    return _end(mine.values_list("pk", "item_id"), how=LeaseEnd.GIVEN_BACK, now=now)


def withdraw_all(project: Project, *, user: User, now: datetime) -> int:
    """End all of a person's leases: they leave the project."""
    mine = Lease.objects.filter(project=project, user=user, ended_at__isnull=True)
    return _end(mine.values_list("pk", "item_id"), how=LeaseEnd.WITHDRAWN, now=now)


def _end(leases: Iterable[tuple[int, int]], *, how: LeaseEnd, now: datetime) -> int:
    pairs = list(leases)
    if not pairs:
        return 0
    Lease.objects.filter(pk__in=[pk for pk, _ in pairs]).update(ended_at=now, end=how)
    move_slots(Counter(item for _, item in pairs))
    return len(pairs)


def move_slots(change: Mapping[int, int]) -> None:
    """Add `change` to the open slots of items; keep their queue entries in step."""
    groups: dict[int, list[int]] = {}
    for item, slots in change.items():
        groups.setdefault(slots, []).append(item)
    for slots, items in groups.items():
        Item.objects.filter(pk__in=items).update(open_slots=F("open_slots") + slots)
    follow_slots(change)


def follow_slots(change: Mapping[int, int]) -> None:
    """The open slots of these items have changed: open or close their queue entries accordingly."""
    freed = [item for item, slots in change.items() if slots > 0]
    taken = [item for item, slots in change.items() if slots < 0]
    if freed:
        QueueEntry.objects.filter(item_id__in=freed, item__open_slots__gt=0).update(open=True)
    if taken:
        QueueEntry.objects.filter(item_id__in=taken, item__open_slots=0).update(open=False)
