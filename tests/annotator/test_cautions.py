"""Who is wrong too often on gold items, or too fast to have looked, is told, then stopped; a manager lifts that."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from annotator.models import Annotation, Caution, Lease, Membership, Project, User
from annotator.selectors.counters import differences
from annotator.services.projects import projects
from annotator.services.queue.exchange import Outcome
from annotator.services.queue.given import Given, give
from tests.annotator.test_deck_api import an_answer, post
from tests.annotator.test_gold import make_gold
from tests.asking import browser_of, code_of, send
from tests.cast import alice, answer, bob, charlie, deck, join, person, rita, text_project

pytestmark = pytest.mark.django_db

STARTED = timezone.now() - timedelta(hours=3)


def member(project: Project, user: User) -> Membership:
    return Membership.objects.get(project=project, user=user)


def watched(**settings: Any) -> Project:
    return text_project(items=120, budget_labels=1000, **{"watch_pace": True, **settings})


def on_gold(**settings: Any) -> Project:
    """All items but 30 are gold, and nearly each that comes is."""
    project = text_project(items=120, budget_labels=1000, gold_share=0.25, **settings)
    make_gold(project, range(90))
    return project


def labels_gold(project: Project, user: User, *, right: str) -> Outcome:
    """This person holds all gold items at once, and answers one by one: right as often as the letters say (“yn”)."""
    gold = list(project.items.filter(role="gold").order_by("row")[: len(right)])
    now = timezone.now()
    Lease.objects.bulk_create(
        Lease(
            project=project,
            item=item,
            user=user,
            leased_at=STARTED,
            expires_at=now + timedelta(hours=1),
            source="gold",
        )
        for item in gold
    )
    outcome = deck(project, user)
    others = {
        label.pk: other.pk for label, other in zip(project.labels.all(), reversed(project.labels.all()), strict=True)
    }
    for item, letter in zip(gold, right, strict=True):
        assert item.settled_id is not None
        label = item.settled_id if letter == "y" else others[item.settled_id]
        outcome = deck(project, user, answers=[answer(item.pk, label)], want=5)
        if outcome.state == "stopped":
            break
    return outcome


def at_pace(project: Project, user: User, *, seconds: float, said: float, count: int, keys: str = "1") -> list[Outcome]:
    """A program that holds ten items, and presses the next of these keys each so many seconds; what came back."""
    labels, now = list(project.labels.all()), STARTED
    brought: list[Outcome] = []
    held = [lease.item_id for lease in deck(project, user, want=10, now=now).leases]
    for n in range(count):
        if not held or (brought and brought[-1].state == "stopped"):
            break
        now += timedelta(seconds=seconds)
        label = labels[int(keys[n % len(keys)]) - 1].pk
        given = [answer(held.pop(0), label, seconds=said, answered_at=now)]
        brought.append(deck(project, user, answers=given, want=1, holding=frozenset(held), now=now))
        held += [lease.item_id for lease in brought[-1].leases]
    return brought


@pytest.mark.parametrize("said", [0.2, 5.0], ids=["the page says so", "the page says five seconds"])
def test_a_script_that_presses_1_every_fifth_of_a_second_is_stopped_within_20_items(said: float) -> None:
    """Over the API, and by the clock."""
    project = watched()
    one = project.labels.all()[0].pk
    body = post(project, bob(), want=20).json()
    items, sent = [item["id"] for item in body["items"]], 0
    while items and sent < 40:
        time.sleep(0.2)
        item = items.pop(0)
        sent += 1
        body = post(project, bob(), answers=[an_answer(item, one, seconds=said)], want=1, holding=items).json()
        items = [] if body["state"] == "stopped" else [*items, *(each["id"] for each in body["items"])]
    assert sent <= 20
    assert (body["state"], body["items"]) == ("stopped", [])
    assert "Let us look at this together" in body["detail"]
    # What was held went back, and nothing comes any more.
    assert not Lease.objects.filter(project=project, user=bob(), ended_at=None).exists()
    again = post(project, bob(), want=20).json()
    assert (again["state"], again["items"], again["detail"]) == ("stopped", [], body["detail"])
    assert Annotation.objects.filter(project=project, user=bob()).count() == sent
    assert differences(project) == []


def test_they_are_told_before_and_who_slows_down_is_not_stopped() -> None:
    project = watched()
    hasty = at_pace(project, bob(), seconds=0.2, said=0.2, count=9)
    assert [outcome.caution.stage for outcome in hasty] == [""] * 7 + ["told"] * 2
    told = deck(project, bob(), want=10, now=STARTED + timedelta(seconds=5))
    assert (told.state, told.caution.reason) == ("open", "pace")
    now, good = STARTED + timedelta(seconds=5), project.labels.all()[0].pk
    for lease in told.leases:
        now += timedelta(seconds=4)
        outcome = deck(project, bob(), answers=[answer(lease.item_id, good, seconds=4.0, answered_at=now)], now=now)
        assert outcome.state == "open"
    assert member(project, bob()).stage == "told"
    assert Caution.objects.get(project=project).stage == "told"


def test_a_slow_good_person_is_never_stopped() -> None:
    project = watched(pause_below=0.9, warn_below=0.95)
    for name in ("dora", "emil"):
        join(project, person(name))
        at_pace(project, person(name), seconds=1.0, said=1.0, count=30, keys="12")
    brought = at_pace(project, bob(), seconds=8.0, said=8.0, count=40)
    assert len(brought) == 40
    assert {outcome.caution.stage for outcome in brought} == {""}
    make_gold(project, [row for row in range(120) if project.items.get(row=row).answers == 0])
    outcome = labels_gold(project, bob(), right="y" * 15)
    assert outcome.caution.stage == ""
    assert not Caution.objects.filter(project=project).exists()


def test_the_pace_of_the_others_says_what_is_too_fast() -> None:
    project = watched()
    for name in ("dora", "emil"):
        join(project, person(name))
        assert at_pace(project, person(name), seconds=2.4, said=2.4, count=30, keys="12")[-1].state == "open"
    brought = at_pace(project, bob(), seconds=0.9, said=0.9, count=20, keys="12")
    assert (brought[-1].state, len(brought)) == ("stopped", 15)
    caution = Caution.objects.get(project=project, stage="stopped")
    assert (caution.reason, caution.limit) == ("pace", 1.2)
    assert caution.seconds == pytest.approx(0.9)


def test_always_the_same_where_others_vary_is_too_fast_at_twice_that() -> None:
    project = watched()
    join(project, person("dora"))
    at_pace(project, person("dora"), seconds=2.4, said=2.4, count=60, keys="12")
    assert at_pace(project, rita(), seconds=2.0, said=2.0, count=15, keys="12")[-1].caution.stage == ""
    brought = at_pace(project, bob(), seconds=1.9, said=1.9, count=15)
    assert (brought[-1].state, brought[-1].caution.reason) == ("stopped", "same")


def test_who_is_wrong_too_often_on_gold_items_is_told_and_then_stopped() -> None:
    project = on_gold(warn_below=0.8, pause_below=0.5)
    outcome = labels_gold(project, bob(), right="ynnyn" * 4)
    assert (outcome.state, outcome.caution.stage, outcome.caution.reason) == ("open", "told", "gold")
    body = post(project, bob(), want=1).json()
    assert body["state"] == "open"
    assert body["caution"].startswith("Of some items here the label is known")
    join(project, person("dora"))
    outcome = labels_gold(project, person("dora"), right="n" * 30)
    assert (outcome.state, outcome.leases) == ("stopped", [])
    caution = Caution.objects.get(project=project, user=person("dora"), stage="stopped")
    assert caution.of is not None
    assert 8 <= caution.of <= 12
    assert differences(project) == []


def test_three_wrong_answers_stop_nobody_and_without_limits_none_do() -> None:
    project = on_gold(warn_below=0.99, pause_below=0.99)
    assert labels_gold(project, bob(), right="nnn").caution.stage == ""
    plain = text_project(name="Plain", items=120, gold_share=0.25)
    make_gold(plain, range(90))
    assert labels_gold(plain, bob(), right="n" * 40).caution.stage == ""


def test_a_correction_counts_and_so_does_a_gold_items_new_label() -> None:
    project = on_gold(pause_below=0.8)
    labels_gold(project, bob(), right="n" * 7)
    first = project.items.filter(role="gold").order_by("row").first()
    assert first is not None
    deck(project, bob(), answers=[answer(first.pk, first.settled_id)])
    assert member(project, bob()).stage == ""
    assert not Caution.objects.exists()


def test_who_is_stopped_gives_no_answers_any_more_by_whatever_way() -> None:
    project = on_gold(pause_below=0.7)
    (item,) = [lease.item_id for lease in deck(project, bob(), want=1).leases]
    assert labels_gold(project, bob(), right="n" * 20).state == "stopped"
    good = project.labels.all()[0]
    refused = deck(project, bob(), answers=[answer(item, good.pk)])
    assert (refused.results[0].status, refused.results[0].code) == ("refused", "person_stopped")
    free = project.items.filter(role="pool", answers=0).first()
    assert free is not None
    (result,) = give(
        project.pk,
        user=bob(),
        given=[Given(item=free.pk, label=good.name, answered_at=timezone.now())],
        now=timezone.now(),
    )
    assert (result.status, result.code) == ("refused", "person_stopped")
    assert not Lease.objects.filter(project=project, user=bob(), ended_at=None).exists()
    assert differences(project) == []


def test_a_manager_lets_them_go_on_and_what_was_before_is_held_against_them_no_more() -> None:
    project = on_gold(pause_below=0.7)
    assert labels_gold(project, bob(), right="n" * 20).state == "stopped"
    client, path = browser_of(alice()), f"projects/{project.pk}"
    (listed,) = [one for one in client.get(f"/api/{path}/people").json() if one["username"] == "bob"]
    assert listed["stage"] == "stopped"
    assert listed["caution"].startswith("Right on 0 of ")
    let = send(client, "post", f"{path}/people/{listed['id']}/let-go-on", {"why": "We talked."})
    assert (let.status_code, let.json()["stage"], let.json()["caution"]) == (200, None, "")
    (row,) = client.get(f"/api/{path}/cautions").json()["results"]
    assert (row["username"], row["stage"], row["reason"]) == ("bob", "stopped", "gold")
    assert (row["lifted_by"], row["why"], row["lifted_at"] is None) == ("alice", "We talked.", False)
    lines = [entry["sentence"] for entry in client.get(f"/api/{path}/log").json()["entries"]]
    assert "Let bob go on (We talked.)." in lines
    assert any(line.startswith("Stopped bob: Right on 0 of ") for line in lines)
    again = send(client, "post", f"{path}/people/{listed['id']}/let-go-on", {"why": ""})
    assert (again.status_code, code_of(again)) == (409, "not_cautioned")
    outcome = deck(project, bob(), want=3)
    assert (outcome.state, len(outcome.leases)) == ("open", 3)
    good = project.labels.all()[0].pk
    assert deck(project, bob(), answers=[answer(outcome.leases[0].item_id, good)]).state == "open"


def test_only_managers_see_or_lift_it() -> None:
    project = on_gold(pause_below=0.7)
    labels_gold(project, bob(), right="n" * 20)
    bobs = member(project, bob()).pk
    for user, status in ((bob(), 403), (rita(), 403), (charlie(), 404)):
        client = browser_of(user)
        assert client.get(f"/api/projects/{project.pk}/cautions").status_code == status
        assert send(client, "post", f"projects/{project.pk}/people/{bobs}/let-go-on", {}).status_code == status
    assert member(project, bob()).stage == "stopped"


def test_nobody_is_told_the_same_twice_in_a_day_and_what_was_told_fades() -> None:
    project = on_gold(warn_below=0.8)
    labels_gold(project, bob(), right="n" * 12)
    assert Caution.objects.filter(project=project).count() == 1
    Membership.objects.filter(project=project, user=bob()).update(stage_at=timezone.now() - timedelta(minutes=31))
    assert post(project, bob(), want=1).json()["caution"] == ""


def test_nobody_is_stopped_below_more_than_they_are_told_below() -> None:
    project = text_project()
    client = browser_of(alice())
    refused = send(client, "patch", f"projects/{project.pk}", {"warn_below": 0.6, "pause_below": 0.7})
    assert (refused.status_code, refused.json()["errors"][0]["attr"]) == (400, "pause_below")
    assert send(client, "patch", f"projects/{project.pk}", {"warn_below": 0.8, "pause_below": 0.7}).status_code == 200
    for value in (0.0, 1.0, 2):
        assert send(client, "patch", f"projects/{project.pk}", {"pause_below": value}).status_code == 400
    projects.update(project.pk, changes={"pause_below": None})
