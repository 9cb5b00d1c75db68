"""Answers that change after a round has consumed them: memory follows what the annotations say now."""

import pytest
from django.core.files.storage import default_storage

import selection
from annotator.models import Annotation, Item, Label, Project, Round, RoundStatus, User
from annotator.selectors.counters import differences
from annotator.services.projects.items import set_aside
from annotator.services.rounds.run import run_due_round
from tests.cast import alice, answer, bob, deck, rita, text_project

pytestmark = pytest.mark.django_db(transaction=True)


def labelled(project: Project, count: int) -> list[int]:
    """Bob's truthful answers on the next items; their item ids."""
    leases = deck(project, bob(), want=count).leases
    deck(project, bob(), answers=[answer(lease.item_id, lease.item.truth_id) for lease in leases])
    return [lease.item_id for lease in leases]


def after_a_round(project: Project) -> dict[int, int]:
    """row → label index that memory holds once the next round is done."""
    done = run_due_round(project.pk)
    assert done is not None
    assert done.status == RoundStatus.DONE
    with default_storage.open(done.state_file) as file:
        state = selection.State.from_bytes(file.read())
    assert done.labels_total == len(state.memory_rows)
    return dict(zip(state.memory_rows.tolist(), state.memory_labels.tolist(), strict=True))


def row_of(item_id: int) -> int:
    return Item.objects.get(pk=item_id).row


def test_a_label_replaced_by_a_skip_leaves_memory() -> None:
    project = text_project(items=60, batch_size=6)
    run_due_round(project.pk)
    first = labelled(project, 6)
    before = after_a_round(project)
    deck(project, bob(), answers=[answer(first[0], None, skip_reason="blurred")])
    second = labelled(project, 6)
    after = after_a_round(project)
    assert set(before) - set(after) == {row_of(first[0])}
    assert set(after) == {row_of(item) for item in first[1:] + second}


def test_a_label_put_back_is_known_again() -> None:
    project = text_project(items=60, batch_size=6)
    run_due_round(project.pk)
    first = labelled(project, 6)
    after_a_round(project)
    good = project.labels.get(name="good")
    deck(project, bob(), answers=[answer(first[0], None, skip_reason="blurred")])
    labelled(project, 6)
    after_a_round(project)
    deck(project, bob(), answers=[answer(first[0], good.pk)])
    labelled(project, 6)
    assert after_a_round(project)[row_of(first[0])] == good.position


def test_the_other_peoples_answer_counts_when_one_is_taken_back() -> None:
    project = text_project(items=60, batch_size=4, overlap=2, budget_labels=100)
    good, bad = project.labels.all()
    run_due_round(project.pk)
    leases = deck(project, bob(), want=6).leases
    deck(project, bob(), answers=[answer(lease.item_id, good.pk) for lease in leases])
    theirs = deck(project, rita(), want=6).leases
    deck(project, rita(), answers=[answer(lease.item_id, bad.pk) for lease in theirs])
    shared = {lease.item_id for lease in leases} & {lease.item_id for lease in theirs}
    assert shared
    known = after_a_round(project)
    assert not {row_of(item) for item in shared} & known.keys(), "they are tied"
    deck(project, bob(), answers=[answer(item, None, skip_reason="unclear") for item in shared])
    labelled(project, 6)
    known = after_a_round(project)
    assert {known[row_of(item)] for item in shared} == {bad.position}


def test_a_tie_is_forgotten_until_somebody_breaks_it() -> None:
    project = text_project(items=12, batch_size=4, overlap=3, budget_labels=100)
    good, bad = project.labels.all()
    run_due_round(project.pk)
    items = [lease.item_id for lease in deck(project, bob(), want=4).leases]
    rows = {row_of(item) for item in items}

    def after(person: User, label: Label) -> dict[int, int]:
        """What memory holds of these rows when this person has labelled them, and a round has followed."""
        deck(project, person, want=12)
        deck(project, person, answers=[answer(item, label.pk) for item in items])
        known = after_a_round(project)
        project.refresh_from_db()
        assert (project.labels_waiting, differences(project)) == (0, [])
        return {row: label for row, label in known.items() if row in rows}

    assert after(bob(), good) == dict.fromkeys(rows, good.position)
    assert after(rita(), bad) == {}
    assert after(alice(), good) == dict.fromkeys(rows, good.position)


def test_a_tie_among_audit_items_is_no_truth() -> None:
    project = text_project(items=60, batch_size=6, overlap=2, budget_labels=100)
    good, bad = project.labels.all()
    run_due_round(project.pk)
    items = [lease.item_id for lease in deck(project, bob(), want=30).leases]
    deck(project, bob(), answers=[answer(item, good.pk) for item in items])
    Item.objects.filter(pk__in=items[:10]).update(role="audit")
    theirs = {lease.item_id for lease in deck(project, rita(), want=60).leases} & set(items[:4])
    assert theirs
    deck(project, rita(), answers=[answer(item, bad.pk) for item in theirs])
    after_a_round(project)
    assert Round.objects.latest("number").audit_n == 10 - len(theirs)


def test_an_item_set_aside_leaves_memory() -> None:
    project = text_project(items=60, batch_size=6)
    run_due_round(project.pk)
    first = labelled(project, 6)
    assert row_of(first[0]) in after_a_round(project)
    set_aside(project.pk, rows=[row_of(first[0])])
    labelled(project, 6)
    assert row_of(first[0]) not in after_a_round(project)


def test_what_was_settled_is_not_told_again() -> None:
    """Replaced answers stay in the database for good; a round takes them up once."""
    project = text_project(items=60, batch_size=4)
    run_due_round(project.pk)
    first = labelled(project, 4)
    after_a_round(project)
    good, bad = project.labels.all()
    was = Annotation.objects.get(item_id=first[0], replaced_at=None).label
    deck(project, bob(), answers=[answer(first[0], bad.pk if was == good else good.pk)])
    for fresh in (5, 4, 4):
        labelled(project, 4)
        after_a_round(project)
        assert Round.objects.latest("number").labels_new == fresh
