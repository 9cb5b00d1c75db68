"""Webhooks over the API: added, tested, changed, read, sent again, removed; the secret is shown once."""

import json
from typing import Any

import pytest
from django.test import Client

from annotator.limits import MAX_WEBHOOKS
from annotator.models import LogEntry, Project, Webhook, WebhookDelivery
from annotator.selectors import project_log
from annotator.selectors.webhooks import PAGE
from annotator.services.projects import projects
from annotator.services.webhooks import deliver
from tests.cast import alice, text_project
from tests.receiver import Receiver

pytestmark = pytest.mark.django_db


class Api:
    """Alice's webhooks over HTTP."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._client = Client()
        self._client.force_login(alice())

    def __call__(self, method: str, path: str = "", body: Any = None, *, expect: int = 200) -> Any:
        answer = self._client.generic(
            method,
            f"/api/projects/{self.project.pk}/webhooks{path}",
            data="" if body is None else json.dumps(body),
            content_type="application/json",
        )
        assert answer.status_code == expect, answer.content
        return answer.json() if answer.content else None

    def add(self, url: str, *events: str) -> Any:
        return self("POST", body={"url": url, "events": list(events or ["project.status"])}, expect=201)


def told(project: Project) -> list[str]:
    return [project_log.sentence(entry) for entry in LogEntry.objects.filter(project=project).order_by("pk")]


def test_a_webhook_is_added_and_its_secret_is_shown_once(receiver: Receiver) -> None:
    api = Api(text_project())
    made = api.add(receiver.url, "round.done", "item.labelled")
    assert made["secret"].startswith("whsec_")
    assert made["events"] == ["item.labelled", "round.done"]
    assert (made["active"], made["created_by"], made["waiting"], made["last"]) == (True, "alice", 0, None)
    (row,) = api("GET")
    assert "secret" not in row
    assert made["secret"] not in json.dumps(row)
    assert told(api.project)[-1] == "Added a webhook to 127.0.0.1."
    assert made["secret"] not in json.dumps(list(LogEntry.objects.values_list("subject", "before", "after")))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("example.org/labels", "address_invalid"),
        ("ftp://example.org/", "address_invalid"),
        ("https://ann:secret@example.org/", "address_invalid"),
        ("http://127.0.0.1:8000/", "address_refused"),
        ("http://169.254.169.254/latest/meta-data", "address_refused"),
        ("http://[::1]/", "address_refused"),
        ("https://nowhere.invalid/", "address_unknown"),
    ],
)
def test_an_address_that_leads_nowhere_or_inside_is_refused_at_once(url: str, code: str) -> None:
    api = Api(text_project())
    answer = api("POST", body={"url": url, "events": ["job.ended"]}, expect=400)
    assert [(error["code"], error["attr"]) for error in answer["errors"]] == [(code, "url")]
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("events", [[], ["ping"], ["item.deleted"], "job.ended"])
def test_events_are_chosen_from_those_there_are(events: Any) -> None:
    answer = Api(text_project())("POST", body={"url": "https://example.org/", "events": events}, expect=400)
    assert answer["errors"][0]["attr"].startswith("events")


def test_the_test_button_sends_a_ping_and_says_what_came_of_it(receiver: Receiver) -> None:
    api = Api(text_project())
    made = api.add(receiver.url)
    ping = api("POST", f"/{made['id']}/test")
    assert (ping["event"], ping["state"], ping["status"], ping["error"]) == ("ping", "delivered", 200, "")
    assert ping["seconds"] >= 0
    (request,) = receiver.got
    assert request.headers["webhook-id"] == ping["message"]
    assert json.loads(request.body) == ping["payload"]
    assert ping["payload"]["data"] == {"project": {"id": api.project.pk, "name": "Reviews"}}
    receiver.status = 404
    failed = api("POST", f"/{made['id']}/test")
    assert (failed["state"], failed["status"], failed["error"]) == ("failed", 404, "It answered 404.")
    (row,) = api("GET")
    assert (row["last"]["id"], row["failures"]) == (failed["id"], 0)


def test_a_webhook_that_is_off_can_be_tested_hears_nothing_and_what_waited_is_not_sent(receiver: Receiver) -> None:
    api = Api(text_project())
    made = api.add(receiver.url)
    projects.pause(api.project.pk, by=alice())
    assert api("GET")[0]["waiting"] == 1
    assert api("PATCH", f"/{made['id']}", {"active": False})["active"] is False
    projects.start(api.project.pk, by=alice())
    (row,) = api("GET")
    assert (row["waiting"], row["last"]["state"]) == (0, "failed")
    assert row["last"]["error"] == "The webhook was turned off before this was delivered."
    assert api("POST", f"/{made['id']}/test")["state"] == "delivered"
    api("POST", f"/{made['id']}/deliveries/{row['last']['id']}/redeliver", expect=409)
    api("PATCH", f"/{made['id']}", {"active": True})
    deliver.deliver()
    assert len(receiver.got) == 1
    ours = [line for line in told(api.project) if "webhook" in line]
    assert ours[1:] == ["Turned off the webhook to 127.0.0.1.", "Turned on the webhook to 127.0.0.1."]


def test_address_and_events_can_be_changed_and_what_is_left_out_stays(receiver: Receiver) -> None:
    api = Api(text_project())
    made = api.add(receiver.url)
    changed = api("PATCH", f"/{made['id']}", {"events": ["job.ended", "item.labelled"]})
    assert (changed["url"], changed["events"]) == (receiver.url, ["item.labelled", "job.ended"])
    changed = api("PATCH", f"/{made['id']}", {"url": f"{receiver.url}/more"})
    assert (changed["url"], changed["events"]) == (f"{receiver.url}/more", ["item.labelled", "job.ended"])
    api("PATCH", f"/{made['id']}", {"url": "http://10.0.0.1/"}, expect=400)
    api("PATCH", f"/{made['id']}", {})
    assert told(api.project)[-2:] == ["Changed the webhook to 127.0.0.1."] * 2
    assert "secret" not in changed


def test_a_new_secret_signs_from_then_on(receiver: Receiver) -> None:
    api = Api(text_project())
    made = api.add(receiver.url)
    renewed = api("POST", f"/{made['id']}/secret")
    assert renewed["secret"] != made["secret"]
    assert Webhook.objects.get().secret == renewed["secret"]
    assert told(api.project)[-1] == "Drew a new secret for the webhook to 127.0.0.1."


def test_deliveries_are_read_page_by_page_and_whole_one_by_one(receiver: Receiver) -> None:
    api = Api(text_project())
    made = api.add(receiver.url)
    for _ in range(PAGE + 2):
        api("POST", f"/{made['id']}/test")
    page = api("GET", f"/{made['id']}/deliveries")
    assert len(page["deliveries"]) == PAGE
    assert "payload" not in page["deliveries"][0]
    rest = api("GET", f"/{made['id']}/deliveries?before={page['next']}")
    assert (len(rest["deliveries"]), rest["next"]) == (2, None)
    numbers = [each["id"] for each in page["deliveries"] + rest["deliveries"]]
    assert numbers == sorted(numbers, reverse=True)
    whole = api("GET", f"/{made['id']}/deliveries/{numbers[0]}")
    assert whole["payload"]["type"] == "ping"
    api("GET", f"/{made['id']}/deliveries?before=x", expect=400)
    api("GET", f"/{made['id']}/deliveries/{10**9}", expect=404)


def test_what_was_given_up_is_sent_again_with_the_same_id(receiver: Receiver) -> None:
    api = Api(text_project())
    made = api.add(receiver.url)
    projects.pause(api.project.pk, by=alice())
    old = WebhookDelivery.objects.get()
    path = f"/{made['id']}/deliveries/{old.pk}/redeliver"
    assert api("POST", path, expect=409)["errors"][0]["code"] == "delivery_waits"
    WebhookDelivery.objects.update(state="failed", attempts=11)
    again = api("POST", path, expect=201)
    assert (again["state"], again["attempts"], again["message"]) == ("waiting", 0, f"msg_{old.key.hex}")
    assert again["next_attempt"] is not None
    deliver.deliver()
    (request,) = receiver.got
    assert request.headers["webhook-id"] == again["message"]
    assert json.loads(request.body) == old.payload


def test_a_webhook_is_removed_with_what_it_was_told(receiver: Receiver) -> None:
    api = Api(text_project())
    made = api.add(receiver.url)
    projects.pause(api.project.pk, by=alice())
    api("DELETE", f"/{made['id']}", expect=204)
    assert not WebhookDelivery.objects.exists()
    assert told(api.project)[-1] == "Removed the webhook to 127.0.0.1."
    api("DELETE", f"/{made['id']}", expect=404)


def test_webhooks_of_another_project_are_not_there(receiver: Receiver) -> None:
    api, other = Api(text_project()), Api(text_project(name="Other"))
    made = other.add(receiver.url)
    ping = other("POST", f"/{made['id']}/test")
    for method, path in [
        ("PATCH", ""),
        ("DELETE", ""),
        ("POST", "/test"),
        ("POST", "/secret"),
        ("GET", "/deliveries"),
        ("GET", f"/deliveries/{ping['id']}"),
        ("POST", f"/deliveries/{ping['id']}/redeliver"),
    ]:
        api(method, f"/{made['id']}{path}", {} if method == "PATCH" else None, expect=404)
    assert len(receiver.got) == 1


def test_a_project_has_so_many_and_no_more(receiver: Receiver) -> None:
    api = Api(text_project())
    for _ in range(MAX_WEBHOOKS):
        api.add(receiver.url)
    answer = api("POST", body={"url": receiver.url, "events": ["job.ended"]}, expect=409)
    assert answer["errors"][0]["code"] == "too_many_webhooks"
