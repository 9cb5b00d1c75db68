"""One item with all that is known of it, and why it was asked."""

import uuid
from typing import Any

import numpy as np
import pytest
from django.utils import timezone

import selection
from annotator.models import (
    DecisionKind,
    Item,
    ItemPrediction,
    Lease,
    Project,
    QueueEntry,
    Round,
    Submission,
    Suggestion,
    User,
)
from annotator.selectors.items.detail import detail_of
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.items.rows import Likely
from annotator.selectors.items.why import opinion
from annotator.services.projects.removal import remove_items
from annotator.services.review.decide import decide, undo
from annotator.services.review.kinds import Wish
from annotator.services.rounds import predictions
from annotator.services.rounds.run import run_due_round
from tests.asking import browser_of
from tests.cast import alice, answer, bob, deck, rita, text_project

pytestmark = pytest.mark.django_db


def seen_by(user: User, project: Project, item: int) -> Any:
    browser = browser_of(user)
    response = browser.get(f"/api/projects/{project.pk}/items/{item}")
    assert response.status_code == 200
    return response.json()


def detail_words(project: Project, item: Item) -> str:
    detail = detail_of(project, item.pk)
    assert detail is not None
    return detail.why


def round_of(project: Project, number: int = 7, **fields: Any) -> Round:
    fields = {"status": "done", "labels_total": 50, **fields}
    return Round.objects.create(project=project, number=number, started_at=timezone.now(), **fields)


def predicted(project: Project, item: Item, number: int, *shares: float) -> None:
    labels = list(project.labels.all())
    likeliest = [[label.position, share] for label, share in zip(labels, shares, strict=False)]
    ItemPrediction.objects.create(
        project=project,
        item=item,
        round=number,
        label=labels[0],
        probability=shares[0],
        said=[{"round": number, "likeliest": likeliest}],
    )


def leased(project: Project, item: Item, *, source: str = "ranking", **fields: Any) -> None:
    now = timezone.now()
    fields = {"round": None, "rank": None, "score": None, "probability": None, **fields}
    Lease.objects.create(project=project, item=item, user=bob(), leased_at=now, expires_at=now, source=source, **fields)


def test_a_manager_sees_every_answer_with_its_lineage_and_the_truth() -> None:
    project = text_project(items=12, fields=[{"name": "shop", "look": "small", "read": False}])
    project.items.update(metadata={"shop": "Kiel", "price": 3})
    item = deck(project, bob(), want=1).leases[0].item
    good, bad = project.labels.all()
    deck(project, bob(), answers=[answer(item.pk, good.pk, comment="size?")])
    deck(project, bob(), answers=[answer(item.pk, bad.pk, seconds=4.5)])
    Suggestion.objects.create(project=project, item_id=item.pk, model="tiny", label=good, probability=0.9)
    seen = seen_by(alice(), project, item.pk)
    assert [(each["username"], each["label"], each["comment"]) for each in seen["given"]] == [
        ("bob", "good", "size?"),
        ("bob", "bad", ""),
    ]
    first, second = seen["given"]
    assert (first["replaced_at"] is None, second["replaced_at"], second["seconds"]) == (False, None, 4.5)
    assert (first["source"], first["origin"], first["paid"]) == ("random", "queue", True)
    assert (seen["label"], seen["share"], seen["people"], seen["state"]) == ("bad", 1.0, ["bob"], "labelled")
    assert [(each["model"], each["label"]) for each in seen["suggestions"]] == [("tiny", "good")]
    assert seen["fields"] == [{"name": "shop", "look": "small", "value": "Kiel"}]
    assert seen["metadata"] == {"shop": "Kiel", "price": 3}
    assert seen["truth"] in ("good", "bad")
    assert seen_by(rita(), project, item.pk)["truth"] is None


def test_a_tie_names_no_label_and_says_how_even_it_is() -> None:
    project = text_project(items=1, overlap=2)
    good, bad = project.labels.all()
    for user, label in ((bob(), good), (rita(), bad)):
        item = deck(project, user, want=1).leases[0].item_id
        deck(project, user, answers=[answer(item, label.pk)])
    seen = seen_by(alice(), project, item)
    assert (seen["state"], seen["label"], seen["share"], seen["people"]) == ("tied", None, 0.5, ["bob", "rita"])


