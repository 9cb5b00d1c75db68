"""Every address of the API: Charlie, a stranger, gets nothing; who is signed out gets less; roles are kept."""

import json
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from annotator.api.urls import urlpatterns
from annotator.models import Invitation, Job, Membership, Project, SavedView, User
from tests.asking import browser_of, code_of
from tests.cast import alice, benchmark_of, benchmark_settings, bob, charlie, decided, delivery_to, rita, text_project

pytestmark = pytest.mark.django_db

SUBMISSION = str(uuid.UUID(int=1))
BENCHMARK = benchmark_settings()


@dataclass(frozen=True)
class Endpoint:
    """One method of one address; roles: who may use it with a plain request (m, a, r)."""

    method: str
    path: str
    roles: str
    body: dict[str, Any] | None = None


ENDPOINTS = [
    Endpoint("get", "projects/{project}", "mar"),
    Endpoint("patch", "projects/{project}", "m", {"guidelines": "Be kind."}),
    Endpoint("delete", "projects/{project}", "m", {"confirm_name": "Reviews"}),
    Endpoint("post", "projects/{project}/labels/preview", "m", {"labels": [{"name": "good"}]}),
    Endpoint("post", "projects/{project}/overlap/preview", "m", {"overlap": 2}),
    Endpoint("post", "projects/{project}/start", "m"),
    Endpoint("post", "projects/{project}/pause", "m"),
    Endpoint("get", "projects/{project}/overview", "mr"),
    Endpoint("post", "projects/{project}/deck", "mar", {"submission": SUBMISSION, "want": 1}),
    Endpoint("get", "projects/{project}/map", "mr"),
    Endpoint("get", "projects/{project}/nearest?text=cards", "mr"),
    Endpoint("post", "projects/{project}/nearest", "mr"),
    Endpoint("post", "projects/{project}/alike", "m"),
    Endpoint("delete", "projects/{project}/alike", "m"),
    Endpoint("get", "projects/{project}/items", "mr"),
    Endpoint("post", "projects/{project}/items", "m", {"items": [{"text": "one more"}]}),
    Endpoint("delete", "projects/{project}/items", "m", {"items": {"external_id": "none"}}),
    Endpoint("get", "projects/{project}/items/count", "mr"),
    Endpoint("get", "projects/{project}/views", "mr"),
    Endpoint("post", "projects/{project}/views", "m", {"name": "Ties", "items": {"state": "tied"}}),
    Endpoint("delete", "projects/{project}/views/{view}", "m"),
    Endpoint("get", "projects/{project}/answers", "mr"),
    Endpoint("post", "projects/{project}/answers", "mar", {"answers": [{"external_id": "x", "label": "good"}]}),
    Endpoint("get", "projects/{project}/decisions", "m"),
    Endpoint("post", "projects/{project}/decisions", "m", {"kind": "set_aside", "items": {"external_id": "none"}}),
    Endpoint("post", "projects/{project}/decisions/{decision}/undo", "m"),
    Endpoint("get", "projects/{project}/review", "mr"),
    Endpoint("get", "projects/{project}/review/items?kind=skipped", "mr"),
    Endpoint("post", "projects/{project}/review/decisions", "mr", {"kind": "accept", "item": "{item}", "answers": []}),
    Endpoint("get", "projects/{project}/suggestions", "mr"),
    Endpoint(
        "post",
        "projects/{project}/suggestions",
        "m",
        {"model": "tiny", "suggestions": [{"external_id": "x", "label": "good"}]},
    ),
    Endpoint("get", "projects/{project}/items/{item}", "mr"),
    Endpoint("get", "projects/{project}/items/{item}/nearest", "mr"),
    Endpoint("get", "projects/{project}/own-answers", "mar"),
    Endpoint("get", "projects/{project}/log", "m"),
    Endpoint("get", "projects/{project}/people", "m"),
    Endpoint("post", "projects/{project}/people", "m", {"username": "dora", "role": "annotator"}),
    Endpoint("patch", "projects/{project}/people/{person}", "m", {"role": "reviewer"}),
    Endpoint("delete", "projects/{project}/people/{person}", "m"),
    Endpoint("post", "projects/{project}/people/{person}/let-go-on", "m", {"why": ""}),
    Endpoint("get", "projects/{project}/cautions", "m"),
    Endpoint("post", "projects/{project}/people/{person}/password", "m", {"by": "link"}),
    Endpoint("get", "projects/{project}/invitations", "m"),
    Endpoint("post", "projects/{project}/invitations", "m", {"whom": ["dora"], "role": "annotator"}),
    Endpoint("delete", "projects/{project}/invitations/{invitation}", "m"),
    Endpoint("get", "media/{item}", ""),
    Endpoint("get", "projects/{project}/uploads", "m"),
    Endpoint("post", "projects/{project}/uploads", "m"),
    Endpoint("post", "projects/{project}/uploads/{upload}/preview", "m", {"labels_are": "answers"}),
    Endpoint("get", "projects/{project}/columns", "m"),
    Endpoint("get", "projects/{project}/sources", "m"),
    Endpoint("post", "projects/{project}/sources", "m", {"address": "https://images.example.org/a.zip"}),
    Endpoint("post", "projects/{project}/imports", "m"),
    Endpoint("get", "projects/{project}/results", "m"),
    Endpoint("get", "projects/{project}/quality", "m"),
    Endpoint("get", "projects/{project}/people/figures", "m"),
    Endpoint("get", "projects/{project}/people/pay", "m"),
    Endpoint("get", "projects/{project}/rounds", "mr"),
    Endpoint("get", "projects/{project}/exports", "m"),
    Endpoint("post", "projects/{project}/exports", "m", {"format": "csv"}),
    Endpoint("get", "projects/{project}/benchmarks", "mr"),
    Endpoint("post", "projects/{project}/benchmarks", "m", BENCHMARK),
    Endpoint("post", "projects/{project}/benchmarks/plan", "m", BENCHMARK),
    Endpoint("get", "projects/{project}/webhooks", "m"),
    Endpoint("post", "projects/{project}/webhooks", "m", {"url": "http://127.0.0.1/", "events": ["job.ended"]}),
    Endpoint("patch", "projects/{project}/webhooks/{webhook}", "m", {"active": False}),
    Endpoint("delete", "projects/{project}/webhooks/{webhook}", "m"),
    Endpoint("post", "projects/{project}/webhooks/{webhook}/secret", "m"),
    Endpoint("post", "projects/{project}/webhooks/{webhook}/test", "m"),
    Endpoint("get", "projects/{project}/webhooks/{webhook}/deliveries", "m"),
    Endpoint("get", "projects/{project}/webhooks/{webhook}/deliveries/{delivery}", "m"),
    Endpoint("post", "projects/{project}/webhooks/{webhook}/deliveries/{delivery}/redeliver", "m"),
    Endpoint("get", "benchmarks/{benchmark}", "mr"),
    Endpoint("delete", "benchmarks/{benchmark}", "m"),
    Endpoint("post", "benchmarks/{benchmark}/cancel", "m"),
    Endpoint("get", "benchmarks/{benchmark}/file?format=csv", "mr"),
    Endpoint("get", "jobs/{job}", "m"),
    Endpoint("post", "jobs/{job}/cancel", "m"),
    Endpoint("get", "jobs/{job}/problems", "m"),
    Endpoint("get", "jobs/{job}/file", ""),
]
# Open to everybody, or a list of what is one's own (tokens: tests/annotator/test_tokens.py).
OPEN = {"health", "ready", "schema", "session", "strategies", "projects", "jobs", "tokens", "tokens/*"}
# One's own password, or whoever has a link: tests/annotator/test_accounts.py and test_invitations.py.
BY_LINK = {"session/password", "session/reset", "session/reset/look"} | {
    f"invitations{more}" for more in ("", "/look", "/join")
}


