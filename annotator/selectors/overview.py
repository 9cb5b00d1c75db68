"""The manager's dashboard: every figure with what it is compared to and how sure it is."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Sum

from annotator.models import CostEntry, CostKind, ItemRole, Label, Project, Round, RoundStatus
from annotator.selectors import budget, people, rounds, workers
from annotator.selectors.answers import current_answers
from annotator.selectors.forecast import Forecast, forecast
from annotator.selectors.people import PersonRow
from annotator.selectors.projects import item_counts
from annotator.selectors.sentence import plain_sentence
from annotator.selectors.warnings import ProjectWarning, warnings_for
from annotator.statistics.consensus import settled
from annotator.statistics.shares import Estimate, wilson

PACE_WINDOW = timedelta(hours=1)
RANK_ROUNDS_SHOWN = 200


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
class Left:
    """hours: labelling hours at today's pace; finish_at: now plus these hours. None while nobody labels."""

    labels: int
    money: Decimal | None
    finish_at: datetime | None
    hours: float | None


@dataclass(frozen=True)
class Pace:
    labels_per_hour: float
    people_online: int


@dataclass(frozen=True)
class CurvePoint:
    """Accuracy of the proxy of one round on the audit items answered by then."""

    round: int
    labels: int
    money: Decimal
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class ClassRow:
    """labels: answers of this class on pool items (chosen by the model, so biased).

    prevalence: share of the audit items on which people have settled.
    """

    id: int
    name: str
    color: str
    labels: int
    share: float
    prevalence: Estimate | None


@dataclass(frozen=True)
class Ranking:
    round: int | None
    age_s: float | None
    labels_behind: int
    running: bool
    worker_alive: bool
    worker_seen_at: datetime | None
    next_round_in: int


@dataclass(frozen=True)
class Overview:
    sentence: str
    spent: Spent
    left: Left
    accuracy: Estimate | None
    pace: Pace
    curve: list[CurvePoint]
    forecast: Forecast | None
    classes: list[ClassRow]
    rounds: list[Round]
    ranking: Ranking
    people: list[PersonRow]
    items: dict[str, int]
    warnings: list[ProjectWarning]


def overview(project: Project, *, now: datetime) -> Overview:
    """Everything on the dashboard, from one moment."""
    project_rounds = list(Round.objects.filter(project=project).order_by("number"))
    published = [r for r in project_rounds if r.status == RoundStatus.DONE and r.audit_n]
    curve = [_point(r) for r in published]
    pace = _pace(project, now=now)
    spent, left = _spent(project), _left(project, pace=pace, now=now)
    ranking = _ranking(project, project_rounds, now=now)
    accuracy = Estimate(curve[-1].value, curve[-1].low, curve[-1].high, curve[-1].n) if curve else None
    coming = forecast(project, published, left=left.labels, labels_per_hour=pace.labels_per_hour)
    return Overview(
        sentence=plain_sentence(
            project, accuracy=accuracy, left=left.labels, money=left.money, hours=left.hours, coming=coming
        ),
        spent=spent,
        left=left,
        accuracy=accuracy,
        pace=pace,
        curve=curve,
        forecast=coming,
        classes=_classes(project),
        rounds=project_rounds[-RANK_ROUNDS_SHOWN:],
        ranking=ranking,
        people=people.rows_for(project, now=now),
        items=item_counts(project, now=now),
        warnings=warnings_for(project, project_rounds, worker_alive=ranking.worker_alive),
    )


def _point(round_: Round) -> CurvePoint:
    share = wilson(round_.audit_right, round_.audit_n)
    return CurvePoint(
        round=round_.number,
        labels=round_.spent_labels,
        money=round_.spent_money,
        value=share.value,
        low=share.low,
        high=share.high,
        n=share.n,
    )


def _spent(project: Project) -> Spent:
    by_kind = dict(CostEntry.objects.filter(project=project).values_list("kind").annotate(Sum("amount")))
    return Spent(
        labels=project.labels_spent,
        budget_labels=project.budget_labels,
        money=project.money_spent,
        budget_money=project.budget_money,
        currency=project.currency,
        labels_money=by_kind.get(CostKind.LABELS, Decimal(0)),
        compute_money=by_kind.get(CostKind.COMPUTE, Decimal(0)),
    )


def _left(project: Project, *, pace: Pace, now: datetime) -> Left:
    labels = budget.affordable(project)
    money = None if project.budget_money is None else max(Decimal(0), project.budget_money - project.money_spent)
    hours = labels / pace.labels_per_hour if pace.labels_per_hour else None
    finish = now + timedelta(hours=hours) if hours is not None and hours < 24 * 365 else None
    return Left(labels=labels, money=money, finish_at=finish, hours=hours)


def _pace(project: Project, *, now: datetime) -> Pace:
    """Labels of the last hour by people (not the oracle); in a young hour, scaled up from what there is."""
    recent = current_answers(project).filter(received_at__gte=now - PACE_WINDOW, user__is_oracle=False)
    times = list(recent.order_by("received_at").values_list("received_at", flat=True))
    online = people.online(project, now=now)
    if len(times) < 2:
        return Pace(labels_per_hour=float(len(times)), people_online=online)
    hours = max((now - times[0]).total_seconds(), 60.0) / 3600
    return Pace(labels_per_hour=len(times) / hours, people_online=online)


def _classes(project: Project) -> list[ClassRow]:
    pool, audit = _pool_counts(project), _audit_counts(project)
    n_pool, n_audit = sum(pool.values()), sum(audit.values())
    return [
        ClassRow(
            id=label.pk,
            name=label.name,
            color=label.color,
            labels=pool.get(label.pk, 0),
            share=pool.get(label.pk, 0) / n_pool if n_pool else 0.0,
            prevalence=wilson(audit.get(label.pk, 0), n_audit) if n_audit else None,
        )
        for label in Label.objects.filter(project=project)
    ]


def _pool_counts(project: Project) -> dict[int, int]:
    """label id -> answers."""
    answers = current_answers(project).filter(item__role=ItemRole.POOL)
    return dict(answers.values_list("label_id").annotate(Count("pk")))


def _audit_counts(project: Project) -> Counter[int]:
    """label id -> items of this consensus."""
    answers = current_answers(project).filter(item__role=ItemRole.AUDIT)
    return Counter(settled(answers.values_list("item_id", "label_id")).values())


def _ranking(project: Project, project_rounds: list[Round], *, now: datetime) -> Ranking:
    done = [r for r in project_rounds if r.status == RoundStatus.DONE]
    newest, waiting = (done[-1] if done else None), rounds.waiting(project)
    worker = workers.rounds_worker()
    return Ranking(
        round=newest.number if newest else None,
        age_s=(now - newest.finished_at).total_seconds() if newest and newest.finished_at else None,
        labels_behind=waiting,
        running=bool(project_rounds) and project_rounds[-1].status == RoundStatus.RUNNING,
        worker_alive=worker.alive,
        worker_seen_at=worker.seen_at,
        next_round_in=max(0, rounds.threshold(project, newest=newest) - waiting),
    )