def test_an_answer_that_was_taken_back_is_told_from_one_that_was_corrected() -> None:
    project = text_project(items=1)
    good, bad = project.labels.all()
    item = deck(project, bob(), want=1).leases[0].item_id
    deck(project, bob(), answers=[answer(item, good.pk)])
    deck(project, bob(), answers=[answer(item, bad.pk)])

    def given() -> list[tuple[bool, bool]]:
        seen = seen_by(rita(), project, item)["given"]
        return [(each["replaced_at"] is not None, each["is_taken_back"]) for each in seen]

    assert given() == [(True, False), (False, False)]
    taken = decide(project.pk, Wish(kind=DecisionKind.TAKE_BACK, person=bob()), by=alice()).decision
    assert taken is not None
    assert given() == [(True, False), (True, True)]
    undo(project.pk, taken, by=alice())
    assert given() == [(True, False), (False, False)]


def test_the_decisions_on_an_item_are_told_and_not_by_which_truth_it_was_chosen() -> None:
    project = text_project(items=2)
    good, bad = project.labels.all()
    first, second = project.items.order_by("row")
    project.items.update(truth=good)
    by_truth = Wish(kind=DecisionKind.SETTLE, label=bad, chosen=ItemFilter(truth="good"), why="Looked at.")
    settled = decide(project.pk, by_truth, by=alice()).decision
    assert settled is not None
    decide(project.pk, Wish(kind=DecisionKind.SET_ASIDE, chosen=[first.pk]), by=alice())
    undo(project.pk, settled, by=alice())
    aside, label = seen_by(rita(), project, first.pk)["decisions"]
    assert (aside["kind"], aside["sentence"], aside["undone_at"]) == ("set_aside", "Set aside 1 item.", None)
    assert (label["sentence"], label["why"], label["by"]) == ("Settled 2 items as “bad”.", "Looked at.", "alice")
    assert label["undone_by"] == "alice"
    assert "chosen" not in label
    assert [each["kind"] for each in seen_by(alice(), project, second.pk)["decisions"]] == ["settle"]


def test_an_item_of_another_project_is_none_of_this_one() -> None:
    project, other = text_project(items=1), text_project(name="Others", items=1)
    browser = browser_of(alice())
    item = other.items.get().pk
    assert browser.get(f"/api/projects/{project.pk}/items/{item}").status_code == 404


@pytest.mark.parametrize(
    ("likeliest", "words"),
    [
        ([("shirt", 0.41), ("t-shirt", 0.39), ("coat", 0.1)], "torn between shirt 41 % and t-shirt 39 %"),
        ([("shirt", 0.6), ("coat", 0.3)], "for shirt 60 % rather than coat 30 %"),
        ([("shirt", 0.97), ("coat", 0.03)], "nearly sure of shirt 97 %"),
        ([("shirt", 1.0)], "nearly sure of shirt 100 %"),
        ([("shirt", 0.5), ("coat", 0.004)], "for shirt 50 % rather than coat 0.4 %"),
    ],
)
def test_what_a_model_makes_of_an_item_in_words(likeliest: list[tuple[str, float]], words: str) -> None:
    assert opinion([Likely(*each) for each in likeliest]) == words


def test_why_an_item_was_asked_is_said_from_what_is_stored() -> None:
    project = text_project(items=8)
    done, cold = round_of(project, 7), round_of(project, 0, labels_total=0)
    items = list(project.items.order_by("row"))
    predicted(project, items[0], 7, 0.51, 0.49)
    predicted(project, items[1], 9, 0.9, 0.1)
    ranked: dict[str, Any] = {"rank": 12, "score": 0.934}
    leased(project, items[0], round=done, probability=0.031, **ranked)
    leased(project, items[1], round=done, probability=1.0, **ranked)
    leased(project, items[2], round=cold, **ranked)
    leased(project, items[3], source="audit")
    leased(project, items[4], source="alike", score=0.87)
    leased(project, items[5], **ranked)
    asked = "asked for it at rank 12 with a score of 0.93"
    assert [detail_words(project, item) for item in items[:6]] == [
        f"Round 7 {asked}; its chance was 3 %. The model was torn between good 51 % and bad 49 %.",
        f"Round 7 {asked}. What the model made of it then was not kept.",
        f"Round 0 {asked}. Nothing had been learned yet.",
        "It is an audit item: drawn at random, blind to the model.",
        "A manager asked for more items like others, and it is like them (0.87).",
        "A ranking chose it whose round is gone.",
    ]


