"""Texts that no database and no encoding takes: they are refused in words, wherever they are sent."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.asking import browser_of
from tests.cast import alice, benchmark_settings, text_project

pytestmark = pytest.mark.django_db

ODD = {"NUL": "a\0b", "half a character": "a\ud800b"}


def bodies(project: int, text: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every text of every body."""
    yield "post", "projects", {"name": text, "kind": "text"}
    yield "post", "projects", {"name": "Fine", "kind": text}
    for field in ("name", "guidelines", "strategy", "currency"):
        yield "patch", f"projects/{project}", {field: text}
    for advanced in ({text: 1}, {"proxy": text}, {"features": text}, {"epochs": text}):
        yield "patch", f"projects/{project}", {"advanced": advanced}
    for label in ({"name": text}, {"name": "fine", "color": text}, {"name": "fine", "key": text[1]}):
        yield "patch", f"projects/{project}", {"labels": [label]}
        yield "post", f"projects/{project}/labels/preview", {"labels": [label]}
    yield "post", f"projects/{project}/people", {"username": text, "role": "annotator"}
    yield "post", f"projects/{project}/people", {"username": "dora", "role": text}
    yield "post", f"projects/{project}/imports", {"upload": 1, "text_column": text}
    yield "post", f"projects/{project}/exports", {"format": text}
    yield "post", f"projects/{project}/benchmarks", benchmark_settings(title=text)
    yield "post", f"projects/{project}/benchmarks", benchmark_settings(strategies=[text])
    yield "delete", f"projects/{project}", {"confirm_name": text}
    yield "post", "session", {"username": text, "password": "fine"}
    yield "post", "session", {"username": "alice", "password": text}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_text_is_refused_wherever_it_is_sent(text: str) -> None:
    project, client = text_project(), browser_of(alice())
    taken = []
    for method, path, body in bodies(project.pk, text):
        with transaction.atomic():
            answer = getattr(client, method)(f"/api/{path}", data=json.dumps(body), content_type="application/json")
            transaction.set_rollback(True)
        if answer.status_code not in (400, 401):
            taken.append((answer.status_code, method, path, body))
        assert answer.json()["errors"][0]["detail"]
    assert taken == []


@pytest.mark.parametrize("number", ["-1", "1.5", "٣", "²", "", "one"])
def test_what_is_no_number_in_an_address_is_refused(number: str) -> None:
    project, client = text_project(), browser_of(alice())
    asked = ("jobs?project=", f"projects/{project.pk}/log?before=", f"projects/{project.pk}/own-answers?person=")
    assert {client.get(f"/api/{path}{number}").status_code for path in asked} == {400}
    # Beyond what the database counts: nobody and nothing has that number.
    assert {client.get(f"/api/{path}{'9' * 40}").status_code for path in asked} <= {200, 404, 409}
