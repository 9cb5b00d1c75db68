"""A fixed model's error on what is open, from an even draw and from one by earlier scores."""

import numpy as np
import pytest

from selection import BadInput, Estimate, Ledger, error_estimates
from selection.arrays import Floats, Ints
from selection.estimates.error import ErrorEstimates, Losses, rank_weights, wilson_interval

N_ROWS, N_OPEN, POINTS, REPEATS = 3000, 2400, 100, 600


def ledger_of(scores: Floats, *, never: Ints | None = None) -> Ledger:
    """All rows scored in round 0, but for `never`."""
    rows = np.setdiff1d(np.arange(len(scores)), np.zeros(0, dtype=np.int64) if never is None else never)
    return Ledger.fresh(len(scores)).written(rows, scores_R=scores[rows], probabilities_R=np.ones(len(rows)), round_=0)


class World:
    """3,000 rows of which 600 are labelled and never wrong; the model errs on about 13 % of the others.

    Its errors sit where the scores of earlier rounds, another model's, are high; a tenth of the rows has none.
    """

    def __init__(self) -> None:
        rng = np.random.default_rng(5)
        risk = rng.beta(0.35, 2.4, N_ROWS)
        self.losses = (rng.random(N_ROWS) < risk).astype(np.float64)
        self.open_rows = np.sort(rng.permutation(N_ROWS)[:N_OPEN])
        self.losses[np.setdiff1d(np.arange(N_ROWS), self.open_rows)] = 0
        stale = np.log(risk + 0.01) + rng.normal(0, 0.3, N_ROWS)
        self.ledger = ledger_of(stale, never=rng.permutation(N_ROWS)[: N_ROWS // 10])
        self.truth = float(self.losses[self.open_rows].mean())

    def loss_of(self, rows: Ints) -> Floats:
        assert np.isin(rows, self.open_rows).all()
        assert len(np.unique(rows)) == len(rows)
        taken: Floats = self.losses[rows]
        return taken

    def estimates(self, rng: np.random.Generator, *, points: int = POINTS) -> ErrorEstimates:
        return error_estimates(self.open_rows, ledger=self.ledger, loss_of=self.loss_of, points=points, rng=rng)


def covers(estimate: Estimate, truth: float) -> bool:
    assert estimate.low is not None
    assert estimate.high is not None
    return estimate.low <= truth <= estimate.high


def test_both_are_unbiased_their_intervals_hold_the_truth_and_history_helps() -> None:
    world, rng = World(), np.random.default_rng(6)
    assert 0.1 < world.truth < 0.16
    repeats = [world.estimates(rng) for _ in range(REPEATS)]
    values = {name: np.array([getattr(estimates, name).value for estimates in repeats]) for name in ("audit", "lure")}
    for name, of_name in values.items():
        # Four standard errors of a mean over the repeats.
        assert abs(of_name.mean() - world.truth) < 4 * of_name.std() / np.sqrt(REPEATS)
        covered = np.mean([covers(getattr(estimates, name), world.truth) for estimates in repeats])
        assert 0.9 <= covered <= 0.985
    assert values["lure"].std() < 0.92 * values["audit"].std()


def test_asking_where_scores_are_high_would_be_far_off_without_weights() -> None:
    world, asked = World(), list[Ints]()

    def watched(rows: Ints) -> Floats:
        asked.append(rows)
        return world.loss_of(rows)

    rng = np.random.default_rng(7)
    for _ in range(100):
        error_estimates(world.open_rows, ledger=world.ledger, loss_of=watched, points=POINTS, rng=rng)
    audited, by_lure = (np.mean([world.losses[rows].mean() for rows in asked[turn::2]]) for turn in (0, 1))
    assert abs(audited - world.truth) < 0.02
    assert by_lure - world.truth > 0.05


def test_the_same_generator_gives_the_same_estimates_and_scale_and_shift_of_scores_change_nothing() -> None:
    world = World()
    once, again, other = (world.estimates(np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert once == again != other
    world.ledger.value[:] = np.where(world.ledger.scored, 8 * world.ledger.value - 1000, np.nan)
    shifted = world.estimates(np.random.default_rng(1))
    assert shifted.audit == once.audit
    assert shifted.lure.value == pytest.approx(once.lure.value)


def test_without_any_score_the_draws_are_even() -> None:
    world = World()
    world.ledger = Ledger.fresh(N_ROWS)
    estimates = world.estimates(np.random.default_rng(3))
    share = 100 * (estimates.lure.value or 0)
    assert share == pytest.approx(round(share))
    assert estimates.audit.value != estimates.lure.value


def wrong_on(rows: list[int]) -> Losses:
    return lambda asked: np.isin(asked, rows).astype(np.float64)


def estimates_of(n: int, *, wrong: list[int], points: int) -> ErrorEstimates:
    """Of a model that errs on `wrong` alone, on n rows without scores."""
    ledger, rng = Ledger.fresh(n), np.random.default_rng(0)
    return error_estimates(np.arange(n), ledger=ledger, loss_of=wrong_on(wrong), points=points, rng=rng)


@pytest.mark.parametrize("points", [5, 6, 100])
def test_fewer_open_rows_than_points_give_their_exact_mean(points: int) -> None:
    ledger, rows = ledger_of(np.arange(9.0), never=np.array([2, 7])), np.array([1, 2, 4, 7, 8])
    rng = np.random.default_rng(0)
    estimates = error_estimates(rows, ledger=ledger, loss_of=wrong_on([2, 8, 3]), points=points, rng=rng)
    for estimate in (estimates.audit, estimates.lure):
        assert estimate.n == 5
        assert (estimate.value, estimate.low, estimate.high) == pytest.approx((0.4, 0.4, 0.4))


def test_no_open_row_has_no_error() -> None:
    estimates = estimates_of(0, wrong=[], points=9)
    assert estimates.audit == estimates.lure == Estimate(None, None, None, 0)


def test_a_single_point_that_is_wrong_has_no_lure_interval() -> None:
    estimates = estimates_of(50, wrong=list(range(50)), points=1)
    assert estimates.lure.value == pytest.approx(1.0)
    assert estimates.lure == Estimate(estimates.lure.value, None, None, 1)
    assert estimates.audit.high == 1
    assert 0.1 < (estimates.audit.low or 0) < 0.4


def test_no_error_among_the_points_is_not_taken_for_certainty() -> None:
    estimates = estimates_of(5000, wrong=[], points=100)
    assert estimates.audit.value == estimates.lure.value == 0
    assert 0.03 < (estimates.audit.high or 0) < 0.045 < (estimates.lure.high or 0) < 0.08


def test_rank_weights_by_hand() -> None:
    ledger = ledger_of(np.array([-5.0, 3.0, 3.0, 100.0, 7.0]), never=np.array([4]))
    np.testing.assert_allclose(rank_weights(ledger, np.array([3, 0, 4, 1, 2])), np.array([4, 1, 2, 2.5, 2.5]) ** 2 / 16)


def test_wilson_by_hand() -> None:
    # Textbook figures: 10 of 100, and none of 20.
    assert wilson_interval(0.1, 100) == pytest.approx((0.0552, 0.1744), abs=1e-4)
    assert wilson_interval(0, 20) == pytest.approx((0, 0.1611), abs=1e-4)
    assert wilson_interval(0.3, float("inf")) == (0.3, 0.3)


def always(losses: Floats) -> Losses:
    return lambda _rows: losses


def test_what_cannot_be_is_refused() -> None:
    ledger, rng = Ledger.fresh(5), np.random.default_rng(0)
    for rows in (np.array([1, 1]), np.array([5])):
        with pytest.raises(BadInput):
            error_estimates(rows, ledger=ledger, loss_of=wrong_on([]), points=2, rng=rng)
    with pytest.raises(BadInput, match="at least 1 point"):
        error_estimates(np.arange(5), ledger=ledger, loss_of=wrong_on([]), points=0, rng=rng)
    for losses in (np.full(2, 0.5), np.full(2, np.nan), np.zeros(3)):
        with pytest.raises(BadInput, match="0 or 1"):
            error_estimates(np.arange(5), ledger=ledger, loss_of=always(losses), points=2, rng=rng)
    with pytest.raises(BadInput):
        wilson_interval(1.1, 3)
