"""Deliveries: signed, in order, tried again, never lost, and given up in words."""

import json
import os
import random
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone
from pytest_django import Settings

from annotator.models import LogEntry, Project, Webhook, WebhookDelivery
from annotator.selectors import project_log
from annotator.selectors.webhooks import IN_ORDER_FOR, KEPT_FOR, work_waits
from annotator.services.projects import projects
from annotator.services.webhooks import deliver, signing
from annotator.services.webhooks.deliver import LEASE, MAX_ATTEMPTS, OFF_AFTER, OFF_AFTER_TIME, claim, pause_after
from tests.cast import text_project
from tests.receiver import Receiver

pytestmark = pytest.mark.django_db(transaction=True)


def webhook_to(url: str, project: Project | None = None) -> Webhook:
    return Webhook.objects.create(
        project=project or text_project(), url=url, events=["project.status"], secret=signing.new_secret()
    )


def tell(webhook: Webhook, *numbers: int) -> list[WebhookDelivery]:
    """Deliveries that say these numbers."""
    now = timezone.now()
    return [
        WebhookDelivery.objects.create(
            webhook=webhook, event="project.status", payload={"n": n}, next_attempt=now, created_at=now
        )
        for n in numbers
    ]


def got(receiver: Receiver) -> list[int]:
    return [json.loads(request.body)["n"] for request in receiver.got]


def fresh(delivery: WebhookDelivery) -> WebhookDelivery:
    delivery.refresh_from_db()
    return delivery


def let_time_pass(*deliveries: WebhookDelivery) -> None:
    """Their pauses, or the leases on them, are over."""
    now = timezone.now()
    WebhookDelivery.objects.filter(pk__in=[each.pk for each in deliveries]).update(next_attempt=now)


def test_what_waits_is_sent_as_json_and_signed(receiver: Receiver) -> None:
    webhook = webhook_to(receiver.url)
    (delivery,) = tell(webhook, 1)
    deliver.deliver()
    (request,) = receiver.got
    assert (request.method, request.path, request.body) == ("POST", "/labels", b'{"n":1}')
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["webhook-id"] == f"msg_{delivery.key.hex}"
    sent_at = int(request.headers["webhook-timestamp"])
    headers = signing.headers_of(
        webhook.secret, message=request.headers["webhook-id"], seconds=sent_at, body=request.body
    )
    assert request.headers["webhook-signature"] == headers["webhook-signature"]
    assert (fresh(delivery).state, delivery.status, delivery.error, delivery.attempts) == ("delivered", 200, "", 1)
    assert delivery.seconds is not None
    assert delivery.ended_at is not None


