"""What a person answered last, as any machine of theirs shows it."""

from typing import Any

import pytest

from annotator.models import ItemState, Project, User
from tests.asking import browser_of
from tests.cast import answer, bob, deck, rita, text_project

pytestmark = pytest.mark.django_db


def own_answers(project: Project, user: User) -> list[dict[str, Any]]:
    client = browser_of(user)
    answers: list[dict[str, Any]] = client.get(f"/api/projects/{project.pk}/own-answers").json()["answers"]
    return answers


def held_by(project: Project, user: User, count: int) -> list[int]:
    return [lease.item_id for lease in deck(project, user, want=count).leases]


def test_the_newest_come_first_with_their_items_and_all_that_was_said() -> None:
    project = text_project()
    good = project.labels.get(name="good").pk
    first, second = held_by(project, bob(), 2)
    deck(project, bob(), answers=[answer(first, good, seconds=4.5), answer(second, None, skip_reason="dark")])
    skip, label = own_answers(project, bob())
    assert (skip["item"]["id"], skip["label"], skip["skip_reason"]) == (second, None, "dark")
    assert (label["item"]["id"], label["label"], label["seconds"], label["comment"]) == (first, good, 4.5, "")
    assert label["item"]["text"] == project.items.get(pk=first).text


def test_a_correction_stands_for_what_it_replaced_and_comes_first() -> None:
    project = text_project()
    good, bad = (project.labels.get(name=name).pk for name in ("good", "bad"))
    items = held_by(project, bob(), 2)
    deck(project, bob(), answers=[answer(item, good) for item in items])
    deck(project, bob(), answers=[answer(items[0], bad)])
    assert [(one["item"]["id"], one["label"]) for one in own_answers(project, bob())] == [
        (items[0], bad),
        (items[1], good),
    ]


def test_there_are_fifty_at_most_and_none_of_other_people_or_of_items_set_aside() -> None:
    project = text_project(items=60)
    good = project.labels.get(name="good").pk
    items = held_by(project, bob(), 55)
    deck(project, bob(), answers=[answer(item, good) for item in items])
    project.items.filter(pk=items[-1]).update(state=ItemState.SET_ASIDE)
    assert [one["item"]["id"] for one in own_answers(project, bob())] == items[-2:-52:-1]
    assert own_answers(project, rita()) == []


def test_an_answer_of_another_day_can_be_corrected_after_its_lease_is_long_over() -> None:
    project = text_project()
    good, bad = (project.labels.get(name=name).pk for name in ("good", "bad"))
    [item] = held_by(project, bob(), 1)
    deck(project, bob(), answers=[answer(item, good)])
    [old] = own_answers(project, bob())
    assert deck(project, bob(), answers=[answer(old["item"]["id"], bad)]).results[0].status == "accepted"
    assert [one["label"] for one in own_answers(project, bob())] == [bad]


def test_a_page_of_somebody_who_is_no_longer_signed_in_gets_nothing_of_who_is() -> None:
    project = text_project()
    [item] = held_by(project, rita(), 1)
    deck(project, rita(), answers=[answer(item, project.labels.get(name="good").pk)])
    client, url = browser_of(rita()), f"/api/projects/{project.pk}/own-answers"
    refused = client.get(url, {"person": bob().pk})
    assert refused.status_code == 409
    assert refused.json()["errors"] == [
        {"code": "other_person", "detail": "Somebody else is signed in now.", "attr": None}
    ]
    [own] = client.get(url, {"person": rita().pk}).json()["answers"]
    assert own["item"]["id"] == item


def test_a_person_who_is_no_number_is_refused_in_words() -> None:
    client = browser_of(bob())
    refused = client.get(f"/api/projects/{text_project().pk}/own-answers", {"person": "bob"})
    assert refused.status_code == 400
    assert [(error["attr"], error["detail"]) for error in refused.json()["errors"]] == [
        ("person", "A person is named by their number.")
    ]
