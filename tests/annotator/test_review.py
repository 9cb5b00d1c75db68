"""Decisions: answers are taken back, items set aside and put back; it is said before, and can be undone."""

import json
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

import selection
from annotator.errors import Conflict, NotFound
from annotator.models import (
    Annotation,
    CostEntry,
    Decision,
    DecisionKind,
    Item,
    Label,
    Membership,
    Project,
    Round,
    User,
    Webhook,
    WebhookDelivery,
)
from annotator.selectors import people
from annotator.selectors.counters import differences
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.items.rows import rows_of
from annotator.selectors.project_log import page_of
from annotator.services.across.delete_project import delete_project
from annotator.services.exports.description import Export
from annotator.services.exports.write import export_to_path
from annotator.services.imports.archive import import_archive
from annotator.services.imports.start import import_path
from annotator.services.projects import projects
from annotator.services.projects.labels import WantedLabel
from annotator.services.projects.removal import remove_items
from annotator.services.review.decide import decide, preview, undo
from annotator.services.review.kinds import Wish
from annotator.services.rounds.run import run_due_round
from tests.annotator.worlds import lived_in
from tests.cast import alice, answer, bob, charlie, deck, join, person, rita, text_project

pytestmark = pytest.mark.django_db


def labelled(project: Project, user: User, *, count: int, label: int = 0, **fields: Any) -> list[int]:
    """This person labels the next items; their ids."""
    items = [lease.item_id for lease in deck(project, user, want=count).leases]
    label_id = project.labels.all()[label].pk
    deck(project, user, answers=[answer(item, label_id, **fields) for item in items])
    return items


def taking_back(user: User, **fields: Any) -> Wish:
    return Wish(kind=DecisionKind.TAKE_BACK, person=user, **fields)


def setting_aside(items: Iterable[int]) -> Wish:
    return Wish(kind=DecisionKind.SET_ASIDE, chosen=list(items))


def figures(project: Project) -> dict[str, Any]:
    """Whatever a decision may move, and undoing it brings back."""
    project.refresh_from_db()
    return {
        "items": list(project.items.order_by("row").values_list("row", "state", "answers", "open_slots")),
        "standing": set(Annotation.objects.filter(project=project, replaced_at=None).values_list("pk", flat=True)),
        "people": [(row.username, row.labels, row.skips) for row in people.rows_for(project, now=timezone.now())],
        "waiting": project.labels_waiting,
        "spent": (project.labels_spent, project.money_spent),
    }


def decision_of(project: Project, wish: Wish) -> int:
    done = decide(project.pk, wish, by=alice())
    assert done.decision is not None
    assert differences(project) == []
    return done.decision


def test_it_is_said_before_what_is_taken_back_and_what_stays_paid() -> None:
    project = text_project(items=5, price_per_label="0.10")
    labelled(project, bob(), count=3)
    skipped = deck(project, bob(), want=1).leases[0].item_id
    deck(project, bob(), answers=[answer(skipped, None)])
    before = figures(project)
    project.refresh_from_db()
    said = preview(project, taking_back(bob())).effect
    assert figures(project) == before
    assert (said.items, said.labels, said.skips, said.open_again) == (4, 3, 1, 3)
    assert (said.paid_labels, said.money) == (3, Decimal("0.3000"))
    assert said.detail == (
        "3 labels and 1 skip of bob no longer count; 3 items are open again. What was paid, 0.30 EUR, stays paid:"
        " 3 labels of the budget. The model forgets them in its next round. Others are paid for answering these items."
        " bob may get them again, and is not paid twice; whoever leaves the project gets none."
    )


