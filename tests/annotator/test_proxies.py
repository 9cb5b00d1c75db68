"""Whose address a request has, and who is refused by it."""

import json

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from annotator.api.proxies import real_address
from annotator.selectors import sign_in
from tests.cast import PASSWORD, bob


def address(*, peer: str, said: str | None) -> str:
    seen = list[str]()

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    headers = {} if said is None else {"X-Forwarded-For": said}
    real_address(view)(RequestFactory().get("/", headers=headers, REMOTE_ADDR=peer))
    return seen[0]


@pytest.mark.parametrize(
    ("trusted", "peer", "said", "expected"),
    [
        ([], "10.0.0.9", "1.2.3.4", "10.0.0.9"),
        (["10.0.0.9"], "10.0.0.9", "1.2.3.4", "1.2.3.4"),
        (["10.0.0.9"], "10.0.0.8", "1.2.3.4", "10.0.0.8"),
        (["10.0.0.0/24"], "10.0.0.9", "6.6.6.6, 1.2.3.4, 10.0.0.7", "1.2.3.4"),
        (["10.0.0.0/24"], "10.0.0.9", None, "10.0.0.9"),
        (["10.0.0.0/24", "::1"], "::1", "2001:db8::7", "2001:db8::7"),
    ],
)
def test_only_a_named_proxy_is_believed_and_only_what_it_added(
    trusted: list[str], peer: str, said: str | None, expected: str
) -> None:
    with override_settings(TRUSTED_PROXIES=trusted):
        assert address(peer=peer, said=said) == expected


def sign_in_as(name: str, password: str, *, peer: str) -> int:
    body = json.dumps({"username": name, "password": password})
    return Client(REMOTE_ADDR=peer).post("/api/session", body, content_type="application/json").status_code


@pytest.mark.django_db
@override_settings(WRONG_PASSWORDS_PER_ADDRESS=5)
def test_a_spray_of_names_closes_its_address_to_guesses_before_they_are_hashed_and_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sign_in, "_refused", {})
    bob()
    assert [sign_in_as(f"nobody-{n}", "x", peer="6.6.6.6") for n in range(6)] == [401] * 5 + [429]
    hashed = list[str]()
    monkeypatch.setattr("annotator.models.User.set_password", lambda _, password: hashed.append(password))
    assert sign_in_as("nobody-else", "x", peer="6.6.6.6") == 429
    assert hashed == []
    assert sign_in_as("bob", PASSWORD, peer="7.7.7.7") == 200
