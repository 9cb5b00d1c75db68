"""The reviewer's queue: what waits, blind or with names, and what becomes of an item by one decision."""

import json
from typing import Any

import pytest

from annotator.errors import Conflict, Forbidden, Invalid
from annotator.models import Annotation, Decision, DecisionKind, LogEntry, Project, User, Webhook, WebhookDelivery
from annotator.selectors.counters import differences
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.items.rows import rows_of
from annotator.selectors.review.waiting import KINDS, letter_of, review_page, waiting, waiting_items
from annotator.services.projects import projects
from annotator.services.review.decide import decide, undo
from annotator.services.review.judge import Judgement, judge
from annotator.services.review.kinds import Wish
from tests.annotator.worlds import draw_of, lived_in
from tests.asking import browser_of, code_of, send
from tests.cast import alice, answer, bob, charlie, deck, join, person, rita, text_project

pytestmark = pytest.mark.django_db


def disagreed(project: Project, *, count: int = 1) -> list[int]:
    """Bob and Dora label the next items, each the other way; their ids in the order of the rows."""
    good, bad = project.labels.all()[:2]
    dora = person("dora")
    join(project, dora)
    items = [lease.item_id for lease in deck(project, bob(), want=count).leases]
    deck(project, bob(), answers=[answer(item, good.pk) for item in items])
    deck(project, dora, want=count)
    deck(project, dora, answers=[answer(item, bad.pk) for item in items])
    return sorted(items)


def labelled(project: Project, user: User, *, count: int = 1, **fields: Any) -> list[int]:
    items = [lease.item_id for lease in deck(project, user, want=count).leases]
    label = None if "skip_reason" in fields else project.labels.all()[0].pk
    deck(project, user, answers=[answer(item, label, **fields) for item in items])
    return items


def seen(project: Project, item: int) -> list[int]:
    return list(Annotation.objects.filter(project=project, item=item, replaced_at=None).values_list("pk", flat=True))


def judged(project: Project, item: int, kind: DecisionKind, by: User | None = None, **fields: Any) -> int:
    judgement = Judgement(item=item, kind=kind, seen=seen(project, item), **fields)
    decision = judge(project.pk, judgement, by=by or rita()).decision
    assert decision is not None
    assert differences(project) == []
    return decision


def waits(project: Project, kind: str) -> list[int]:
    return [each.item.pk for each in review_page(project, kind, after=None, count=100).items]


def counts(project: Project) -> dict[str, int]:
    return {each.kind: each.total.count for each in waiting(project)}


def test_each_kind_waits_where_it_belongs() -> None:
    project = text_project(items=12, overlap=2, review_share=0.0)
    (apart,) = disagreed(project)
    (flagged,) = labelled(project, alice(), flagged=True)
    (said,) = labelled(project, rita(), comment="The first sentence decides.")
    (skipped,) = labelled(project, bob(), skip_reason="Cannot tell")
    labelled(project, bob())
    found = {kind: waits(project, kind) for kind in KINDS}
    assert apart in found["disagreeing"]
    assert flagged in found["flagged"]
    assert said in found["commented"]
    assert skipped in found["skipped"]
    assert found["sampled"] == []
    assert counts(project) == {kind: len(items) for kind, items in found.items()}


def test_a_share_of_each_persons_labels_is_drawn_at_random_and_stays_drawn() -> None:
    project = text_project(items=400, overlap=2, review_share=0.25, seed=3)
    for user in (bob(), alice(), bob(), alice(), bob(), alice(), bob(), alice()):
        assert len(labelled(project, user, count=100)) == 100
    both = waiting_items("sampled").items(project)
    shares = {user.pk: len(drawn_of(project, user)) / 400 for user in (bob(), alice())}
    assert all(0.18 < share < 0.32 for share in shares.values())
    assert both.count() == len(drawn_of(project, bob()) | drawn_of(project, alice()))
    assert drawn_of(project, bob()) != drawn_of(project, alice())
    before = drawn_of(project, bob())
    some = min(before)
    deck(project, bob(), answers=[answer(some, project.labels.all()[1].pk)])
    assert drawn_of(project, bob()) == before
    Project.objects.filter(pk=project.pk).update(review_share=0.5)
    project.refresh_from_db()
    assert before < drawn_of(project, bob())


