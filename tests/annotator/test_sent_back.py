"""What a reviewer sends back: asked of one person once more, with a note, before all else and of nobody else for it."""

from typing import Any

import pytest
from django.utils import timezone

from annotator.errors import Conflict, Invalid
from annotator.models import Annotation, CostEntry, DecisionKind, Item, Membership, Project, Role, SentBack, User
from annotator.selectors.counters import differences
from annotator.selectors.review.waiting import review_page
from annotator.services.projects.removal import remove_items
from annotator.services.queue.given import Given, give
from annotator.services.review.decide import decide, undo
from annotator.services.review.judge import Judgement, judge
from annotator.services.review.kinds import Wish
from tests.asking import browser_of, code_of, send
from tests.cast import alice, answer, bob, charlie, deck, join, person, rita, text_project

pytestmark = pytest.mark.django_db
NOTE = "Look at the last sentence."


def labelled(project: Project, user: User, *, label: int = 0, count: int = 1) -> list[int]:
    items = [lease.item_id for lease in deck(project, user, want=count).leases]
    chosen = project.labels.all()[label].pk
    deck(project, user, answers=[answer(item, chosen) for item in items])
    return items


def seen(item: int) -> list[int]:
    return list(Annotation.objects.filter(item=item, replaced_at=None).order_by("pk").values_list("pk", flat=True))


def sent_back(project: Project, item: int, **to: Any) -> int:
    """Rita sends it back, to whoever answered first where nobody is named; the number of the decision."""
    to = to or {"to_answer": seen(item)[0]}
    outcome = judge(
        project.pk, Judgement(item=item, kind=DecisionKind.SEND_BACK, seen=seen(item), why=NOTE, **to), by=rita()
    )
    assert outcome.decision is not None
    assert differences(project) == []
    return outcome.decision


def handed(project: Project, user: User, *, want: int = 1, **fields: Any) -> list[tuple[int, str]]:
    return [(lease.item_id, lease.source) for lease in deck(project, user, want=want, **fields).leases]


def statuses(project: Project, user: User, item: int, label: int | None) -> list[tuple[str, str]]:
    outcome = deck(project, user, answers=[answer(item, label)])
    return [(result.status, result.code) for result in outcome.results]


def test_it_comes_first_with_the_note_and_to_nobody_else() -> None:
    project = text_project(items=5)
    good = project.labels.all()[0]
    (item,) = labelled(project, bob())
    sent_back(project, item)
    assert item not in [each for each, _ in handed(project, alice(), want=4)]
    deck(project, alice(), give_back=tuple(project.items.values_list("pk", flat=True)))
    first, second = deck(project, bob(), want=2).leases
    assert (first.item_id, first.source) == (item, "returned")
    assert first.note is not None
    assert (first.note.text, first.note.answered, first.note.label_id) == (NOTE, True, good.pk)
    assert (second.note, second.item_id == item) == (None, False)
    assert differences(project) == []


def test_what_was_answered_counts_until_there_is_a_new_answer_which_costs_nothing() -> None:
    project = text_project(items=2, price_per_label="0.10")
    bad = project.labels.all()[1]
    (item,) = labelled(project, bob())
    spent = CostEntry.objects.filter(project=project).count()
    sent_back(project, item)
    handed(project, bob())
    assert Annotation.objects.get(item=item, replaced_at=None).label == project.labels.all()[0]
    assert project.items.get(pk=item).open_slots == 0
    assert statuses(project, bob(), item, bad.pk) == [("accepted", "")]
    now = Annotation.objects.get(item=item, replaced_at=None)
    assert (now.label, now.paid) == (bad, False)
    assert CostEntry.objects.filter(project=project).count() == spent
    assert SentBack.objects.get().is_answered
    assert item not in [each for each, _ in handed(project, bob(), want=2)]
    assert differences(project) == []


def test_an_answer_anew_waits_for_review_again_whatever_it_says() -> None:
    project = text_project(items=2, review_share=0.0)
    (item,) = labelled(project, bob())
    sent_back(project, item)
    assert review_page(project, "returned", after=None, count=10).items == []
    handed(project, bob())
    statuses(project, bob(), item, project.labels.all()[0].pk)
    (waiting,) = review_page(project, "returned", after=None, count=10).items
    assert (waiting.item.pk, waiting.kinds) == (item, ["returned"])
    judge(project.pk, Judgement(item=item, kind=DecisionKind.ACCEPT, seen=seen(item)), by=rita())
    assert review_page(project, "returned", after=None, count=10).items == []