def test_every_number_follows_and_comes_back_but_money_never_moves() -> None:
    project = lived_in(items=60)
    before, costs = figures(project), list(CostEntry.objects.filter(project=project).values_list("pk", "amount"))
    said = preview(project, taking_back(bob())).effect
    taken = decision_of(project, taking_back(bob()))
    after = figures(project)
    assert not Annotation.objects.filter(project=project, user=bob(), replaced_at=None).exists()
    assert "bob" not in [name for name, labels, skips in after["people"] if labels or skips]
    assert sum(row[2] for row in before["items"]) - sum(row[2] for row in after["items"]) == said.labels > 0
    opened = [now for now, was in zip(after["items"], before["items"], strict=True) if now[3] and not was[3]]
    assert len([row for row in opened if row[1] == "open"]) == said.open_again
    assert after["spent"] == before["spent"]
    assert list(CostEntry.objects.filter(project=project).values_list("pk", "amount")) == costs
    undone = undo(project.pk, taken, by=alice())
    assert (undone.changed, undone.stayed) == (said.labels + said.skips, 0)
    assert figures(project) == before
    assert differences(project) == []


def test_only_what_is_named_is_taken_back() -> None:
    project = text_project(items=8, overlap=2)
    early = labelled(project, bob(), count=2, answered_at=timezone.now() - timedelta(hours=3))
    late = labelled(project, bob(), count=2)
    others = labelled(project, rita(), count=4)
    Item.objects.filter(pk=late[0]).update(external_id="first")
    hour_ago = timezone.now() - timedelta(hours=1)
    assert preview(project, taking_back(bob(), since=hour_ago)).effect.items == 2
    assert preview(project, taking_back(bob(), chosen=early)).effect.items == 2
    wish = taking_back(bob(), since=hour_ago, chosen=ItemFilter(external_id="first"))
    decision_of(project, wish)
    standing = Annotation.objects.filter(project=project, replaced_at=None)
    assert set(standing.filter(user=bob()).values_list("item", flat=True)) == {*early, late[1]}
    assert standing.filter(user=rita()).count() == len(others)


def test_what_was_taken_back_is_asked_again_and_paid_once_to_each() -> None:
    project = text_project(items=1, price_per_label="0.10")
    join(project, person("dora"))
    (item,) = labelled(project, bob(), count=1)
    assert deck(project, person("dora"), want=1).leases == []
    taken = decision_of(project, taking_back(bob()))
    assert labelled(project, bob(), count=1) == [item]
    project.refresh_from_db()
    assert project.labels_spent == 1
    undone = undo(project.pk, taken, by=alice())
    assert (undone.changed, undone.stayed) == (0, 1)
    assert undone.detail == "0 answers count again. Not so 1 answer: their items were answered anew since."
    assert differences(project) == []
    decision_of(project, taking_back(bob()))
    assert labelled(project, person("dora"), count=1) == [item]
    project.refresh_from_db()
    assert project.labels_spent == 2


def test_a_page_that_still_has_a_taken_back_answer_can_correct_it() -> None:
    project = text_project(items=2)
    (item,) = labelled(project, bob(), count=1)
    decision_of(project, taking_back(bob()))
    results = deck(project, bob(), answers=[answer(item, project.labels.all()[1].pk)]).results
    assert [result.status for result in results] == ["accepted"]
    assert differences(project) == []


@pytest.mark.django_db(transaction=True)
def test_the_model_forgets_what_was_taken_back_and_learns_what_came_back() -> None:
    project = text_project(batch_size=4, start_fraction=1.0, strategy="default")
    rows = {Item.objects.get(pk=item).row for item in labelled(project, bob(), count=4)}

    def learned() -> set[int]:
        run_due_round(project.pk)
        done = Round.objects.filter(project=project, status="done").latest("number")
        with default_storage.open(done.state_file) as file:
            return set(selection.State.from_bytes(file.read()).memory_rows.tolist())

    assert learned() == rows
    taken = decision_of(project, taking_back(bob()))
    more = {Item.objects.get(pk=item).row for item in labelled(project, rita(), count=4, label=1)}
    assert learned() == more
    undo(project.pk, taken, by=alice())
    new = {Item.objects.get(pk=item).row for item in labelled(project, alice(), count=4, label=1)}
    assert learned() == rows | more | new


