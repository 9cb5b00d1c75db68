"""What programs read and write beside items: answers, suggestions, rounds, exports; and items in bulk."""

import json
import uuid
from collections.abc import Callable, Mapping
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.models import Annotation, Item, Job, Lease, Project, Submission, Suggestion
from annotator.selectors.answer_lists import FILTERS, answer_page
from annotator.selectors.counters import differences
from annotator.services.projects import projects
from tests.annotator.worlds import FIRST, lived_in
from tests.asking import browser_of, code_of
from tests.cast import alice, answer, bob, deck, rita, text_project

pytestmark = pytest.mark.django_db


def post(user: Any, project: Project, what: str, body: object) -> Any:
    return browser_of(user).post(
        f"/api/projects/{project.pk}/{what}", data=json.dumps(body), content_type="application/json"
    )


def everything(user: Any, address: str) -> list[dict[str, Any]]:
    browser, rows = browser_of(user), []
    while address:
        page = browser.get(address).json()
        rows += page["results"]
        address = page["next"]
    return rows


def named(project: Project, *names: str) -> None:
    """The first items get these external ids."""
    for item, name in zip(project.items.order_by("row"), names, strict=False):
        Item.objects.filter(pk=item.pk).update(external_id=name)


ANSWERS: Mapping[str, Any] = {
    "item": lambda a, v: a.item_id == v,
    "external_id": lambda a, v: a.item.external_id == v,
    "person": lambda a, v: a.user_id == v,
    "label": lambda a, v: a.label is not None and a.label.name == v,
    "skipped": lambda a, v: (a.label is None) == v,
    "flagged": lambda a, v: a.flagged == v,
    "origin": lambda a, v: a.submission.origin == v,
    "round": lambda a, v: a.lease.round is not None and a.lease.round.number == v,
    "received_from": lambda a, v: a.received_at >= v,
    "received_to": lambda a, v: a.received_at <= v,
}


def _told(project: Project) -> QuerySet[Annotation]:
    with_all = Annotation.objects.select_related("item", "label", "submission", "lease__round")
    return with_all.filter(project=project).order_by("pk")


def test_answers_come_once_each_and_are_those_that_were_asked_for() -> None:
    project = lived_in()
    known = list(_told(project))
    values = {
        "item": st.sampled_from([each.item_id for each in known[:3]]),
        "external_id": st.sampled_from([each.item.external_id or "none" for each in known[:3]]),
        "person": st.sampled_from([alice().pk, bob().pk, 7**9]),
        "label": st.sampled_from(["good", "bad"]),
        "skipped": st.booleans(),
        "flagged": st.booleans(),
        "origin": st.sampled_from(["queue", "api"]),
        "round": st.integers(0, 2),
        "received_from": st.just(FIRST + (known[0].received_at - FIRST) / 2),
        "received_to": st.just(known[0].received_at),
    }
    assert values.keys() == ANSWERS.keys() == FILTERS.keys()
    some = st.lists(st.sampled_from(list(values)), max_size=2, unique=True)

    @settings(max_examples=60, database=None, derandomize=True)
    @given(
        some.flatmap(lambda names: st.fixed_dictionaries({name: values[name] for name in names})),
        st.booleans(),
        st.sampled_from(["id", "-id"]),
        st.sampled_from([1, 4, 10_000]),
    )
    def ask(said: dict[str, Any], replaced: bool, sort: str, examined: int) -> None:  # noqa: FBT001 - as drawn
        fitting = [
            each.pk
            for each in known
            if (replaced or each.replaced_at is None)
            and all(ANSWERS[name](each, value) for name, value in said.items())
        ]
        ids, after = [], None
        with patch("annotator.selectors.answer_lists.EXAMINED", examined):
            while True:
                page = answer_page(project, said, replaced=replaced, sort=sort, after=after, count=3)
                ids += [each.pk for each in page.rows]
                if (after := page.after) is None:
                    break
        assert ids == sorted(fitting, reverse=sort == "-id")

    ask()