def test_a_signature_is_that_of_standard_webhooks() -> None:
    """Their own example."""
    headers = signing.headers_of(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        message="msg_p5jXN8AQM9LWM0D4loKWxJek",
        seconds=1614265330,
        body=b'{"test": 2432232314}',
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_is_refused_is_sent_again_later_with_the_same_id(receiver: Receiver) -> None:
    (delivery,) = tell(webhook_to(receiver.url), 1)
    receiver.status = 503
    deliver.deliver()
    assert (fresh(delivery).state, delivery.status, delivery.error) == ("waiting", 503, "It answered 503.")
    assert delivery.next_attempt > timezone.now()
    deliver.deliver()
    assert len(receiver.got) == 1
    receiver.status = 204
    let_time_pass(delivery)
    deliver.deliver()
    assert (fresh(delivery).state, delivery.attempts, delivery.error) == ("delivered", 2, "")
    first, second = (request.headers["webhook-id"] for request in receiver.got)
    assert first == second


def test_pauses_grow_up_to_six_hours_and_end_after_about_a_day() -> None:
    rng = random.Random(1)
    hours = [pause_after(n, rng=rng).total_seconds() / 3600 for n in range(1, MAX_ATTEMPTS)]
    assert all(later > earlier for earlier, later in pairwise(hours[:7]))
    assert max(hours) <= 6 * 1.2
    assert 20 < sum(hours) < 31
    assert len({pause_after(1).total_seconds() for _ in range(20)}) > 1


def test_after_the_last_attempt_it_is_given_up_and_shown(receiver: Receiver) -> None:
    receiver.status = 500
    (delivery,) = tell(webhook_to(receiver.url), 1)
    for _ in range(MAX_ATTEMPTS):
        let_time_pass(delivery)
        deliver.deliver()
    assert (fresh(delivery).state, delivery.attempts) == ("failed", MAX_ATTEMPTS)
    assert delivery.ended_at is not None
    let_time_pass(delivery)
    deliver.deliver()
    assert len(receiver.got) == MAX_ATTEMPTS


def test_deliveries_come_in_their_order_and_wait_for_one_another(receiver: Receiver) -> None:
    webhook = webhook_to(receiver.url)
    first, *_ = tell(webhook, 1, 2, 3)
    receiver.status = 500
    deliver.deliver()
    assert got(receiver) == [1]
    receiver.status = 200
    deliver.deliver()
    assert got(receiver) == [1]
    let_time_pass(first)
    deliver.deliver()
    assert got(receiver) == [1, 1, 2, 3]


def test_what_is_refused_again_and_again_lets_the_others_by(receiver: Receiver) -> None:
    first, second = tell(webhook_to(receiver.url), 1, 2)

    def only_the_second(request: Any) -> None:
        receiver.status = 500 if json.loads(request.body)["n"] == 1 else 200

    receiver.before = only_the_second
    for _ in range(IN_ORDER_FOR):
        let_time_pass(first)
        deliver.deliver()
    assert got(receiver) == [1] * IN_ORDER_FOR + [2]
    assert (fresh(first).state, fresh(second).state) == ("waiting", "delivered")


def test_a_webhook_that_fails_holds_up_no_other(receiver: Receiver) -> None:
    project = text_project()
    tell(webhook_to("http://127.0.0.1:9/", project), 1)
    tell(webhook_to(receiver.url, project), 2)
    deliver.deliver()
    assert got(receiver) == [2]


def test_a_redirect_is_not_followed_and_said(receiver: Receiver) -> None:
    receiver.status, receiver.headers = 301, {"Location": "/elsewhere"}
    (delivery,) = tell(webhook_to(receiver.url), 1)
    deliver.deliver()
    assert fresh(delivery).error.startswith("It answered 301, a redirect, which is not followed.")
    assert len(receiver.got) == 1


def test_an_address_inside_is_not_asked_whenever_it_came_to_lead_there(receiver: Receiver, settings: Settings) -> None:
    (delivery,) = tell(webhook_to(receiver.url), 1)
    settings.OUTBOUND_ALLOWED = []
    deliver.deliver()
    assert receiver.got == []
    assert "inside this server’s own network" in fresh(delivery).error
    assert (delivery.state, delivery.status) == ("waiting", None)


def test_a_receiver_that_does_not_answer_is_left_in_time(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliver, "ANSWER_WITHIN_S", 0.2)
    receiver.before = lambda _got: receiver.is_over.wait()
    (delivery,) = tell(webhook_to(receiver.url), 1)
    deliver.deliver()
    receiver.is_over.set()
    assert (fresh(delivery).error, delivery.status) == ("No answer within 0.2 seconds.", None)


def test_what_a_dead_worker_had_claimed_is_sent_by_another_when_its_lease_is_over(receiver: Receiver) -> None:
    (delivery,) = tell(webhook_to(receiver.url), 1)
    dead = claim()
    assert dead is not None
    assert fresh(delivery).next_attempt - timezone.now() > LEASE / 2
    deliver.deliver()
    assert receiver.got == []
    let_time_pass(delivery)
    deliver.deliver()
    assert (got(receiver), fresh(delivery).state, delivery.attempts) == ([1], "delivered", 2)
    # Not dead after all: what it has to say comes too late.
    receiver.status = 500
    deliver.attempt(dead)
    assert (fresh(delivery).state, delivery.status) == ("delivered", 200)


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(receiver: Receiver) -> None:
    (delivery,) = tell(webhook_to(receiver.url), 1)
    arrived, killed = threading.Event(), threading.Event()

    def hold(_got: object) -> None:
        arrived.set()
        killed.wait()

    receiver.before = hold
    connections.close_all()
    child = os.fork()
    if not child:
        deliver.deliver()
        os._exit(0)
    assert arrived.wait(30)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    receiver.before = lambda _got: None
    killed.set()
    assert fresh(delivery).state == "waiting"
    let_time_pass(delivery)
    deliver.deliver()
    assert fresh(delivery).state == "delivered"
    assert len({request.headers["webhook-id"] for request in receiver.got}) == 1
    assert len(receiver.got) == 2


def test_what_another_is_claiming_is_passed_over_without_waiting() -> None:
    project = text_project()
    first, second = webhook_to("https://example.org/", project), webhook_to("https://example.org/", project)
    (held,) = tell(first, 1)
    (free,) = tell(second, 2)
    held_up, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            WebhookDelivery.objects.select_for_update().get(pk=held.pk)
            held_up.set()
            let_go.wait(30)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold)
        assert held_up.wait(30)
        claimed = claim()
        assert claimed is not None
        assert claimed.pk == free.pk
        assert claim() is None
        let_go.set()
        holding.result()