def test_a_webhook_hears_of_labels_that_count_no_more_and_again() -> None:
    project = text_project(items=3)
    Webhook.objects.create(project=project, url="http://127.0.0.1/", events=["item.labelled"], secret="x")
    items = labelled(project, bob(), count=2)
    undo(project.pk, decision_of(project, taking_back(bob())), by=alice())
    told = [each.payload["data"]["answers"] for each in WebhookDelivery.objects.order_by("pk")]
    assert [[(each["item"], each["label"]) for each in answers] for answers in told] == [
        [(item, "good") for item in items],
        [(item, None) for item in items],
        [(item, "good") for item in items],
    ]


def test_what_somebody_said_in_a_file_can_be_taken_back(tmp_path: Path) -> None:
    project = text_project(items=1, start=False)
    choice = {"type": "choices", "from_name": "kind", "to_name": "text", "value": {"choices": ["good"]}}
    task = {"data": {"text": "new"}, "annotations": [{"completed_by": {"email": "vera"}, "result": [choice]}]}
    path = tmp_path / "answers.json"
    path.write_text(json.dumps([task]))
    import_path(project, path)
    vera = User.objects.get(called="vera")
    project.refresh_from_db()
    said = preview(project, taking_back(vera)).effect
    assert (said.labels, said.paid_labels, said.open_again) == (1, 0, 1)
    assert undo(project.pk, decision_of(project, taking_back(vera)), by=None).changed == 1
    assert differences(project) == []


def test_items_that_are_set_aside_come_back() -> None:
    project = text_project(items=3)
    first, second, _ = project.items.order_by("row").values_list("pk", flat=True)
    held = deck(project, bob(), want=3).leases
    said = preview(project, setting_aside([first, second])).effect
    assert (said.items, said.held) == (2, 2)
    aside = decision_of(project, setting_aside([first, second]))
    label = project.labels.all()[0].pk
    codes = {lease.item_id: "item_set_aside" if lease.item_id in (first, second) else "" for lease in held}
    results = deck(project, bob(), answers=[answer(lease.item_id, label) for lease in held]).results
    assert [result.code for result in results] == list(codes.values())
    decision_of(project, Wish(kind=DecisionKind.PUT_BACK, chosen=[first]))
    assert list(project.items.order_by("row").values_list("state", flat=True)) == ["open", "set_aside", "open"]
    undone = undo(project.pk, aside, by=alice())
    assert (undone.changed, undone.stayed) == (1, 1)
    assert set(project.items.values_list("state", flat=True)) == {"open"}


def test_undoing_an_older_decision_leaves_the_newer_one() -> None:
    project = text_project(items=1)
    (item,) = project.items.values_list("pk", flat=True)
    older = decision_of(project, setting_aside([item]))
    decision_of(project, Wish(kind=DecisionKind.PUT_BACK, chosen=[item]))
    newer = decision_of(project, setting_aside([item]))
    assert undo(project.pk, older, by=alice()).changed == 0
    assert project.items.get().state == "set_aside"
    assert undo(project.pk, newer, by=alice()).changed == 1
    assert project.items.get().state == "open"


def test_a_decision_is_undone_once_and_in_its_own_project() -> None:
    project, other = text_project(), text_project(name="Others")
    taken = decision_of(project, setting_aside(project.items.values_list("pk", flat=True)[:2]))
    with pytest.raises(NotFound):
        undo(other.pk, taken, by=alice())
    undo(project.pk, taken, by=alice())
    with pytest.raises(Conflict, match="undone already"):
        undo(project.pk, taken, by=alice())


def test_where_nothing_fits_nothing_is_decided() -> None:
    project = text_project()
    done = decide(project.pk, taking_back(bob()), by=alice())
    assert (done.decision, done.effect.detail) == (None, "bob has given no such answer that still counts.")
    assert not Decision.objects.exists()


def test_what_others_did_meanwhile_is_looked_at_again() -> None:
    project = text_project()
    labelled(project, bob(), count=2)
    with pytest.raises(Conflict, match="These are 2 items by now, not 1"):
        decide(project.pk, taking_back(bob()), by=alice(), expected=1)
    assert not Decision.objects.exists()


