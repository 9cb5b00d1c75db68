"""The hot path over HTTP: what goes up, what comes down, what is refused before it reaches the queue."""

import json
import uuid
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotator.models import Annotation, Project, Role, User
from annotator.services.locks import lock_project
from annotator.services.projects import people, projects
from annotator.services.projects.labels import WantedLabel, add_labels
from tests.asking import browser_of, code_of
from tests.cast import alice, bob, join, rita, text_project

pytestmark = pytest.mark.django_db


def post(project: Project, user: User, **body: Any) -> Any:
    client = browser_of(user)
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
    assert got["progress"] == {"labels": 0, "budget": 1000, "mine": 0, "skipped": 0}


CHANGES: dict[str, dict[str, Any]] = {
    "guidelines": {"guidelines": "Be strict."},
    "name": {"name": "Reviews of shops"},
    "deck size": {"deck_size": 7},
    "a new class": {"labels": ["good", "bad", "mixed"]},
    "another order": {"labels": ["bad", "good"]},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_what_is_shown_comes_with_the_next_exchange_and_once(change: dict[str, Any]) -> None:
    project = text_project(items=3)
    known = post(project, bob(), include_project=True).json()["project"]
    assert post(project, bob(), project_version=known["version"]).json()["project"] is None
    labels = [WantedLabel(name=name) for name in change.get("labels", ())]
    projects.update(project.pk, changes={k: v for k, v in change.items() if k != "labels"}, labels=labels or None)
    news = post(project, bob(), project_version=known["version"]).json()["project"]
    assert {**news, "version": ""} != {**known, "version": ""}
    assert post(project, bob(), project_version=news["version"]).json()["project"] is None


def test_another_role_is_said_with_the_next_exchange() -> None:
    project = text_project(items=3)
    known = post(project, bob(), include_project=True).json()["project"]
    people.change_role(project.pk, membership_id=join(project, bob()).pk, role=Role.REVIEWER)
    assert post(project, bob(), project_version=known["version"]).json()["project"]["role"] == "reviewer"


def test_a_class_that_an_import_brings_into_a_draft_is_news_too() -> None:
    project = text_project(items=3, start=False)
    known = post(project, bob(), include_project=True).json()["project"]
    with transaction.atomic():
        add_labels(lock_project(project.pk), ["mixed"])
    news = post(project, bob(), project_version=known["version"]).json()["project"]
    assert [label["name"] for label in news["labels"]] == ["good", "bad", "mixed"]


def test_whether_the_project_is_news_costs_no_statement() -> None:
    project = text_project(items=30)
    version = post(project, bob(), want=5, include_project=True).json()["project"]["version"]
    with CaptureQueriesContext(connection) as plain:
        post(project, bob())
    with CaptureQueriesContext(connection) as asked:
        post(project, bob(), project_version=version)
    assert len(asked) == len(plain)


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
    assert (got["progress"]["mine"], got["progress"]["skipped"]) == (1, 1)
    assert got["progress"]["labels"] == 1
    skipped = Annotation.objects.get(label=None)
    assert (skipped.skip_reason, skipped.flagged) == ("unclear", True)


def test_nothing_tells_an_audit_item_from_another() -> None:
    project = text_project(items=60, audit_share=0.5)
    items = post(project, bob(), want=30).json()["items"]
    shown = ("expires_at", "fields", "id", "image", "returned", "suggestion", "text")
    assert {tuple(sorted(item)) for item in items} == {shown}
    assert {(item["suggestion"], item["returned"]) for item in items} == {(None, None)}


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        ({"want": 101}, "want"),
        ({"want": -1}, "want"),
        ({"submission": "x"}, "submission"),
        ({"answers": "x"}, "answers"),
        ({"answers": [an_answer(1, 1)] * 501}, "answers"),
        ({"person": "ben"}, "person"),
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
    answer = post(text_project(), bob(), answers=[an_answer(0, 1)], want=101, holding=5)
    assert answer.json()["type"] == "validation_error"
    assert {(error["attr"], error["code"], error["detail"]) for error in answer.json()["errors"]} == {
        ("holding", "not_a_list", 'Expected a list of items but got type "int".'),
        ("want", "max_value", "Ensure this value is less than or equal to 100."),
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"seconds": 90_000.5}, "Its time on screen is not between 0 and 86,400 seconds."),
        ({"seconds": None}, "Its time on screen is not between 0 and 86,400 seconds."),
        ({"comment": "half of one: \ud83d"}, "Its comment is not plain text of at most 2,000 characters."),
        ({"skip_reason": "n" * 201}, "Its reason is not plain text of at most 200 characters."),
        ({"answered_at": "this morning"}, "It does not say when it was given."),
        ({"item": "the third"}, "It names no item."),
    ],
)
def test_an_answer_that_cannot_be_read_is_refused_by_itself_and_the_rest_counts(
    change: dict[str, Any], words: str
) -> None:
    project = text_project(items=9)
    label = project.labels.get(name="bad").pk
    items = [item["id"] for item in post(project, bob(), want=3).json()["items"]]
    answers = [an_answer(item, label) for item in items]
    answers[1] |= change
    got = post(project, bob(), answers=answers, want=1).json()
    assert [(one["key"], one["status"], one["code"]) for one in got["results"]] == [
        (answers[0]["key"], "accepted", ""),
        (answers[1]["key"], "refused", "invalid_answer"),
        (answers[2]["key"], "accepted", ""),
    ]
    assert got["results"][1]["detail"] == f"This answer could not be read. {words}"
    assert set(Annotation.objects.values_list("item", flat=True)) == {items[0], items[2]}
    # Still held, and unknown to the browser now: it comes again.
    assert [item["id"] for item in got["items"]] == [items[1]]