def call(endpoint: Endpoint, project: Project, user: User | None, **headers: str) -> Any:
    client = Client(headers={name.replace("_", "-"): value for name, value in headers.items()})
    if user is not None:
        client.force_login(user)
    person = Membership.objects.get(project=project, user=bob())
    User.objects.filter(pk=person.user_id).update(home=project)
    week = timezone.now() + timedelta(days=7)
    invitation = Invitation.objects.create(
        project=project, who="erin", role="annotator", secret="x", created_by=alice(), expires_at=week
    )
    job, _ = Job.objects.get_or_create(project=project, kind="import", title="reviews.csv", state="done")
    delivery = delivery_to(project)
    item = project.items.earliest("row").pk
    path = endpoint.path.format(
        project=project.pk,
        person=person.pk,
        item=item,
        job=job.pk,
        invitation=invitation.pk,
        upload=1,
        benchmark=benchmark_of(project).pk,
        webhook=delivery.webhook_id,
        decision=decided(project),
        delivery=delivery.pk,
        view=SavedView.objects.get_or_create(project=project, name="Flagged")[0].pk,
    )
    body = json.dumps(endpoint.body or {}).replace('"{item}"', str(item))
    return (
        getattr(client, endpoint.method)(f"/api/{path}", data=body, content_type="application/json")
        if (endpoint.method != "get")
        else client.get(f"/api/{path}")
    )


