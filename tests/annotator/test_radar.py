"""The label radar: what a round takes for an error, who gets to see it, and when it is suspected no more."""

from typing import Any

import numpy as np
import pytest

import selection
from annotator.models import DecisionKind, Item, ItemPrediction, Project, QueueEntry, SuspectedItem, ToldBy
from annotator.selectors.items.detail import detail_of
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.items.pages import page_of
from annotator.selectors.quality.quality import quality_of
from annotator.services.across.job_kinds import HANDLERS
from annotator.services.features.start import start_due
from annotator.services.jobs.run import run_job
from annotator.services.projects.removal import remove_items
from annotator.services.queue.exchange import Outcome
from annotator.services.review.decide import decide, preview, undo
from annotator.services.review.kinds import Wish
from annotator.services.rounds import radar
from annotator.services.rounds.radar import Heard
from annotator.services.rounds.run import run_due_round
from tests.annotator.worlds import lived_in
from tests.asking import browser_of
from tests.cast import add_texts, alice, answer, bob, charlie, deck, rita, text_project

pytestmark = pytest.mark.django_db(transaction=True)

LABELS = ("shoe", "shirt", "coat")
N = 240


def clothes() -> Project:
    """240 texts of ten words; of each label most are its own."""
    project = text_project(items=0, labels=LABELS, batch_size=30, start_fraction=1.0)
    rng = np.random.default_rng(3)
    own = {label: [f"{label}{n}" for n in range(40)] for label in LABELS}
    common = [f"word{n}" for n in range(40)]
    texts = []
    for row in range(N):
        words = [*rng.choice(own[LABELS[row % 3]], 6), *rng.choice(common, 4)]
        texts.append(" ".join(rng.permutation(words)))
    add_texts(project, texts)
    return project


def label_all(project: Project, *, planted: bool) -> set[int]:
    """Bob labels what they get until nothing is left, a tenth of it wrong on purpose; the items that they got wrong."""
    labels = list(project.labels.all())
    rng, wrong = np.random.default_rng(5), set[int]()
    outcome: Outcome = deck(project, bob(), want=20)
    while outcome.leases:
        answers = []
        for lease in outcome.leases:
            truth = lease.item.truth_id
            if planted and rng.random() < 0.1:
                wrong.add(lease.item_id)
                truth = next(label.pk for label in labels if label.pk != truth)
            answers.append(answer(lease.item_id, truth))
        outcome = deck(project, bob(), answers=answers, want=20)
    return wrong


def first_labels(project: Project, *, decks: int = 1) -> None:
    for _ in range(decks):
        leases = deck(project, bob(), want=30).leases
        deck(project, bob(), answers=[answer(lease.item_id, lease.item.truth_id) for lease in leases])


def most_suspected(project: Project) -> list[int]:
    return page_of(project, ItemFilter(suspected=True), sort="suspected", after=None, count=100).ids


def found_of(wrong: set[int], project: Project) -> tuple[float, int]:
    """How much of what was planted is among as many of the first, and how many are suspected."""
    order = most_suspected(project)
    return len(wrong.intersection(order[: len(wrong)])) / len(wrong), len(order)


