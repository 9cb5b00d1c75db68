"""One contract over every acquisition function, and a slow, obvious twin for each."""

import math
import statistics
from collections.abc import Callable

import numpy as np
import pytest

from selection import BadInput, NonFiniteScore
from selection.acquisition import (
    ACQUISITIONS,
    BLOCK_BYTES,
    log_softmax,
    probabilities,
    score,
    score_with_probabilities,
)
from selection.arrays import Floats

Passes = list[list[float]]
ONE_PASS = {"least_confidence", "margin", "entropy", "variation_ratio"}
# What it takes to see any difference: passes that disagree.
DISAGREEING = {
    "agree": [[2.0, 0.0, 0.0], [2.0, 0.0, 0.0], [2.0, 0.0, 0.0], [2.0, 0.0, 0.0]],
    "one differs": [[2.0, 0.0, 0.0], [2.0, 0.0, 0.0], [2.0, 0.0, 0.0], [0.0, 2.0, 0.0]],
    "all differ": [[2.0, 0.0, 0.0], [0.0, 0.0, 2.0], [2.0, 0.0, 0.0], [0.0, 2.0, 0.0]],
}


def softmax(logits: list[float]) -> list[float]:
    total = sum(math.exp(logit) for logit in logits)
    return [math.exp(logit) / total for logit in logits]


def mean_of(passes: Passes) -> list[float]:
    return [statistics.fmean(column) for column in zip(*map(softmax, passes), strict=True)]


def entropy_of(probs: list[float]) -> float:
    return -sum(p * math.log(p) for p in probs)


def slow_margin(passes: Passes) -> float:
    second, first = sorted(mean_of(passes))[-2:]
    return 1 - (first - second)


def slow_variation_ratio(passes: Passes) -> float:
    if len(passes) == 1:
        return 1 - max(mean_of(passes))
    votes = [probs.index(max(probs)) for probs in passes]
    return 1 - votes.count(statistics.mode(votes)) / len(votes)


def slow_bald(passes: Passes) -> float:
    return entropy_of(mean_of(passes)) - statistics.fmean(entropy_of(softmax(probs)) for probs in passes)


TWINS: dict[str, Callable[[Passes], float]] = {
    "least_confidence": lambda passes: 1 - max(mean_of(passes)),
    "margin": slow_margin,
    "entropy": lambda passes: entropy_of(mean_of(passes)),
    "variation_ratio": slow_variation_ratio,
    "bald": slow_bald,
    "spread": lambda passes: statistics.fmean(map(statistics.pstdev, zip(*passes, strict=True))),
}


@pytest.fixture
def logits_TNC() -> Floats:
    return np.random.default_rng(1).normal(scale=2, size=(4, 40, 5))


def test_every_function_has_a_twin() -> None:
    assert TWINS.keys() == ACQUISITIONS.keys()