def test_rubbish_among_the_answers_is_refused_in_its_place_with_a_key_where_it_has_one() -> None:
    project = text_project(items=4)
    item = post(project, bob(), want=1).json()["items"][0]["id"]
    good, keyless = an_answer(item, None), an_answer(item, None)
    del keyless["key"]
    got = post(project, bob(), answers=["x", None, keyless, {**good, "key": 5.5}, good, [good]]).json()
    assert [(one["key"], one["status"]) for one in got["results"]] == [
        *[(None, "refused")] * 4,
        (good["key"], "accepted"),
        (None, "refused"),
    ]
    assert Annotation.objects.count() == 1


def test_what_was_given_by_one_person_is_not_taken_from_another() -> None:
    project = text_project(items=4)
    item = post(project, rita(), want=1).json()["items"][0]["id"]
    answers = [an_answer(item, project.labels.get(name="good").pk)]
    refused = post(project, rita(), answers=answers, person=bob().pk, want=2)
    assert refused.status_code == 409
    assert refused.json()["errors"] == [
        {"code": "other_person", "detail": "Somebody else is signed in now.", "attr": None}
    ]
    assert not Annotation.objects.exists()
    assert post(project, rita(), answers=answers, person=rita().pk).json()["results"][0]["status"] == "accepted"


def test_a_body_that_is_empty_or_no_json_at_all_is_refused_in_the_envelope() -> None:
    project, client = text_project(), browser_of(bob())
    empty = client.post(f"/api/projects/{project.pk}/deck", "", content_type="application/json")
    form = client.post(f"/api/projects/{project.pk}/deck", {"want": "1"})
    assert (empty.status_code, empty.json()["errors"][0]["attr"]) == (400, "submission")
    assert (form.status_code, code_of(form)) == (415, "unsupported_media_type")


def test_a_body_that_is_no_json_answers_in_the_envelope() -> None:
    project = text_project()
    client = browser_of(bob())
    answer = client.post(f"/api/projects/{project.pk}/deck", "{", content_type="application/json")
    assert answer.status_code == 400
    assert code_of(answer) == "parse_error"


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
    assert (done["state"], done["detail"]) == (
        "budget_spent",
        "All 2 labels of the budget are given. 1 item still wants labels.",
    )


def test_text_with_markup_arrives_as_text() -> None:
    project = text_project(items=1)
    project.items.update(text="<script>alert(1)</script> & more")
    answer = post(project, bob(), want=1)
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json()["items"][0]["text"] == "<script>alert(1)</script> & more"
