"""How many items a person may be handed: as the project's state and budget allow, and fewer when little is left."""

from datetime import datetime

from annotator.models import Membership, Project, ProjectStatus, User
from annotator.selectors import budget
from annotator.services.queue.presence import SILENT_FOR

# Who is alone holds so many at least, if the budget pays for them: a browser sends five answers at once.
ALONE = 5
# Where the budget pays for so many decks, nobody needs to share.
PLENTY = 20


def room(project: Project, *, live: int) -> int:
    """New leases that the project still hands out: none in a pause, and no more than the budget pays for."""
    return budget.affordable(project) - live if project.status == ProjectStatus.ACTIVE else 0


def room_for_held(project: Project, *, live: int) -> int:
    """As `room`, of items that somebody had in hand: work that has begun may be done in a pause."""
    return budget.affordable(project) - live if project.status in (ProjectStatus.ACTIVE, ProjectStatus.PAUSED) else 0


def share(project: Project, *, user: User, holds: int, more: int, now: datetime) -> int:
    """How many of `more` new items this person gets: what little is left is shared by those at work and one who comes.

    holds: how many they hold already. Arenas keep to their own sizes.
    """
    left = budget.affordable(project)
    if more <= 0 or project.is_arena or left >= PLENTY * (holds + more):
        return max(0, more)
    others = Membership.objects.filter(project=project, last_seen_at__gt=now - SILENT_FOR).exclude(user=user).count()
    fair = -(-left // (others + 2))
    return max(0, min(more, (fair if others else max(fair, ALONE)) - holds))