def test_much_is_decided_in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.services.review.kinds.MAX_ITEMS_AT_ONCE", 2)
    project = text_project()
    labelled(project, bob(), count=3)
    steps = [decide(project.pk, taking_back(bob()), by=alice()).effect for _ in range(2)]
    assert [(step.items, step.left) for step in steps] == [(2, True), (1, False)]


def test_removed_items_leave_decisions_that_can_be_undone() -> None:
    project = text_project()
    items = labelled(project, bob(), count=3)
    taken = decision_of(project, taking_back(bob()))
    remove_items(project.pk, items[:1], by=alice())
    assert undo(project.pk, taken, by=alice()).changed == 2
    assert differences(project) == []


def test_exports_say_when_an_answer_was_taken_back(tmp_path: Path) -> None:
    project = text_project()
    labelled(project, bob(), count=2)
    decision_of(project, taking_back(bob()))
    lines = {}
    for is_all in (False, True):
        path = tmp_path / f"{is_all}.jsonl"
        export_to_path(project, path, Export(what="answers", format="jsonl", with_replaced=is_all))
        lines[is_all] = [json.loads(line) for line in path.read_text().splitlines()]
    assert lines[False] == []
    assert len([line for line in lines[True] if line["replaced_at"]]) == 2


def test_a_broken_undo_is_noticed_by_the_counters() -> None:
    project = text_project()
    labelled(project, bob(), count=1)
    taken = decision_of(project, taking_back(bob()))
    Annotation.objects.filter(project=project).update(replaced_at=None)
    assert f"an answer counts that decision {taken} took back" in " ".join(differences(project))


def ask(method: str, path: str, body: dict[str, Any] | None = None, *, user: User | None = None) -> Any:
    client = Client()
    client.force_login(user or alice())
    return getattr(client, method)(f"/api/projects/{path}", data=body or {}, content_type="application/json")


def test_the_api_looks_decides_lists_and_undoes() -> None:
    project = text_project(price_per_label="0.10")
    labelled(project, bob(), count=2)
    body = {"kind": "take_back", "person": bob().pk, "why": "Read too fast."}
    address = f"{project.pk}/decisions"
    seen = ask("post", f"{address}?dry_run=true", body).json()
    assert (seen["decision"], seen["labels"], seen["money"], seen["open_again"]) == (None, 2, "0.2000", 2)
    done = ask("post", address, {**body, "expected": seen["items"]}).json()
    assert done == {**seen, "decision": done["decision"]}
    (listed,) = ask("get", address).json()["results"]
    assert listed["sentence"] == "Took back 2 labels of bob on 2 items."
    assert (listed["by"], listed["why"], listed["chosen"], listed["undone_at"]) == ("alice", "Read too fast.", {}, None)
    undone = ask("post", f"{address}/{done['decision']}/undo").json()
    assert (undone["changed"], undone["detail"]) == (2, "2 answers count again.")
    (listed,) = ask("get", address).json()["results"]
    assert (listed["undone_by"], listed["undone_at"] is None) == ("alice", False)
    assert [line.sentence for line in page_of(project).entries[:2]] == [
        f"Undid decision {done['decision']}: Took back 2 labels of bob on 2 items.",
        "Took back 2 labels of bob on 2 items. Read too fast.",
    ]
    assert ask("post", f"{address}/{done['decision']}/undo").json()["errors"][0]["code"] == "undone_already"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"kind": "set_aside", "items": {}}, "nothing_said"),
        ({"kind": "set_aside", "ids": [1], "items": {"split": "train"}}, "invalid"),
        ({"kind": "set_aside"}, "invalid"),
        ({"kind": "set_aside", "ids": [1], "person": 1}, "unknown_field"),
        ({"kind": "take_back"}, "required"),
        ({"kind": "take_back", "person": 10**9}, "unknown_person"),
        ({"kind": "forget", "ids": [1]}, "invalid_choice"),
    ],
)
def test_what_is_not_said_rightly_is_refused(body: dict[str, Any], code: str) -> None:
    answered = ask("post", f"{text_project().pk}/decisions", body)
    assert (answered.status_code, answered.json()["errors"][0]["code"]) == (400, code)


