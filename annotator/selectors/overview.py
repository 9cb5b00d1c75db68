"""The manager's dashboard: every figure with what it is compared to and how sure it is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import Q, Sum

from annotator.models import AnswerTally, CostEntry, CostKind, Label, Project, QueueEntry, Round, RoundStatus
from annotator.selectors import accuracy, budget, people, rounds, turns, workers
from annotator.selectors.accuracy import Chance, Change
from annotator.selectors.awaited import Supply, Waiting, awaited, waiting
from annotator.selectors.budget import Left
from annotator.selectors.forecast import Forecast, forecast
from annotator.selectors.items.counts import ItemCounts, item_counts
from annotator.selectors.people import PersonRow
from annotator.selectors.representation import Looks, looks_of
from annotator.selectors.sentence import plain_sentence
from annotator.selectors.turns import WorkerBusy
from annotator.selectors.warnings import ProjectWarning, warnings_for
from annotator.statistics.shares import Estimate, wilson

PACE_WINDOW = timedelta(hours=1)
RANK_ROUNDS_SHOWN = 200
# By what was sent within that hour, however many answers there are.
_RECENT = """
SELECT coalesce(sum(given.labels), 0)::bigint, min(recent.received_at) FILTER (WHERE given.labels > 0)
FROM (SELECT sent.id, sent.received_at FROM annotator_submission sent JOIN annotator_user u ON u.id = sent.user_id
      WHERE sent.project_id = %(project)s AND sent.received_at >= %(since)s AND sent.origin <> 'import'
        AND NOT u.is_oracle OFFSET 0) recent
CROSS JOIN LATERAL (SELECT count(*) AS labels FROM annotator_annotation a
                    WHERE a.submission_id = recent.id AND a.replaced_at IS NULL AND a.label_id IS NOT NULL
                    OFFSET 0) given
