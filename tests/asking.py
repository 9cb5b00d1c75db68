"""Requests to the API as browsers send them, and what is said to them."""

import json
from typing import Any

from django.test import Client

from annotator.models import User


def browser_of(user: User) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, method: str, path: str, body: Any = None, **headers: str) -> Any:
    """path: beyond /api/; body: {} where it is left out."""
    data = json.dumps({} if body is None else body)
    return getattr(client, method)(f"/api/{path}", data=data, content_type="application/json", headers=headers)


def code_of(answer: Any) -> str:
    """Of the first error."""
    code: str = answer.json()["errors"][0]["code"]
    return code