@pytest.mark.parametrize("name", ACQUISITIONS)
class TestContract:
    @pytest.mark.parametrize("n_passes", [1, 2, 4])
    def test_equals_its_slow_twin(self, name: str, n_passes: int, logits_TNC: Floats) -> None:
        logits = logits_TNC[:n_passes]
        slow = [TWINS[name](passes) for passes in logits.swapaxes(0, 1).tolist()]
        np.testing.assert_allclose(score(name, logits), slow, atol=1e-12)
        np.testing.assert_allclose(score(name, logits.astype(np.float32)), slow, atol=2e-6)

    def test_one_pass_may_come_with_or_without_its_axis(self, name: str, logits_TNC: Floats) -> None:
        np.testing.assert_array_equal(score(name, logits_TNC[0]), score(name, logits_TNC[:1]))

    def test_higher_means_ask_sooner(self, name: str) -> None:
        """A flat distribution beats a peaked one; for those that look at passes, disagreement beats agreement."""
        flatter = np.array([[9.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
        disagreeing = np.array(list(DISAGREEING.values())).swapaxes(0, 1)
        scores = score(name, flatter if name in ONE_PASS else disagreeing)
        assert scores[0] < scores[1] < scores[2]

    def test_passes_that_agree_less_are_asked_sooner(self, name: str) -> None:
        scores = score(name, np.array(list(DISAGREEING.values())).swapaxes(0, 1))
        assert scores[0] < scores[1] < scores[2]

    def test_follows_a_permutation_of_rows_and_ignores_those_of_classes_and_passes(
        self, name: str, logits_TNC: Floats
    ) -> None:
        rng = np.random.default_rng(2)
        rows, classes, passes = rng.permutation(40), rng.permutation(5), rng.permutation(4)
        expected = score(name, logits_TNC)
        np.testing.assert_array_equal(score(name, logits_TNC[:, rows]), expected[rows])
        np.testing.assert_allclose(score(name, logits_TNC[..., classes]), expected, atol=1e-12)
        np.testing.assert_allclose(score(name, logits_TNC[passes]), expected, atol=1e-12)

    def test_a_shift_of_all_logits_changes_nothing(self, name: str, logits_TNC: Floats) -> None:
        np.testing.assert_allclose(score(name, logits_TNC + 1e3), score(name, logits_TNC), atol=1e-9)

    def test_the_blocks_in_which_it_is_computed_cannot_be_seen(self, name: str) -> None:
        logits = np.random.default_rng(3).normal(size=(2, BLOCK_BYTES // 8 // 2, 3))
        parts = [score(name, part) for part in np.array_split(logits, 7, axis=1)]
        np.testing.assert_array_equal(score(name, logits), np.concatenate(parts))

    def test_the_logits_stay_as_they_were(self, name: str, logits_TNC: Floats) -> None:
        before = logits_TNC.copy()
        score_with_probabilities(name, logits_TNC)
        np.testing.assert_array_equal(logits_TNC, before)

    @pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
    def test_a_logit_that_is_not_finite_raises(self, name: str, bad: float, logits_TNC: Floats) -> None:
        logits_TNC[2, 3, 2] = bad
        with pytest.raises(NonFiniteScore):
            score(name, logits_TNC)

    @pytest.mark.parametrize("shape", [(0, 5), (1, 5), (4, 1), (3, 0, 5), (3, 1, 5), (3, 4, 1), (1, 7, 2)])
    def test_empty_one_element_and_one_class(self, name: str, shape: tuple[int, ...]) -> None:
        scores, probs = score_with_probabilities(name, np.zeros(shape))
        assert scores.shape == (shape[-2],)
        assert probs.shape == shape[-2:]
        assert np.isfinite(scores).all()

    def test_classes_that_training_never_saw_take_nothing_away(self, name: str, logits_TNC: Floats) -> None:
        """Their columns lie far below the others, as fastText's do; raw outputs have no such columns."""
        unseen = np.full((4, 40, 3), -900.0)
        if name == "spread":
            unseen[:] = logits_TNC[..., :3]
        scores = score(name, np.concatenate([logits_TNC, unseen], axis=2))
        assert np.isfinite(scores).all()
        if name != "spread":
            np.testing.assert_allclose(scores, score(name, logits_TNC), atol=1e-12)

    def test_probabilities_come_from_the_same_softmax(self, name: str, logits_TNC: Floats) -> None:
        scores, probs = score_with_probabilities(name, logits_TNC)
        np.testing.assert_array_equal(scores, score(name, logits_TNC))
        np.testing.assert_allclose(probs, np.exp(log_softmax(logits_TNC)).mean(axis=0), atol=1e-6)
        assert probs.dtype == np.float32

    @pytest.mark.parametrize("shape", [(4,), (3, 0), (0, 4, 3), (1, 2, 3, 4)])
    def test_a_wrong_shape_raises(self, name: str, shape: tuple[int, ...]) -> None:
        with pytest.raises(BadInput):
            score(name, np.zeros(shape))


@pytest.mark.parametrize("name", sorted(ONE_PASS))
class TestCertainty:
    def test_extreme_logits_stay_finite_and_least_interesting(self, name: str) -> None:
        scores = score(name, np.array([[1e300, -1e300, 0.0], [0.0, 0.1, 0.0], [800.0, 0.0, -800.0]]))
        assert np.isfinite(scores).all()
        assert scores.argmax() == 1

    @pytest.mark.parametrize("dtype", [np.float32, np.float64])
    def test_near_certainty_still_orders(self, name: str, dtype: type) -> None:
        """From a certainty of 1 - 1e-11 to one of 1 - 1e-35, where 1 - p is 0 in any precision."""
        scores = score(name, np.array([[gap, 0.0] for gap in (80.0, 60.0, 40.0, 28.0, 27.0, 26.0)], dtype=dtype))
        assert scores[0] > 0
        assert (np.diff(scores) > 0).all()

    def test_near_certainty_is_exact(self, name: str) -> None:
        tiny = math.exp(-40)
        exact = {"entropy": 41 * tiny, "margin": 2 * tiny}
        np.testing.assert_allclose(score(name, np.array([[40.0, 0.0]])), exact.get(name, tiny), rtol=1e-12)

    def test_near_certainty_orders_after_averaging_too(self, name: str) -> None:
        passes = np.array([[[30.0, 0.0], [28.0, 0.0]], [[31.0, 0.0], [29.0, 0.0]]])
        scores = score("least_confidence" if name == "variation_ratio" else name, passes)
        assert 0 < scores[0] < scores[1]

    def test_likeliest_classes_may_tie(self, name: str) -> None:
        exact = {"entropy": math.log(3), "margin": 1.0}
        np.testing.assert_allclose(score(name, np.zeros((2, 3))), exact.get(name, 2 / 3), rtol=1e-15)


def test_one_pass_disagrees_with_nobody() -> None:
    logits = np.random.default_rng(1).normal(size=(20, 3))
    assert (score("bald", logits) == 0).all()
    assert (score("spread", logits) == 0).all()
    np.testing.assert_array_equal(score("variation_ratio", logits), score("least_confidence", logits))


def test_a_tie_within_a_pass_shares_its_vote() -> None:
    flat = np.zeros((6, 1, 4))
    np.testing.assert_allclose(score("variation_ratio", flat), 0.75)


def test_bald_is_never_below_zero_nor_above_the_log_of_the_classes() -> None:
    logits = np.random.default_rng(1).normal(scale=30, size=(8, 500, 3)).astype(np.float32)
    scores = score("bald", logits)
    assert (scores >= 0).all()
    assert scores.max() <= math.log(3) + 1e-6


def test_spread_is_in_the_unit_of_the_outputs() -> None:
    outputs = np.array([[[10.0, 1.0]], [[30.0, 1.0]]])
    np.testing.assert_allclose(score("spread", outputs), [5.0])
    np.testing.assert_allclose(score("spread", 2 * outputs), [10.0])


def test_log_softmax_is_exact_where_probabilities_would_round() -> None:
    log_probs = log_softmax(np.array([[1000.0, 0.0]]))
    assert log_probs[0, 1] == -1000.0


def test_probabilities_sum_to_one(logits_TNC: Floats) -> None:
    np.testing.assert_allclose(probabilities(logits_TNC[0]).sum(axis=1), 1.0)
