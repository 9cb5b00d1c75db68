"""The end tells the truth: what is left, what was skipped and comes again, what waits for others, and who holds it."""

import json
import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from annotator.models import Annotation, Item, Project, User
from annotator.selectors import ending as endings
from annotator.selectors.counters import differences
from annotator.selectors.deck import page_for
from annotator.services.queue.exchange import Outcome
from tests.asking import browser_of
from tests.cast import alice, answer, bob, deck, join, person, rita, text_project

pytestmark = pytest.mark.django_db


def label_of(project: Project) -> int:
    return project.labels.earliest("position").pk


def ids(outcome: Outcome) -> list[int]:
    return [lease.item_id for lease in outcome.leases]


def answers_all(project: Project, user: User, *, label: int | None, want: int = 50) -> Outcome:
    items = ids(deck(project, user, want=want))
    return deck(project, user, answers=[answer(item, label) for item in items], want=want)


def said(outcome: Outcome) -> str:
    assert outcome.ending is not None
    return endings.sentence(outcome.project, outcome.ending)


def api_deck(project: Project, user: User, **body: Any) -> Any:
    client = browser_of(user)
    raw = json.dumps({"submission": str(uuid.uuid4()), **body})
    return client.post(f"/api/projects/{project.pk}/deck", raw, content_type="application/json").json()


def test_who_skipped_everything_is_not_told_that_everything_is_labelled() -> None:
    project = text_project(items=4)
    end = answers_all(project, bob(), label=None)
    assert end.state == "done_here"
    assert said(end) == ("You have been through everything that is left. You skipped 4 items that still want a label.")
    progress = page_for(project, bob()).progress
    assert (progress.mine, progress.skipped) == (0, 4)


def test_what_waits_for_other_people_is_said() -> None:
    project = text_project(items=3, overlap=2)
    end = answers_all(project, bob(), label=label_of(project))
    assert end.state == "done_here"
    assert said(end).endswith("3 items with your label wait for those of other people.")
    assert answers_all(project, alice(), label=label_of(project)).state == "finished"
    end = deck(project, bob(), want=3)
    assert (end.state, said(end)) == ("finished", "Every item has its labels.")


def test_skipped_items_come_again_when_asked_for_each_once_and_can_be_labelled() -> None:
    project, skipped_at = text_project(items=5, audit_share=0.3), timezone.now()
    first = ids(deck(project, bob(), want=5))
    for n, item in enumerate(first):
        deck(project, bob(), answers=[answer(item, None)], now=skipped_at + timedelta(seconds=n))
    pressed = skipped_at + timedelta(seconds=30)
    again = deck(project, bob(), want=3, skipped_until=pressed, now=pressed)
    assert ids(again) == first[:3], "the oldest first"
    answers = [answer(first[0], label_of(project)), answer(first[1], None), answer(first[2], label_of(project))]
    later = pressed + timedelta(seconds=5)
    rest = deck(project, bob(), answers=answers, want=3, skipped_until=pressed, now=later)
    assert [result.status for result in rest.results] == ["accepted"] * 3
    assert ids(rest) == first[3:]
    skips = [answer(item, None) for item in first[3:]]
    end = deck(project, bob(), answers=skips, want=3, skipped_until=pressed, now=later)
    assert (end.state, end.ending and end.ending.skipped) == ("done_here", 3)
    project.refresh_from_db()
    assert project.labels_spent == 2
    assert Annotation.objects.filter(replaced_at=None).count() == 5
    assert differences(project) == []


def test_new_items_come_before_what_was_skipped_and_what_others_labelled_does_not_come() -> None:
    project = text_project(items=3)
    one, two, _ = ids(deck(project, bob(), want=3))
    deck(project, bob(), answers=[answer(one, None), answer(two, None)])
    deck(project, alice(), want=1, again=(one,))
    taken = ids(deck(project, alice(), want=1))
    deck(project, alice(), answers=[answer(item, label_of(project)) for item in taken])
    deck(project, bob(), give_back=tuple(ids(deck(project, bob(), want=9))))
    came = ids(deck(project, bob(), want=9, skipped_until=timezone.now() + timedelta(minutes=1)))
    assert not set(taken) & set(came)
    assert came[-1] in {one, two}
    assert differences(project) == []


