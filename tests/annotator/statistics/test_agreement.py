"""Agreement as published, by hand, and word for word."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from annotator.statistics.agreement import MEASURES, agreement, class_agreement, kappa
from annotator.statistics.answers import Answers
from annotator.statistics.confusion import confusions
from tests.annotator.statistics.drawn import NOBODY, counted, crowd, table

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: four observers, twelve units.
KRIPPENDORFF = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ]
).T  # 0: none
# Fleiss' kappa as everybody computes it first: 14 raters, ten subjects, five categories (Wikipedia, "Fleiss' kappa").
FLEISS = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]


def figures(answers: Answers, *, draws: int = 10) -> dict[str, float | None]:
    found = agreement(answers, rng=np.random.default_rng(0), draws=draws)
    return {name: None if each is None else each.value for name, each in found.items()}


def test_krippendorffs_own_example() -> None:
    found = figures(table(KRIPPENDORFF - 1))
    assert found["krippendorff"] == pytest.approx(0.743, abs=5e-4)
    assert found["krippendorff_ordinal"] == pytest.approx(0.815, abs=5e-4)


def test_fleiss_kappa_of_ten_subjects() -> None:
    found = figures(counted(FLEISS))
    assert found["fleiss"] == pytest.approx(0.210, abs=5e-4)
    assert found["percent"] == pytest.approx(0.378, abs=5e-4)


def test_cohens_kappa_of_fifty_proposals() -> None:
    """Two readers of 50 proposals: 20 yes and 15 no of both, 5 and 10 apart: 0.7 observed, 0.5 by chance."""
    rows = 20 * [[1, 1]] + 5 * [[1, 0]] + 10 * [[0, 1]] + 15 * [[0, 0]]
    (found,) = confusions(table(rows))
    assert (found.n, found.alike) == (50, 35)
    estimate = kappa(found, rng=np.random.default_rng(0))
    assert estimate is not None
    assert estimate.value == pytest.approx(0.4)
    # The standard error by the delta method is 0.13.
    assert [estimate.low, estimate.high] == pytest.approx([0.4 - 0.255, 0.4 + 0.255], abs=0.04)


def slow_alpha(rows: Any, distance: Any) -> float:
    """Krippendorff's coincidence matrix, cell by cell."""
    units = [[label for label in row if label != NOBODY] for row in rows]
    k = max(map(max, (unit for unit in units if unit))) + 1
    coincidences = np.zeros((k, k))
    for unit in units:
        for one in range(len(unit)):
            for other in range(len(unit)):
                if one != other:
                    coincidences[unit[one], unit[other]] += 1 / (len(unit) - 1)
    n_k = coincidences.sum(axis=1)
    apart = sum(coincidences[a, b] * distance(a, b, n_k) for a in range(k) for b in range(k))
    by_chance = sum(n_k[a] * n_k[b] * distance(a, b, n_k) for a in range(k) for b in range(k))
    return float(1 - (n_k.sum() - 1) * apart / by_chance)


def ordinal(a: int, b: int, n_k: Any) -> float:
    low, high = min(a, b), max(a, b)
    return float((n_k[low : high + 1].sum() - (n_k[a] + n_k[b]) / 2) ** 2)


@pytest.mark.parametrize("seed", range(5))
def test_all_are_what_their_definitions_say(seed: int) -> None:
    rng = np.random.default_rng(seed)
    answers, _ = crowd(items=40, people=5, labels=4, rng=rng)
    rows = np.full((40, 5), NOBODY)
    rows[answers.items_A, answers.people_A] = answers.labels_A
    found = figures(answers)
    assert found["krippendorff"] == pytest.approx(slow_alpha(rows, lambda a, b, _: float(a != b)))
    assert found["krippendorff_ordinal"] == pytest.approx(slow_alpha(rows, ordinal))
    pairs = [
        [a == b for a, b in combinations([label for label in row if label != NOBODY], 2)]
        for row in rows
        if (row != NOBODY).sum() > 1
    ]
    assert found["percent"] == pytest.approx(np.mean([np.mean(each) for each in pairs]))


def test_agreement_of_a_class_is_what_another_says_where_one_says_it() -> None:
    answers, _ = crowd(items=60, people=4, labels=3, rng=np.random.default_rng(3))
    counts = answers.counts_NK
    for label, found in enumerate(class_agreement(answers, rng=np.random.default_rng(0), draws=10)):
        said, agreed, n = 0.0, 0.0, 0
        for row in counts:
            if row.sum() > 1:
                said, n = said + row[label], n + (row[label] > 0)
                agreed += row[label] * (row[label] - 1) / (row.sum() - 1)
        assert found.agreement is not None
        assert [found.agreement.value, found.agreement.n] == pytest.approx([agreed / said, n])


