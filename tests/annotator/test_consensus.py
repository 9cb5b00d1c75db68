"""One rule for what answers amount to, and everybody who asks goes by it."""

import json
from itertools import product
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import strategies as st

import selection
from annotator.models import Label, Project
from annotator.selectors.benchmark.items import Counts, counts, known_labels
from annotator.services.exports.write import export_to_path
from annotator.services.rounds.run import run_due_round
from annotator.statistics.consensus import consensus, consensus_of, settled
from tests.cast import alice, answer, bob, deck, rita, text_project

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
def test_rounds_benchmarks_and_exports_go_by_the_same_rule(tmp_path: Path) -> None:
    project, triples = answered_in_every_way()
    expected = consensus((row, label.position) for row, triple in enumerate(triples) for label in triple)
    agreed = {row: position for row, position in expected.items() if position is not None}
    assert len(agreed) == 21

    done = run_due_round(project.pk)
    assert done is not None
    with default_storage.open(done.state_file) as file:
        state = selection.State.from_bytes(file.read())
    assert dict(zip(state.memory_rows.tolist(), state.memory_labels.tolist(), strict=True)) == agreed

    known = known_labels(project, source="labels")
    assert dict(zip(known.rows.tolist(), known.labels.tolist(), strict=True)) == agreed
    assert counts(project, source="labels") == Counts(items=21, classes=3, audit=0)

    export_to_path(project, tmp_path / "answers.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "answers.jsonl").read_text().splitlines()]
    names = {row: None if position is None else "abc"[position] for row, position in expected.items()}
    assert {line["row"]: line["consensus_label"] for line in lines} == names
    assert {line["row"]: line["consensus_tie"] for line in lines} == {row: row not in agreed for row in expected}
