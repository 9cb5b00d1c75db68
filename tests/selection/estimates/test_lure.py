"""LURE: unbiased mean loss from points that were not drawn evenly."""

import itertools

import numpy as np
import pytest

from selection import BadInput, NonFiniteScore, lure_risk, lure_weights, mixed_proposal, sequential_draw
from selection.arrays import Floats

N_POOL, N_DRAWN, N_REPEATS = 8000, 100, 1000


def a_pool() -> tuple[Floats, Floats]:
    """A fixed model's losses (0 or 1, 12.6 % of them 1) and its uncertainties, on a pool of 8,000."""
    rng = np.random.default_rng(11)
    wrong = np.clip(rng.beta(0.35, 2.4, N_POOL), 0.0, 1.0)
    return (rng.random(N_POOL) < wrong).astype(float), np.clip(wrong * rng.lognormal(0, 0.4, N_POOL), 1e-4, None)


class TestSimulation:
    """1,000 repeats of 100 points."""

    def repeated(self, proposal: Floats) -> tuple[Floats, Floats, float]:
        """Estimates, naive means, and the share of intervals that hold the truth."""
        losses, _ = a_pool()
        rng, weighted, naive, covered = np.random.default_rng(12), [], [], 0
        for _ in range(N_REPEATS):
            drawn, q = sequential_draw(proposal, N_DRAWN, rng=rng)
            risk = lure_risk(losses[drawn], q, n_pool=N_POOL)
            assert risk.low is not None
            assert risk.high is not None
            weighted.append(risk.value)
            naive.append(losses[drawn].mean())
            covered += risk.low <= losses.mean() <= risk.high
        return np.array(weighted), np.array(naive), covered / N_REPEATS

    @pytest.mark.slow
    def test_the_mixture_is_unbiased_and_beats_the_even_draw_where_the_plain_mean_is_far_off(self) -> None:
        losses, scores = a_pool()
        truth = losses.mean()
        assert 0.11 < truth < 0.14
        even, _, even_cover = self.repeated(np.ones(N_POOL))
        mixed, naive, mixed_cover = self.repeated(mixed_proposal(scores))
        assert abs(mixed.mean() - truth) <= 0.005
        assert naive.mean() - truth >= 0.1
        errors = [np.sqrt(np.mean((estimates - truth) ** 2)) for estimates in (mixed, even)]
        assert errors[0] <= 0.85 * errors[1]
        # A binomial share of 1,000 has an SD of 0.007; the normal interval is a little short for rare losses.
        assert min(even_cover, mixed_cover) >= 0.9
        assert max(even_cover, mixed_cover) <= 0.975


def test_the_expectation_over_every_order_of_drawing_is_the_mean() -> None:
    """Exact, by enumeration: each ordered pair and triple of five points, weighted by its probability."""
    proposal, losses = np.array([0.4, 0.3, 0.15, 0.1, 0.05]), np.array([1.0, 0.0, 3.0, 2.0, 7.0])
    for k in (1, 2, 3, 5):
        expected = 0.0
        for order in itertools.permutations(range(5), k):
            left = 1 - np.concatenate([[0], np.cumsum(proposal[list(order)])[:-1]])
            q = np.minimum(proposal[list(order)] / left, 1.0)
            expected += q.prod() * lure_risk(losses[list(order)], q, n_pool=5).value
        assert expected == pytest.approx(losses.mean())


def test_an_even_draw_is_the_plain_mean_with_its_usual_error() -> None:
    losses = np.random.default_rng(0).random(400)
    drawn, q = sequential_draw(np.ones(400), 50, rng=np.random.default_rng(1))
    np.testing.assert_allclose(q, 1 / (400 - np.arange(50)))
    np.testing.assert_allclose(lure_weights(q, n_pool=400), 1)
    risk = lure_risk(losses[drawn], q, n_pool=400)
    assert risk.value == pytest.approx(losses[drawn].mean())
    textbook = losses[drawn].std(ddof=1) / np.sqrt(50) * np.sqrt(1 - 50 / 400)
    assert risk.standard_error == pytest.approx(textbook, rel=0.05)


@pytest.mark.parametrize("n", [1, 2, 30])
def test_the_whole_pool_gives_exactly_its_mean(n: int) -> None:
    rng = np.random.default_rng(3)
    losses, proposal = rng.random(n), rng.random(n) + 0.01
    drawn, q = sequential_draw(proposal, n, rng=rng)
    assert sorted(drawn.tolist()) == list(range(n))
    assert q[-1] == pytest.approx(1.0)
    risk = lure_risk(losses[drawn], q, n_pool=n)
    assert risk.value == pytest.approx(losses.mean(), rel=1e-12)
    assert (risk.standard_error, risk.low, risk.high) == (0.0, risk.value, risk.value)


def test_a_single_point_has_a_value_and_no_interval() -> None:
    risk = lure_risk(np.array([1.0]), np.array([0.02]), n_pool=100)
    assert risk.value == pytest.approx(0.5)
    assert (risk.standard_error, risk.low, risk.high) == (None, None, None)


def test_probabilities_of_a_sequential_draw_are_those_among_the_points_left() -> None:
    proposal = np.array([4.0, 3.0, 2.0, 1.0])
    drawn, q = sequential_draw(proposal, 3, rng=np.random.default_rng(5))
    left = 10 - np.concatenate([[0], np.cumsum(proposal[drawn])[:-1]])
    np.testing.assert_allclose(q, proposal[drawn] / left)


def test_half_of_the_proposal_is_even_and_half_follows_the_scores() -> None:
    np.testing.assert_allclose(mixed_proposal(np.array([0.0, 1.0, 3.0])), [1 / 6, 1 / 6 + 0.125, 1 / 6 + 0.375])
    np.testing.assert_allclose(mixed_proposal(np.zeros(4)), 0.25)
    np.testing.assert_allclose(mixed_proposal(np.array([0.0, 5.0]), uniform=1.0), 0.5)


class TestRefused:
    @pytest.mark.parametrize("q", [0.0, -0.1, 1.1, np.nan, np.inf])
    def test_a_probability_that_is_none(self, q: float) -> None:
        with pytest.raises(BadInput):
            lure_risk(np.ones(2), np.array([0.5, q]), n_pool=9)

    @pytest.mark.parametrize("loss", [np.nan, np.inf])
    def test_a_loss_that_is_not_finite(self, loss: float) -> None:
        with pytest.raises(NonFiniteScore):
            lure_risk(np.array([1.0, loss]), np.array([0.5, 0.5]), n_pool=9)

    @pytest.mark.parametrize(("n_drawn", "n_pool"), [(0, 5), (6, 5)])
    def test_no_point_or_more_points_than_the_pool(self, n_drawn: int, n_pool: int) -> None:
        with pytest.raises(BadInput):
            lure_risk(np.ones(n_drawn), np.full(n_drawn, 0.5), n_pool=n_pool)

    def test_losses_and_probabilities_of_different_lengths(self) -> None:
        with pytest.raises(BadInput):
            lure_risk(np.ones(3), np.full(2, 0.5), n_pool=9)

    @pytest.mark.parametrize("scores", [np.array([-1.0, 2.0]), np.zeros(0)])
    def test_scores_that_make_no_proposal(self, scores: Floats) -> None:
        with pytest.raises(BadInput):
            mixed_proposal(scores)

    def test_proposals_that_could_never_be_drawn(self) -> None:
        with pytest.raises(NonFiniteScore):
            mixed_proposal(np.array([np.nan, 1.0]))
        with pytest.raises(BadInput):
            sequential_draw(np.array([0.0, 1.0]), 1, rng=np.random.default_rng(0))
