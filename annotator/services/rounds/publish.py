"""Publishing a round: one short transaction swaps the ranking, consumes the labels, names the state."""

import time
from decimal import Decimal

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

import selection
from annotator.models import Annotation, AuditMarks, CostEntry, CostKind, Project, QueueEntry, Round, RoundStatus
from annotator.selectors import budget, cadence
from annotator.selectors import rounds as select
from annotator.services.locks import lock_project
from annotator.services.rounds.inputs import RoundData
from annotator.services.webhooks import events
from annotator.sql import any_of

# How much of the ranking is stored: annotators drain it while the next round runs; random items follow.
RESERVE_BATCHES = 10
RESERVE_AT_LEAST = 1000

_INSERT_RANKING = """
INSERT INTO annotator_queueentry (project_id, round_id, item_id, rank, score, probability, open)
SELECT item.project_id, %(round)s, item.id, new.rank, new.score, new.probability, item.open_slots > 0
FROM unnest(%(rows)s::int[], %(scores)s::float8[], %(probabilities)s::float8[])
     WITH ORDINALITY AS new (row, score, probability, rank)
JOIN annotator_item item ON item.project_id = %(project)s AND item.row = new.row AND item.state = 'open'
 AND item.role = 'pool'
ON CONFLICT (project_id, item_id) DO NOTHING
"""


def publish(claimed: Round, *, data: RoundData, result: selection.StepResult, state_file: str, started: float) -> Round:
    """Swap the ranking. Items that were leased or answered while the round ran enter it closed."""
    with transaction.atomic():
        project = lock_project(claimed.project_id)
        _swap_ranking(project, claimed, result.ranking, keep=reserve(data.strategy))
        Annotation.objects.filter(pk__in=any_of(data.annotation_ids)).update(round=claimed)
        Project.all_with_arenas.filter(pk=project.pk).update(labels_waiting=select.waiting(project))
        _fill_in(claimed, data=data, result=result)
        _mark(claimed, data=data, result=result)
        claimed.state_file = state_file
        claimed.other_s = max(0.0, time.perf_counter() - started - claimed.update_s - claimed.score_s - claimed.query_s)
        seconds = time.perf_counter() - started
        claimed.next_after = cadence.next_after(project, claimed, answers=len(data.annotation_ids), seconds=seconds)
        claimed.status, claimed.finished_at = RoundStatus.DONE, timezone.now()
        claimed.save()
        events.round_done(claimed)
        _charge_compute(project, claimed, seconds=time.perf_counter() - started)
    return claimed


def reserve(strategy: selection.Strategy) -> int:
    """How much of a ranking is stored."""
    return max(RESERVE_BATCHES * strategy.query, RESERVE_AT_LEAST)


def _swap_ranking(project: Project, claimed: Round, ranking: selection.Ranking, *, keep: int) -> None:
    QueueEntry.objects.filter(project=project, rank__gt=0).delete()
    # What was asked for as like others stays before the new ranking, until it has an answer.
    QueueEntry.objects.filter(project=project, item__answers__gt=0).delete()
    if not len(ranking.rows):
        return
    probabilities = [None if np.isnan(p) else float(p) for p in ranking.probabilities[:keep]]
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT_RANKING,
            {
                "round": claimed.pk,
                "project": project.pk,
                "rows": ranking.rows[:keep].tolist(),
                "scores": ranking.scores[:keep].tolist(),
                "probabilities": probabilities,
            },
        )


def _fill_in(claimed: Round, *, data: RoundData, result: selection.StepResult) -> None:
    report = result.report
    claimed.strategy = select.as_json(data.strategy)
    claimed.labels_new, claimed.labels_total = report.n_new, report.n_labels
    claimed.spent_labels, claimed.spent_money = data.project.labels_spent, data.project.money_spent
    claimed.arrived_labels = data.n_arrived + select.arrived(data.project)
    claimed.candidates = report.n_candidates
    claimed.update_s, claimed.score_s, claimed.query_s = report.update_s, report.score_s, report.query_s
    claimed.rank_correlation = report.rank_correlation
    claimed.report = {
        "pool": report.n_pool,
        "sample_steps": report.sample_steps,
        "device": report.device,
        "proxy": report.proxy,
        "threads": report.threads,
        "representation": report.representation,
        "judged": [list(judged) for judged in report.judged],
        "judged_labels": result.state.choice.n_labels,
    }


def _mark(claimed: Round, *, data: RoundData, result: selection.StepResult) -> None:
    """What the proxy makes of the audit items that people have settled."""
    if not len(data.audit_labels) or result.probe_probs_PC is None:
        return
    is_right = result.probe_probs_PC.argmax(axis=1) == data.audit_labels
    right, wrong = data.pool.probe_rows[is_right].tolist(), data.pool.probe_rows[~is_right].tolist()
    AuditMarks.objects.create(round=claimed, right_rows=right, wrong_rows=wrong)
    claimed.audit_right, claimed.audit_n = len(right), len(right) + len(wrong)


def _charge_compute(project: Project, claimed: Round, *, seconds: float) -> None:
    if not project.compute_price_per_hour:
        return
    amount = (project.compute_price_per_hour * Decimal(seconds) / 3600).quantize(Decimal("0.0001"))
    CostEntry.objects.create(
        project=project,
        kind=CostKind.COMPUTE,
        quantity=seconds,
        amount=amount,
        round=claimed,
        created_at=timezone.now(),
    )
    reached = budget.percent_reached(project)
    project.money_spent += amount
    Project.all_with_arenas.filter(pk=project.pk).update(money_spent=project.money_spent)
    events.spending_moved(project, before=reached)
