"""Who labels, how fast, and how well on audit items."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Sum

from annotator.errors import Invalid
from annotator.models import AnswerTally, Membership, Project, Submission, User
from annotator.selectors import cautions
from annotator.selectors.projects import ONLINE_WITHIN
from annotator.sql import Statement
from annotator.statistics.shares import Estimate, wilson

# Longer on one item than this is a coffee, not an answer: it does not count towards the speed (models/tallies.py).
PAUSE_S = 300.0

_ROLE = Statement(
    "role",
    "SELECT role FROM annotator_membership WHERE project_id = %(project)s AND user_id = %(user)s",
    project="bigint",
    user="bigint",
)


@dataclass(frozen=True)
class Person:
    """Who is in a project, or has left it and answered before.

    id: of the membership; it, role and joined_at are None for who has left, and for whom a file has brought: from_file
    is its name. labels, skips: their answers that stand. stage: told or stopped
    (models/cautions.py), or None; caution: on what that rests.
    """

    id: int | None
    user: int
    username: str
    role: str | None
    joined_at: datetime | None
    labels: int
    skips: int
    password_is_given: bool = False
    from_file: str = ""
    stage: str | None = None
    caution: str = ""

    @property
    def has_left(self) -> bool:
        return self.id is None and not self.from_file


@dataclass(frozen=True)
class PersonRow:
    """One person's work. id: of their account. role: None for who has left, and for whom a file has brought (from_file:
    its name); their answers count like all others.

    audit_agreement: share of audit items with known truth that they answered like it.
    """

    id: int
    username: str
    role: str | None
    has_left: bool
    labels: int
    skips: int
    seconds_per_label: float | None
    labels_per_hour: float | None
    audit_agreement: Estimate | None
    last_seen_at: datetime | None
    online: bool
    from_file: str = ""


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


def everyone(project: Project) -> list[Person]:
    """The members in the order in which they joined, then those who have left and whose answers stay."""
    given = _given(project)
    said = cautions.newest_of(project)
    here = [_person(member, given, said) for member in members(project)]
    return [*here, *(_gone(user, given) for user in _left(given.keys() - {person.user for person in here}))]


def person_of(membership: Membership) -> Person:
    given = _given(membership.project, user_id=membership.user_id)
    return _person(membership, given, cautions.newest_of(membership.project))


def _person(member: Membership, answers: Mapping[int, tuple[int, int]], said: Mapping[int, str]) -> Person:
    labels, skips = answers.get(member.user_id, (0, 0))
    user = member.user
    given = user.password_from_id is not None
    return Person(
        member.pk,
        user.pk,
        user.username,
        member.role,
        member.joined_at,
        labels=labels,
        skips=skips,
        password_is_given=given,
        stage=member.stage or None,
        caution=said.get(user.pk, "") if member.stage else "",
    )


def _gone(user: User, given: Mapping[int, tuple[int, int]]) -> Person:
    labels, skips = given[user.pk]
    return Person(
        None,
        user.pk,
        user.shown_name,
        role=None,
        joined_at=None,
        labels=labels,
        skips=skips,
        from_file=user.from_file,
    )


def _left(user_ids: Collection[int]) -> QuerySet[User]:
    return User.objects.filter(pk__in=user_ids).order_by("called", "username")


def _given(project: Project, **only: int) -> dict[int, tuple[int, int]]:
    """account -> labels, skips that stand."""
    return {user: (work["labels"], work["skips"]) for user, work in _work(project, **only).items()}


def online(project: Project, *, now: datetime) -> int:
    members_online = Membership.objects.filter(project=project, last_seen_at__gte=now - ONLINE_WITHIN)
    return members_online.filter(user__is_oracle=False).count()


def rows_for(project: Project, *, now: datetime) -> list[PersonRow]:
    """By the number of their labels, who has left among them; who never labelled comes last."""
    work, here = _work(project), {member.user_id: member for member in members(project)}
    accounts = [*(member.user for member in here.values()), *_left(work.keys() - here.keys())]
    rows = [_row(user, here.get(user.pk), work.get(user.pk), now=now) for user in accounts]
    return sorted(rows, key=lambda row: (-row.labels, row.username))


def _work(project: Project, **only: int) -> dict[int, dict[str, Any]]:
    """account -> what it has given that stands; those with nothing are left out."""
    rows = AnswerTally.objects.filter(project=project, answers__gt=0, **only).values("user_id")
    sums = rows.annotate(
        labels=Sum("answers", filter=Q(label__isnull=False), default=0),
        skips=Sum("answers", filter=Q(label__isnull=True), default=0),
        n_timed=Sum("timed"),
        in_all=Sum("seconds"),
        n_checked=Sum("checked"),
        n_correct=Sum("correct"),
    )
    return {row["user_id"]: dict(row) for row in sums}


def _row(user: User, member: Membership | None, work: dict[str, Any] | None, *, now: datetime) -> PersonRow:
    work = work or dict.fromkeys(("labels", "skips", "n_timed", "in_all", "n_checked", "n_correct"), 0)
    seconds = float(work["in_all"] / work["n_timed"]) if work["n_timed"] else None
    seen_at = member.last_seen_at if member else None
    return PersonRow(
        id=user.pk,
        username=user.shown_name,
        role=member.role if member else None,
        has_left=member is None and not user.from_file,
        labels=work["labels"],
        skips=work["skips"],
        seconds_per_label=seconds,
        labels_per_hour=3600 / seconds if seconds else None,
        audit_agreement=wilson(work["n_correct"], work["n_checked"]) if work["n_checked"] else None,
        last_seen_at=seen_at,
        online=seen_at is not None and now - seen_at < ONLINE_WITHIN,
        from_file=user.from_file,
    )


def answerer(project: Project, user_id: int) -> User:
    """Somebody who has answered in this project, or is in it. Raises Invalid (unknown_person)."""
    known = Q(pk__in=Submission.objects.filter(project=project).values("user"))
    known |= Q(pk__in=Membership.objects.filter(project=project).values("user"))
    user = User.objects.filter(known, pk=user_id).first()
    if user is None:
        raise Invalid("unknown_person", "Nobody of this number has answered in this project.", attr="person")
    return user
