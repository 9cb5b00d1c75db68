"""The candidate draw: one contract over the family, then the history policy."""

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import stats

from selection import LabelledBatch, Pool, State, StrategyError, round_rng, step
from selection.arrays import Floats, Ints
from selection.candidates import history
from selection.candidates.draw import CANDIDATES, Candidates, draw, even, misplaced
from selection.candidates.history import HISTORY_WEIGHTS, HistoryWeights
from selection.proxies import build_proxy
from selection.state import Ledger
from selection.strategy import Strategy
from tests.selection import toys

N_ROWS = 60
SETTINGS: dict[str, dict[str, Any]] = {
    "all": {},
    "uniform": {"candidate_count": 20},
    "history": {"candidate_count": 20, "uniform_floor": 0.1},
}


def strategy(name: str, **overrides: Any) -> Strategy:
    return Strategy(**{"candidates": name, "query": 3, **SETTINGS[name], **overrides})


def ledger_of(values: Floats) -> Ledger:
    """Scored in round 0 where the value is not NaN."""
    scored = np.isfinite(values)
    return Ledger(values.astype(np.float32), np.where(scored, 0, -1).astype(np.int32), scored.astype(np.float32))


def drawn(chosen: Strategy, *, seed: int = 0, pool: Ints | None = None, values: Floats | None = None) -> Candidates:
    pool = np.arange(0, N_ROWS, 2) if pool is None else pool
    values = np.random.default_rng(9).random(N_ROWS) if values is None else values
    return draw(pool, ledger=ledger_of(values), strategy=chosen, rng=np.random.default_rng(seed))


def history_log_weights(values: Floats, *, strategy: Strategy) -> Floats:
    """log of the draw's weights, in the order of the values."""
    weights, logs = HistoryWeights.of(values.astype(np.float32), strategy=strategy), np.empty(len(values))
    logs[weights.exponents.positions(np.arange(len(values)))] = weights.log(slice(0, len(values)))
    return logs