def test_strangers_of_a_project_have_no_answers_to_be_taken_back() -> None:
    project = text_project()
    body = {"kind": "take_back", "person": charlie().pk}
    assert ask("post", f"{project.pk}/decisions", body).json()["errors"][0]["code"] == "unknown_person"


def test_who_has_left_can_have_answers_taken_back() -> None:
    project = text_project()
    labelled(project, bob(), count=1)
    Membership.objects.filter(project=project, user=bob()).delete()
    seen = ask("post", f"{project.pk}/decisions?dry_run=true", {"kind": "take_back", "person": bob().pk}).json()
    assert "may get them again" not in seen["detail"]
    assert seen["items"] == 1


def settling(items: Iterable[int], label: Label) -> Wish:
    return Wish(kind=DecisionKind.SETTLE, chosen=list(items), label=label)


def shown(project: Project, item: int) -> tuple[str, str | None, bool]:
    (row,) = rows_of(project, [item])
    return row.state, row.label, row.is_adjudicated


def test_settling_ends_a_tie_and_asks_no_more() -> None:
    project = text_project(items=2, overlap=3, price_per_label="0.10")
    _, bad = project.labels.all()
    (item,) = labelled(project, bob(), count=1)
    deck(project, rita(), want=2)
    deck(project, rita(), answers=[answer(item, bad.pk)])
    other = project.items.exclude(pk=item).get().pk
    assert shown(project, item) == ("tied", None, False)
    said = preview(project, settling([item, other], bad)).effect
    assert said.detail == (
        "2 items settled as “bad”: 1 tie ends, 1 had no label. What people answered stays, 2 labels, and so does what"
        " was paid. 3 answers that they still wanted will not be asked. The model is told in its next round."
    )
    decided = decision_of(project, settling([item, other], bad))
    assert [shown(project, each) for each in (item, other)] == [("labelled", "bad", True)] * 2
    assert ItemFilter(adjudicated=True).items(project).count() == 2
    assert deck(project, alice(), want=2).leases == []
    project.refresh_from_db()
    assert project.labels_spent == 2
    undo(project.pk, decided, by=alice())
    assert shown(project, item) == ("tied", None, False)
    assert shown(project, other) == ("unlabelled", None, False)
    assert len(deck(project, alice(), want=2).leases) == 2
    assert differences(project) == []


def test_what_people_hold_of_a_settled_item_is_taken_and_paid() -> None:
    project = text_project(items=1, price_per_label="0.10")
    good, bad = project.labels.all()
    (held,) = deck(project, bob(), want=1).leases
    decision_of(project, settling([held.item_id], bad))
    assert deck(project, bob(), answers=[answer(held.item_id, good.pk)]).results[0].status == "accepted"
    assert shown(project, held.item_id) == ("labelled", "bad", True)
    assert deck(project, bob(), answers=[answer(held.item_id, None)]).results[0].status == "accepted"
    project.refresh_from_db()
    assert (project.labels_spent, differences(project)) == (1, [])


def test_the_newest_decision_that_stands_is_the_label() -> None:
    project = text_project(items=1)
    good, bad = project.labels.all()
    (item,) = project.items.values_list("pk", flat=True)
    first = decision_of(project, settling([item], good))
    second = decision_of(project, settling([item], bad))
    assert preview(project, settling([item], bad)).effect.items == 0
    assert undo(project.pk, first, by=alice()).stayed == 1
    assert shown(project, item)[1] == "bad"
    third = decision_of(project, settling([item], good))
    undo(project.pk, third, by=alice())
    assert shown(project, item)[1] == "bad"
    undo(project.pk, second, by=alice())
    assert shown(project, item) == ("unlabelled", None, False)
    assert differences(project) == []