def test_where_an_item_waits_is_said_too() -> None:
    project = text_project(items=7)
    done = round_of(project)
    items = list(project.items.order_by("row"))
    QueueEntry.objects.create(project=project, item=items[0], round=done, rank=2, score=0.5)
    QueueEntry.objects.create(project=project, item=items[1], round=None, rank=-1, score=0.9)
    predicted(project, items[0], 7, 0.75, 0.25)
    project.items.filter(row=2).update(state="set_aside")
    project.items.filter(row=3).update(role="audit")
    project.items.filter(row=4).update(duplicate_of=0)
    assert [detail_words(project, item) for item in items[:6]] == [
        "Round 7 put it at rank 2 with a score of 0.50. The model was for good 75 % rather than bad 25 %.",
        "It comes next: a manager asked for more items like others, and it is like them (0.90).",
        "It is set aside: nobody is asked.",
        "It measures: when it comes is drawn at random, blind to the model.",
        "It is nearly the same as another item, and comes when nothing else is left.",
        "It waits in the pool: it is not among the first of the newest ranking.",
    ]
    assert seen_by(alice(), project, items[4].pk)["duplicate_of"] == items[0].pk


def test_answers_of_a_file_were_asked_of_nobody() -> None:
    project = text_project(items=1)
    item = project.items.get()
    now = timezone.now()
    submission = Submission.objects.create(
        project=project, user=bob(), key=uuid.uuid4(), received_at=now, accepted=1, origin="import"
    )
    project.annotations.create(
        item=item,
        user=bob(),
        key=uuid.uuid4(),
        submission=submission,
        label=project.labels.first(),
        answered_at=now,
        received_at=now,
    )
    assert detail_words(project, item) == "Nobody asked for it: its answers came with a file."


@pytest.mark.slow
def test_rounds_keep_what_their_model_makes_of_what_they_rank() -> None:
    project = text_project(items=60, batch_size=6, audit_share=0.2)
    run_due_round(project.pk)
    assert not ItemPrediction.objects.exists()
    leases = deck(project, bob(), want=20).leases
    deck(project, bob(), answers=[answer(lease.item_id, lease.item.truth_id) for lease in leases])
    run_due_round(project.pk)
    ranked = set(QueueEntry.objects.filter(rank__gt=0).values_list("item", flat=True))
    measured = set(project.items.filter(role="audit", answers=1).values_list("pk", flat=True))
    assert set(ItemPrediction.objects.values_list("item", flat=True)) == ranked | measured
    assert ranked
    assert measured
    label_of = dict(project.labels.values_list("position", "pk"))
    for each in ItemPrediction.objects.all():
        [said] = each.said
        (position, probability), (_, other) = said["likeliest"]
        assert (said["round"], label_of[position], probability) == (1, each.label_id, each.probability)
        assert probability >= other
        assert probability + other == pytest.approx(1, abs=0.001)
    seen = seen_by(alice(), project, ranked.pop())
    assert seen["predicted"] == seen["predictions"][0]
    assert "The model was " in seen["why"]


def stub_round(project: Project, number: int, probs: dict[int, list[float]]) -> None:
    """What a round keeps that gave these rows these probabilities."""
    rows, table = np.array(list(probs), dtype=np.int64), np.array(list(probs.values()), dtype=np.float32)
    predictions.store(project, number=number, likeliest=[selection.Likeliest.of(rows, table)])


def test_the_newest_rounds_are_kept_and_a_round_that_starts_again_says_it_once() -> None:
    project = text_project(items=3, labels=("a", "b", "c", "d"))
    for number in range(1, 13):
        stub_round(project, number, {0: [0.1, 0.2, 0.3, 0.4], 1: [0.0, 0.0, 1.0, 0.0]})
    stub_round(project, 12, {0: [0.7, 0.1, 0.2, 0.0]})
    first = detail_of(project, project.items.get(row=0).pk)
    assert first is not None
    assert [each.round for each in first.predictions] == list(range(12, 2, -1))
    assert [(each.label, each.probability) for each in first.predictions[0].likeliest] == [
        ("a", 0.7),
        ("c", 0.2),
        ("b", 0.1),
    ]
    assert [each.label for each in first.predictions[1].likeliest] == ["d", "c", "b"]
    kept = ItemPrediction.objects.get(item__row=0)
    assert (kept.round, kept.label.name, kept.probability) == (12, "a", 0.7)
    assert not ItemPrediction.objects.filter(item__row=2).exists()


def test_what_was_kept_of_an_item_goes_with_it() -> None:
    project = text_project(items=2)
    stub_round(project, 1, {0: [0.1, 0.9], 1: [0.1, 0.9]})
    remove_items(project.pk, [project.items.get(row=0).pk], by=alice())
    assert [each.item.row for each in ItemPrediction.objects.select_related("item")] == [1]
