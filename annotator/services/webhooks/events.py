"""What happens in a project, written down for its webhooks in the very transaction in which it happens.

Who calls needs that transaction; nothing is sent here. A webhook hears only of what happens while it is on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.utils import timezone

from annotator.models import Job, JobKind, Project, Round, User, WebhookDelivery, WebhookEvent
from annotator.selectors import budget
from annotator.sql import Statement


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label that somebody gave to an item. label: None where they took their label back by a skip."""

    item: int
    label: int | None
    at: datetime
    seconds: float


# KEY SHARE: none of them is removed before what it is told is stored.
_LISTENING = Statement(
    "webhooks_listening",
    """
SELECT id FROM annotator_webhook
WHERE project_id = %(project)s AND active AND %(event)s = ANY (events) ORDER BY id FOR KEY SHARE
""",
    project="bigint",
    event="text",
)
_ITEMS = Statement(
    "webhooks_items",
    """
SELECT item.external_id, item.answers, item.asked_for, label.name
FROM unnest(%(items)s, %(labels)s) WITH ORDINALITY AS given (item, label, place)
JOIN annotator_item item ON item.id = given.item LEFT JOIN annotator_label label ON label.id = given.label
ORDER BY given.place
""",
    items="bigint[]",
    labels="bigint[]",
)


def labels_given(project: Project, given: Sequence[Labelled], *, by: User) -> None:
    """All labels of one submission: one delivery for each webhook. To be called when they are stored."""
    if given:
        _tell(project, WebhookEvent.ITEM_LABELLED, lambda: {"answers": _answers(project, given, by)})


def _answers(project: Project, given: Sequence[Labelled], by: User) -> list[dict[str, Any]]:
    rows = _ITEMS.rows(items=[each.item for each in given], labels=[each.label for each in given])
    return [
        {
            "item": each.item,
            "external_id": external_id,
            "label": label,
            "person": by.shown_name,
            "answered_at": _time(each.at),
            "seconds": each.seconds,
            "labels": answers,
            "is_done": answers >= max(project.overlap, asked_for),
        }
        for each, (external_id, answers, asked_for, label) in zip(given, rows, strict=True)
    ]


def spending_moved(project: Project, *, before: int) -> None:
    """before: what `selectors/budget.py: percent_reached` said before. `project` is as it is now."""
    now = budget.percent_reached(project)
    for percent in budget.MILESTONES:
        if before < percent <= now:
            _tell(project, WebhookEvent.BUDGET_REACHED, partial(_spending, project, percent))


def _spending(project: Project, percent: int) -> dict[str, Any]:
    return {
        "percent": percent,
        "labels_spent": project.labels_spent,
        "budget_labels": project.budget_labels,
        "money_spent": f"{project.money_spent:.4f}",
        "budget_money": None if project.budget_money is None else f"{project.budget_money:.2f}",
        "currency": project.currency,
    }


def status_changed(project: Project, *, before: str) -> None:
    """The project was started or paused; `project` is as it is now."""
    if project.status != before:
        status = str(project.status)
        _tell(project, WebhookEvent.PROJECT_STATUS, lambda: {"status": status, "before": str(before)})


def round_done(round_: Round) -> None:
    """A new ranking is published."""
    _tell(round_.project, WebhookEvent.ROUND_DONE, lambda: {"round": _round(round_)})


def _round(round_: Round) -> dict[str, Any]:
    return {
        "number": round_.number,
        "labels_new": round_.labels_new,
        "labels_total": round_.labels_total,
        "audit_right": round_.audit_right,
        "audit_n": round_.audit_n,
        "started_at": _time(round_.started_at),
        "finished_at": _time(round_.finished_at),
    }


def job_ended(job: Job) -> None:
    """A job is done, has failed, or was cancelled. Looks at files before their import are not told."""
    if job.kind != JobKind.PREVIEW:
        _tell(job.project, WebhookEvent.JOB_ENDED, lambda: {"job": _job(job)})


def _job(job: Job) -> dict[str, Any]:
    return {
        "id": str(job.pk),
        "kind": job.kind,
        "title": job.title,
        "state": str(job.state),
        "message": job.message,
        "error": job.error,
        "counts": job.counts,
        "finished_at": _time(job.finished_at),
    }


def _tell(project: Project, event: WebhookEvent, data: Callable[[], Mapping[str, Any]]) -> None:
    listening = [pk for (pk,) in _LISTENING.rows(project=project.pk, event=event.value)]
    if not listening:
        return
    now, payload = timezone.now(), payload_of(project, event, data())
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(webhook_id=pk, event=event, payload=payload, next_attempt=now, created_at=now)
        for pk in listening
    )


def payload_of(project: Project, event: WebhookEvent, data: Mapping[str, Any]) -> dict[str, Any]:
    """What is sent: of which type, when it happened, and what."""
    about = {"id": project.pk, "name": project.name}
    return {"type": event.value, "timestamp": _time(timezone.now()), "data": {"project": about, **data}}


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")