def test_taking_answers_back_leaves_what_was_settled() -> None:
    project = text_project(items=1)
    (item,) = labelled(project, bob(), count=1)
    decision_of(project, settling([item], project.labels.all()[1]))
    assert preview(project, taking_back(bob())).effect.open_again == 0
    decision_of(project, taking_back(bob()))
    assert shown(project, item) == ("labelled", "bad", True)
    assert deck(project, bob(), want=1).leases == []


@pytest.mark.django_db(transaction=True)
def test_the_model_learns_what_was_settled_and_forgets_what_was_undone() -> None:
    project = text_project(batch_size=4, start_fraction=1.0, strategy="default")
    items = labelled(project, bob(), count=4)
    rows = dict(Item.objects.filter(pk__in=items).values_list("pk", "row"))

    def learned() -> dict[int, int]:
        labelled(project, alice(), count=4)
        run_due_round(project.pk)
        done = Round.objects.filter(project=project, status="done").latest("number")
        with default_storage.open(done.state_file) as file:
            state = selection.State.from_bytes(file.read())
        return dict(zip(state.memory_rows.tolist(), state.memory_labels.tolist(), strict=True))

    assert learned()[rows[items[0]]] == 0
    bare = project.items.filter(answers=0).latest("row")
    decided = decision_of(project, settling([items[0], bare.pk], project.labels.all()[1]))
    now = learned()
    assert (now[rows[items[0]]], now[bare.row]) == (1, 1)
    undo(project.pk, decided, by=alice())
    now = learned()
    assert now[rows[items[0]]] == 0
    assert now.get(bare.row, 0) == 0


def test_an_archive_takes_settled_labels_along(tmp_path: Path) -> None:
    project = text_project(items=3)
    (item,) = labelled(project, bob(), count=1)
    decision_of(project, settling([item], project.labels.all()[1]))
    path = tmp_path / "home.zip"
    export_to_path(project, path, Export(what="archive", format="zip"))
    with path.open("rb") as file:
        again = import_archive(file, name="Again", source="home.zip")
    assert list(again.items.filter(settled__name="bad").values_list("row", flat=True)) == [
        Item.objects.get(pk=item).row
    ]
    assert differences(again) == []


def test_a_label_that_items_were_settled_with_cannot_be_removed() -> None:
    project = text_project(labels=("good", "bad", "odd"))
    odd = project.labels.get(name="odd")
    decided = decision_of(project, settling(project.items.values_list("pk", flat=True)[:1], odd))
    undo(project.pk, decided, by=alice())
    rest = [WantedLabel(name=label.name, id=label.pk) for label in project.labels.exclude(pk=odd.pk)]
    with pytest.raises(Conflict, match="Items were settled as “odd”"):
        projects.update(project.pk, changes={}, labels=rest)


def test_counters_notice_a_label_that_was_not_decided() -> None:
    project = text_project()
    first = project.items.earliest("row")
    decision_of(project, settling([first.pk], project.labels.all()[0]))
    Item.objects.filter(pk=first.pk).update(settled=None, open_slots=1)
    assert differences(project) == [f"{project.name}, row 0: not settled as the newest decision says"]


def test_items_are_settled_over_the_api_by_the_name_of_a_label() -> None:
    project = text_project()
    item = project.items.earliest("row").pk
    address = f"{project.pk}/decisions"
    body = {"kind": "settle", "label": "odd", "ids": [item]}
    assert ask("post", address, body).json()["errors"][0]["code"] == "unknown_label"
    assert ask("post", address, {**body, "label": "bad"}).json()["items"] == 1
    (listed,) = ask("get", address).json()["results"]
    assert (listed["sentence"], listed["label"], listed["chosen"]) == ("Settled 1 item as “bad”.", "bad", None)
    seen = ask("get", f"{project.pk}/items/{item}").json()
    assert (seen["label"], seen["is_adjudicated"], seen["state"]) == ("bad", True, "labelled")


