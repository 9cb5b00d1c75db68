"""Signing in and out."""

import json
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from pytest_django import Settings

from annotator.models import User
from tests.asking import code_of
from tests.cast import PASSWORD, bob

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as TestResponse

pytestmark = pytest.mark.django_db


def sign_in(client: Client, password: str = PASSWORD, **headers: str) -> "TestResponse":
    body = json.dumps({"username": "bob", "password": password})
    return client.post("/api/session", data=body, content_type="application/json", headers=headers)


def test_signing_in_and_out() -> None:
    bob()
    client = Client()
    assert client.get("/api/session").json()["user"] is None
    assert sign_in(client).json()["user"]["username"] == "bob"
    assert client.get("/api/session").json()["user"]["may_create_projects"] is False
    assert client.delete("/api/session").status_code == 204
    assert client.get("/api/session").json()["user"] is None


def test_a_wrong_password_has_its_code() -> None:
    bob()
    answer = sign_in(Client(), "wrong")
    assert answer.status_code == 401
    assert code_of(answer) == "wrong_password"


def test_too_many_wrong_passwords_close_the_door_even_to_the_right_one() -> None:
    bob()
    client = Client()
    codes = [sign_in(client, "wrong").json()["errors"][0]["code"] for _ in range(11)]
    assert codes[0] == "wrong_password"
    assert codes[-1] == "too_many_attempts"
    assert sign_in(client).status_code == 429


def test_signing_in_needs_the_csrf_token() -> None:
    bob()
    client = Client(enforce_csrf_checks=True)
    refused = sign_in(client)
    assert refused.status_code == 403
    assert code_of(refused) == "csrf_failed"
    client.get("/api/session")
    token = client.cookies["csrftoken"].value
    assert sign_in(client, **{"X-CSRFToken": token}).status_code == 200


def test_a_post_of_a_signed_in_person_needs_the_csrf_token() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(bob())
    answer = client.post("/api/projects", data="{}", content_type="application/json")
    assert code_of(answer) == "csrf_failed"


def test_demo_accounts_are_shown_only_in_the_demo() -> None:
    bob()
    assert Client().get("/api/session").json()["demo_accounts"] == []


def test_demo_accounts_that_are_closed_are_not_offered(settings: Settings) -> None:
    settings.DEMO = True
    for name, password, active in (("mara", PASSWORD, True), ("ben", None, True), ("ada", PASSWORD, False)):
        User.objects.create_user(name, password=password, is_active=active)
    assert [row["username"] for row in Client().get("/api/session").json()["demo_accounts"]] == ["mara"]


@pytest.mark.parametrize("key", [r'"\000\000\000\000\000\000\000\000"', '"a b c d e f"', "short", '""'])
def test_a_cookie_that_we_never_drew_is_nobodys(key: str, settings: Settings) -> None:
    answer = Client().get("/api/session", headers={"cookie": f"{settings.SESSION_COOKIE_NAME}={key}"})
    assert (answer.status_code, answer.json()["user"]) == (200, None)


def test_the_page_is_served_with_a_policy_that_forbids_inline_scripts() -> None:
    answer = Client().get("/projects/1/label")
    policy = answer.headers["Content-Security-Policy"]
    assert answer.status_code == 200
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "__CSP_NONCE__" not in answer.content.decode()
