"""The hot path over HTTP: what goes up, what comes down, what is refused before it reaches the queue."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from annotator.models import Annotation, Project, User
from tests.cast import alice, bob, rita, text_project

pytestmark = pytest.mark.django_db


def post(project: Project, user: User, **body: Any) -> Any:
    client = Client()
    client.force_login(user)
    request = {"submission": str(uuid.uuid4()), **body}
    return client.post(f"/api/projects/{project.pk}/deck", json.dumps(request), content_type="application/json")


def an_answer(item: int, label: int | None, **fields: Any) -> dict[str, Any]:
    return {
        "key": str(uuid.uuid4()),
        "item": item,
        "label": label,
        "seconds": 1.5,
        "answered_at": timezone.now().isoformat(),
        **fields,
    }


def test_the_first_load_brings_project_and_items_in_one_answer() -> None:
    project = text_project(guidelines="Be kind.", items=30)
    got = post(project, bob(), want=10, include_project=True).json()
    assert len(got["items"]) == 10
    assert got["items"][0]["text"].startswith("text ")
    assert got["items"][0]["image"] is None
    assert got["project"]["guidelines"] == "Be kind."
    assert [label["key"] for label in got["project"]["labels"]] == ["1", "2"]
    assert got["project"]["role"] == "annotator"
    assert got["state"] == "open"
    assert got["progress"] == {"labels": 0, "budget": 1000, "mine": 0}


def test_answers_go_up_and_the_refill_comes_down_in_one_post() -> None:
    project = text_project(items=30)
    label = project.labels.earliest("position").pk
    items = [item["id"] for item in post(project, bob(), want=5).json()["items"]]
    got = post(
        project,
        bob(),
        answers=[an_answer(items[0], label), an_answer(items[1], None, skip_reason="unclear", flagged=True)],
        holding=items[2:],
        want=2,
    ).json()
    assert [result["status"] for result in got["results"]] == ["accepted", "accepted"]
    assert len(got["items"]) == 2
    assert not {item["id"] for item in got["items"]} & set(items)
    assert got["progress"]["mine"] == 2
    assert got["progress"]["labels"] == 1
    skipped = Annotation.objects.get(label=None)
    assert (skipped.skip_reason, skipped.flagged) == ("unclear", True)


def test_nothing_tells_an_audit_item_from_another() -> None:
    project = text_project(items=60, audit_share=0.5)
    items = post(project, bob(), want=30).json()["items"]
    assert {tuple(sorted(item)) for item in items} == {("expires_at", "id", "image", "text")}


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        ({"want": 101}, "want"),
        ({"want": -1}, "want"),
        ({"submission": "x"}, "submission"),
        ({"answers": "x"}, "answers"),
        ({"answers": [{"item": 1}]}, "answers.0.key"),
        ({"answers": [an_answer(1, 1, seconds=-1)]}, "answers.0.seconds"),
        ({"answers": [an_answer(1, 1, answered_at="yesterday")]}, "answers.0.answered_at"),
        ({"holding": ["a"]}, "holding.0"),
    ],
)
def test_rubbish_is_refused_with_the_field_and_stores_nothing(body: dict[str, Any], attr: str) -> None:
    project = text_project()
    answer = post(project, bob(), **body)
    assert answer.status_code == 400
    assert attr in {error["attr"] for error in answer.json()["errors"]}
    assert not Annotation.objects.exists()


def test_all_that_is_wrong_is_said_at_once_by_field_and_in_plain_words() -> None:
    wrong = an_answer(0, 1, seconds=86_401, comment="x" * 2001)
    del wrong["key"]
    answer = post(text_project(), bob(), answers=[wrong], want=101)
    assert answer.json()["type"] == "validation_error"
    assert {(error["attr"], error["code"], error["detail"]) for error in answer.json()["errors"]} == {
        ("answers.0.key", "required", "This field is required."),
        ("answers.0.item", "min_value", "Ensure this value is greater than or equal to 1."),
        ("answers.0.seconds", "max_value", "Ensure this value is less than or equal to 86400."),
        ("answers.0.comment", "max_length", "Ensure this field has no more than 2000 characters."),
        ("want", "max_value", "Ensure this value is less than or equal to 100."),
    }


def test_a_body_that_is_empty_or_no_json_at_all_is_refused_in_the_envelope() -> None:
    project, client = text_project(), Client()
    client.force_login(bob())
    empty = client.post(f"/api/projects/{project.pk}/deck", "", content_type="application/json")
    form = client.post(f"/api/projects/{project.pk}/deck", {"want": "1"})
    assert (empty.status_code, empty.json()["errors"][0]["attr"]) == (400, "submission")
    assert (form.status_code, form.json()["errors"][0]["code"]) == (415, "unsupported_media_type")


def test_a_body_that_is_no_json_answers_in_the_envelope() -> None:
    project = text_project()
    client = Client()
    client.force_login(bob())
    answer = client.post(f"/api/projects/{project.pk}/deck", "{", content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "parse_error"


def test_annotators_never_see_what_others_answered() -> None:
    project = text_project(items=1, overlap=2)
    label = project.labels.earliest("position").pk
    item = post(project, alice(), want=1).json()["items"][0]["id"]
    post(project, alice(), answers=[an_answer(item, label)])
    seen = post(project, bob(), want=1, include_project=True)
    assert seen.json()["items"][0]["id"] == item
    assert "alice" not in seen.content.decode()


def test_the_state_says_why_nothing_comes() -> None:
    project = text_project(items=3, budget_labels=2)
    label = project.labels.earliest("position").pk
    items = [item["id"] for item in post(project, bob(), want=5).json()["items"]]
    waiting = post(project, rita(), want=5).json()
    assert (waiting["state"], waiting["retry_in_s"]) == ("waiting", 20)
    done = post(project, bob(), answers=[an_answer(item, label) for item in items], want=5).json()
    assert (done["state"], done["detail"]) == ("budget_spent", "The budget is spent.")


def test_text_with_markup_arrives_as_text() -> None:
    project = text_project(items=1)
    project.items.update(text="<script>alert(1)</script> & more")
    answer = post(project, bob(), want=1)
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json()["items"][0]["text"] == "<script>alert(1)</script> & more"
