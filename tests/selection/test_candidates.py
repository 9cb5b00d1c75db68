"""The candidate draw: one contract over the family, then the history policy."""

from typing import Any

import numpy as np
import pytest

from selection.arrays import Floats, Ints
from selection.candidates import CANDIDATES, HISTORY_WEIGHTS, Candidates, draw, history_log_weights
from selection.state import Ledger
from selection.strategy import Strategy

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
    np.testing.assert_allclose(np.exp(history_log_weights(values, strategy=chosen)), expected)


@pytest.mark.parametrize("weights", ["ranks", "standardised"])
def test_scale_free_weights_ignore_the_scale_of_the_scores(weights: str) -> None:
    values = np.random.default_rng(2).random(30)
    chosen = strategy("history", history_weights=weights)
    np.testing.assert_allclose(
        history_log_weights(values, strategy=chosen), history_log_weights(5 * values + 2, strategy=chosen)
    )


def test_a_low_temperature_takes_the_highest_scores() -> None:
    values = np.random.default_rng(9).random(N_ROWS)
    chosen = strategy("history", history_weights="raw", temperature=1e-9, uniform_floor=0.0)
    pool = np.arange(N_ROWS)
    expected = np.sort(np.argsort(-values)[:20])
    np.testing.assert_array_equal(drawn(chosen, pool=pool, values=values).rows, expected)


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