def drawn_of(project: Project, user: User) -> set[int]:
    """Items with a drawn label of this person, each asked by itself."""
    mine = Annotation.objects.filter(project=project, user=user, replaced_at=None, label__isnull=False)
    return {each.item_id for each in mine.select_related("project") if draw_of(each) < project.review_share}


def test_what_is_decided_leaves_the_queue_and_comes_back_when_it_is_undone() -> None:
    project = text_project(items=8, overlap=2)
    first, second, third, fourth = disagreed(project, count=4)
    made = [
        judged(project, first, DecisionKind.SETTLE, label="bad"),
        judged(project, second, DecisionKind.REJECT, why="Read the whole text."),
        judged(project, third, DecisionKind.SET_ASIDE),
    ]
    assert waits(project, "disagreeing") == [fourth]
    for decision in made:
        undo(project.pk, decision, by=rita(), is_own_only=True)
    assert waits(project, "disagreeing") == [first, second, third, fourth]
    assert differences(project) == []


def test_accepting_changes_nothing_but_is_kept_with_who_and_when() -> None:
    project = text_project(items=4)
    (item,) = labelled(project, bob(), flagged=True)
    row = project.items.get(pk=item)
    decision = Decision.objects.get(pk=judged(project, item, DecisionKind.ACCEPT))
    assert waits(project, "flagged") == []
    assert (decision.by, decision.kind, decision.items, decision.labels) == (rita(), "accept", 1, 1)
    after = project.items.get(pk=item)
    assert (after.settled_id, after.open_slots, after.answers) == (row.settled_id, row.open_slots, row.answers)
    assert not LogEntry.objects.filter(project=project, kind="decided").exists()
    assert undo(project.pk, decision.pk, by=rita()).detail == "1 item is as before."
    assert waits(project, "flagged") == [item]


def test_an_answer_that_comes_after_a_decision_waits_again() -> None:
    project = text_project(items=1)
    (item,) = labelled(project, bob(), flagged=True)
    judged(project, item, DecisionKind.ACCEPT)
    deck(project, bob(), answers=[answer(item, project.labels.all()[1].pk, comment="I was too fast.")])
    assert waits(project, "commented") == [item]


def test_what_was_asked_again_waits_for_the_new_answer_and_then_for_review() -> None:
    project = text_project(items=1)
    (item,) = labelled(project, bob(), flagged=True)
    decide(project.pk, Wish(kind=DecisionKind.ASK_AGAIN, chosen=[item]), by=alice())
    assert waits(project, "flagged") == []
    labelled(project, rita())
    assert waits(project, "flagged") == [item]


def test_answers_that_are_taken_back_in_bulk_are_no_review_of_their_items() -> None:
    project = text_project(items=1, overlap=3)
    (item,) = disagreed(project)
    labelled(project, alice())
    decide(project.pk, Wish(kind=DecisionKind.TAKE_BACK, person=alice()), by=alice())
    assert waits(project, "disagreeing") == [item]


def test_a_tie_is_not_accepted_and_a_rejection_says_why() -> None:
    project = text_project(items=1, overlap=2)
    (item,) = disagreed(project)
    for kind, code in ((DecisionKind.ACCEPT, "tie"), (DecisionKind.REJECT, "required")):
        with pytest.raises(Invalid) as refused:
            judge(project.pk, Judgement(item=item, kind=kind, seen=seen(project, item), why=" "), by=rita())
        assert refused.value.code == code
    assert not Decision.objects.exists()


def test_a_skip_that_is_accepted_leaves_the_item_to_others() -> None:
    project = text_project(items=1)
    (item,) = labelled(project, bob(), skip_reason="Cannot tell")
    judged(project, item, DecisionKind.ACCEPT)
    assert waits(project, "skipped") == []
    assert labelled(project, alice()) == [item]


