"""Questions about projects."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from annotator.models import Item, ItemRole, ItemState, Membership, Project, Round, User
from annotator.statistics.shares import Estimate, wilson

ONLINE_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True)
class Missing:
    """What still stops a project from starting."""

    code: str
    detail: str


@dataclass(frozen=True)
class ProjectRow:
    """One line of the project list."""

    project: Project
    role: str
    items: int
    accuracy: Estimate | None
    accuracy_series: list[float]
    people_online: int


def missing(project: Project) -> list[Missing]:
    """What a manager must still do before labelling can start."""
    steps = []
    if not project.next_row:
        steps.append(Missing("no_items", "Import some items first."))
    if project.labels.count() < 2:
        steps.append(Missing("no_labels", "A project needs at least two labels."))
    return steps


def memberships_of(user: User) -> QuerySet[Membership]:
    return Membership.objects.filter(user=user).select_related("project").order_by("-project__created_at")


def rows_for(user: User, *, now: datetime) -> list[ProjectRow]:
    """The projects of a person, newest first; a fixed number of queries however many there are."""
    memberships = list(memberships_of(user))
    ids = [membership.project_id for membership in memberships]
    online = _online(ids, now=now)
    curves = _curves(ids)
    return [
        ProjectRow(
            project=membership.project,
            role=membership.role,
            items=membership.project.next_row,
            accuracy=_estimate(curves.get(membership.project_id, [])),
            accuracy_series=[right / n for right, n in curves.get(membership.project_id, [])],
            people_online=online.get(membership.project_id, 0),
        )
        for membership in memberships
    ]


def _online(ids: Sequence[int], *, now: datetime) -> dict[int, int]:
    members = Membership.objects.filter(project__in=ids, last_seen_at__gte=now - ONLINE_WITHIN, user__is_oracle=False)
    return dict(members.values_list("project").annotate(Count("pk")))


def _curves(ids: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """project -> (right, n) of each round with audit answers, in order."""
    curves: dict[int, list[tuple[int, int]]] = {}
    done = Round.objects.filter(project__in=ids, audit_n__gt=0).order_by("number")
    for project_id, right, n in done.values_list("project_id", "audit_right", "audit_n"):
        curves.setdefault(project_id, []).append((right, n))
    return curves


def _estimate(curve: list[tuple[int, int]]) -> Estimate | None:
    return wilson(*curve[-1]) if curve else None


def items_with_truth(project: Project) -> int:
    return Item.objects.filter(project=project, truth__isnull=False).count()


def item_counts(project: Project, *, now: datetime) -> dict[str, int]:
    """How many items are where; `pool` are those nobody has answered or holds."""
    open_ = Q(state=ItemState.OPEN)
    counts: dict[str, int] = Item.objects.filter(project=project).aggregate(
        total=Count("pk"),
        labelled=Count("pk", filter=Q(answers__gt=0)),
        audit=Count("pk", filter=Q(role=ItemRole.AUDIT)),
        set_aside=Count("pk", filter=~open_),
        pool=Count("pk", filter=open_ & Q(answers=0, open_slots__gte=project.overlap, role=ItemRole.POOL)),
    )
    leased = project.leases.filter(ended_at__isnull=True, expires_at__gt=now).values("item").distinct().count()
    return {**counts, "leased": leased}
