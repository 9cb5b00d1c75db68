"""Webhooks as people see them, and what waits to be sent.

Deliveries of one webhook go out in their order: the first that waits is sent, or waits for its next attempt, before any
other is. One that has failed IN_ORDER_FOR times steps out of the line and is tried beside it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, QuerySet

from annotator.errors import NotFound
from annotator.models import DeliveryState, Project, Webhook, WebhookDelivery

PAGE = 25
IN_ORDER_FOR = 5
# What has ended so long ago is forgotten.
KEPT_FOR = timedelta(days=30)

# Of each webhook what may be sent next: who is first in line, and who stepped out of it and waits longest.
DUE = f"""
SELECT waiting.id, waiting.next_attempt FROM annotator_webhook webhook
CROSS JOIN LATERAL (
    (SELECT id, next_attempt FROM annotator_webhookdelivery
     WHERE webhook_id = webhook.id AND state = 'waiting' AND attempts < {IN_ORDER_FOR} AND event <> 'ping'
     ORDER BY id LIMIT 1)
    UNION ALL
    (SELECT id, next_attempt FROM annotator_webhookdelivery
     WHERE webhook_id = webhook.id AND state = 'waiting' AND (attempts >= {IN_ORDER_FOR} OR event = 'ping')
     ORDER BY next_attempt LIMIT 1)) waiting
WHERE webhook.active AND waiting.next_attempt <= %(now)s
"""  # noqa: S608 - composed of our own texts


@dataclass(frozen=True)
class WebhookRow:
    """waiting: deliveries that are not sent yet. last: the newest that has ended, None before the first."""

    webhook: Webhook
    waiting: int
    last: WebhookDelivery | None


@dataclass(frozen=True)
class DeliveryPage:
    """next: what to ask for to read on, None at the end."""

    deliveries: list[WebhookDelivery]
    next: int | None


def rows(project: Project) -> list[WebhookRow]:
    """All of a project, in the order in which they were added."""
    return _rows(Webhook.objects.filter(project=project))


def row_of(webhook: Webhook) -> WebhookRow:
    return _rows(Webhook.objects.filter(pk=webhook.pk))[0]


def _rows(webhooks: QuerySet[Webhook]) -> list[WebhookRow]:
    found = list(webhooks.select_related("created_by").order_by("pk"))
    deliveries = WebhookDelivery.objects.filter(webhook__in=found)
    waits = deliveries.filter(state=DeliveryState.WAITING).values_list("webhook").annotate(Count("pk"))
    waiting: dict[int, int] = dict(waits)
    ended = deliveries.exclude(state=DeliveryState.WAITING).defer("payload")
    last = {each.webhook_id: each for each in ended.order_by("webhook", "-pk").distinct("webhook")}
    return [WebhookRow(each, waiting.get(each.pk, 0), last.get(each.pk)) for each in found]


def webhook_of(project: Project, webhook_id: int) -> Webhook:
    """Raises NotFound."""
    webhook = Webhook.objects.filter(project=project, pk=webhook_id).first()
    if webhook is None:
        raise NotFound("This webhook")
    return webhook


def deliveries_of(webhook: Webhook, *, before: int | None = None) -> DeliveryPage:
    """A page of what a webhook was told, the newest first, without the payloads. before: only older than this one."""
    all_ = WebhookDelivery.objects.filter(webhook=webhook).defer("payload")
    older = all_ if before is None else all_.filter(pk__lt=before)
    found = list(older.order_by("-pk")[: PAGE + 1])
    return DeliveryPage(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


def delivery_of(webhook: Webhook, delivery_id: int) -> WebhookDelivery:
    """Raises NotFound."""
    delivery = WebhookDelivery.objects.filter(webhook=webhook, pk=delivery_id).first()
    if delivery is None:
        raise NotFound("This delivery")
    return delivery


def forgettable(*, now: datetime) -> QuerySet[WebhookDelivery]:
    return WebhookDelivery.objects.filter(ended_at__lt=now - KEPT_FOR)


def work_waits(*, now: datetime) -> bool:
    """Is there anything to send, or to forget?"""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({DUE})", {"now": now})
        is_due = bool(cursor.fetchone()[0])
    return is_due or forgettable(now=now).exists()
