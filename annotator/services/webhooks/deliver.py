"""Sending what webhooks are told: at least once, with the same id each time, tried again for about a day.

A delivery is claimed by a lease: who claims it writes when others may take it up. A worker that dies leaves it as it
was, a little later. No transaction is open while somebody is asked.
"""

import json
import logging
import random
import time
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from annotator import outbound
from annotator.errors import DomainError, NotFound
from annotator.models import DeliveryState, LogKind, Webhook, WebhookDelivery, WebhookEvent
from annotator.models.webhooks import MAX_ERROR_CHARS
from annotator.selectors.webhooks import DUE, forgettable
from annotator.services import project_log
from annotator.services.locks import LockClass, advisory, lock_project
from annotator.services.project_log import Fact
from annotator.services.webhooks import signing

log = logging.getLogger(__name__)

ANSWER_WITHIN_S = 10.0
# Far beyond what one attempt can take, looking up its name included.
LEASE = timedelta(minutes=2)
# So many threads of io workers send at once; the others are left to imports and exports.
SLOTS = 2
TURN_S = 30.0
# 11 attempts within about a day: after 5 s, 20 s, 80 s, 5 min, 21 min, 85 min, 5.7 h, and then every 6 h.
MAX_ATTEMPTS = 11
FIRST_PAUSE_S, PAUSE_GROWS, LONGEST_PAUSE_S = 5.0, 4.0, 6 * 3600.0
JITTER = 0.2
# So many attempts in a row have failed, for so long: nobody is there any more.
OFF_AFTER, OFF_AFTER_TIME = 20, timedelta(days=1)
GONE = 410
FORGOTTEN_AT_ONCE = 1000

_CLAIM = f"""
UPDATE annotator_webhookdelivery SET attempts = attempts + 1, next_attempt = %(until)s
WHERE id = (
    SELECT id FROM annotator_webhookdelivery
    WHERE id IN (SELECT id FROM ({DUE}) due) AND state = 'waiting' AND next_attempt <= %(now)s
    ORDER BY next_attempt, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""  # noqa: S608 - composed of our own texts


@dataclass(frozen=True)
class Attempt:
    """What came of one request. status: HTTP's, None where no answer came; error: empty where it was taken."""

    status: int | None
    error: str
    seconds: float


def deliver() -> None:
    """Send what is due for a while, as one of few who do, and forget what ended long ago."""
    for slot in range(SLOTS):
        with advisory(LockClass.WEBHOOKS, slot) as acquired:
            if acquired:
                _work()
                return


def _work() -> None:
    until = time.monotonic() + TURN_S
    while time.monotonic() < until and (claimed := claim()) is not None:
        attempt(claimed)
    _forget()


