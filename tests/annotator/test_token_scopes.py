"""Every address and every method, with every scope: a token does what it is for, and nothing else."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern
from django.utils import timezone
from rest_framework.views import APIView

from annotator.api.urls import urlpatterns
from annotator.api.view import View
from annotator.models import AccessToken, Scope, User
from annotator.services.accounts import tokens
from tests.cast import alice, charlie, text_project

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Open to everybody: nothing there depends on who asks.
OPEN = {"health", "ready", "schema"}
# What needs another scope than read for what changes nothing, and manage for the rest; None: no token will do.
OTHER: dict[tuple[str, str], str | None] = {
    ("POST", "projects/*/deck"): "label",
    ("POST", "projects/*/answers"): "label",
    # It seeks, and changes nothing.
    ("POST", "projects/*/nearest"): "read",
    ("POST", "projects/*/people/*/password"): None,
    ("POST", "session"): None,
    ("DELETE", "session"): None,
    ("POST", "session/password"): None,
    ("POST", "session/reset"): None,
    ("POST", "session/reset/look"): None,
    ("POST", "invitations"): None,
    ("POST", "invitations/look"): None,
    ("POST", "invitations/join"): None,
    ("GET", "tokens"): None,
    ("POST", "tokens"): None,
    ("DELETE", "tokens/*"): None,
}
# Where the body is read before it is asked who may.
BODIES = {"projects/*/deck": {"submission": "2b6f0cc9-04d1-4d6c-b2a9-4a4d28f6a1b1"}}
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def shape(path: str) -> str:
    return "/".join("*" if part.startswith("<") else part for part in path.split("/"))


def routed() -> Iterator[tuple[str, str, type[APIView]]]:
    """Method, address and view of everything that the API has."""
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        view = pattern.callback.view_class  # type: ignore[attr-defined]  # as_view sets it
        yield from ((method, shape(str(pattern.pattern)), view) for method in METHODS if hasattr(view, method.lower()))


CASES = [(method, path) for method, path, _ in routed() if path not in OPEN]


def needed(method: str, path: str) -> str | None:
    return OTHER.get((method, path), "read" if method == "GET" else "manage")


def suffices(scope: str, method: str, path: str) -> bool:
    return needed(method, path) is not None and scope in (needed(method, path), "manage")


def ask(method: str, path: str, *, project: int, secret: str) -> Any:
    address = path.replace("*", str(project), 1) if path.startswith("projects/") else path
    client = Client(headers={"authorization": f"Token {secret}"})
    body = json.dumps(BODIES.get(path, {}))
    return client.generic(method, f"/api/{address.replace('*', '1')}", body, content_type="application/json")


def codes_of(answer: Any) -> set[str]:
    is_json = answer.headers.get("Content-Type", "") == "application/json"
    body = json.loads(answer.getvalue() or b"null") if is_json else None
    return {error["code"] for error in body["errors"]} if isinstance(body, dict) and "errors" in body else set()


def secret_of(user: User, *scopes: str) -> str:
    return tokens.create(user, name=" ".join(scopes), scopes=scopes).secret


def test_every_view_asks_what_a_token_is_for() -> None:
    assert {path for _, path, view in routed() if not issubclass(view, View)} == OPEN


def test_every_exception_is_an_address_that_there_is() -> None:
    assert set(OTHER) <= set(CASES)


@pytest.mark.parametrize(("method", "path"), CASES)
def test_a_token_does_what_it_is_for_and_nothing_else(method: str, path: str) -> None:
    """The owner of the project asks: only the scope can stand in their way."""
    project = text_project()
    for scope in Scope.values:
        # Made anew: the last scope may have deleted the project.
        answer = ask(method, path, project=project.pk, secret=secret_of(alice(), scope))
        if suffices(scope, method, path):
            assert answer.status_code != 401, scope
            assert "token_not_enough" not in codes_of(answer), scope
        else:
            assert (answer.status_code, codes_of(answer)) == (403, {"token_not_enough"}), scope


@pytest.mark.parametrize(("method", "path"), CASES)
def test_a_strangers_token_and_one_that_has_ended_get_nothing(method: str, path: str) -> None:
    project = text_project()
    if path.startswith("projects/"):
        answer = ask(method, path, project=project.pk, secret=secret_of(charlie(), "manage"))
        assert answer.status_code in (403, 404)
        assert "Reviews" not in answer.getvalue().decode()
    for end in ({"revoked_at": timezone.now()}, {"expires_at": timezone.now() - timedelta(seconds=1)}):
        secret = secret_of(alice(), "manage")
        AccessToken.objects.filter(user=alice()).update(**end, name="ended")
        assert _refused(method, path, project=project.pk, secret=secret)
        AccessToken.objects.filter(user=alice()).delete()
    secret = secret_of(alice(), "manage")
    User.objects.filter(pk=alice().pk).update(is_active=False)
    assert _refused(method, path, project=project.pk, secret=secret)


def _refused(method: str, path: str, *, project: int, secret: str) -> bool:
    answer = ask(method, path, project=project, secret=secret)
    return bool(answer.status_code == 401 and codes_of(answer) == {"token_invalid"})