"""


@dataclass(frozen=True)
class Spent:
    labels: int
    budget_labels: int
    money: Decimal
    budget_money: Decimal | None
    currency: str
    labels_money: Decimal
    compute_money: Decimal


@dataclass(frozen=True)
class Pace:
    labels_per_hour: float
    people_online: int


@dataclass(frozen=True)
class CurvePoint:
    """Accuracy of the proxy of one round on the audit items answered by then; only where it is sure.

    labels: given by then, those that files brought among them.
    """

    round: int
    labels: int
    money: Decimal
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class ClassRow:
    """labels: answers of this class on pool items (chosen by the model, so biased). audit_labels: on audit items.

    Both together are the labels that an export holds. share: of the labels. prevalence: share of the audit items on
    which people have settled.
    """

    id: int
    name: str
    color: str
    labels: int
    audit_labels: int
    share: float
    prevalence: Estimate | None


@dataclass(frozen=True)
class Ranking:
    """alike: items that come before it, because somebody asked for more like others."""

    round: int | None
    age_s: float | None
    labels_behind: int
    running: bool
    worker_alive: bool
    worker_seen_at: datetime | None
    next_round_in: int
    waits_for: WorkerBusy | None
    alike: int


@dataclass(frozen=True)
class Overview:
    """accuracy: None while nobody can know it; `awaited` then says what is missing. change, chance: as accuracy.

    looks: None where the strategy knows no representations.
    """

    sentence: str
    spent: Spent
    left: Left
    accuracy: Estimate | None
    awaited: Waiting | None
    change: Change | None
    chance: Chance | None
    pace: Pace
    curve: list[CurvePoint]
    forecast: Forecast | None
    classes: list[ClassRow]
    rounds: list[Round]
    ranking: Ranking
    looks: Looks | None
    people: list[PersonRow]
    items: ItemCounts
    warnings: list[ProjectWarning]


def overview(project: Project, *, now: datetime) -> Overview:
    """Everything on the dashboard, from one moment."""
    project_rounds = list(Round.objects.filter(project=project).order_by("number"))
    measured = accuracy.measured(project_rounds)
    pace, items = _pace(project, now=now), item_counts(project, now=now)
    audit = accuracy.audited([project.pk])[project.pk]
    spent, left = _spent(project), _left(project, items, pace=pace, now=now)
    ranking = _ranking(project, project_rounds, now=now)
    current = accuracy.current(measured)
    supply = Supply(items.audit_in_all, items.pool, left=left.labels, labels_per_hour=pace.labels_per_hour)
    missing = waiting(project, awaited(audit.total(), expected=accuracy.expected(measured)), supply=supply)
    coming = forecast(project, measured, left=left.labels, labels_per_hour=pace.labels_per_hour) if current else None
    points = accuracy.sure(measured)
    labels = list(Label.objects.filter(project=project))
    return Overview(
        sentence=plain_sentence(
            project, given=_given_labels(project, project_rounds), accuracy=current or missing, left=left, coming=coming
        ),
        spent=spent,
        left=left,
        accuracy=current,
        awaited=None if current else missing,
        change=accuracy.change(points) if current else None,
        chance=accuracy.chance(audit, names={label.pk: label.name for label in labels}),
        pace=pace,
        curve=[_point(done) for done in points],
        forecast=coming,
        classes=_classes(project, labels, audit=audit),
        rounds=project_rounds[-RANK_ROUNDS_SHOWN:],
        ranking=ranking,
        looks=looks_of(project, project_rounds),
        people=people.rows_for(project, now=now),
        items=items,
        warnings=warnings_for(project, project_rounds, worker_alive=ranking.worker_alive),
    )


def _given_labels(project: Project, project_rounds: Sequence[Round]) -> int:
    """Labels paid here, and those of files that rounds have consumed."""
    arrived = [done.arrived_labels for done in project_rounds if done.status == RoundStatus.DONE]
    return project.labels_spent + (arrived[-1] if arrived else 0)


def _point(round_: Round) -> CurvePoint:
    share = accuracy.accuracy(round_)
    return CurvePoint(
        round=round_.number,
        labels=round_.given_labels,
        money=round_.spent_money,
        value=share.value,
        low=share.low,
        high=share.high,
        n=share.n,
    )


def _spent(project: Project) -> Spent:
    others = CostEntry.objects.filter(project=project).exclude(kind=CostKind.LABELS)
    by_kind = dict(others.values_list("kind").annotate(Sum("amount")))
    return Spent(
        labels=project.labels_spent,
        budget_labels=project.budget_labels,
        money=project.money_spent,
        budget_money=project.budget_money,
        currency=project.currency,
        labels_money=project.money_spent - sum(by_kind.values(), Decimal(0)),
        compute_money=by_kind.get(CostKind.COMPUTE, Decimal(0)),
    )


def _left(project: Project, items: ItemCounts, *, pace: Pace, now: datetime) -> Left:
    paid = budget.affordable(project)
    labels = min(paid, items.labels_wanted)
    money = None if project.budget_money is None else max(Decimal(0), project.budget_money - project.money_spent)
    hours = labels / pace.labels_per_hour if pace.labels_per_hour else None
    finish = now + timedelta(hours=hours) if hours is not None and hours < 24 * 365 else None
    return Left(labels, money, ends_with_items=labels < paid, finish_at=finish, hours=hours)


def _pace(project: Project, *, now: datetime) -> Pace:
    """Labels of the last hour by people at work here (no oracle, no file); in a young hour, scaled up."""
    with connection.cursor() as cursor:
        cursor.execute(_RECENT, {"project": project.pk, "since": now - PACE_WINDOW})
        labels, first = cursor.fetchone()
    online = people.online(project, now=now)
    if labels < 2:
        return Pace(labels_per_hour=float(labels), people_online=online)
    hours = max((now - first).total_seconds(), 60.0) / 3600
    return Pace(labels_per_hour=labels / hours, people_online=online)


def _classes(project: Project, labels: Sequence[Label], *, audit: Counter[int]) -> list[ClassRow]:
    given = _given(project)
    n_pool, n_audit = sum(pool for pool, _ in given.values()), audit.total()
    rows = []
    for label in labels:
        in_pool, in_audit = given.get(label.pk, (0, 0))
        rows.append(
            ClassRow(
                id=label.pk,
                name=label.name,
                color=label.color,
                labels=in_pool,
                audit_labels=in_audit,
                share=in_pool / n_pool if n_pool else 0.0,
                prevalence=wilson(audit[label.pk], n_audit) if n_audit else None,
            )
        )
    return rows


def _given(project: Project) -> dict[int, tuple[int, int]]:
    """label id -> answers on pool items, on audit items."""
    given = AnswerTally.objects.filter(project=project, label__isnull=False).values("label_id")
    counts = given.annotate(
        pool=Sum("answers", filter=Q(is_audit=False), default=0),
        audit=Sum("answers", filter=Q(is_audit=True), default=0),
    )
    return {row["label_id"]: (row["pool"], row["audit"]) for row in counts}


def _ranking(project: Project, project_rounds: list[Round], *, now: datetime) -> Ranking:
    done = [r for r in project_rounds if r.status == RoundStatus.DONE]
    newest, waiting = (done[-1] if done else None), project.labels_waiting
    worker = workers.rounds_worker()
    last = project_rounds[-1] if project_rounds else None
    running = last is not None and last.status == RoundStatus.RUNNING
    return Ranking(
        round=newest.number if newest else None,
        age_s=(now - newest.finished_at).total_seconds() if newest and newest.finished_at else None,
        labels_behind=waiting,
        running=running,
        worker_alive=worker.alive,
        worker_seen_at=worker.seen_at,
        next_round_in=0 if running else rounds.labels_missing(project, newest=last, waiting=waiting),
        waits_for=turns.busy_for(project),
        alike=QueueEntry.objects.filter(project=project, rank__lt=0, open=True).count(),
    )
