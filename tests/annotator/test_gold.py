"""Gold items: their label is known, everybody is asked once, and nobody can tell them from others."""

import json
import random
import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from annotator.limits import MAX_GOLD
from annotator.models import Annotation, DecisionKind, Item, Label, Lease, Project, QueueEntry, Round, User
from annotator.selectors.answers import consensus_labels
from annotator.selectors.counters import differences
from annotator.selectors.ending import ended_by
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.items.rows import rows_of
from annotator.services.projects import projects
from annotator.services.queue.exchange import DeckRequest, Outcome, exchange
from annotator.services.review import kinds
from annotator.services.review.decide import decide, preview, undo
from annotator.services.review.kinds import Wish
from annotator.services.rounds import inputs
from tests.annotator.test_deck_api import an_answer, post
from tests.asking import browser_of, code_of, send
from tests.cast import alice, answer, bob, charlie, deck, join, person, rita, text_project

pytestmark = pytest.mark.django_db


def to_gold(items: Iterable[int] | ItemFilter, label: Label | None = None) -> Wish:
    chosen = items if isinstance(items, ItemFilter) else list(items)
    return Wish(kind=DecisionKind.TO_GOLD, chosen=chosen, label=label)


def make_gold(project: Project, rows: Iterable[int], label: Label | None = None) -> int:
    """The number of the decision. rows: of items that become gold."""
    ids = list(project.items.filter(row__in=list(rows)).values_list("pk", flat=True))
    made = decide(project.pk, to_gold(ids, label), by=alice())
    assert made.decision is not None
    assert made.effect.items == len(ids)
    assert differences(project) == []
    return made.decision


def drawn(project: Project, user: User, *, want: int, seed: int = 1) -> Outcome:
    request = DeckRequest(submission=uuid.uuid4(), want=want)
    return exchange(project.pk, user=user, request=request, now=timezone.now(), rng=random.Random(seed))


def golds_in(outcome: Outcome) -> list[int]:
    return [lease.item_id for lease in outcome.leases if lease.source == "gold"]


def test_nobody_is_asked_gold_items_until_the_settings_give_them_a_share() -> None:
    project = text_project(items=20)
    make_gold(project, range(10))
    rows = {lease.item.row for lease in deck(project, bob(), want=20).leases}
    assert rows == set(range(10, 20))


def test_they_come_at_their_share_at_places_drawn_at_random() -> None:
    project = text_project(items=900, gold_share=0.1, budget_labels=900)
    make_gold(project, range(0, 900, 3))
    places: Counter[int] = Counter()
    for turn in range(20):
        outcome = drawn(project, bob(), want=20, seed=turn)
        places.update(place for place, lease in enumerate(outcome.leases) if lease.source == "gold")
        good = project.labels.get(name="good").pk
        deck(project, bob(), answers=[answer(lease.item_id, good) for lease in outcome.leases])
    # Of 400 items: 40, give or take three standard deviations.
    assert 22 <= places.total() <= 58
    assert len(places) > 10


def test_everybody_is_asked_each_of_them_once_whatever_the_overlap_is() -> None:
    project = text_project(items=200, gold_share=0.25, budget_labels=500)
    make_gold(project, [0, 1, 2])
    people = [bob(), *(person(name) for name in ("dora", "emil", "fritz"))]
    gold = set(project.items.filter(role="gold").values_list("pk", flat=True))
    for user in people:
        join(project, user)
        got: list[int] = []
        for turn in range(8):
            outcome = drawn(project, user, want=5, seed=turn)
            got += golds_in(outcome)
            deck(project, user, answers=[answer(lease.item_id, None) for lease in outcome.leases[:2]])
            good = project.labels.get(name="good").pk
            deck(project, user, answers=[answer(lease.item_id, good) for lease in outcome.leases[2:]])
            assert differences(project) == []
        assert len(got) == len(set(got))
        assert set(got) <= gold
    asked = Counter(Lease.objects.filter(project=project, source="gold").values_list("item", flat=True))
    assert set(asked) == gold
    assert max(asked.values()) > 1
    others = Annotation.objects.filter(project=project, replaced_at=None).exclude(item__in=gold)
    assert max(Counter(others.filter(label__isnull=False).values_list("item", flat=True)).values()) == 1