def test_of_planted_errors_most_are_the_first_that_a_head_on_features_suspects(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    encoders = {name: selection.ENCODERS[name] for name in ("tokens", "words")}
    monkeypatch.setattr(selection, "ENCODERS", encoders)
    project = clothes()
    run_due_round(project.pk)
    job = start_due()
    assert job is not None
    run_job(job.pk, handlers=HANDLERS)
    first_labels(project)
    run_due_round(project.pk)
    wrong = label_all(project, planted=True)
    done = run_due_round(project.pk)
    assert done is not None
    assert done.report["representation"] in ("tokens", "words", "tokens+words")
    share, suspected = found_of(wrong, project)
    assert (len(wrong) > 15, share >= 0.8) == (True, True), (len(wrong), share)
    assert suspected <= 2 * len(wrong)
    assert set(SuspectedItem.objects.values_list("told_by", flat=True)) == {ToldBy.LEFT_OUT}
    assert set(SuspectedItem.objects.values_list("round", flat=True)) == {done.number}


@pytest.mark.slow
def test_a_network_is_taken_at_the_word_that_it_gave_before_the_answer() -> None:
    project = clothes()
    run_due_round(project.pk)
    first_labels(project, decks=3)
    run_due_round(project.pk)
    wrong = label_all(project, planted=True)
    done = run_due_round(project.pk)
    assert done is not None
    assert done.report["representation"] == selection.OWN
    # It had learned 90 labels when it spoke, and of what it did not rank nothing is kept.
    heard = wrong.intersection(ItemPrediction.objects.values_list("item", flat=True))
    suspected = most_suspected(project)
    assert len(heard) > 3
    assert len(heard.intersection(suspected)) >= 0.8 * len(heard)
    assert len(wrong.intersection(suspected)) >= 0.8 * len(suspected)
    assert set(SuspectedItem.objects.values_list("told_by", flat=True)) == {ToldBy.BEFORE}


def suspecting(project: Project, probs: dict[int, list[float]], *, told_by: ToldBy = ToldBy.LEFT_OUT) -> None:
    """As a round would that heard this of these rows; of eight others of each label, what they are."""
    given = {item.row: item for item in project.items.filter(answers__gt=0).order_by("row")}
    positions = dict(project.labels.values_list("pk", "position"))
    n = len(positions)
    rows, labels, heard = [], [], []
    for row, item in given.items():
        first = item.annotations.filter(replaced_at=None).earliest("pk").label_id
        if first is None:
            continue
        rows.append(row)
        labels.append(positions[first])
        sure = [0.8 if at == positions[first] else 0.2 / (n - 1) for at in range(n)]
        heard.append(probs.get(row, sure))
    arrays = (np.array(rows), np.array(labels), np.array(heard, dtype=np.float32))
    radar.keep(project, number=3, heard=Heard(*arrays, told_by))


def answered() -> Project:
    """Bob gave 20 items their true labels, good and bad in turns; the model says of rows 4 and 7 the other one."""
    project = text_project(items=20, batch_size=100)
    leases = deck(project, bob(), want=20).leases
    deck(project, bob(), answers=[answer(lease.item_id, lease.item.truth_id) for lease in leases])
    suspecting(project, {4: [0.05, 0.95], 7: [0.9, 0.1]})
    return project


def rows_suspected(project: Project) -> list[int]:
    ids = most_suspected(project)
    row_of = dict(project.items.values_list("pk", "row"))
    return [row_of[pk] for pk in ids]


def test_what_is_suspected_is_a_filter_an_order_a_number_and_a_sentence() -> None:
    project = answered()
    assert rows_suspected(project) == [4, 7]
    address = f"/api/projects/{project.pk}/items"
    asked = browser_of(alice()).get(address, {"suspected": "true", "sort": "-suspected"}).json()
    assert [each["row"] for each in asked["results"]] == [7, 4]
    assert browser_of(alice()).get(f"{address}/count", {"suspected": "false"}).json()["count"] == 18
    assert browser_of(alice()).get(f"/api/projects/{project.pk}/quality").json()["suspected"] == 2
    item = project.items.get(row=4)
    seen = browser_of(rita()).get(f"{address}/{item.pk}").json()
    assert seen["suspicion"] == "bob said good; the model, which had not seen this answer, says bad 95 %."
    assert browser_of(alice()).get(f"{address}/{project.items.get(row=5).pk}").json()["suspicion"] is None


def test_a_network_that_spoke_before_says_so() -> None:
    project = answered()
    suspecting(project, {4: [0.05, 0.95]}, told_by=ToldBy.BEFORE)
    said = detail_of(project, project.items.get(row=4).pk)
    assert said is not None
    assert said.suspicion == "bob said good; the model, which was asked before anybody answered, said bad 95 %."
    assert rows_suspected(project) == [4]


def test_neither_annotators_nor_strangers_learn_what_is_suspected() -> None:
    project = answered()
    item = project.items.get(row=4).pk
    for path in ("items?suspected=true", f"items/{item}", "quality"):
        address = f"/api/projects/{project.pk}/{path}"
        assert browser_of(bob()).get(address).status_code == 403
        assert browser_of(charlie()).get(address).status_code == 404
    # Whoever is asked again reads nothing of it either.
    shown = browser_of(bob()).get(f"/api/projects/{project.pk}/answers/mine").content.decode()
    assert "suspic" not in shown


def test_whoever_corrects_the_label_ends_the_suspicion() -> None:
    project = answered()
    item = project.items.get(row=4)
    assert item.truth_id is not None
    other = project.labels.exclude(pk=item.truth_id).get()
    deck(project, bob(), answers=[answer(item.pk, other.pk)])
    assert rows_suspected(project) == [7]
    assert quality_of(project).suspected == 1
    # Back to the label that was suspected: it is again.
    deck(project, bob(), answers=[answer(item.pk, item.truth_id)])
    assert rows_suspected(project) == [4, 7]


@pytest.mark.parametrize("kind", [DecisionKind.SETTLE, DecisionKind.SET_ASIDE])
def test_what_is_settled_or_set_aside_is_suspected_no_more_until_that_is_undone(kind: DecisionKind) -> None:
    project = answered()
    item = project.items.get(row=4)
    assert item.truth_id is not None
    label = project.labels.get(pk=item.truth_id) if kind == DecisionKind.SETTLE else None
    done = decide(project.pk, Wish(kind=kind, chosen=[item.pk], label=label), by=alice())
    assert rows_suspected(project) == [7]
    suspecting(project, {4: [0.05, 0.95], 7: [0.9, 0.1]})
    assert rows_suspected(project) == [7]
    assert done.decision is not None
    undo(project.pk, done.decision, by=alice())
    assert rows_suspected(project) == [7]
    suspecting(project, {4: [0.05, 0.95], 7: [0.9, 0.1]})
    assert rows_suspected(project) == [4, 7]


def test_what_is_suspected_is_asked_again_blind_and_whoever_says_the_same_ends_it() -> None:
    project = answered()
    wish = Wish(kind=DecisionKind.ASK_AGAIN, chosen=ItemFilter(suspected=True))
    assert preview(project, wish).effect.items == 2
    decide(project.pk, wish, by=alice())
    assert rows_suspected(project) == [4, 7]
    leases = deck(project, rita(), want=5).leases
    assert {lease.item.row for lease in leases} == {4, 7}
    deck(project, rita(), answers=[answer(lease.item_id, lease.item.truth_id) for lease in leases])
    assert rows_suspected(project) == []
    # Two people said it, one of them after it was suspected: the next round lets it be.
    suspecting(project, {4: [0.05, 0.95], 7: [0.9, 0.1]})
    assert rows_suspected(project) == []


def test_audit_and_gold_items_are_never_suspected() -> None:
    project = answered()
    Item.objects.filter(project=project, row=4).update(role="audit")
    Item.objects.filter(project=project, row=7).update(role="gold")
    suspecting(project, {4: [0.05, 0.95], 7: [0.9, 0.1], 8: [0.1, 0.9]})
    assert rows_suspected(project) == [8]


def test_each_round_replaces_what_the_last_one_suspected_and_one_that_heard_nothing_suspects_nothing() -> None:
    project = answered()
    suspecting(project, {9: [0.9, 0.1]})
    assert rows_suspected(project) == [9]
    radar.keep(project, number=4, heard=None)
    assert not SuspectedItem.objects.exists()


def test_what_was_suspected_goes_with_its_item() -> None:
    project = answered()
    remove_items(project.pk, [project.items.get(row=4).pk], by=alice())
    assert rows_suspected(project) == [7]
    assert SuspectedItem.objects.count() == 1


def test_every_cell_beside_the_model_is_as_many_items_as_the_list_of_items_has() -> None:
    project = lived_in(items=80, seed=5)
    seen, items = 0, 0
    for person in quality_of(project).people:
        assert person.model.n == sum(cell.items for cell in person.model_cells)
        for cell in person.model_cells:
            chosen = ItemFilter(given=(f"{person.id}={cell.first}",), predicted=cell.second, set_aside=False)
            assert chosen.items(project).count() == cell.items
            seen, items = seen + 1, items + cell.items
    assert (seen > 15, items > 40) == (True, True), (seen, items)


def test_in_arenas_nothing_is_suspected(monkeypatch: pytest.MonkeyPatch) -> None:
    project = answered()
    monkeypatch.setattr(Project, "is_arena", True)
    data: Any = type("Data", (), {"project": project})
    before = list(SuspectedItem.objects.values_list("item", flat=True))
    radar.look(data, selection.State.fresh(n_rows=20, n_classes=2, strategy=selection.PRESETS["default"]))
    assert list(SuspectedItem.objects.values_list("item", flat=True)) == before
    assert QueueEntry.objects.count() == 0