def test_a_correction_by_undo_answers_it_as_well() -> None:
    project = text_project(items=2)
    (item,) = labelled(project, bob())
    sent_back(project, item)
    assert statuses(project, bob(), item, project.labels.all()[1].pk) == [("accepted", "")]
    assert SentBack.objects.get().is_answered
    assert differences(project) == []


def test_somebody_else_is_asked_beyond_the_overlap_and_is_paid() -> None:
    project = text_project(items=1, price_per_label="0.10")
    (item,) = labelled(project, bob())
    sent_back(project, item, to_person=alice().pk)
    assert handed(project, rita()) == []
    (lease,) = deck(project, alice(), want=1).leases
    assert (lease.item_id, lease.source) == (item, "returned")
    assert lease.note is not None
    assert (lease.note.text, lease.note.answered) == (NOTE, False)
    assert differences(project) == []
    assert statuses(project, alice(), item, project.labels.all()[1].pk) == [("accepted", "")]
    project.refresh_from_db()
    assert (project.labels_spent, project.items.get().answers, project.items.get().open_slots) == (2, 2, 0)
    assert differences(project) == []


def test_somebody_elses_answer_counts_also_after_their_lease_ran_out() -> None:
    project = text_project(items=1)
    (item,) = labelled(project, bob())
    sent_back(project, item, to_person=alice().pk)
    handed(project, alice())
    deck(project, alice(), give_back=(item,))
    assert statuses(project, alice(), item, project.labels.all()[0].pk) == [("accepted", "")]
    assert differences(project) == []


def test_what_was_given_back_or_reloaded_comes_again_with_its_note() -> None:
    project = text_project(items=3)
    (item,) = labelled(project, bob())
    sent_back(project, item)
    assert handed(project, bob()) == [(item, "returned")]
    again = deck(project, bob(), want=1).leases[0]
    assert (again.item_id, again.note is not None) == (item, True)
    deck(project, bob(), give_back=(item,))
    assert handed(project, bob()) == [(item, "returned")]


def test_with_the_budget_spent_a_correction_still_comes_and_a_new_label_does_not() -> None:
    project = text_project(items=3, budget_labels=1)
    (item,) = labelled(project, bob())
    sent_back(project, item)
    assert handed(project, bob()) == [(item, "returned")]
    assert statuses(project, bob(), item, project.labels.all()[1].pk) == [("accepted", "")]
    sent_back(project, item, to_person=alice().pk)
    assert handed(project, alice()) == []
    assert differences(project) == []


def test_a_skip_frees_the_item_for_others() -> None:
    project = text_project(items=1)
    (item,) = labelled(project, bob())
    sent_back(project, item)
    handed(project, bob())
    assert statuses(project, bob(), item, None) == [("accepted", "")]
    assert handed(project, alice()) == [(item, "random")]
    assert differences(project) == []


def test_a_pause_hands_out_nothing_that_came_back() -> None:
    project = text_project(items=2)
    (item,) = labelled(project, bob())
    sent_back(project, item)
    Project.objects.filter(pk=project.pk).update(status="paused")
    assert handed(project, bob()) == []


def test_undone_it_is_asked_no_more_and_taken_out_of_their_hands() -> None:
    project = text_project(items=2)
    (item,) = labelled(project, bob())
    decision = sent_back(project, item)
    handed(project, bob())
    undone = undo(project.pk, decision, by=rita(), is_own_only=True)
    assert (undone.changed, undone.stayed) == (1, 0)
    assert deck(project, bob(), holding=frozenset([item])).lost == [item]
    assert item not in [each for each, _ in handed(project, bob(), want=2)]
    assert differences(project) == []


def test_what_was_answered_anew_is_not_undone() -> None:
    project = text_project(items=1)
    (item,) = labelled(project, bob())
    decision = sent_back(project, item)
    statuses(project, bob(), item, project.labels.all()[1].pk)
    undone = undo(project.pk, decision, by=rita())
    assert (undone.changed, undone.stayed) == (0, 1)
    assert undone.detail == "0 items are as before. Not so 1 item: answered anew since."


def test_what_was_settled_or_set_aside_meanwhile_is_asked_no_more() -> None:
    project = text_project(items=4)
    first, second = labelled(project, bob(), count=2)
    for item in (first, second):
        sent_back(project, item)
    decide(project.pk, Wish(kind=DecisionKind.SETTLE, chosen=[first], label=project.labels.all()[0]), by=alice())
    decide(project.pk, Wish(kind=DecisionKind.SET_ASIDE, chosen=[second]), by=alice())
    assert {first, second}.isdisjoint(each for each, _ in handed(project, bob(), want=4))
    (row,) = browser_of(bob()).get("/api/projects").json()
    assert row["returned"] == 0