def test_rejected_answers_count_no_more_and_the_item_is_asked_again_unpaid_for_the_same_people() -> None:
    project = text_project(items=1, overlap=2, price_per_label="0.10")
    (item,) = disagreed(project)
    before = seen(project, item)
    outcome = judge(
        project.pk, Judgement(item=item, kind=DecisionKind.REJECT, seen=before, why="Read it all."), by=rita()
    )
    assert outcome.effect.detail == (
        "2 labels no longer count; 1 item is open again. What was paid, 0.20 EUR, stays paid: 2 labels of the budget."
    )
    assert seen(project, item) == []
    project.refresh_from_db()
    spent = project.labels_spent
    assert labelled(project, bob()) == [item]
    project.refresh_from_db()
    assert (project.labels_spent, differences(project)) == (spent, [])
    assert outcome.decision is not None
    undone = undo(project.pk, outcome.decision, by=rita())
    assert (undone.changed, undone.stayed) == (1, 1)
    assert undone.detail == "1 answer counts again. Not so 1 answer: their items were answered anew since."
    assert differences(project) == []


def test_webhooks_hear_of_each_person_whose_label_was_rejected() -> None:
    project = text_project(items=1, overlap=2)
    (item,) = disagreed(project)
    Webhook.objects.create(project=project, url="http://127.0.0.1/", events=["item.labelled"], secret="x")
    judged(project, item, DecisionKind.REJECT, why="Read it all.")
    told = [each.payload["data"]["answers"] for each in WebhookDelivery.objects.order_by("pk")]
    assert [[(each["person"], each["label"]) for each in answers] for answers in told] == [
        [("bob", None)],
        [("dora", None)],
    ]


def test_of_two_reviewers_the_second_is_told_that_the_first_has_decided() -> None:
    project = text_project(items=1, overlap=2)
    (item,) = disagreed(project)
    judged(project, item, DecisionKind.SETTLE, label="bad", by=alice())
    with pytest.raises(Conflict) as refused:
        judged(project, item, DecisionKind.SETTLE, label="good")
    assert refused.value.code == "changed_meanwhile"
    (row,) = rows_of(project, [item])
    assert row.label == "bad"


def test_what_was_answered_meanwhile_is_looked_at_again() -> None:
    project = text_project(items=1, overlap=3)
    (item,) = disagreed(project)
    before = seen(project, item)
    labelled(project, alice())
    with pytest.raises(Conflict):
        judge(project.pk, Judgement(item=item, kind=DecisionKind.ACCEPT, seen=before), by=rita())


def test_a_reviewer_undoes_only_what_they_decided() -> None:
    project = text_project(items=2)
    (item,) = labelled(project, bob(), flagged=True)
    decision = judged(project, item, DecisionKind.ACCEPT, by=alice())
    with pytest.raises(Forbidden):
        undo(project.pk, decision, by=rita(), is_own_only=True)
    address = f"projects/{project.pk}/decisions/{decision}/undo"
    assert send(browser_of(rita()), "post", address).status_code == 403
    own = judged(project, labelled(project, bob(), flagged=True)[0], DecisionKind.ACCEPT)
    assert send(browser_of(rita()), "post", f"projects/{project.pk}/decisions/{own}/undo").status_code == 200
    assert send(browser_of(alice()), "post", address).status_code == 200


def test_blind_the_api_names_nobody_and_with_names_it_does() -> None:
    project = text_project(items=1, overlap=2)
    disagreed(project)
    address = f"/api/projects/{project.pk}/review/items?kind=disagreeing"
    shown = browser_of(rita()).get(address).json()
    assert [each["who"] for each in shown["results"][0]["answers"]] == ["A", "B"]
    told = json.dumps(shown)
    assert "bob" not in told
    assert "dora" not in told
    assert {"user", "username", "people", "answered_at"}.isdisjoint(shown["results"][0]["answers"][0])
    projects.update(project.pk, changes={"review_names": True}, by=alice())
    (item,) = browser_of(rita()).get(address).json()["results"]
    assert [(each["who"], each["label"]) for each in item["answers"]] == [("bob", "good"), ("dora", "bad")]


def test_letters_go_on_after_the_last_one() -> None:
    assert [letter_of(place) for place in (0, 25, 26, 51, 52)] == ["A", "Z", "A2", "Z2", "A3"]


