"""Whose labelling page is open. What people hold ends with their page: `leases.expire`. Needs the project's lock."""

from datetime import datetime, timedelta
from uuid import UUID

from annotator.models import Membership, Project, User

# A page that is on screen speaks every 25 seconds (frontend: labelling/sync.ts); after so long a silence it is gone.
SILENT_FOR = timedelta(minutes=2)
# The row is not written at every key press.
SEEN_EVERY = timedelta(seconds=20)


def is_news(*, page: UUID | None, now: datetime, seen_at: datetime | None, seen_page: UUID | None) -> bool:
    """Whether a sign of life is worth writing, when the last one was at `seen_at` and of `seen_page`."""
    return seen_at is None or seen_at <= now - SEEN_EVERY or page not in (None, seen_page)


def note(project: Project, *, user: User, page: UUID | None, takes_items: bool, now: datetime) -> None:
    """This person spoke to the queue. Without a page it is a program: what it takes stays its own until it expires."""
    member = Membership.objects.filter(project=project, user=user)
    if page or takes_items:
        member.update(last_seen_at=now, page=page, open_until=now + SILENT_FOR if page else None)
    else:
        member.update(last_seen_at=now)