def name(endpoint: Endpoint) -> str:
    return f"{endpoint.method} {endpoint.path}"


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=name)
def test_a_stranger_gets_nothing(endpoint: Endpoint) -> None:
    answer = call(endpoint, text_project(), charlie())
    assert answer.status_code == 404
    assert code_of(answer) == "not_found"
    assert "Reviews" not in answer.content.decode()


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=name)
def test_who_is_signed_out_is_asked_to_sign_in(endpoint: Endpoint) -> None:
    answer = call(endpoint, text_project(), None)
    assert answer.status_code == 401
    errors = [{"code": "not_authenticated", "detail": "You are logged out. Log in again.", "attr": None}]
    assert answer.json()["errors"] == errors


@pytest.mark.parametrize("endpoint", [e for e in ENDPOINTS if "m" in e.roles], ids=name)
def test_a_page_of_somebody_else_does_nothing_in_the_name_of_who_signed_in_later(endpoint: Endpoint) -> None:
    project = text_project()
    answer = call(endpoint, project, alice(), x_person=str(bob().pk))
    assert answer.status_code == 409
    assert [error["code"] for error in answer.json()["errors"]] == ["other_person"]
    own = call(endpoint, project, alice(), x_person=str(alice().pk))
    assert "other_person" not in own.getvalue().decode()


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=name)
@pytest.mark.parametrize("role", ["a", "r"])
def test_a_wrong_role_is_told_so(endpoint: Endpoint, role: str) -> None:
    user = {"a": bob, "r": rita}[role]()
    answer = call(endpoint, text_project(), user)
    if role in endpoint.roles:
        # 409: let in, but this project has no features yet.
        assert answer.status_code in (200, 201, 202, 409)
    elif endpoint.roles:
        assert answer.status_code == 403
        assert code_of(answer) == "permission_denied"
    else:
        assert answer.status_code in (403, 404)


@pytest.mark.parametrize("endpoint", [e for e in ENDPOINTS if "m" in e.roles], ids=name)
def test_a_manager_is_let_in(endpoint: Endpoint) -> None:
    answer = call(endpoint, text_project(), alice())
    # 400 and 409: let in, but this plain request lacks a file, or the job has ended.
    assert answer.status_code in (200, 201, 202, 204, 400, 404, 409)
    assert "permission_denied" not in answer.getvalue().decode()


def test_the_lists_of_a_stranger_are_empty() -> None:
    text_project()
    client = browser_of(charlie())
    assert client.get("/api/projects").json() == []
    assert client.get("/api/jobs").json() == []


def test_every_address_of_the_api_is_in_this_file() -> None:
    def shape(path: str) -> str:
        parts = path.partition("?")[0].split("/")
        return "/".join("*" if part.startswith(("<", "{")) else part for part in parts)

    routed = {shape(str(pattern.pattern)) for pattern in urlpatterns if isinstance(pattern, URLPattern)}
    assert routed == {shape(endpoint.path) for endpoint in ENDPOINTS} | OPEN | BY_LINK
    assert get_resolver().resolve("/api/projects")


def test_an_unknown_address_of_the_api_answers_in_the_envelope() -> None:
    answer = Client().get("/api/nothing/here")
    assert answer.status_code == 404
    assert code_of(answer) == "not_found"
