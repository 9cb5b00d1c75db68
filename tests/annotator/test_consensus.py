"""One rule for what answers amount to, and everybody who asks goes by it."""

import json
from itertools import product
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import strategies as st

import selection
from annotator.models import DecisionKind, Label, Project
from annotator.selectors.answers import consensus_labels
from annotator.selectors.benchmark.items import Counts, counts, known_labels
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.items.rows import rows_of
from annotator.selectors.results import results_of
from annotator.services.exports.description import Export
from annotator.services.exports.write import export_to_path
from annotator.services.review.decide import decide
from annotator.services.review.kinds import Wish
from annotator.services.rounds.run import run_due_round
from annotator.statistics.consensus import consensus, consensus_of, label_of, settled
from tests.cast import alice, answer, bob, deck, rita, text_project

decided_of_some = st.dictionaries(st.integers(0, 6), st.sampled_from("abc"), max_size=3)
answers_of_some = st.lists(st.tuples(st.integers(0, 4), st.sampled_from("abc")), max_size=30)


def slow(answers: list[tuple[int, str]]) -> dict[int, str | None]:
    """The rule word for word: the label that was given more often than every other one."""
    by_item: dict[int, str | None] = {}
    for item in {item for item, _ in answers}:
        labels = [label for answered_item, label in answers if answered_item == item]
        first = [a for a in "abc" if all(labels.count(a) > labels.count(b) for b in "abc" if b != a)]
        by_item[item] = first[0] if first else None
    return by_item


@given(answers_of_some)
def test_the_consensus_is_the_label_that_was_given_more_often_than_every_other(answers: list[tuple[int, str]]) -> None:
    assert consensus(answers) == slow(answers)


@given(answers_of_some.flatmap(lambda answers: st.tuples(st.just(answers), st.permutations(answers))))
def test_who_answered_first_decides_nothing(orders: tuple[list[tuple[int, str]], list[tuple[int, str]]]) -> None:
    answers, shuffled = orders
    assert consensus(answers) == consensus(shuffled)


@given(answers_of_some, decided_of_some)
def test_what_was_decided_is_the_label_whatever_was_answered(
    answers: list[tuple[int, str]], decided: dict[int, str]
) -> None:
    assert consensus(answers, decided=decided) == slow(answers) | decided
    for item, label in consensus(answers, decided=decided).items():
        assert label_of([given for answered, given in answers if answered == item], decided.get(item)) == label


@given(answers_of_some)
def test_what_is_settled_is_all_but_the_ties(answers: list[tuple[int, str]]) -> None:
    everything = consensus(answers)
    assert settled(answers) == {item: label for item, label in everything.items() if label is not None}


def test_a_label_whose_position_is_zero_is_a_label() -> None:
    assert settled([(7, 0), (8, 0), (8, 1)]) == {7: 0}


def test_an_item_that_nobody_answered_has_none() -> None:
    assert consensus([]) == {}
    with pytest.raises(ValueError, match="nobody answered"):
        consensus_of([])


def answered_in_every_way() -> tuple[Project, list[tuple[Label, ...]]]:
    """Alice, Bob and Rita gave item n the nth of all triples of three labels, in this order; six of 27 are ties."""
    project = text_project(items=27, labels=("a", "b", "c"), overlap=3, budget_labels=810)
    triples = list(product(project.labels.all(), repeat=3))
    items = list(project.items.order_by("row"))
    for at, person in enumerate((alice(), bob(), rita())):
        deck(project, person, want=27)
        given = [answer(item.pk, triple[at].pk) for item, triple in zip(items, triples, strict=True)]
        deck(project, person, answers=given)
    return project, triples


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("decided_rows", [[], [0, 1, 5, 26]])
def test_rounds_benchmarks_and_exports_go_by_the_same_rule(tmp_path: Path, decided_rows: list[int]) -> None:
    """Of those that are decided, as “c”, one is a tie and one said so already."""
    project, triples = answered_in_every_way()
    items = list(project.items.filter(row__in=decided_rows).values_list("pk", flat=True))
    last = project.labels.get(name="c")
    decide(project.pk, Wish(kind=DecisionKind.SETTLE, chosen=items, label=last), by=alice())
    expected = consensus(
        ((row, label.position) for row, triple in enumerate(triples) for label in triple),
        decided=dict.fromkeys(decided_rows, last.position),
    )
    agreed = {row: position for row, position in expected.items() if position is not None}
    assert len(agreed) == (22 if decided_rows else 21)

    done = run_due_round(project.pk)
    assert done is not None
    with default_storage.open(done.state_file) as file:
        state = selection.State.from_bytes(file.read())
    assert dict(zip(state.memory_rows.tolist(), state.memory_labels.tolist(), strict=True)) == agreed

    known = known_labels(project, source="labels")
    assert dict(zip(known.rows.tolist(), known.labels.tolist(), strict=True)) == agreed
    assert counts(project, source="labels") == Counts(items=len(agreed), classes=3, audit=0)

    export_to_path(project, tmp_path / "answers.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "answers.jsonl").read_text().splitlines()]
    names = {row: None if position is None else "abc"[position] for row, position in expected.items()}
    assert {line["row"]: line["consensus_label"] for line in lines} == names
    assert {line["row"]: line["consensus_tie"] for line in lines} == {row: row not in agreed for row in expected}

    export_to_path(project, tmp_path / "items.jsonl", Export(what="items", format="jsonl"))
    lines = [json.loads(line) for line in (tmp_path / "items.jsonl").read_text().splitlines()]
    assert {line["row"]: line["label"] for line in lines} == names
    by = {row: "adjudicated" if row in decided_rows else "people" if row in agreed else None for row in expected}
    assert {line["row"]: line["labelled_by"] for line in lines} == by

    results = results_of(project)
    assert (results.labelled, results.tied) == (len(agreed), 27 - len(agreed))
    given = {row.item.row: row.label for row in rows_of(project, list(project.items.values_list("pk", flat=True)))}
    assert given == names
    for label in "abc":
        named = ItemFilter(label=label).items(project).values_list("row", flat=True)
        assert set(named) == {row for row, name in names.items() if name == label}
    assert set(ItemFilter(state="tied").items(project).values_list("row", flat=True)) == expected.keys() - agreed.keys()
    assert consensus_labels(project, rows=range(27)) == {
        row: project.labels.get(position=position).pk for row, position in agreed.items()
    }
