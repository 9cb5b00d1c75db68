"""Picking the query: one contract over the family."""

import numpy as np
import pytest

from selection import NonFiniteScore, Strategy
from selection.query import PICKS, Evidence, Picked, pick, with_reserve


def picked(name: str, scores: np.ndarray, k: int, *, seed: int = 0, beta: float = 1.0) -> Picked:
    return pick(name, Evidence(scores), k, strategy=Strategy(power_beta=beta), rng=np.random.default_rng(seed))


@pytest.mark.parametrize("name", PICKS)
class TestContract:
    @pytest.mark.parametrize(("n", "k"), [(0, 5), (1, 5), (20, 5), (5, 5), (20, 0)])
    def test_as_many_as_asked_for_or_as_there_are(self, name: str, n: int, k: int) -> None:
        result = picked(name, np.random.default_rng(1).random(n), k)
        assert len(result.positions) == len(set(result.positions.tolist())) == min(n, k)
        assert result.probabilities.shape == (n,)

    def test_the_same_seed_picks_the_same(self, name: str) -> None:
        scores = np.random.default_rng(1).random(30)
        np.testing.assert_array_equal(picked(name, scores, 5).positions, picked(name, scores, 5).positions)

    def test_prefers_high_scores(self, name: str) -> None:
        scores = np.repeat([0.05, 0.95], 50)
        chosen = np.concatenate([picked(name, scores, 10, seed=seed).positions for seed in range(20)])
        assert (chosen >= 50).mean() > 0.85

    def test_ties_are_broken_at_random(self, name: str) -> None:
        firsts = {int(picked(name, np.full(6, 0.5), 1, seed=seed).positions[0]) for seed in range(80)}
        assert firsts == set(range(6))

    def test_scores_of_zero_are_picked_last_and_at_random(self, name: str) -> None:
        scores = np.array([0.0, 0.4, 0.0, 0.0])
        results = [picked(name, scores, 2, seed=seed).positions.tolist() for seed in range(60)]
        assert {first for first, _ in results} == {1}
        assert {second for _, second in results} == {0, 2, 3}

    @pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
    def test_a_score_that_is_not_finite_raises(self, name: str, bad: float) -> None:
        with pytest.raises(NonFiniteScore):
            picked(name, np.array([0.1, bad, 0.3]), 2)


def test_top_k_equals_sorting() -> None:
    scores = np.random.default_rng(1).random(100)
    np.testing.assert_array_equal(picked("top_k", scores, 7).positions, np.argsort(-scores)[:7])


def test_power_follows_the_closed_form_of_its_first_pick() -> None:
    scores, beta = np.array([0.1, 0.2, 0.4]), 2.0
    firsts = [int(picked("power", scores, 1, seed=seed, beta=beta).positions[0]) for seed in range(6000)]
    expected = scores**beta / (scores**beta).sum()
    np.testing.assert_allclose(np.bincount(firsts, minlength=3) / 6000, expected, atol=0.025)


def test_power_spreads_over_duplicates_where_top_k_does_not() -> None:
    """PAPERS §2.3, K4: on a pool with copies, top-k spends the query on one of them."""
    scores = np.concatenate([np.full(10, 0.99), np.linspace(0.5, 0.98, 90)])
    power = np.concatenate([picked("power", scores, 10, seed=seed).positions for seed in range(20)])
    top = np.concatenate([picked("top_k", scores, 10, seed=seed).positions for seed in range(20)])
    assert (top < 10).all()
    assert (power < 10).mean() < 0.4


def test_the_reserve_is_everything_else_by_falling_score() -> None:
    scores = np.array([0.3, 0.9, 0.1, 0.7])
    order = with_reserve(np.array([2]), scores, rng=np.random.default_rng(0))
    assert order.tolist() == [2, 1, 3, 0]
