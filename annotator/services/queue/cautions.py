"""Who is wrong too often on gold items, or too fast to have looked: they are told, then stopped.

Needs the project's lock. It is asked with each POST that brings answers, in the same transaction: whoever is stopped
gets no item more. It is the same work whether a gold item was among the answers or not, so that the time it takes tells
nobody which ones are gold.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from annotator.models import Caution, CautionReason, LogKind, Membership, Project, Stage, User
from annotator.selectors.cautions import sentence
from annotator.services import project_log
from annotator.services.project_log import Fact
from annotator.services.queue import leases
from annotator.services.queue.standing import Cautioned
from annotator.sql import Statement
from annotator.statistics import pace
from annotator.statistics.pace import Timed
from annotator.statistics.right_share import is_below

# Nobody is told the same again before.
AGAIN_AFTER = timedelta(days=1)
# So many of the newest answers tell the pace of the others.
TEAM_OF = 400

_GOLD = Statement(
    "gold_answers",
    """
SELECT array_agg(a.label_id = item.settled_id ORDER BY a.id) FROM annotator_item item
CROSS JOIN LATERAL (
    SELECT id, label_id FROM annotator_annotation
    WHERE item_id = item.id AND user_id = %(user)s AND replaced_at IS NULL AND label_id IS NOT NULL
    AND (%(since)s IS NULL OR received_at > %(since)s) OFFSET 0) a
WHERE item.project_id = %(project)s AND item.role = 'gold' AND item.state = 'open' AND item.open_slots > 0
""",
    project="bigint",
    user="bigint",
    since="timestamptz",
)
# Answers of programs, which nobody had on screen, are no one's pace.
_NEWEST = Statement(
    "newest_answers",
    """
SELECT a.seconds, a.label_id, extract(epoch FROM %(now)s - l.leased_at)::float8
FROM (SELECT id, seconds, label_id, lease_id, received_at FROM annotator_annotation
      WHERE project_id = %(project)s AND user_id = %(user)s AND (%(since)s IS NULL OR received_at > %(since)s)
      ORDER BY received_at DESC, id DESC LIMIT %(count)s) a
JOIN annotator_lease l ON l.id = a.lease_id AND l.source <> 'api'
ORDER BY a.received_at DESC, a.id DESC
""",
    project="bigint",
    user="bigint",
    since="timestamptz",
    now="timestamptz",
    count="integer",
)
_TEAM = Statement(
    "team_answers",
    """
SELECT seconds, label_id FROM (
    SELECT user_id, seconds, label_id, lease_id FROM annotator_annotation
    WHERE project_id = %(project)s ORDER BY id DESC LIMIT %(count)s) newest
WHERE user_id <> %(user)s AND lease_id IS NOT NULL
""",
    project="bigint",
    user="bigint",
    count="integer",
)


@dataclass(frozen=True)
class _Finding:
    """As a Caution has it."""

    stage: Stage
    reason: CautionReason
    limit: float
    right: int | None = None
    of: int | None = None
    seconds: float | None = None


def look(project: Project, before: Cautioned, *, user: User, now: datetime) -> Cautioned:
    """What stands for this person after new answers of theirs; who is stopped holds nothing any more."""
    if before.is_stopped or project.is_arena:
        return before
    found = _found(project, user, before.measured_from, now=now)
    if found is None or (found.stage == Stage.TOLD and _was_told(project, user, found, now=now)):
        return before
    _write(project, user, found, now=now)
    return Cautioned(found.stage, found.reason, now, before.measured_from)


def _found(project: Project, user: User, since: datetime | None, *, now: datetime) -> _Finding | None:
    """The gravest."""
    found = [*_on_gold(project, user, since), *_in_a_hurry(project, user, since, now=now)]
    return min(found, key=lambda each: each.stage != Stage.STOPPED, default=None)


def _on_gold(project: Project, user: User, since: datetime | None) -> list[_Finding]:
    limits = [(Stage.STOPPED, project.pause_below), (Stage.TOLD, project.warn_below)]
    if not any(limit for _, limit in limits):
        return []
    right = _GOLD.row(project=project.pk, user=user.pk, since=since)[0] or []
    return [
        _Finding(stage, CautionReason.GOLD, limit, right=sum(right), of=len(right))
        for stage, limit in limits
        if limit and is_below(right, limit)
    ]


def _in_a_hurry(project: Project, user: User, since: datetime | None, *, now: datetime) -> list[_Finding]:
    if not project.watch_pace:
        return []
    rows = _NEWEST.rows(project=project.pk, user=user.pk, since=since, now=now, count=pace.STOPPED_AFTER)
    own = [Timed(seconds, label) for seconds, label, _ in rows]
    spans = _spans([held for *_, held in rows])
    if not pace.may_be_hurried(own, spans=spans):
        return []
    team = [Timed(*row) for row in _TEAM.rows(project=project.pk, user=user.pk, count=TEAM_OF)]
    hurry = pace.hurry_of(own, spans=spans, team=team)
    if hurry is None:
        return []
    stage = Stage.STOPPED if hurry.is_stopped else Stage.TOLD
    reason = CautionReason.SAME if hurry.is_unvarying else CautionReason.PACE
    return [_Finding(stage, reason, hurry.limit, seconds=hurry.seconds)]


def _spans(held: list[float]) -> list[float]:
    """For each, the longest so far: from when the first of these items was handed out until the newest was answered."""
    return [max(held[: n + 1]) for n in range(len(held))]


def _was_told(project: Project, user: User, found: _Finding, *, now: datetime) -> bool:
    told = Caution.objects.filter(project=project, user=user, reason=found.reason, at__gt=now - AGAIN_AFTER)
    return told.filter(lifted_at__isnull=True).exists()


def _write(project: Project, user: User, found: _Finding, *, now: datetime) -> None:
    caution = Caution.objects.create(
        project=project,
        user=user,
        stage=found.stage,
        reason=found.reason,
        right=found.right,
        of=found.of,
        seconds=found.seconds,
        limit=found.limit,
        at=now,
    )
    member = Membership.objects.filter(project=project, user=user)
    member.update(stage=found.stage, stage_reason=found.reason, stage_at=now)
    if found.stage == Stage.STOPPED:
        leases.withdraw_all(project, user=user, now=now)
        project_log.write(project, Fact(LogKind.PERSON_STOPPED, user.username, after=sentence(caution)), by=None)