def asking_again(items: Iterable[int]) -> Wish:
    return Wish(kind=DecisionKind.ASK_AGAIN, chosen=list(items))


def test_one_more_answer_is_asked_of_somebody_else() -> None:
    project = text_project(items=3, price_per_label="0.10")
    (item,) = labelled(project, bob(), count=1)
    said = preview(project, asking_again([item])).effect
    assert said.detail == (
        "1 item will be asked once more, of somebody who has not answered it: up to 1 more label (0.10 EUR); the budget"
        " allows all of them."
    )
    again = decision_of(project, asking_again([item]))
    assert preview(project, asking_again([item])).effect.items == 0
    assert item not in [lease.item_id for lease in deck(project, bob(), want=2).leases]
    (lease, *_) = deck(project, rita(), want=1).leases
    assert (lease.item_id, lease.source) == (item, "second")
    label = project.labels.all()[1].pk
    assert deck(project, rita(), answers=[answer(item, label)]).results[0].status == "accepted"
    project.refresh_from_db()
    assert project.labels_spent == 2
    assert differences(project) == []
    more = decision_of(project, asking_again([item]))
    assert project.items.get(pk=item).open_slots == 1
    undo(project.pk, more, by=alice())
    undo(project.pk, again, by=alice())
    assert list(project.items.filter(pk=item).values_list("asked_for", "open_slots")) == [(0, 0)]
    assert differences(project) == []


def test_what_wants_an_answer_as_it_is_or_is_settled_is_not_asked_again() -> None:
    project = text_project(items=3)
    _, second = labelled(project, bob(), count=2)
    decision_of(project, settling([second], project.labels.all()[0]))
    said = preview(project, asking_again(project.items.values_list("pk", flat=True))).effect
    assert said.items == 1
    assert preview(project, asking_again([second])).effect.detail == (
        "Each of these items wants an answer as it is, or is settled."
    )


def test_where_everybody_has_answered_it_is_said() -> None:
    project = text_project(items=1, overlap=3)
    for user in (alice(), bob(), rita()):
        (item,) = labelled(project, user, count=1)
    said = preview(project, asking_again([item])).effect
    assert said.detail.endswith("Everybody here has answered 1 of them: they wait until somebody joins.")
    decision_of(project, asking_again([item]))
    assert all(deck(project, user, want=1).leases == [] for user in (alice(), bob(), rita()))
    join(project, person("dora"))
    assert labelled(project, person("dora"), count=1) == [item]


def test_another_overlap_counts_what_was_asked_again() -> None:
    project = text_project(items=2)
    (item,) = labelled(project, bob(), count=1)
    decision_of(project, asking_again([item]))
    said = projects.preview_overlap(project, changes={"overlap": 2})
    assert (said.items, said.labels) == (1, 1)
    projects.update(project.pk, changes={"overlap": 2})
    assert list(project.items.order_by("row").values_list("open_slots", flat=True)) in ([1, 2], [2, 1])
    assert differences(project) == []


def test_counters_notice_who_asks_again_without_a_decision() -> None:
    project = text_project()
    (item,) = labelled(project, bob(), count=1)
    decision_of(project, asking_again([item]))
    Project.objects.filter(pk=project.pk).update(asks_again=False)
    assert "asks_again is false" in differences(project)[0]
    Project.objects.filter(pk=project.pk).update(asks_again=True)
    row = project.items.get(pk=item).row
    Item.objects.filter(pk=item).update(asked_for=4, open_slots=3)
    assert differences(project) == [f"{project.name}, row {row}: asked_for is 4, decided 2"]


def test_a_project_goes_with_what_was_decided_in_it() -> None:
    project = text_project()
    items = labelled(project, bob(), count=2)
    decision_of(project, settling(items[:1], project.labels.all()[1]))
    decision_of(project, taking_back(bob()))
    delete_project(project.pk, confirm_name=project.name)
    assert not Decision.objects.exists()