def test_however_many_answers_there_are_a_page_names_none_of_them() -> None:
    project = text_project(items=30)
    leases = deck(project, bob(), want=30).leases
    deck(project, bob(), answers=[answer(lease.item_id, lease.item.truth_id) for lease in leases])
    sent: list[int] = []

    def count(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        sent.append(len(params or ()))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(count), patch("annotator.selectors.answer_lists.EXAMINED", 25):
        page = answer_page(project, {"label": "good"}, replaced=False, sort="id", after=None, count=20)
    assert page.rows == [each for each in _told(project)[:25] if each.label and each.label.name == "good"]
    assert page.after is not None
    assert max(sent) < 10


def test_an_answer_says_why_the_item_was_asked() -> None:
    project = text_project(items=3)
    item = deck(project, bob(), want=1).leases[0].item_id
    deck(project, bob(), answers=[answer(item, project.labels.all()[0].pk, comment="odd", flagged=True)])
    (row,) = everything(alice(), f"/api/projects/{project.pk}/answers")
    assert (row["item"], row["username"], row["label"], row["comment"]) == (item, "bob", "good", "odd")
    assert (row["origin"], row["source"], row["round"], row["paid"]) == ("queue", "random", None, True)
    assert browser_of(bob()).get(f"/api/projects/{project.pk}/answers").status_code == 403


def test_a_program_answers_by_the_rules_of_the_queue() -> None:
    project = text_project(items=4, price_per_label="0.25", budget_labels=3)
    named(project, "a", "b", "c", "d")
    key = str(uuid.uuid4())
    body = {
        "answers": [
            {"external_id": "a", "label": "good", "key": key, "seconds": 1.5},
            {"external_id": "b", "label": None, "skip_reason": "unclear"},
            {"external_id": "c", "label": "lovely"},
            {"external_id": "nobody", "label": "good"},
            {"external_id": "a", "label": "bad", "key": key},
        ]
    }
    results = post(bob(), project, "answers", body).json()["results"]
    assert [(each["status"], each["code"]) for each in results] == [
        ("accepted", ""),
        ("accepted", ""),
        ("refused", "unknown_label"),
        ("refused", "unknown_item"),
        ("duplicate", ""),
    ]
    project.refresh_from_db()
    assert (project.labels_spent, project.money_spent, differences(project)) == (1, 1 * project.price_per_label, [])
    given = Annotation.objects.get(key=key)
    assert given.lease is not None
    assert (given.user, given.submission.origin, given.lease.source, given.paid) == (bob(), "api", "api", True)
    # What was refused is held by nobody.
    assert not Lease.objects.filter(project=project, ended_at=None).exists()
    assert Submission.objects.get(project=project).origin == "api"


def test_a_program_gets_no_more_than_budget_overlap_and_others_leave() -> None:
    project = text_project(items=4, budget_labels=1)
    named(project, "a", "b", "c", "d")
    theirs = deck(project, rita(), want=1).leases[0].item_id
    name = project.items.get(pk=theirs).external_id
    others = [each for each in "abcd" if each != name]
    answers = [{"external_id": each, "label": "good"} for each in (name, *others)]
    codes = [each["code"] for each in post(bob(), project, "answers", {"answers": answers}).json()["results"]]
    assert codes == ["item_taken"] * 4
    deck(project, rita(), give_back=(theirs,))
    codes = [each["code"] for each in post(bob(), project, "answers", {"answers": answers}).json()["results"]]
    assert codes.count("") == 1
    project.refresh_from_db()
    assert (project.labels_spent, differences(project)) == (1, [])
    projects.pause(project.pk)
    (result,) = post(alice(), project, "answers", {"answers": answers[:1]}).json()["results"]
    assert result["status"] == "refused"


def test_a_program_corrects_what_it_said() -> None:
    project = text_project(items=2, price_per_label="0.25")
    named(project, "a")
    for label in ("good", "bad"):
        post(bob(), project, "answers", {"answers": [{"external_id": "a", "label": label}]})
    assert [each["label"] for each in everything(alice(), f"/api/projects/{project.pk}/answers")] == ["bad"]
    both = everything(alice(), f"/api/projects/{project.pk}/answers?with_replaced=true")
    assert [(each["label"], each["replaced_at"] is None, each["paid"]) for each in both] == [
        ("good", False, True),
        ("bad", True, False),
    ]
    project.refresh_from_db()
    assert (project.labels_spent, differences(project)) == (1, [])


def test_texts_are_added_and_known_ones_say_more() -> None:
    project = text_project(items=0, start=False)
    first = {
        "items": [
            {"external_id": "a", "text": "one", "metadata": {"price": 3}, "truth": "good"},
            {"external_id": "b", "text": "two"},
            {"text": "three"},
            {"external_id": "c", "text": "  "},
            {"external_id": "d", "text": "four", "truth": "unheard of"},
            {"external_id": "b", "text": "two again"},
        ]
    }
    answer_ = post(alice(), project, "items", first).json()
    told = [(each["status"], each["code"]) for each in answer_["results"]]
    assert told == [
        ("added", ""),
        ("added", ""),
        ("added", ""),
        ("refused", "empty_text"),
        ("refused", "unknown_label"),
        ("refused", "twice"),
    ]
    assert (answer_["added"], answer_["refused"]) == (3, 3)
    second = {
        "items": [
            {"external_id": "a", "text": "one", "metadata": {"price": 4, "odd": "\u0000x"}},
            {"external_id": "b", "text": "two"},
            {"external_id": "b2", "text": "two"},
            {"text": "three", "truth": "bad"},
            {"external_id": "a2", "text": "one"},
            {"external_id": "a", "text": "another"},
        ]
    }
    again = post(alice(), project, "items", second).json()
    assert [each["status"] for each in again["results"]] == [
        "updated",
        "unchanged",
        "added",
        "updated",
        "added",
        "refused",
    ]
    rows = everything(alice(), f"/api/projects/{project.pk}/items")
    told_now = [(each["row"], each["external_id"], each["text"], each["truth"]) for each in rows]
    assert told_now == [
        (0, "a", "one", "good"),
        (1, "b", "two", None),
        (2, "", "three", "bad"),
        (3, "b2", "two", None),
        (4, "a2", "one", None),
    ]
    assert rows[0]["metadata"]["price"] == 4
    assert again["results"][0]["id"] == answer_["results"][0]["id"] == rows[0]["id"]
    project.refresh_from_db()
    assert (project.next_row, differences(project)) == (5, [])


def test_pictures_are_no_rows_of_a_request() -> None:
    project = projects.create(name="Shop", kind="image", owner=alice())
    answer_ = post(alice(), project, "items", {"items": [{"text": "x"}]})
    assert (answer_.status_code, code_of(answer_)) == (409, "items_are_images")


def test_a_model_suggests_and_says_it_again() -> None:
    project = text_project(items=3)
    named(project, "a", "b")
    item = project.items.get(row=2).pk
    first = {
        "model": "tiny",
        "version": "1",
        "suggestions": [
            {"external_id": "a", "label": "good", "probability": 0.9},
            {"item": item, "label": "bad", "score": -3.5},
            {"external_id": "z", "label": "bad"},
            {"external_id": "b", "label": "lovely"},
        ],
    }
    answer_ = post(alice(), project, "suggestions", first).json()
    assert [(each["status"], each["code"]) for each in answer_["results"]] == [
        ("added", ""),
        ("added", ""),
        ("refused", "unknown_item"),
        ("refused", "unknown_label"),
    ]
    first["suggestions"] = [
        {"external_id": "a", "label": "good", "probability": 0.8},
        {"item": item, "label": "bad", "score": -3.5},
    ]
    again = post(alice(), project, "suggestions", first).json()
    assert [each["status"] for each in again["results"]] == ["updated", "unchanged"]
    rows = everything(rita(), f"/api/projects/{project.pk}/suggestions?model=tiny&count=1")
    assert [(each["external_id"], each["label"], each["probability"], each["score"]) for each in rows] == [
        ("a", "good", 0.8, None),
        ("", "bad", None, -3.5),
    ]
    to_do = everything(alice(), f"/api/projects/{project.pk}/items?not_suggested_by=tiny")
    assert [each["external_id"] for each in to_do] == ["b"]
    assert Annotation.objects.filter(project=project).count() == 0
    assert Suggestion.objects.filter(project=project).count() == 2


def test_rounds_and_exports_are_listed_the_newest_first() -> None:
    project = text_project(items=2)
    for number in range(3):
        project.rounds.create(number=number, status="done", started_at=timezone.now(), strategy={"name": "default"})
        Job.objects.create(project=project, kind="export", title=f"Export {number}", state="done")
    Job.objects.create(project=project, kind="import", title="Import", state="done")
    rounds = everything(rita(), f"/api/projects/{project.pk}/rounds?count=2")
    assert [(each["number"], each["strategy"]) for each in rounds] == [(2, "default"), (1, "default"), (0, "default")]
    exports = everything(alice(), f"/api/projects/{project.pk}/exports?count=2")
    assert [each["title"] for each in exports] == ["Export 2", "Export 1", "Export 0"]