@pytest.mark.parametrize("name", CANDIDATES)
class TestContract:
    def test_rows_are_of_the_pool_ascending_and_unique(self, name: str) -> None:
        result = drawn(strategy(name))
        assert (np.diff(result.rows) > 0).all()
        assert set(result.rows.tolist()) <= set(range(0, N_ROWS, 2))
        assert len(result.rows) == strategy(name).n_candidates(N_ROWS // 2)

    def test_every_probability_is_within_zero_and_one(self, name: str) -> None:
        result = drawn(strategy(name))
        assert result.probabilities.shape == result.rows.shape
        assert ((result.probabilities > 0) & (result.probabilities <= 1)).all()

    def test_the_same_seed_draws_the_same(self, name: str) -> None:
        np.testing.assert_array_equal(drawn(strategy(name), seed=4).rows, drawn(strategy(name), seed=4).rows)

    @pytest.mark.parametrize("size", [0, 1])
    def test_empty_and_one_element_pools(self, name: str, size: int) -> None:
        assert len(drawn(strategy(name), pool=np.arange(size)).rows) == size

    def test_a_query_larger_than_the_count_is_still_served(self, name: str) -> None:
        assert len(drawn(strategy(name, query=25)).rows) >= 25


def test_rows_never_scored_come_first() -> None:
    values = np.full(N_ROWS, 0.9)
    new = np.arange(0, N_ROWS, 6)
    values[new] = np.nan
    result = drawn(strategy("history", candidate_count=14), values=values)
    assert set(new.tolist()) <= set(result.rows.tolist())
    assert len(result.rows) == 14
    np.testing.assert_array_equal(result.probabilities[np.isin(result.rows, new)], 1.0)


def test_among_too_many_new_rows_the_draw_is_even_and_says_so() -> None:
    result = drawn(strategy("history"), values=np.full(N_ROWS, np.nan))
    assert len(result.rows) == 20
    np.testing.assert_allclose(result.probabilities, 20 / 30)


def test_the_first_scan_takes_the_whole_pool_once() -> None:
    chosen = strategy("history", full_first_scan=True)
    assert len(drawn(chosen, values=np.full(N_ROWS, np.nan)).rows) == N_ROWS // 2
    assert len(drawn(chosen).rows) == 20


@pytest.mark.parametrize("weights", HISTORY_WEIGHTS)
@pytest.mark.parametrize("temperature", [1e-300, 1e-6, 0.1, 1.0, 1e6])
@pytest.mark.parametrize("floor", [0.0, 0.1, 1.0])
def test_weights_are_a_distribution_at_any_temperature(weights: str, temperature: float, floor: float) -> None:
    chosen = strategy("history", history_weights=weights, temperature=temperature, uniform_floor=floor)
    values = np.random.default_rng(2).random(50)
    log_weights = history_log_weights(values, strategy=chosen)
    assert np.isfinite(log_weights).all()
    assert abs(np.exp(log_weights).sum() - 1) < 1e-9
    assert np.exp(log_weights).min() >= floor / 50 * (1 - 1e-9)
    result = drawn(chosen)
    assert len(np.unique(result.rows)) == 20


@pytest.mark.parametrize("weights", HISTORY_WEIGHTS)
def test_higher_scores_weigh_more_and_equal_scores_the_same(weights: str) -> None:
    chosen = strategy("history", history_weights=weights, uniform_floor=0.0)
    low, middle, twin, high = history_log_weights(np.array([0.1, 0.5, 0.5, 0.9]), strategy=chosen)
    assert low < middle < high
    assert middle == twin


def test_raw_weights_are_the_softmax_of_the_paper() -> None:
    values = np.array([0.3, 1.2, 2.0])
    chosen = strategy("history", history_weights="raw", uniform_floor=0.0)
    expected = np.exp(values) / np.exp(values).sum()
    np.testing.assert_allclose(np.exp(history_log_weights(values, strategy=chosen)), expected, rtol=1e-6)


@pytest.mark.parametrize("weights", ["ranks", "standardised"])
def test_scale_free_weights_ignore_the_scale_of_the_scores(weights: str) -> None:
    values = np.random.default_rng(2).random(30)
    chosen = strategy("history", history_weights=weights)
    np.testing.assert_allclose(
        history_log_weights(values, strategy=chosen), history_log_weights(4 * values, strategy=chosen), rtol=1e-6
    )


def test_a_low_temperature_takes_the_highest_scores() -> None:
    values = np.random.default_rng(9).random(N_ROWS)
    chosen = strategy("history", history_weights="raw", temperature=1e-9, uniform_floor=0.0)
    pool = np.arange(N_ROWS)
    expected = np.sort(np.argsort(-values)[:20])
    np.testing.assert_array_equal(drawn(chosen, pool=pool, values=values).rows, expected)


@pytest.mark.slow
def test_the_draw_follows_a_permutation_of_the_project() -> None:
    """Row numbers carry no meaning: how often an item is drawn depends on its score alone."""
    values = np.linspace(0.0, 1.0, 12)
    chosen = strategy("history", candidate_count=4, temperature=0.5)
    order = np.random.default_rng(1).permutation(12)
    straight, permuted = np.zeros(12), np.zeros(12)
    for seed in range(3000):
        pool = np.arange(12)
        straight[drawn(chosen, seed=seed, pool=pool, values=values).rows] += 1
        permuted[order[drawn(chosen, seed=seed + 9999, pool=pool, values=values[order]).rows]] += 1
    np.testing.assert_allclose(straight / 3000, permuted / 3000, atol=0.05)


def inclusion(weights: Floats, k: int) -> Floats:
    """Probability of being among k drawn one after the other by weight, summed over every order of drawing."""
    probabilities = np.zeros(len(weights))
    for order in itertools.permutations(range(len(weights)), k):
        left = weights.sum() - np.concatenate([[0.0], np.cumsum(weights[list(order)])[:-1]])
        probabilities[list(order)] += np.prod(weights[list(order)] / left)
    return probabilities


@pytest.mark.slow
@pytest.mark.parametrize(
    ("settings", "weights"),
    [
        ({"history_weights": "raw"}, lambda v: np.exp(v)),
        ({"history_weights": "raw", "temperature": 0.5}, lambda v: np.exp(2 * v)),
        ({"history_weights": "raw", "history_power": 1.2}, lambda v: np.exp(v**1.2)),
        ({"history_weights": "ranks"}, lambda v: 1 / stats.rankdata(-v)),
        ({"history_weights": "standardised"}, lambda v: np.exp((v - v.mean()) / v.std())),
        ({"history_weights": "raw", "uniform_floor": 0.4}, lambda v: 0.6 * np.exp(v) / np.exp(v).sum() + 0.4 / len(v)),
    ],
)
def test_inclusion_frequencies_equal_the_closed_form(settings: dict[str, Any], weights: Any) -> None:
    """Compute-Efficient AL §3: softmax, one after the other, without replacement. 4,000 draws of 3 among 6 rows.

    Each count is binomial: 4.5 standard deviations hold for all of them with a fixed seed or another.
    """
    values, n_draws, counts = np.array([0.1, 2.0, 0.7, 1.3, 0.7, 0.0]), 4000, np.zeros(6)
    chosen = strategy("history", candidate_count=3, **{"uniform_floor": 0.0, **settings})
    ledger, rng = ledger_of(values), np.random.default_rng(21)
    for _ in range(n_draws):
        counts[draw(np.arange(6), ledger=ledger, strategy=chosen, rng=rng).rows] += 1
    expected = inclusion(weights(values), 3)
    assert (np.abs(counts - n_draws * expected) < 4.5 * np.sqrt(n_draws * expected * (1 - expected))).all()


def test_which_sets_are_drawn_fits_the_closed_form_too() -> None:
    """Chi-square over all 20 sets of 3 among 6 rows, with the order of drawing forgotten."""
    values = np.array([0.1, 2.0, 0.7, 1.3, 0.7, 0.0])
    chosen = strategy("history", candidate_count=3, history_weights="raw", uniform_floor=0.0)
    ledger, rng, weights = ledger_of(values), np.random.default_rng(22), np.exp(values)
    expected, observed = (
        dict.fromkeys(itertools.combinations(range(6), 3), 0.0),
        dict.fromkeys(itertools.combinations(range(6), 3), 0),
    )
    for order in itertools.permutations(range(6), 3):
        left = weights.sum() - np.concatenate([[0.0], np.cumsum(weights[list(order)])[:-1]])
        first, second, third = sorted(order)
        expected[first, second, third] += float(np.prod(weights[list(order)] / left))
    for _ in range(4000):
        observed[tuple(draw(np.arange(6), ledger=ledger, strategy=chosen, rng=rng).rows.tolist())] += 1
    result = stats.chisquare(list(observed.values()), 4000 * np.array(list(expected.values())))
    assert result.pvalue > 1e-4


@pytest.mark.slow
def test_weighted_sums_over_candidates_are_unbiased() -> None:
    values = np.random.default_rng(9).random(N_ROWS)
    chosen, ledger = strategy("history", temperature=0.3), ledger_of(values)
    sums = [
        (values[drawn.rows] / drawn.probabilities).sum()
        for drawn in (
            draw(np.arange(N_ROWS), ledger=ledger, strategy=chosen, rng=np.random.default_rng(seed))
            for seed in range(3000)
        )
    ]
    assert abs(np.mean(sums) - values.sum()) < 4.5 * np.std(sums) / np.sqrt(len(sums))


class TestExcludeLowest:
    def test_the_lowest_share_of_the_scored_rows_is_never_drawn_and_the_rest_is(self) -> None:
        values = np.random.default_rng(9).random(N_ROWS)
        values[:6] = np.nan
        chosen = strategy("history", exclude_lowest=0.5, candidate_count=10)
        lowest = set((6 + np.argsort(values[6:])[:27]).tolist())
        seen: set[int] = set()
        for seed in range(400):
            seen |= set(drawn(chosen, pool=np.arange(N_ROWS), values=values, seed=seed).rows.tolist())
        assert seen == set(range(N_ROWS)) - lowest

    def test_a_count_above_what_is_left_takes_all_that_is_left(self) -> None:
        chosen = strategy("history", exclude_lowest=0.9, candidate_count=20)
        assert len(drawn(chosen, pool=np.arange(N_ROWS)).rows) == 6

    def test_a_tie_at_the_edge_loses_nobody_and_a_small_pool_never_runs_dry(self) -> None:
        chosen = strategy("history", exclude_lowest=0.9)
        assert len(drawn(chosen, pool=np.arange(N_ROWS), values=np.full(N_ROWS, 0.5)).rows) == 20
        for size in (1, 2, 3):
            assert len(drawn(chosen, pool=np.arange(size)).rows) > 0

    def test_shares_and_settings_that_contradict_are_refused(self) -> None:
        for settings in (
            {"exclude_lowest": 1.0},
            {"candidates": "all", "candidate_count": 0, "exclude_lowest": 0.1},
            {"candidates": "uniform", "shuffle_history": True},
            {"history_weights": "ranks", "history_power": 1.2},
        ):
            with pytest.raises(StrategyError):
                strategy("history", **settings)


def test_negative_scores_keep_their_order_under_a_power() -> None:
    chosen = strategy("history", history_weights="raw", history_power=1.2, uniform_floor=0.0)
    assert (np.diff(history_log_weights(np.array([-3.0, -0.2, 0.0, 0.4, 5.0]), strategy=chosen)) > 0).all()


@pytest.mark.parametrize("weights", HISTORY_WEIGHTS)
def test_one_value_and_equal_values(weights: str) -> None:
    chosen = strategy("history", history_weights=weights)
    for n in (1, 7):
        np.testing.assert_allclose(np.exp(history_log_weights(np.full(n, 0.3), strategy=chosen)), np.full(n, 1 / n))


@pytest.mark.parametrize("weights", HISTORY_WEIGHTS)
@pytest.mark.parametrize("floor", [0.0, 0.3])
def test_weights_do_not_depend_on_where_a_part_ends(
    weights: str, floor: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = np.random.default_rng(3).integers(-4, 5, 40).astype(float)
    chosen = strategy("history", history_weights=weights, uniform_floor=floor, temperature=0.7)
    whole = history_log_weights(values, strategy=chosen)
    monkeypatch.setattr(history, "BLOCK", 3)
    made = HistoryWeights.of(values.astype(np.float32), strategy=chosen)
    parts = np.concatenate([made.log(slice(start, min(40, start + 7))) for start in range(0, 40, 7)])
    np.testing.assert_allclose(parts, whole[made.exponents.positions(np.arange(40))])


def test_the_values_given_stay_as_they_were() -> None:
    values = np.random.default_rng(0).random(30).astype(np.float32)
    for weights in HISTORY_WEIGHTS:
        before = values.copy()
        HistoryWeights.of(values, strategy=strategy("history", history_weights=weights)).log(slice(0, 30))
        np.testing.assert_array_equal(values, before)


def test_thinning_keeps_each_with_the_same_chance() -> None:
    counts = np.zeros(10)
    for seed in range(2000):
        thin = even(np.arange(10), 8, rng=np.random.default_rng(seed)).thinned(4, rng=np.random.default_rng([seed, 1]))
        np.testing.assert_allclose(thin.probabilities, 0.4)
        counts[thin.rows] += 1
    assert (np.abs(counts - 800) < 4.5 * np.sqrt(2000 * 0.4 * 0.6)).all()


class TestWriteBack:
    """Each score goes back to the row it belongs to; the released code's mistake is an arm, and is noticed."""

    def values_after_a_round(self, *, shuffle_history: bool) -> tuple[State, Floats]:
        """The state after a round that drew 30 candidates by their scores, and each row's own new score."""
        chosen = toys.strategy(
            candidates="history", candidate_count=30, precision="float32", shuffle_history=shuffle_history
        )
        pool, truth = Pool(toys.source_for(chosen)), toys.labels()
        state = State.fresh(n_rows=toys.N_ITEMS, n_classes=3, strategy=chosen)
        known = np.random.default_rng(3).random(toys.N_ITEMS)
        state = replace(state, round=1, ledger=ledger_of(known))
        result = step(state, LabelledBatch(np.arange(9), truth[:9]), pool=pool, strategy=chosen, rng=round_rng(0, 1))
        proxy = build_proxy(chosen, n_classes=3, blob=result.state.proxy)
        logits = proxy.logits(pool.source.take(np.arange(toys.N_ITEMS)))
        probs = np.sort(np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True), axis=1)
        return result.state, 1 - (probs[:, -1] - probs[:, -2])

    @pytest.mark.slow
    @pytest.mark.parametrize("mutant", [False, True])
    def test_values_go_back_to_the_rows_they_belong_to(self, *, mutant: bool) -> None:
        state, own = self.values_after_a_round(shuffle_history=mutant)
        rows = np.flatnonzero(state.ledger.round == 1)
        assert len(rows) == 30
        is_own = np.isclose(state.ledger.value[rows], own[rows], atol=1e-5)
        # The mistake gives rows the scores of others, and nothing but scores of this round.
        assert is_own.all() if not mutant else is_own.mean() < 0.5
        np.testing.assert_allclose(np.sort(state.ledger.value[rows]), np.sort(own[rows]), atol=1e-5)

    def test_the_mistake_is_the_released_one(self) -> None:
        """Scores in the order drawn, written through a mask in pool order."""
        in_turn, scores = np.array([40, 3, 77, 12]), np.array([0.4, 0.03, 0.77, 0.12])
        drawn = Candidates(in_turn, np.ones(4)).by_row()
        by_row = scores[np.argsort(in_turn)]
        mask, released = np.zeros(90, dtype=bool), np.zeros(90)
        mask[in_turn] = True
        released[mask] = scores
        np.testing.assert_array_equal(misplaced(by_row, drawn), released[drawn.rows])

    def test_a_full_first_scan_is_in_order_and_so_without_the_mistake(self) -> None:
        """As released: the mistake starts in the second round."""
        drawn = draw(
            np.arange(9),
            ledger=Ledger.fresh(9),
            strategy=strategy("history", full_first_scan=True, shuffle_history=True),
            rng=np.random.default_rng(0),
        )
        np.testing.assert_array_equal(misplaced(np.arange(9.0), drawn), np.arange(9.0))
