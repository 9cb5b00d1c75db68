"""Who labels, how fast, and how well on audit items."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet

from annotator.models import ItemRole, Membership, Project, User
from annotator.selectors.answers import standing_answers
from annotator.selectors.projects import ONLINE_WITHIN
from annotator.sql import Statement
from annotator.statistics.shares import Estimate, wilson

# Longer on one item than this is a coffee, not an answer: it does not count towards the speed.
PAUSE_S = 300.0

_ROLE = Statement(
    "role",
    "SELECT role FROM annotator_membership WHERE project_id = %(project)s AND user_id = %(user)s",
    project="bigint",
    user="bigint",
)


@dataclass(frozen=True)
class PersonRow:
    """One member's work. audit_agreement: share of audit items with known truth that they answered like it."""

    id: int
    username: str
    role: str
    labels: int
    skips: int
    seconds_per_label: float | None
    labels_per_hour: float | None
    audit_agreement: Estimate | None
    last_seen_at: datetime | None
    online: bool


def role_in(project_id: int, user_id: int) -> str | None:
    """The role of this person in this project; None for a stranger, and where there is no such project."""
    row = _ROLE.row(project=project_id, user=user_id)
    return None if row is None else str(row[0])


def membership_of(user: User, *, project_id: int) -> Membership | None:
    """The membership with its project; None for a stranger, and where there is no such project."""
    return Membership.objects.select_related("project").filter(project=project_id, user=user).first()


def members(project: Project) -> QuerySet[Membership]:
    """The members with their accounts, in the order in which they joined."""
    return Membership.objects.filter(project=project).select_related("user").order_by("joined_at")


def online(project: Project, *, now: datetime) -> int:
    members_online = Membership.objects.filter(project=project, last_seen_at__gte=now - ONLINE_WITHIN)
    return members_online.filter(user__is_oracle=False).count()


def rows_for(project: Project, *, now: datetime) -> list[PersonRow]:
    """Members by the number of their labels; who never labelled comes last."""
    work = _work(project)
    rows = [_row(member, work.get(member.user_id), now=now) for member in members(project)]
    return sorted(rows, key=lambda row: (-row.labels, row.username))


def _work(project: Project) -> dict[int, dict[str, Any]]:
    labelled, truth = Q(label__isnull=False), Q(item__role=ItemRole.AUDIT, item__truth__isnull=False)
    timed = labelled & Q(seconds__gt=0, seconds__lt=PAUSE_S)
    rows = (
        standing_answers(project)
        .values("user_id")
        .annotate(
            labels=Count("pk", filter=labelled),
            skips=Count("pk", filter=~labelled),
            seconds=Avg("seconds", filter=timed),
            checked=Count("pk", filter=labelled & truth),
            right=Count("pk", filter=labelled & truth & Q(label=F("item__truth"))),
        )
    )
    return {row["user_id"]: dict(row) for row in rows}


def _row(member: Membership, work: dict[str, Any] | None, *, now: datetime) -> PersonRow:
    work = work or {"labels": 0, "skips": 0, "seconds": None, "checked": 0, "right": 0}
    seconds = work["seconds"]
    return PersonRow(
        id=member.pk,
        username=member.user.username,
        role=member.role,
        labels=work["labels"],
        skips=work["skips"],
        seconds_per_label=seconds,
        labels_per_hour=3600 / seconds if seconds else None,
        audit_agreement=wilson(work["right"], work["checked"]) if work["checked"] else None,
        last_seen_at=member.last_seen_at,
        online=member.last_seen_at is not None and now - member.last_seen_at < ONLINE_WITHIN,
    )