def test_the_api_gives_the_next_items_and_takes_what_is_decided() -> None:
    project = text_project(items=6, overlap=2)
    first, second, third = disagreed(project, count=3)
    browser, address = browser_of(rita()), f"/api/projects/{project.pk}/review"
    assert {"kind": "disagreeing", "count": 3, "is_exact": True} in browser.get(address).json()["waiting"]
    page = browser.get(f"{address}/items?kind=disagreeing&count=2").json()
    assert [each["id"] for each in page["results"]] == [first, second]
    assert [each["id"] for each in browser.get(page["next"]).json()["results"]] == [third]
    shown = page["results"][0]
    assert (shown["text"], shown["label"]) == (project.items.get(pk=first).text, None)
    assert shown["votes"] == [{"label": "good", "answers": 1}, {"label": "bad", "answers": 1}]
    body = {"kind": "settle", "item": first, "label": "bad", "answers": [each["id"] for each in shown["answers"]]}
    done = send(browser, "post", f"projects/{project.pk}/review/decisions", body).json()
    assert done["detail"].startswith("1 item settled as “bad”")
    assert Decision.objects.get(pk=done["decision"]).by == rita()
    again = send(browser, "post", f"projects/{project.pk}/review/decisions", body)
    assert (again.status_code, code_of(again)) == (409, "changed_meanwhile")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"kind": "forget"}, "invalid_choice"),
        ({"kind": "reject", "answers": []}, "required"),
        ({"kind": "settle", "answers": [], "label": "odd"}, "unknown_label"),
        ({"kind": "accept", "answers": [], "label": "good"}, "unknown_field"),
        ({"kind": "accept"}, "required"),
    ],
)
def test_what_is_not_said_rightly_is_refused(body: dict[str, Any], code: str) -> None:
    project = text_project(items=1)
    (item,) = labelled(project, bob())
    given = {"answers": seen(project, item)} if "answers" in body else {}
    address = f"projects/{project.pk}/review/decisions"
    answered = send(browser_of(rita()), "post", address, {"item": item, **body, **given})
    assert (answered.status_code, code_of(answered)) == (400, code)


def test_items_of_another_project_are_not_decided_on() -> None:
    project, other = text_project(items=1), text_project(name="Others", items=1)
    body = {"kind": "accept", "item": other.items.get().pk, "answers": []}
    answered = send(browser_of(rita()), "post", f"projects/{project.pk}/review/decisions", body)
    assert answered.status_code == 404


@pytest.mark.parametrize("who", [bob, charlie])
def test_annotators_and_strangers_get_nothing_of_it(who: Any) -> None:
    project = text_project(items=2, overlap=2)
    (item,) = disagreed(project)
    browser, status = browser_of(who()), 403 if who is bob else 404
    address = f"/api/projects/{project.pk}/review"
    body = {"kind": "accept", "item": item, "answers": seen(project, item)}
    answers = [
        browser.get(address),
        browser.get(f"{address}/items?kind=disagreeing"),
        send(browser, "post", f"projects/{project.pk}/review/decisions", body),
    ]
    assert [each.status_code for each in answers] == [status] * 3
    assert not Decision.objects.exists()


def test_who_manages_sets_the_share_and_the_log_says_so() -> None:
    project = text_project()
    address = f"projects/{project.pk}"
    changed = send(browser_of(alice()), "patch", address, {"review_share": 0.2, "review_names": True}).json()
    assert (changed["review_share"], changed["review_names"]) == (0.2, True)
    refused = send(browser_of(alice()), "patch", address, {"review_share": 1.5})
    assert (refused.status_code, code_of(refused)) == (400, "max_value")
    assert send(browser_of(rita()), "patch", address, {"review_share": 0.5}).status_code == 403
    assert set(LogEntry.objects.filter(project=project, kind="setting").values_list("subject", flat=True)) == {
        "review_share",
        "review_names",
    }


def test_an_item_of_several_kinds_is_decided_on_once() -> None:
    project = lived_in(items=40)
    Project.objects.filter(pk=project.pk).update(review_share=0.5)
    project.refresh_from_db()
    before = counts(project)
    both = ItemFilter(disagreeing=True, sampled=True, reviewed=False, set_aside=False).items(project)
    judged(project, both.earliest("row").pk, DecisionKind.SETTLE, label="good")
    after = counts(project)
    assert (after["disagreeing"], after["sampled"]) == (before["disagreeing"] - 1, before["sampled"] - 1)
