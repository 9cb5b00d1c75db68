"""Weighted draws without replacement, against the closed form."""

import itertools

import numpy as np
import pytest

from selection import draws
from selection.draws import even_draw, gumbel_top_k, random_order_by, weighted_draw

WEIGHTS = np.array([5.0, 3.0, 1.0, 0.5, 0.5])


def exact_inclusion(weights: np.ndarray, k: int) -> np.ndarray:
    """By enumeration: every ordered way of drawing k, one after the other."""
    inclusion = np.zeros(len(weights))
    for order in itertools.permutations(range(len(weights)), k):
        left, chance = weights.sum(), 1.0
        for pos in order:
            chance *= weights[pos] / left
            left -= weights[pos]
        inclusion[list(order)] += chance
    return inclusion


@pytest.mark.slow
def test_inclusion_frequencies_equal_the_closed_form() -> None:
    rng, n_draws = np.random.default_rng(3), 20_000
    counts = np.zeros(5)
    for _ in range(n_draws):
        counts[gumbel_top_k(np.log(WEIGHTS), 2, rng=rng)[0]] += 1
    np.testing.assert_allclose(counts / n_draws, exact_inclusion(WEIGHTS, 2), atol=0.015)


@pytest.mark.slow
def test_the_reported_probabilities_make_weighted_sums_unbiased() -> None:
    rng, values = np.random.default_rng(4), np.array([1.0, 4.0, 2.0, 8.0, 3.0])
    sums = []
    for _ in range(20_000):
        positions, probabilities = gumbel_top_k(np.log(WEIGHTS), 3, rng=rng)
        sums.append((values[positions] / probabilities[positions]).sum())
    assert abs(np.mean(sums) - values.sum()) < 4 * np.std(sums) / np.sqrt(len(sums))


def test_no_position_twice_and_all_when_asked_for_more() -> None:
    rng = np.random.default_rng(5)
    for k in (0, 1, 4, 5, 9):
        positions, probabilities = gumbel_top_k(np.log(WEIGHTS), k, rng=rng)
        assert len(positions) == len(set(positions.tolist())) == min(k, 5)
        assert probabilities.shape == (5,)
    assert (gumbel_top_k(np.log(WEIGHTS), 5, rng=rng)[1] == 1).all()
    assert len(gumbel_top_k(np.zeros(0), 3, rng=rng)[0]) == 0


def test_huge_log_weights_become_a_plain_top_k_with_random_ties() -> None:
    log_weights = np.array([-1e200, 0.0, -2e200, -2e200, -2e200])
    thirds = set()
    for seed in range(40):
        positions, probabilities = gumbel_top_k(log_weights, 3, rng=np.random.default_rng(seed))
        assert positions[:2].tolist() == [1, 0]
        assert np.isfinite(probabilities).all()
        thirds.add(int(positions[2]))
    assert thirds == {2, 3, 4}


def test_order_by_score_breaks_ties_at_random() -> None:
    scores = np.array([0.5, 0.9, 0.5, 0.5])
    orders = [random_order_by(scores, rng=np.random.default_rng(seed)) for seed in range(40)]
    assert {int(order[0]) for order in orders} == {1}
    assert {int(order[1]) for order in orders} == {0, 2, 3}


def parted(log_weights: np.ndarray, k: int, *, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    return weighted_draw(lambda part: log_weights[part], len(log_weights), k, rng=rng)


class TestBlocks:
    """The keys are drawn a block at a time; nothing may depend on where a block ends."""

    @pytest.fixture(autouse=True)
    def _tiny_blocks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(draws, "BLOCK", 2)

    @pytest.mark.parametrize("k", [1, 2, 4])
    def test_inclusion_frequencies_equal_the_closed_form(self, k: int) -> None:
        rng, n_draws, counts = np.random.default_rng(6), 6000, np.zeros(5)
        for _ in range(n_draws):
            counts[parted(np.log(WEIGHTS), k, rng=rng)[0]] += 1
        expected = exact_inclusion(WEIGHTS, k)
        assert (np.abs(counts - n_draws * expected) < 4.5 * np.sqrt(n_draws * expected * (1 - expected))).all()

    def test_the_order_is_the_order_of_drawing(self) -> None:
        """The first drawn has the probability of its weight alone."""
        rng, first = np.random.default_rng(7), np.zeros(5)
        for _ in range(6000):
            first[parted(np.log(WEIGHTS), 5, rng=rng)[0][0]] += 1
        expected = WEIGHTS / WEIGHTS.sum()
        assert (np.abs(first - 6000 * expected) < 4.5 * np.sqrt(6000 * expected * (1 - expected))).all()

    def test_equal_huge_weights_are_drawn_evenly_over_all_blocks(self) -> None:
        rng, counts = np.random.default_rng(8), np.zeros(9)
        for _ in range(3000):
            counts[parted(np.full(9, -1e300), 3, rng=rng)[0]] += 1
        assert (np.abs(counts - 1000) < 4.5 * np.sqrt(3000 * 2 / 9)).all()

    def test_the_probabilities_are_those_of_the_positions_drawn(self) -> None:
        positions, own = parted(np.log(WEIGHTS), 3, rng=np.random.default_rng(9))
        same, every = gumbel_top_k(np.log(WEIGHTS), 3, rng=np.random.default_rng(9))
        np.testing.assert_array_equal(positions, same)
        np.testing.assert_array_equal(own, every[positions])


def test_an_even_draw_has_no_position_twice() -> None:
    for n, k in [(0, 3), (1, 1), (5, 0), (5, 3), (5, 9), (100_000, 7)]:
        positions = even_draw(n, k, rng=np.random.default_rng(1))
        assert len(set(positions.tolist())) == len(positions) == min(n, k)


@pytest.mark.parametrize("limit", [0, 1, 3, 4, 9])
def test_the_first_of_an_order_are_the_first_of_the_whole(limit: int) -> None:
    scores = np.array([0.5, 0.9, 0.5, 0.1, 0.5])
    seen = set()
    for seed in range(60):
        order = random_order_by(scores, rng=np.random.default_rng(seed), limit=limit)
        assert scores[order].tolist() == sorted(scores.tolist(), reverse=True)[:limit]
        assert len(set(order.tolist())) == len(order)
        seen |= set(order.tolist())
    assert seen == {0: set(), 1: {1}, 3: {0, 1, 2, 4}, 4: {0, 1, 2, 4}, 9: {0, 1, 2, 3, 4}}[limit]