def test_two_people_may_hold_one_at_the_same_time_and_answer_it_late() -> None:
    project = text_project(items=9, gold_share=0.25, lease_minutes=1)
    make_gold(project, [0])
    (gold,) = project.items.filter(role="gold")
    join(project, person("dora"))
    held = [user for user in (bob(), person("dora")) if gold.pk in golds_in(drawn(project, user, want=4, seed=5))]
    assert len(held) == 2
    later = timezone.now() + timedelta(minutes=5)
    for user in held:
        said = answer(gold.pk, project.labels.all()[0].pk)
        outcome = deck(project, user, answers=[said], now=later)
        assert outcome.results[0].status == "accepted"
    assert differences(project) == []


def test_no_answer_moves_the_label_that_is_known() -> None:
    project = text_project(items=12, gold_share=0.25)
    make_gold(project, [0])
    gold, bad = project.items.get(role="gold"), project.labels.get(name="bad")
    for name in ("dora", "emil", "fritz"):
        join(project, person(name))
        outcome = drawn(project, person(name), want=4, seed=5)
        deck(project, person(name), answers=[answer(lease.item_id, bad.pk) for lease in outcome.leases])
    assert Annotation.objects.filter(item=gold, label=bad).count() >= 2
    (row,) = rows_of(project, [gold.pk])
    assert (row.state, row.label, row.is_adjudicated) == ("labelled", "good", True)
    assert consensus_labels(project, rows=[0]) == {0: project.labels.get(name="good").pk}


def test_the_model_learns_nothing_from_them_and_no_round_waits_for_them() -> None:
    project = text_project(items=12, gold_share=0.25, overlap=2)
    good = project.labels.get(name="good").pk
    first = [lease.item_id for lease in deck(project, bob(), want=3).leases]
    deck(project, bob(), answers=[answer(item, good) for item in first])
    project.refresh_from_db()
    assert project.labels_waiting == 3
    rows = list(project.items.filter(pk__in=first).values_list("row", flat=True))
    decision = make_gold(project, rows[:2])
    project.refresh_from_db()
    assert project.labels_waiting == 1
    claimed = Round.objects.create(project=project, number=0, status="running", started_at=timezone.now())
    assert inputs.read(claimed).batch.rows_B.tolist() == [rows[2]]
    assert set(rows[:2]) <= set(inputs.read(claimed).pool.excluded_rows.tolist())
    undo(project.pk, decision, by=alice())
    project.refresh_from_db()
    assert project.labels_waiting == 3
    assert sorted(inputs.read(claimed).batch.rows_B.tolist()) == sorted(rows)


def test_an_answer_to_one_is_paid_and_takes_of_the_budget_like_any_other() -> None:
    project = text_project(items=12, gold_share=0.25, price_per_label="0.10", budget_labels=100)
    make_gold(project, range(6))
    outcome = drawn(project, bob(), want=5, seed=5)
    assert golds_in(outcome)
    good = project.labels.get(name="good").pk
    after = deck(project, bob(), answers=[answer(lease.item_id, good) for lease in outcome.leases])
    assert (after.page.progress.labels, after.page.progress.mine) == (5, 5)
    assert Annotation.objects.filter(project=project, paid=True).count() == 5


def test_where_nothing_else_is_left_nobody_is_measured() -> None:
    project = text_project(items=8, gold_share=0.25)
    make_gold(project, range(4))
    good = project.labels.get(name="good").pk
    while leases := deck(project, bob(), want=3).leases:
        deck(project, bob(), answers=[answer(lease.item_id, good) for lease in leases])
    outcome = deck(project, bob(), want=5)
    assert (outcome.leases, outcome.state) == ([], "finished")
    assert ended_by([project.pk]) == {project.pk: "items"}


def test_what_is_known_is_picked_else_decided_else_the_truth() -> None:
    project = text_project(items=4)
    good, bad = project.labels.all()
    ids = dict(project.items.values_list("row", "pk"))
    decide(project.pk, Wish(kind=DecisionKind.SETTLE, chosen=[ids[0]], label=bad), by=alice())
    project.items.filter(row=3).update(truth=None)
    decide(project.pk, to_gold([ids[0], ids[1], ids[3]]), by=alice())
    assert dict(project.items.filter(role="gold").values_list("row", "settled")) == {0: bad.pk, 1: bad.pk}
    decide(project.pk, to_gold([ids[3]], good), by=alice())
    assert dict(project.items.filter(role="gold").values_list("row", "settled")) == {0: bad.pk, 1: bad.pk, 3: good.pk}
    assert differences(project) == []


