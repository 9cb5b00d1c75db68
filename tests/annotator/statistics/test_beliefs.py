"""What answers amount to, by the majority, by Dawid and Skene, and with a model as one more annotator."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.statistics import dawid_skene as module
from annotator.statistics.answers import Answers
from annotator.statistics.consensus import BELIEFS, TIE, consensus_of, likeliest
from annotator.statistics.crowdlab import crowdlab
from annotator.statistics.dawid_skene import INVENTED, dawid_skene
from tests.annotator.statistics.drawn import NOBODY, crowd, table

some_rows = st.lists(st.lists(st.sampled_from([NOBODY, 0, 1, 2]), min_size=4, max_size=4), min_size=1, max_size=12)


@given(some_rows)
def test_the_majority_of_arrays_is_the_one_rule(rows: list[list[int]]) -> None:
    given_N = [[label for label in row if label != NOBODY] for row in rows]
    expected = [consensus_of(labels) if labels else None for labels in given_N]
    found = likeliest(BELIEFS["majority"](table(rows, n_labels=3)))
    assert [None if label == TIE else label for label in found.tolist()] == expected


@pytest.mark.parametrize("method", list(BELIEFS))
def test_every_belief_is_a_probability_and_says_the_same_however_answers_come(method: str) -> None:
    rng = np.random.default_rng(2)
    answers, _ = crowd(items=50, people=6, labels=3, rng=rng, missing=0.6)
    probs_NK = BELIEFS[method](answers)
    assert probs_NK.sum(axis=1) == pytest.approx(1)
    assert probs_NK.min() >= 0
    order = rng.permutation(len(answers.items_A))
    columns = (answers.items_A[order], answers.people_A[order], answers.labels_A[order])
    assert np.array_equal(probs_NK, BELIEFS[method](Answers.of(*columns, sizes=(6, 3), times=answers.times_N)))


@pytest.mark.parametrize("method", list(BELIEFS))
def test_where_nothing_tells_two_people_apart_they_are_tied(method: str) -> None:
    rows = [[0, 1], [1, 0], [0, 0], [1, 1]]
    assert likeliest(BELIEFS[method](table(rows))).tolist() == [TIE, TIE, 0, 1]


def test_one_label_is_everybodys() -> None:
    assert likeliest(np.ones((2, 1))).tolist() == [0, 0]


def slow_dawid_skene(rows: np.ndarray, k: int, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """The formulas of the paper with invented answers, answer by answer; everybody answered everything."""
    n, p = rows.shape
    truth = np.array([[np.mean(row == label) for label in range(k)] for row in rows])
    crowd_of = np.ones((k, k))
    for item, person in np.ndindex(n, p):
        crowd_of[:, rows[item, person]] += truth[item]
    crowd_of /= crowd_of.sum(axis=1, keepdims=True)
    for _ in range(steps):
        prior = (truth.sum(axis=0) + 1) / (n + k)
        confusion = np.tile(INVENTED * crowd_of, (p, 1, 1))
        for item, person in np.ndindex(n, p):
            confusion[person, :, rows[item, person]] += truth[item]
        confusion /= confusion.sum(axis=2, keepdims=True)
        for item in range(n):
            truth[item] = prior * np.prod([confusion[person, :, rows[item, person]] for person in range(p)], axis=0)
            truth[item] /= truth[item].sum()
    return truth, confusion


@pytest.mark.parametrize("seed", range(3))
def test_em_is_what_the_paper_says(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    answers, _ = crowd(items=30, people=4, labels=3, rng=np.random.default_rng(seed), missing=0)
    rows = answers.labels_A.reshape(30, 4)
    monkeypatch.setattr(module, "MOST_STEPS", 7)
    monkeypatch.setattr(module, "LEAST_GAIN", -np.inf)
    found = dawid_skene(answers)
    assert len(found.log_posteriors) == 7
    probs_NK, confusions_PKK = slow_dawid_skene(rows, 3, 7)
    assert found.probs_NK == pytest.approx(probs_NK)
    assert found.confusions_PKK == pytest.approx(confusions_PKK)


def test_no_step_makes_the_answers_less_probable_and_it_comes_to_an_end() -> None:
    for seed in range(10):
        answers, _ = crowd(items=80, people=8, labels=4, rng=np.random.default_rng(seed), missing=0.7)
        found = dawid_skene(answers)
        gains = np.diff(found.log_posteriors)
        assert gains.min() > -1e-9 * abs(found.log_posteriors[0])
        assert found.is_settled


def test_whoever_is_mostly_wrong_is_outvoted_by_whoever_is_right() -> None:
    """Three people who guess among four, two who are right in 95 %: the majority follows the many."""
    answers, truth_N = crowd(
        items=600, people=5, labels=4, rng=np.random.default_rng(4), missing=0, right=[0.3, 0.3, 0.3, 0.95, 0.95]
    )
    wrong = {method: (likeliest(of(answers)) != truth_N).mean() for method, of in BELIEFS.items()}
    assert wrong["dawid_skene"] < 0.06 < 0.12 < wrong["majority"]
    assert dawid_skene(answers).right_P == pytest.approx([0.3, 0.3, 0.3, 0.95, 0.95], abs=0.06)


def test_items_that_stand_for_several_are_believed_like_each_of_them() -> None:
    rows, times = [[0, 1, 0], [1, 1, NOBODY], [0, 0, 2], [2, NOBODY, 1], [2, 2, 2]], [3, 1, 4, 2, 5]
    once, each = dawid_skene(table(rows, times=times)), dawid_skene(table(np.repeat(rows, times, axis=0)))
    assert np.repeat(once.probs_NK, times, axis=0) == pytest.approx(each.probs_NK)
    assert once.log_posteriors == pytest.approx(each.log_posteriors)


def test_an_item_that_nobody_answered_is_believed_to_be_like_the_others() -> None:
    found = dawid_skene(table([[0, 0], [NOBODY, NOBODY], [0, 1]]))
    assert found.probs_NK[1] == pytest.approx(found.prior_K)
    nothing = dawid_skene(Answers.of([], [], [], sizes=(2, 2), times=[1]))
    assert nothing.probs_NK.tolist() == [[0.5, 0.5]]


def test_too_many_people_and_labels_are_refused_before_they_take_the_memory() -> None:
    with pytest.raises(ValueError, match="too many to tell people apart"):
        dawid_skene(Answers.of([0], [0], [0], sizes=(10_000, 1000), times=[1]))
    many = np.arange(21_000)
    with pytest.raises(ValueError, match="too many to tell people apart"):
        dawid_skene(Answers.of(many, many * 0, many * 0, sizes=(1, 1000), times=many + 1))


def test_a_million_answers_of_one_kind_do_not_run_out_of_numbers() -> None:
    found = dawid_skene(table([[0] * 60, [1] * 60, [0] * 30 + [1] * 30], times=[10**6, 10**6, 1]))
    assert np.isfinite(found.probs_NK).all()
    assert found.probs_NK[:2].diagonal() == pytest.approx([1, 1])


MODEL = np.array([[0.9, 0.1], [0.3, 0.7], [0.6, 0.4], [0.2, 0.8]])


def test_crowdlab_by_hand() -> None:
    """Three people, four items; on the third they are torn, and the model says 0; the last has one answer."""
    rows = [[0, 0, NOBODY], [1, 1, 0], [0, 1, NOBODY], [NOBODY, NOBODY, 0]]
    found = crowdlab(table(rows), MODEL)
    # Person 0: items 0 (1 of 1), 1 (1 of 2), 2 (0 of 1). Person 1 likewise. Person 2: item 1 (0 of 2).
    agreement_P = [2 / 4, 2 / 4, 0]
    assert found.agreement_P == pytest.approx(agreement_P)
    # Majority 0, 1, 0 (torn; the model is for 0): always saying 0 errs on 1 of 3. The model errs on none.
    weights_P = [max(1e-6, 1 - (1 - each) / (1 / 3)) for each in agreement_P]
    assert found.weights_P == pytest.approx(weights_P)
    model_weight = 1 * np.sqrt((2 + 3 + 2 + 1) / 4)
    assert found.model_weight == pytest.approx(model_weight)
    sure = (1 + 2 / 3 + 1 / 2) / 3
    for item, row in enumerate(rows):
        words = [(model_weight, MODEL[item])] + [
            (weights_P[person], [sure, 1 - sure] if label == 0 else [1 - sure, sure])
            for person, label in enumerate(row)
            if label != NOBODY
        ]
        expected = sum(w * np.array(p) for w, p in words) / sum(w for w, _ in words)
        assert found.probs_NK[item] == pytest.approx(expected)


def test_a_good_model_puts_single_answers_right_and_an_ignorant_one_changes_nothing() -> None:
    rng = np.random.default_rng(8)
    answers, truth_N = crowd(items=800, people=5, labels=4, rng=rng, missing=0.6, right=0.7)
    good_NK = np.full((800, 4), 0.05)
    good_NK[np.arange(800), truth_N] = 0.85
    even_NK = np.full((800, 4), 0.25)
    answered_N = answers.counts_NK.any(axis=1)
    wrong = {
        name: (likeliest(crowdlab(answers, model_NK).probs_NK) != truth_N)[answered_N].mean()
        for name, model_NK in (("good", good_NK), ("even", even_NK))
    }
    majority = (likeliest(BELIEFS["majority"](answers)) != truth_N)[answered_N].mean()
    assert wrong["good"] < 0.02 < majority - 0.1
    assert wrong["even"] <= majority


@pytest.mark.parametrize(
    ("rows", "model", "wrong"),
    [
        ([[0, NOBODY], [NOBODY, 1]], np.full((2, 2), 0.5), "no item has two answers"),
        ([[0, 1]], np.full((2, 2), 0.5), "do not fit"),
    ],
)
def test_what_tells_nothing_of_people_is_refused(rows: list[list[int]], model: np.ndarray, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        crowdlab(table(rows, n_labels=2), model)
