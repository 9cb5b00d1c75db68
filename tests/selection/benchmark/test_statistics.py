"""Statistics of paired runs, against closed forms and slow twins."""

import numpy as np
import pytest
from scipy import stats

from selection.benchmark import statistics
from selection.errors import BadInput

ERRORS = np.array([9.1, 8.7, 9.4, 8.9, 9.0])


def test_students_interval_is_that_of_scipy() -> None:
    known = stats.t.interval(0.95, 4, loc=ERRORS.mean(), scale=stats.sem(ERRORS))
    interval = statistics.t_interval(ERRORS)
    assert (interval.low, interval.high) == pytest.approx(known)


def test_a_paired_difference_ignores_what_seeds_have_in_common() -> None:
    difference = statistics.paired(ERRORS + 0.5, ERRORS)
    assert difference.value == pytest.approx(0.5)
    assert difference.spread == pytest.approx(0, abs=1e-12)
    assert difference.n_seeds == 5


def test_one_seed_has_no_interval() -> None:
    assert statistics.mean_of(np.array([3.0])) == statistics.Mean(3.0, 0.0, None, 1)


def test_the_area_under_a_straight_line_is_its_middle() -> None:
    assert statistics.area_under_budget_curve([100, 300], [20, 10]) == pytest.approx(15)


def test_the_area_is_a_fine_sum() -> None:
    labels, errors = [100, 200, 500], [20.0, 10.0, 7.0]
    fine = np.linspace(100, 500, 400_001)
    assert statistics.area_under_budget_curve(labels, errors) == pytest.approx(
        np.interp(fine, labels, errors).mean(), rel=1e-4
    )


@pytest.mark.parametrize(("target", "labels"), [(20, 100), (25, 100), (15, 150), (10, 200), (8.5, 350), (6.9, None)])
def test_labels_to_reach_a_target(target: float, labels: float | None) -> None:
    reached_at = statistics.labels_to_reach([100, 200, 500], [20.0, 10.0, 7.0], target=target)
    assert reached_at == (labels if labels is None else pytest.approx(labels))


def test_the_first_crossing_counts_where_a_curve_rises_again() -> None:
    assert statistics.labels_to_reach([1, 2, 3, 4], [9, 5, 8, 4], target=6) == pytest.approx(1.75)


def test_random_order_needs_so_many_times_the_labels() -> None:
    """At 0.3, the best that random reaches: 400 labels, and 100 + (0.4 - 0.3) / (0.4 - 0.2) * 100 of the other."""
    labels = [100.0, 200.0, 400.0]
    random, other = np.array([[0.5, 0.4, 0.3]]), np.array([[0.4, 0.2, 0.1]])
    factor, interval = statistics.label_factor(labels, random, other)
    assert interval is None
    assert factor == pytest.approx(400 / 150)
    assert statistics.label_factor(labels, other, random)[0] == pytest.approx(150 / 400)
    assert statistics.label_factor(labels, other, other)[0] == 1


def test_the_interval_of_that_factor_is_of_paired_seeds() -> None:
    """Seeds that differ much, but alike for both, say the same factor each time."""
    labels = [100.0, 200.0, 400.0]
    shift = np.linspace(0, 0.1, 8)[:, None]
    random, other = np.array([[0.5, 0.4, 0.3]]) + shift, np.array([[0.4, 0.2, 0.1]]) + shift
    factor, interval = statistics.label_factor(labels, random, other)
    assert interval is not None
    assert interval.low == pytest.approx(factor) == interval.high
    uneven = other + 0.5 * shift[::-1]
    factor, interval = statistics.label_factor(labels, random, uneven)
    assert interval is not None
    assert interval.low < factor < interval.high


def test_speed_ups_are_of_sums() -> None:
    np.testing.assert_allclose(statistics.speed_ups([10, 30, 50], [10, 10, 10]), [1, 2, 3])


def test_the_penalty_matrix_counts_significant_wins() -> None:
    rng = np.random.default_rng(3)
    base = rng.normal(10, 1, size=(6, 2))
    noise = rng.normal(0, 0.01, size=(6, 2))
    better = base + noise - np.array([1.0, 0.0])
    matrix = statistics.penalty_matrix({"base": base, "better": better})
    twin = [stats.ttest_rel(better[:, b], base[:, b]) for b in range(2)]
    expected = np.mean([test.pvalue < 0.05 and test.statistic < 0 for test in twin])
    assert matrix["better"]["base"] == pytest.approx(expected) == pytest.approx(0.5)
    assert matrix["base"] == {"base": 0.0, "better": 0.0}


def test_what_cannot_be_computed_is_refused() -> None:
    with pytest.raises(BadInput):
        statistics.mean_of(np.array([]))
    with pytest.raises(BadInput):
        statistics.paired(ERRORS, ERRORS[:3])
    with pytest.raises(BadInput):
        statistics.area_under_budget_curve([1, 1], [2, 2])
    with pytest.raises(BadInput):
        statistics.speed_ups([1, 2], [0, 1])
    with pytest.raises(BadInput):
        statistics.penalty_matrix({"a": np.zeros((3, 2)), "b": np.zeros((2, 2))})


def test_a_pooled_mean_by_hand() -> None:
    value, interval = statistics.pooled([np.array([1.0, 3.0]), np.array([10.0, 12.0, 14.0])])
    assert value == pytest.approx((2 + 12) / 2)
    # Variance (2 + 8) / 3 within the groups, of the mean of means 10 / 3 * (1 / 2 + 1 / 3) / 4; t of 3 degrees 3.1824.
    reach = 3.1824 * np.sqrt(10 / 3 * (1 / 2 + 1 / 3) / 4)
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((7 - reach, 7 + reach), rel=1e-4)
    assert statistics.pooled([np.array([1.0]), np.array([2.0])]) == (1.5, None)
    for nothing in ([], [np.zeros(0), np.ones(2)]):
        with pytest.raises(BadInput):
            statistics.pooled(nothing)


def test_one_against_many_is_wider_the_more_are_compared_and_chance_shows_nothing_as_often_as_it_says() -> None:
    rng, shown = np.random.default_rng(12), 0
    for _ in range(400):
        incumbent = rng.normal(size=4)
        rivals = {str(k): [incumbent - rng.normal(size=4)] for k in range(5)}
        compared = statistics.against(rivals, comparisons=5)
        shown += any(
            interval is not None and not interval.low <= 0 <= interval.high for _, interval in compared.values()
        )
    assert shown / 400 <= 0.07
    single, many = (statistics.against({"a": rivals["0"]}, comparisons=n)["a"] for n in (1, 5))
    assert single == statistics.pooled(rivals["0"])
    assert single[0] == many[0]
    assert single[1] is not None
    assert many[1] is not None
    assert many[1].low < single[1].low < single[1].high < many[1].high


def test_the_pooled_interval_holds_the_truth_as_often_as_it_says() -> None:
    rng, held = np.random.default_rng(8), 0
    for _ in range(1000):
        _, interval = statistics.pooled([rng.normal(world, 1.0, 3) for world in range(5)])
        assert interval is not None
        held += interval.low <= 2 <= interval.high
    assert 0.93 < held / 1000 < 0.97