def test_category_kappas_are_fleiss_own_and_weighed_by_their_spread_the_whole() -> None:
    """Fleiss 1971: kappa is the mean of the categories' kappas, each weighed by p q."""
    answers = counted(FLEISS)
    classes = class_agreement(answers, rng=np.random.default_rng(0), draws=10)
    p_K = np.array(FLEISS).sum(axis=0) / 140
    q_K = 1 - p_K
    x_NK = np.array(FLEISS)
    by_hand = 1 - (x_NK * (14 - x_NK)).sum(axis=0) / (10 * 14 * 13 * p_K * q_K)
    kappas = [each.kappa.value for each in classes if each.kappa]
    assert kappas == pytest.approx(by_hand.tolist())
    assert np.average(kappas, weights=p_K * q_K) == pytest.approx(figures(answers)["fleiss"])


def test_items_that_stand_for_several_count_as_often() -> None:
    rows = [[0, 1, 0], [1, 1, NOBODY], [0, 0, 0], [2, NOBODY, 1]]
    times = [3, 1, 4, 2]
    once, each = table(rows, times=times), table(np.repeat(rows, times, axis=0))
    assert figures(once) == pytest.approx(figures(each))
    assert [(c.first, c.second, c.n, c.alike) for c in confusions(once)] == [
        (c.first, c.second, c.n, c.alike) for c in confusions(each)
    ]


def test_nothing_is_said_of_items_that_one_person_answered_and_of_one_label() -> None:
    alone = table([[0, NOBODY], [NOBODY, 1]])
    assert figures(alone) == dict.fromkeys(MEASURES)
    assert confusions(alone) == []
    same = table([[1, 1], [1, 1]], n_labels=2)
    assert figures(same) == {"percent": 1.0, "fleiss": None, "krippendorff": None, "krippendorff_ordinal": None}
    (pair,) = confusions(same)
    assert kappa(pair, rng=np.random.default_rng(0)) is None
    unsaid, said = class_agreement(same, rng=np.random.default_rng(0))
    assert unsaid.agreement is None
    assert said.agreement is not None
    assert said.kappa is None


def test_chance_alone_is_told_from_agreement_among_many_answers() -> None:
    """A million items of one label but for one answer: by rounding alone it must not be taken for one label."""
    answers = table([[0, 0], [0, 1]], times=[10**6, 1])
    found = figures(answers)
    assert all(found[name] == pytest.approx(0, abs=1e-5) for name in MEASURES if name != "percent")
    assert figures(table([[0, 0]], n_labels=2, times=[10**6]))["krippendorff_ordinal"] is None


def test_pairs_are_confused_as_they_answered() -> None:
    rows = [[0, 1, NOBODY], [2, 2, 2], [0, 1, NOBODY], [NOBODY, 0, 2]]
    found = confusions(table(rows))
    cells = [
        (c.first, c.second, list(zip(c.first_C.tolist(), c.second_C.tolist(), c.times_C.tolist(), strict=True)))
        for c in found
    ]
    assert cells == [(0, 1, [(0, 1, 2), (2, 2, 1)]), (1, 2, [(0, 2, 1), (2, 2, 1)]), (0, 2, [(2, 2, 1)])]


def test_intervals_hold_what_is_true_of_all_items_about_as_often_as_they_say() -> None:
    """Samples of 60 items of a large crowd: 95 % of the intervals hold the figure of the whole, give or take few."""
    held = dict.fromkeys(MEASURES, 0)
    everything, _ = crowd(items=20_000, people=3, labels=3, rng=np.random.default_rng(5), missing=0.1)
    whole = figures(everything)
    rows = np.full((20_000, 3), NOBODY)
    rows[everything.items_A, everything.people_A] = everything.labels_A
    rng = np.random.default_rng(6)
    for _ in range(200):
        found = agreement(table(rows[rng.choice(20_000, 60)], n_labels=3), rng=rng, draws=200)
        for name, each in found.items():
            value = whole[name]
            assert each is not None
            assert value is not None
            held[name] += each.low <= value <= each.high
    assert all(175 <= count <= 199 for count in held.values()), held


def test_the_same_draws_give_the_same_interval_and_it_never_leaves_out_the_figure() -> None:
    answers, _ = crowd(items=12, people=3, labels=3, rng=np.random.default_rng(1))
    one, two = (agreement(answers, rng=np.random.default_rng(7)) for _ in range(2))
    assert one == two
    assert all(each.low <= each.value <= each.high for each in one.values() if each)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (([0, 0], [0, 0], [0, 1]), "answers an item once"),
        (([0], [2], [0]), "a person is not between 0 and 1"),
        (([0], [0], [-1]), "a label is not between 0 and 1"),
        (([3], [0], [0]), "an item is not between"),
        (([0, 1], [0], [0]), "one item, one person and one label"),
    ],
)
def test_answers_that_cannot_be_are_refused(said: Any, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        Answers.of(*said, sizes=(2, 2), times=[1, 1])


def test_an_item_stands_for_one_at_least() -> None:
    with pytest.raises(ValueError, match="one item or more"):
        Answers.of([0], [0], [0], sizes=(1, 2), times=[0])
