"""Items that a reviewer sends back: asked of one person once more, before all else, and of nobody else for it.

What that person answered counts until they answer anew; it is then corrected, and costs nothing. Needs the project's
lock.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from annotator.models import Decision, Lease, LeaseSource, Project, SentBack, User
from annotator.services.queue import leases


def send_back(project: Project, decision: Decision, items: Sequence[int], *, person: User) -> None:
    """Ask this person for these items once more. Of two notes on one item the newer counts."""
    SentBack.objects.filter(person=person, item__in=items, ended_at__isnull=True).update(ended_at=decision.at)
    SentBack.objects.bulk_create(
        SentBack(decision=decision, project=project, item_id=item, person=person) for item in items
    )


def close(project: Project, *, user: User, items: Collection[int], now: datetime) -> None:
    """This person has answered these items: what was sent back to them is done."""
    waiting = SentBack.objects.filter(person=user, project=project, item__in=items, ended_at__isnull=True)
    waiting.update(ended_at=now, is_answered=True)


def withdraw(project: Project, decision: Decision, *, now: datetime) -> int:
    """Ask no more for what this decision sent back, and take it out of their hands; how many had not been answered."""
    waiting = SentBack.objects.filter(decision=decision, ended_at__isnull=True)
    pairs = list(waiting.values_list("item_id", "person_id"))
    held = Lease.objects.filter(
        project=project, item__in=[item for item, _ in pairs], source=LeaseSource.RETURNED, ended_at__isnull=True
    )
    leases.withdraw(project, held, now=now)
    return waiting.update(ended_at=now)
