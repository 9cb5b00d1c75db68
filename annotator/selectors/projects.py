"""Questions about projects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet, Sum

from annotator.models import (
    ItemRole,
    ItemState,
    Membership,
    Project,
    ProjectStatus,
    Role,
    Round,
    RoundStatus,
    User,
)
from annotator.selectors import accuracy
from annotator.selectors.awaited import Awaited, awaited
from annotator.selectors.ending import ended_by
from annotator.selectors.items.counts import number_of, tallies
from annotator.selectors.returned import counts_for
from annotator.statistics.shares import Estimate

ONLINE_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True)
class Missing:
    """What still stops a project from starting."""

    code: str
    detail: str


@dataclass(frozen=True)
class ProjectRow:
    """One line of the project list. awaited: the audit answers that are missing, where accuracy is not known and the
    project has audit items enough to know it.

    ended_by: why nothing is asked any more: "items", "budget", or None (selectors/ending.py). returned: items that
    reviewers sent back to this person, and that they have not answered since.
    """

    project: Project
    role: str
    items: int
    accuracy: Estimate | None
    awaited: Awaited | None
    accuracy_series: list[float]
    people_online: int
    ended_by: str | None
    returned: int


def missing(project: Project) -> list[Missing]:
    """What a manager must still do before labelling can start."""
    steps = []
    if not project.n_items:
        steps.append(Missing("no_items", "Import some items first."))
    if project.labels.count() < 2:
        steps.append(Missing("no_labels", "A project needs at least two labels."))
    return steps


def sees_money(project: Project, *, role: str) -> bool:
    """What labels cost is for those who manage and review; for annotators only where the manager wants it."""
    return role != Role.ANNOTATOR or project.annotators_see_money


def memberships_of(user: User) -> QuerySet[Membership]:
    return Membership.objects.filter(user=user).select_related("project").order_by("-project__created_at")


def rows_for(user: User, *, now: datetime) -> list[ProjectRow]:
    """The projects of a person, newest first; a fixed number of queries however many there are."""
    memberships = list(memberships_of(user))
    ids = [membership.project_id for membership in memberships]
    online = _online(ids, now=now)
    rounds = _rounds(ids)
    ended = ended_by(ids)
    returned = counts_for(user, ids)
    missing_in = _awaited([membership.project for membership in memberships], rounds)
    return [
        ProjectRow(
            project=project,
            role=membership.role,
            items=project.n_items,
            accuracy=accuracy.current(rounds.get(project.pk, [])),
            awaited=missing_in.get(project.pk),
            accuracy_series=[accuracy.accuracy(done).value for done in accuracy.sure(rounds.get(project.pk, []))],
            people_online=online.get(project.pk, 0),
            ended_by=ended.get(project.pk),
            returned=returned.get(project.pk, 0),
        )
        for membership in memberships
        for project in [membership.project]
    ]


def _online(ids: Sequence[int], *, now: datetime) -> dict[int, int]:
    members = Membership.objects.filter(project__in=ids, last_seen_at__gte=now - ONLINE_WITHIN, user__is_oracle=False)
    return dict(members.values_list("project").annotate(Count("pk")))


def _rounds(ids: Sequence[int]) -> dict[int, list[Round]]:
    """project -> its measured rounds, in order."""
    done = Round.objects.filter(project__in=ids, status=RoundStatus.DONE, audit_n__gt=0).order_by("number")
    rounds: dict[int, list[Round]] = {}
    for round_ in accuracy.measured(
        done.only("project_id", "number", "status", "labels_new", "audit_right", "audit_n")
    ):
        rounds.setdefault(round_.project_id, []).append(round_)
    return rounds


def _awaited(projects: Iterable[Project], rounds: Mapping[int, Sequence[Round]]) -> dict[int, Awaited]:
    """What is missing in started projects whose accuracy is not known yet.

    Nothing is awaited where there are fewer audit items than it takes.
    """
    expected_by_project = {
        project.pk: accuracy.expected(rounds.get(project.pk, []))
        for project in projects
        if project.status != ProjectStatus.DRAFT and accuracy.current(rounds.get(project.pk, [])) is None
    }
    answered = accuracy.audited(expected_by_project)
    missing_in = {pk: awaited(answered[pk].total(), expected=expected) for pk, expected in expected_by_project.items()}
    audit_items = _audit_items(missing_in)
    return {pk: found for pk, found in missing_in.items() if found.needed <= audit_items.get(pk, 0)}


def _audit_items(projects: Iterable[int]) -> dict[int, int]:
    """project -> its audit items; none of a project without."""
    return dict(tallies(*projects).filter(role=ItemRole.AUDIT).values_list("project").annotate(Sum("items")))


def audit_answered(project: Project) -> int:
    """Audit items that somebody has answered and that measure the model."""
    return number_of(tallies(project.pk).filter(role=ItemRole.AUDIT, state=ItemState.OPEN, answers__gt=0))


def items_with_truth(project: Project) -> int:
    return number_of(tallies(project.pk).filter(truth__isnull=False))