def test_what_was_taken_up_again_stays_on_a_screen_that_was_away() -> None:
    project, now, page = text_project(items=2), timezone.now(), uuid.uuid4()
    items = ids(deck(project, bob(), want=2, now=now))
    deck(project, bob(), answers=[answer(item, None) for item in items], now=now)
    later = now + timedelta(seconds=9)
    assert set(ids(deck(project, bob(), want=2, skipped_until=later, page=page, now=later))) == set(items)
    away = later + timedelta(minutes=3)
    deck(project, rita(), now=away)
    assert deck(project, bob(), holding=frozenset(items), page=page, now=away).lost == []


def test_what_others_hold_is_told_with_names_to_those_who_may_see_them() -> None:
    project, dora = text_project(items=5), person("dora")
    join(project, dora)
    deck(project, dora, want=3)
    deck(project, rita(), want=2)
    told = api_deck(project, bob(), want=5)
    assert (told["state"], told["detail"]) == ("waiting", "2 people hold the last 5 items.")
    held = told["ending"]["held"]
    assert (held["people"], held["items"], held["lacks_budget"], held["holders"]) == (2, 5, False, [])
    names = api_deck(project, alice(), want=5)["ending"]["held"]["holders"]
    assert [(each["username"], each["items"]) for each in names] == [("dora", 3), ("rita", 2)]
    assert {each["until"] for each in names} <= {held["until"], names[0]["until"]}
    assert told["retry_in_s"] == 20


def test_a_budget_that_others_hold_is_told_from_items_that_they_hold() -> None:
    project = text_project(items=50, budget_labels=4)
    assert len(ids(deck(project, alice(), want=4))) == 4
    end = deck(project, bob(), want=4)
    assert (end.state, said(end)) == (
        "waiting",
        "The budget pays for 4 more labels, and 1 person holds 4 items for that.",
    )
    assert end.ending is not None
    assert end.ending.left == 50


def test_nobody_waits_for_items_that_others_hold_and_they_have_answered() -> None:
    project = text_project(items=2, overlap=2)
    answers_all(project, bob(), label=label_of(project))
    deck(project, alice(), want=2)
    end = deck(project, bob(), want=2)
    assert (end.state, end.ending and end.ending.left) == ("done_here", 2)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"budget_labels": 3}, "All 3 labels of the budget are given. 7 items still want labels."),
        (
            {"budget_money": Decimal("0.35"), "price_per_label": Decimal("0.10")},
            "The budget is spent, after 3 labels. 7 items still want labels.",
        ),
    ],
)
def test_a_spent_budget_says_what_is_left(settings: dict[str, Any], sentence: str) -> None:
    project = text_project(items=10, **settings)
    end = answers_all(project, bob(), label=label_of(project))
    assert (end.state, said(end)) == ("budget_spent", sentence)


def test_a_budget_that_was_just_enough_is_no_budget_that_was_too_small() -> None:
    project = text_project(items=3, budget_labels=3)
    assert answers_all(project, bob(), label=label_of(project)).state == "finished"


def test_items_that_are_set_aside_are_not_left() -> None:
    project = text_project(items=3)
    Item.objects.filter(project=project, row=0).update(state="set_aside")
    assert answers_all(project, bob(), label=label_of(project)).state == "finished"


def test_the_list_and_the_project_say_why_nothing_is_asked_any_more() -> None:
    spent = text_project(name="spent", items=10, budget_labels=2)
    whole = text_project(name="whole", items=2, budget_labels=2)
    going = text_project(name="going", items=9)
    text_project(name="draft", items=0, start=False)
    for project in (spent, whole):
        answers_all(project, bob(), label=label_of(project))
    held = text_project(name="held", items=1)
    deck(held, bob(), want=1)
    client = browser_of(alice())
    listed = {row["name"]: row["ended_by"] for row in client.get("/api/projects").json()}
    assert listed == {"spent": "budget", "whole": "items", "going": None, "draft": None, "held": None}
    for project, end in ((spent, "budget"), (whole, "items"), (going, None)):
        assert client.get(f"/api/projects/{project.pk}").json()["ended_by"] == end