def test_of_two_notes_on_one_item_the_newer_counts() -> None:
    project = text_project(items=1, overlap=2)
    (item,) = labelled(project, bob())
    sent_back(project, item)
    labelled(project, alice(), label=1)
    outcome = Judgement(item=item, kind=DecisionKind.SEND_BACK, seen=seen(item), why="Newer.", to_person=bob().pk)
    judge(project.pk, outcome, by=rita())
    (lease,) = deck(project, bob(), want=1).leases
    assert lease.note is not None
    assert lease.note.text == "Newer."
    assert SentBack.objects.filter(ended_at=None).count() == 1


def test_who_left_the_project_is_sent_nothing() -> None:
    project = text_project(items=1)
    (item,) = labelled(project, bob())
    Membership.objects.filter(project=project, user=bob()).delete()
    for to in ({"to_answer": seen(item)[0]}, {"to_person": charlie().pk}):
        with pytest.raises(Invalid, match="is not in the project"):
            sent_back(project, item, **to)
    assert not SentBack.objects.exists()


def test_an_item_that_was_sent_back_is_not_decided_on_before_it_is_answered() -> None:
    project = text_project(items=1)
    (item,) = labelled(project, bob())
    sent_back(project, item)
    with pytest.raises(Conflict):
        judge(project.pk, Judgement(item=item, kind=DecisionKind.ACCEPT, seen=seen(item)), by=alice())


def test_a_program_answers_what_came_back() -> None:
    project = text_project(items=1)
    (item,) = labelled(project, bob())
    sent_back(project, item)
    now = timezone.now()
    (result,) = give(project.pk, user=bob(), given=[Given(item=item, label="bad", answered_at=now)], now=now)
    assert (result.status, SentBack.objects.get().is_answered) == ("accepted", True)


def test_removed_items_and_deleted_projects_take_it_along() -> None:
    project = text_project(items=2)
    first, second = labelled(project, bob(), count=2)
    for item in (first, second):
        sent_back(project, item)
    remove_items(project.pk, [first], by=alice())
    assert list(SentBack.objects.values_list("item", flat=True)) == [second]
    assert Item.objects.filter(project=project).count() == 1


def test_the_page_of_projects_says_how_many_came_back_and_the_deck_shows_the_note() -> None:
    project = text_project(items=4)
    items = labelled(project, bob(), count=2)
    reviewer = browser_of(rita())
    for item in items:
        body = {"kind": "send_back", "item": item, "answers": seen(item), "why": NOTE, "to_answer": seen(item)[0]}
        done = send(reviewer, "post", f"projects/{project.pk}/review/decisions", body)
        assert done.json()["detail"] == "1 item sent back. What was answered counts until there is a new answer."
        assert "bob" not in done.content.decode()
    assert [row["returned"] for row in browser_of(bob()).get("/api/projects").json()] == [2]
    assert [row["returned"] for row in browser_of(rita()).get("/api/projects").json()] == [0]
    body = {"submission": "7d6f4b1e-0000-4000-8000-000000000001", "want": 3}
    shown = send(browser_of(bob()), "post", f"projects/{project.pk}/deck", body).json()["items"]
    label = project.labels.all()[0].pk
    came_back = {"note": NOTE, "answered": True, "label": label}
    assert [each["returned"] for each in shown] == [came_back, came_back, None]


def test_the_api_offers_members_and_wants_to_know_whom() -> None:
    project = text_project(items=1)
    join(project, person("dora"), Role.ANNOTATOR)
    (item,) = labelled(project, bob())
    reviewer, address = browser_of(rita()), f"projects/{project.pk}/review"
    people = reviewer.get(f"/api/{address}").json()["people"]
    assert [each["name"] for each in people] == ["alice", "bob", "rita", "dora"]
    body = {"kind": "send_back", "item": item, "answers": seen(item), "why": NOTE}
    for said in ({}, {"to_answer": seen(item)[0], "to_person": bob().pk}):
        refused = send(reviewer, "post", f"{address}/decisions", {**body, **said})
        assert (refused.status_code, code_of(refused)) == (400, "invalid")
    nothing = send(reviewer, "post", f"{address}/decisions", {**body, "why": " ", "to_person": bob().pk})
    assert (nothing.status_code, code_of(nothing)) == (400, "blank")
    sent = send(reviewer, "post", f"{address}/decisions", {**body, "to_person": people[3]["id"]})
    assert sent.status_code == 200
    assert SentBack.objects.get().person == person("dora")