def test_claimers_that_race_never_get_the_same() -> None:
    project = text_project()
    wanted = {tell(webhook_to("https://example.org/", project), n)[0].pk for n in range(12)}
    gate = threading.Barrier(6)

    def all_that_come() -> list[int]:
        gate.wait(30)
        found = []
        while (claimed := claim()) is not None:
            found.append(claimed.pk)
        connection.close()
        return found

    with ThreadPoolExecutor(6) as pool:
        claimed = [pk for future in [pool.submit(all_that_come) for _ in range(6)] for pk in future.result()]
    # Who was locked at that moment is passed over, and found later.
    while (late := claim()) is not None:
        claimed.append(late.pk)
    assert sorted(claimed) == sorted(wanted)


def test_who_answers_nothing_for_a_day_is_turned_off_and_the_log_says_so(receiver: Receiver) -> None:
    webhook = webhook_to(receiver.url)
    receiver.status = 500
    (first, second) = tell(webhook, 1, 2)
    Webhook.objects.filter(pk=webhook.pk).update(failures=OFF_AFTER - 2, failing_since=timezone.now() - OFF_AFTER_TIME)
    deliver.deliver()
    webhook.refresh_from_db()
    assert (webhook.active, webhook.failures) == (True, OFF_AFTER - 1)
    let_time_pass(first)
    deliver.deliver()
    webhook.refresh_from_db()
    assert not webhook.active
    entry = LogEntry.objects.latest("pk")
    assert project_log.sentence(entry) == (
        "The webhook to 127.0.0.1 is off: for more than a day no attempt has succeeded. The last one: It answered 500."
    )
    assert {fresh(first).state, fresh(second).state} == {"failed"}
    assert second.error == "The webhook was turned off before this was delivered."


def test_many_failures_within_a_day_turn_nothing_off_and_a_success_forgets_them(receiver: Receiver) -> None:
    webhook = webhook_to(receiver.url)
    (delivery,) = tell(webhook, 1)
    Webhook.objects.filter(pk=webhook.pk).update(failures=500, failing_since=timezone.now() - timedelta(hours=20))
    receiver.status = 500
    deliver.deliver()
    webhook.refresh_from_db()
    assert (webhook.active, webhook.failures) == (True, 501)
    receiver.status = 200
    let_time_pass(delivery)
    deliver.deliver()
    webhook.refresh_from_db()
    assert (webhook.failures, webhook.failing_since) == (0, None)


def test_who_says_that_it_is_gone_is_turned_off_at_once(receiver: Receiver) -> None:
    webhook = webhook_to(receiver.url)
    receiver.status = 410
    tell(webhook, 1)
    deliver.deliver()
    webhook.refresh_from_db()
    assert not webhook.active


def test_the_reconciler_sees_what_waits(receiver: Receiver) -> None:
    now = timezone.now()
    assert not work_waits(now=now)
    (delivery,) = tell(webhook_to(receiver.url), 1)
    assert work_waits(now=timezone.now())
    claim()
    assert not work_waits(now=timezone.now())
    WebhookDelivery.objects.filter(pk=delivery.pk).update(state="delivered", ended_at=now - KEPT_FOR)
    assert work_waits(now=timezone.now())


def test_what_ended_thirty_days_ago_is_forgotten_and_what_waits_is_not(receiver: Receiver) -> None:
    webhook = webhook_to(receiver.url)
    old, newer, waiting = tell(webhook, 1, 2, 3)
    now = timezone.now()
    ended = {"state": "failed"}
    WebhookDelivery.objects.filter(pk=old.pk).update(ended_at=now - KEPT_FOR - timedelta(seconds=1), **ended)
    WebhookDelivery.objects.filter(pk=newer.pk).update(ended_at=now - KEPT_FOR + timedelta(hours=1), **ended)
    far = now + timedelta(hours=1)
    WebhookDelivery.objects.filter(pk=waiting.pk).update(created_at=now - 2 * KEPT_FOR, next_attempt=far)
    deliver.deliver()
    assert set(WebhookDelivery.objects.values_list("pk", flat=True)) == {newer.pk, waiting.pk}


def test_a_project_that_is_deleted_takes_its_webhooks_along(receiver: Receiver) -> None:
    webhook = webhook_to(receiver.url)
    tell(webhook, 1)
    projects.delete_rows(webhook.project)
    assert not WebhookDelivery.objects.exists()
    deliver.deliver()
    assert receiver.got == []