def test_audit_items_stay_a_random_sample() -> None:
    project = text_project(items=40, audit_share=0.5)
    n_audits = project.items.filter(role="audit").count()
    made = decide(project.pk, to_gold(ItemFilter(set_aside=False)), by=alice())
    assert made.effect.items == 40 - n_audits
    assert project.items.filter(role="audit").count() == n_audits > 0


def test_there_is_a_most_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_GOLD == 1000
    monkeypatch.setattr("annotator.selectors.gold.MAX_GOLD", 3)
    project = text_project(items=9)
    assert decide(project.pk, to_gold(ItemFilter(set_aside=False)), by=alice()).effect.items == 3
    said = preview(project, to_gold(ItemFilter(set_aside=False))).effect
    assert (said.items, said.detail) == (0, "A project has at most 1,000 gold items.")


def test_what_that_costs_is_said_before() -> None:
    project = text_project(items=9, price_per_label="0.10", gold_share=0.05)
    good = project.labels.get(name="good").pk
    (item,) = [lease.item_id for lease in deck(project, bob(), want=1).leases]
    deck(project, bob(), answers=[answer(item, good)])
    project.refresh_from_db()
    said = preview(project, to_gold(ItemFilter(set_aside=False))).effect
    assert said.detail == (
        "9 items will be asked of everybody once, hidden among the others; right is what was decided on them, or their"
        " truth, and no answer moves it. Each answer is paid like any other: up to 27 labels (2.70 EUR) by all people"
        " there are. What people answered stays, 1 label, and measures them; the model forgets it."
    )
    project.gold_share = 0.0
    assert (
        "Nobody is asked until the settings give gold items a share." in preview(project, to_gold([item])).effect.detail
    )
    assert not project.items.filter(role="gold").exists()


def test_undoing_makes_it_as_it_was_as_far_as_nothing_happened_since() -> None:
    project = text_project(items=6)
    good = project.labels.get(name="good")
    ids = dict(project.items.values_list("row", "pk"))
    before = list(project.items.order_by("row").values_list("role", "settled", "open_slots"))
    first = make_gold(project, [0, 1, 2])
    decide(project.pk, Wish(kind=DecisionKind.SETTLE, chosen=[ids[1]], label=good), by=alice())
    ended = decide(project.pk, Wish(kind=DecisionKind.OFF_GOLD, chosen=[ids[2]]), by=alice()).decision
    assert ended is not None
    undone = undo(project.pk, first, by=alice())
    assert (undone.changed, undone.stayed) == (2, 1)
    after = list(project.items.order_by("row").values_list("role", "settled", "open_slots"))
    assert after == [before[0], ("pool", good.pk, 0), *before[2:]]
    # Item 2 is known as nothing by now: it stays what it is.
    assert undo(project.pk, ended, by=alice()).changed == 0
    assert differences(project) == []
    assert not project.items.filter(role="gold").exists()


def test_who_ends_it_keeps_the_label_and_may_take_that_back() -> None:
    project = text_project(items=3)
    make_gold(project, [0, 1])
    wish = Wish(kind=DecisionKind.OFF_GOLD, chosen=ItemFilter(role="gold"))
    said = preview(project, wish).effect
    assert said.detail == (
        "2 items will measure nobody any more. The label that is known stays. The model may learn the label in its next"
        " round."
    )
    ended = decide(project.pk, wish, by=alice()).decision
    assert list(project.items.order_by("row").values_list("role", "open_slots")) == [
        ("pool", 0),
        ("pool", 0),
        ("pool", 1),
    ]
    assert ended is not None
    assert undo(project.pk, ended, by=alice()).changed == 2
    assert project.items.filter(role="gold").count() == 2
    assert differences(project) == []


def test_what_was_decided_before_it_became_gold_can_be_undone_without_losing_what_is_known() -> None:
    project = text_project(items=2)
    bad = project.labels.get(name="bad")
    (item,) = project.items.filter(row=0).values_list("pk", flat=True)
    settled = decide(project.pk, Wish(kind=DecisionKind.SETTLE, chosen=[item], label=bad), by=alice()).decision
    make_gold(project, [0])
    assert settled is not None
    undo(project.pk, settled, by=alice())
    assert project.items.get(pk=item).settled_id == bad.pk
    assert differences(project) == []