def claim() -> WebhookDelivery | None:
    """Lease what is due longest; None where nothing is."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"now": now, "until": now + LEASE})
        row = cursor.fetchone()
    # Removed with its webhook since: as if nothing was due.
    return None if row is None else WebhookDelivery.objects.select_related("webhook").filter(pk=row[0]).first()


def attempt(delivery: WebhookDelivery) -> None:
    """Send what was claimed, and store what came of it."""
    came = _send(delivery)
    with transaction.atomic():
        why_off = _fail(delivery, came) if came.error else _succeed(delivery, came)
    if why_off:
        # By itself: the project's lock is taken before any other.
        with transaction.atomic():
            _give_up(delivery.webhook, why_off)


def _send(delivery: WebhookDelivery) -> Attempt:
    body = json.dumps(delivery.payload, ensure_ascii=False, separators=(",", ":")).encode()
    signed = signing.headers_of(delivery.webhook.secret, message=delivery.message, seconds=int(time.time()), body=body)
    headers = {"Content-Type": "application/json", "User-Agent": "labelapp-webhooks/1", **signed}
    started = time.monotonic()
    status, error = None, ""
    try:
        url, within_s = delivery.webhook.url, ANSWER_WITHIN_S
        with outbound.sent("POST", url, headers=headers, body=body, silent_s=within_s, within_s=within_s) as answer:
            status, error = answer.status, _refusal(answer.status)
    except (outbound.Unreachable, DomainError) as problem:
        error = problem.detail if isinstance(problem, DomainError) else str(problem)
    return Attempt(status, error[:MAX_ERROR_CHARS], time.monotonic() - started)


def _refusal(status: int) -> str:
    if 200 <= status < 300:
        return ""
    if 300 <= status < 400:
        return f"It answered {status}, a redirect, which is not followed. Give the address that it leads to."
    return f"It answered {status}."


def _succeed(delivery: WebhookDelivery, came: Attempt) -> str:
    if _store(delivery, came, state=DeliveryState.DELIVERED, ended_at=timezone.now()):
        failing = Webhook.objects.filter(pk=delivery.webhook_id, failures__gt=0)
        failing.update(failures=0, failing_since=None)
    return ""


def _fail(delivery: WebhookDelivery, came: Attempt) -> str:
    """Why the webhook should be turned off, if it should."""
    now, is_ping = timezone.now(), delivery.event == WebhookEvent.PING
    if is_ping or delivery.attempts >= MAX_ATTEMPTS:
        is_stored = _store(delivery, came, state=DeliveryState.FAILED, ended_at=now)
    else:
        is_stored = _store(delivery, came, next_attempt=now + pause_after(delivery.attempts))
    return _count_failure(delivery.webhook, came) if is_stored and not is_ping else ""


def _store(delivery: WebhookDelivery, came: Attempt, **fields: object) -> bool:
    """Whether this attempt is still the last: else somebody took it up after the lease, or turned the webhook off."""
    own = WebhookDelivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts, state=DeliveryState.WAITING)
    return bool(own.update(status=came.status, error=came.error, seconds=came.seconds, **fields))


def pause_after(attempts: int, *, rng: random.Random | None = None) -> timedelta:
    """How long to wait after so many attempts: each time longer, and not all at once."""
    rng = rng or random.SystemRandom()
    seconds = min(FIRST_PAUSE_S * PAUSE_GROWS ** (attempts - 1), LONGEST_PAUSE_S)
    return timedelta(seconds=seconds * rng.uniform(1 - JITTER, 1 + JITTER))


def _count_failure(webhook: Webhook, came: Attempt) -> str:
    now = timezone.now()
    mine = Webhook.objects.filter(pk=webhook.pk)
    mine.update(failures=F("failures") + 1, failing_since=Coalesce("failing_since", Value(now)))
    if came.status == GONE:
        return "it answered 410, which means that it is gone for good."
    if mine.filter(failures__gte=OFF_AFTER, failing_since__lte=now - OFF_AFTER_TIME).exists():
        return f"for more than a day no attempt has succeeded. The last one: {came.error}"
    return ""


def _give_up(webhook: Webhook, why: str) -> None:
    """Turn the webhook off, and say so in the project log. Needs a transaction."""
    try:
        project = lock_project(webhook.project_id)
    except NotFound:
        return
    if Webhook.objects.filter(pk=webhook.pk, active=True).update(active=False):
        end_waiting(webhook)
        host = outbound.target_of(webhook.url).host
        project_log.write(project, Fact(LogKind.WEBHOOK_GAVE_UP, host, after=why), by=None)
        log.warning("webhook %s of project %s is off: %s", webhook.pk, project.pk, why)


def end_waiting(webhook: Webhook) -> None:
    """What still waits for a webhook that is off is not sent by itself any more."""
    waiting = WebhookDelivery.objects.filter(webhook=webhook, state=DeliveryState.WAITING)
    ended = "The webhook was turned off before this was delivered."
    waiting.update(state=DeliveryState.FAILED, ended_at=timezone.now(), error=ended)


def _forget() -> None:
    old = forgettable(now=timezone.now()).values("pk")[:FORGOTTEN_AT_ONCE]
    WebhookDelivery.objects.filter(pk__in=old).delete()
