"""Webhooks: added, changed, tested, removed; what they were told sent once more."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from annotator import outbound
from annotator.errors import Conflict, Invalid
from annotator.limits import MAX_WEBHOOKS
from annotator.models import (
    CHOSEN_EVENTS,
    DeliveryState,
    LogKind,
    Project,
    User,
    Webhook,
    WebhookDelivery,
    WebhookEvent,
)
from annotator.selectors.webhooks import delivery_of, webhook_of
from annotator.services import project_log
from annotator.services.locks import lock_project
from annotator.services.project_log import Fact
from annotator.services.webhooks import deliver, signing
from annotator.services.webhooks.events import payload_of


def add(project: Project, *, url: str, events: Collection[str], by: User) -> Webhook:
    """Its secret is drawn here. Raises Invalid (address_invalid, address_refused, address_unknown), Conflict."""
    _check_address(url)
    with transaction.atomic():
        project = lock_project(project.pk)
        if Webhook.objects.filter(project=project).count() >= MAX_WEBHOOKS:
            raise Conflict("too_many_webhooks", f"A project has at most {MAX_WEBHOOKS} webhooks. Remove one first.")
        webhook = Webhook.objects.create(
            project=project, url=url, events=_in_order(events), secret=signing.new_secret(), created_by=by
        )
        project_log.write(project, Fact(LogKind.WEBHOOK_ADDED, _host(webhook)), by=by)
    return webhook


def _check_address(url: str) -> None:
    """Where it leads is checked anew at each delivery; here it is only said as early as can be."""
    try:
        outbound.allowed_address(outbound.target_of(url))
    except outbound.Unreachable as error:
        raise Invalid("address_unknown", str(error), attr="url") from error


def _in_order(events: Collection[str]) -> list[str]:
    return [event.value for event in CHOSEN_EVENTS if event in events]


def _host(webhook: Webhook) -> str:
    # The rest of an address may hold what only its receiver should know.
    return outbound.target_of(webhook.url).host


def change(
    project: Project,
    webhook_id: int,
    *,
    by: User,
    url: str | None = None,
    events: Sequence[str] | None = None,
    active: bool | None = None,
) -> Webhook:
    """What is None stays. Turned off, it hears nothing and what waited is not sent; turned on, it counts anew.

    Raises NotFound, Invalid (address_invalid, address_refused, address_unknown).
    """
    if url is not None:
        _check_address(url)
    with transaction.atomic():
        project = lock_project(project.pk)
        webhook = webhook_of(project, webhook_id)
        wanted: dict[str, Any] = {
            "url": webhook.url if url is None else url,
            "events": webhook.events if events is None else _in_order(events),
        }
        if any(getattr(webhook, name) != value for name, value in wanted.items()):
            Webhook.objects.filter(pk=webhook.pk).update(**wanted)
            webhook.refresh_from_db()
            project_log.write(project, Fact(LogKind.WEBHOOK_CHANGED, _host(webhook)), by=by)
        if active is not None and active != webhook.active:
            _turn(webhook, project, on=active, by=by)
    return webhook


def _turn(webhook: Webhook, project: Project, *, on: bool, by: User) -> None:
    Webhook.objects.filter(pk=webhook.pk).update(active=on, failures=0, failing_since=None)
    webhook.refresh_from_db()
    if not on:
        deliver.end_waiting(webhook)
    kind = LogKind.WEBHOOK_ON if on else LogKind.WEBHOOK_OFF
    project_log.write(project, Fact(kind, _host(webhook)), by=by)


def renew_secret(project: Project, webhook_id: int, *, by: User) -> Webhook:
    """From now on everything is signed with another one. Raises NotFound."""
    with transaction.atomic():
        project = lock_project(project.pk)
        webhook = webhook_of(project, webhook_id)
        webhook.secret = signing.new_secret()
        webhook.save(update_fields=["secret"])
        project_log.write(project, Fact(LogKind.WEBHOOK_SECRET, _host(webhook)), by=by)
    return webhook


def remove(project: Project, webhook_id: int, *, by: User) -> None:
    """With all that it was told. Raises NotFound."""
    with transaction.atomic():
        project = lock_project(project.pk)
        webhook = webhook_of(project, webhook_id)
        project_log.write(project, Fact(LogKind.WEBHOOK_REMOVED, _host(webhook)), by=by)
        webhook.delete()


def ping(project: Project, webhook_id: int) -> WebhookDelivery:
    """Send a ping now, once, also where the webhook is off; what came of it. Raises NotFound."""
    webhook, now = webhook_of(project, webhook_id), timezone.now()
    delivery = WebhookDelivery.objects.create(
        webhook=webhook,
        event=WebhookEvent.PING,
        payload=payload_of(project, WebhookEvent.PING, {}),
        attempts=1,
        next_attempt=now + deliver.LEASE,
        created_at=now,
    )
    deliver.attempt(delivery)
    delivery.refresh_from_db()
    return delivery


def send_again(project: Project, webhook_id: int, delivery_id: int) -> WebhookDelivery:
    """A copy of what has ended, with the same id for its receiver, at the end of the line.

    Raises NotFound, Conflict (delivery_waits, webhook_off).
    """
    with transaction.atomic():
        project = lock_project(project.pk)
        webhook = webhook_of(project, webhook_id)
        old = delivery_of(webhook, delivery_id)
        if not webhook.active:
            raise Conflict("webhook_off", "This webhook is off. Turn it on first.")
        waiting = WebhookDelivery.objects.filter(webhook=webhook, key=old.key, state=DeliveryState.WAITING)
        if waiting.exists():
            raise Conflict("delivery_waits", "This is still waiting to be sent.")
        now = timezone.now()
        return WebhookDelivery.objects.create(
            webhook=webhook, key=old.key, event=old.event, payload=old.payload, next_attempt=now, created_at=now
        )