def test_the_ranking_has_no_place_for_them() -> None:
    project = text_project(items=4)
    item = project.items.get(row=0)
    QueueEntry.objects.create(project=project, item=item, rank=1, score=1.0, open=True)
    make_gold(project, [0])
    assert not QueueEntry.objects.filter(project=project).exists()
    assert kinds.KINDS[DecisionKind.TO_GOLD].find(project, to_gold([item.pk])).ids == []


def test_nothing_in_the_answers_of_the_queue_tells_which_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """One by one, as a program could ask: but for what the items themselves say, all answers are alike."""
    rng = random.Random(4)
    monkeypatch.setattr("annotator.services.queue.exchange.random.SystemRandom", lambda: rng)
    project = text_project(items=30, gold_share=0.25, overlap=2)
    make_gold(project, range(15))
    good, seen = project.labels.get(name="good").pk, []
    for _ in range(12):
        deck_seen = post(project, bob(), want=1).json()
        (item,) = deck_seen["items"]
        after = post(project, bob(), answers=[an_answer(item["id"], good)]).json()
        assert item["fields"] == []
        is_gold = Item.objects.get(pk=item["id"]).role == "gold"
        settings = browser_of(bob()).get(f"/api/projects/{project.pk}").json()
        seen.append((is_gold, _plain(deck_seen), _plain(after), _plain(settings)))
    assert {is_gold for is_gold, *_ in seen} == {True, False}
    assert len({json.dumps(said, sort_keys=True) for _, *said in seen}) == 1


def _plain(said: dict[str, Any]) -> dict[str, Any]:
    """Without what each answer moves by one, and without what is the item's own."""
    for part, name in [("progress", "labels"), ("progress", "mine")]:
        said.get(part, {}).pop(name, None)
    for name in ("server_time", "labels_done", "spent_money"):
        said.pop(name, None)
    for result in said.get("results", []):
        result.pop("key")
    for item in said.get("items", []) if isinstance(said.get("items"), list) else []:
        for name in ("id", "text", "expires_at"):
            item.pop(name)
    return said


def test_it_is_all_in_the_api_for_managers_alone() -> None:
    project = text_project(items=4)
    address, client = f"projects/{project.pk}/decisions", browser_of(alice())
    body = {"kind": "to_gold", "items": {"truth": "good"}}
    seen = send(client, "post", f"{address}?dry_run=true", body).json()
    assert (seen["decision"], seen["items"]) == (None, 2)
    done = send(client, "post", address, {**body, "expected": 2}).json()
    assert done["decision"]
    ids = list(project.items.filter(row__in=[1]).values_list("pk", flat=True))
    assert send(client, "post", address, {"kind": "to_gold", "ids": ids, "label": "good"}).json()["items"] == 1
    sentences = [one["sentence"] for one in client.get(f"/api/{address}").json()["results"]]
    assert sentences == ["Made 1 item gold, as “good”.", "Made 2 items gold."]
    assert client.get(f"/api/projects/{project.pk}").json()["gold_items"] == 3
    assert client.get(f"/api/projects/{project.pk}/items", {"role": "gold"}).json()["results"][0]["role"] == "gold"
    assert code_of(send(client, "post", address, {"kind": "to_gold", "ids": ids, "label": "odd"})) == "unknown_label"
    assert send(client, "post", address, {"kind": "off_gold", "items": {"role": "gold"}}).json()["items"] == 3
    for user, status in ((bob(), 403), (rita(), 403), (charlie(), 404)):
        assert send(browser_of(user), "post", address, body).status_code == status


def test_the_share_is_a_setting_with_bounds_and_a_line_in_the_log() -> None:
    project = text_project()
    client = browser_of(alice())
    path = f"projects/{project.pk}"
    assert code_of(send(client, "patch", path, {"gold_share": 0.3})) == "max_value"
    assert send(client, "patch", path, {"gold_share": 0.05}).json()["gold_share"] == 0.05
    (line, *_) = client.get(f"/api/{path}/log").json()["entries"]
    assert line["sentence"] == "Changed the share of gold items from 0 % to 5 %."
    projects.update(project.pk, changes={"gold_share": 0.0})


def test_a_label_by_which_an_item_is_known_cannot_be_removed() -> None:
    project = text_project(items=3, start=False)
    decision = make_gold(project, [1])
    undo(project.pk, decision, by=alice())
    good = project.labels.get(name="good")
    body = {"labels": [{"id": good.pk, "name": "good"}, {"name": "new"}]}
    refused = send(browser_of(alice()), "patch", f"projects/{project.pk}", body)
    assert (refused.status_code, code_of(refused)) == (409, "label_in_use")
