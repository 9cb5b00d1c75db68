"""One contract over every acquisition function, and a slow, obvious twin for each."""

import math

import numpy as np
import pytest

from selection import BadInput, NonFiniteScore
from selection.acquisition import ACQUISITIONS, log_softmax, probabilities, score
from selection.arrays import Floats


def slow_softmax(logits: list[float]) -> list[float]:
    total = sum(math.exp(logit) for logit in logits)
    return [math.exp(logit) / total for logit in logits]


TWINS = {
    "least_confidence": lambda probs: 1 - max(probs),
    "margin": lambda probs: 1 - (sorted(probs)[-1] - sorted(probs)[-2]),
    "entropy": lambda probs: -sum(p * math.log(p) for p in probs),
}


@pytest.fixture
def logits_NC() -> Floats:
    return np.random.default_rng(1).normal(scale=2, size=(40, 5))


def test_every_function_has_a_twin() -> None:
    assert TWINS.keys() == ACQUISITIONS.keys()


@pytest.mark.parametrize("name", ACQUISITIONS)
class TestContract:
    def test_equals_its_slow_twin(self, name: str, logits_NC: Floats) -> None:
        slow = [TWINS[name](slow_softmax(row)) for row in logits_NC.tolist()]
        np.testing.assert_allclose(score(name, logits_NC), slow, atol=1e-12)

    def test_higher_means_ask_sooner(self, name: str) -> None:
        scores = score(name, np.array([[9.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]))
        assert scores[0] < scores[1] < scores[2]

    def test_follows_a_permutation_of_rows_and_ignores_one_of_classes(self, name: str, logits_NC: Floats) -> None:
        rng = np.random.default_rng(2)
        rows, classes = rng.permutation(40), rng.permutation(5)
        expected = score(name, logits_NC)
        np.testing.assert_allclose(score(name, logits_NC[rows]), expected[rows], atol=1e-12)
        np.testing.assert_allclose(score(name, logits_NC[:, classes]), expected, atol=1e-12)

    def test_a_shift_of_all_logits_changes_nothing(self, name: str, logits_NC: Floats) -> None:
        np.testing.assert_allclose(score(name, logits_NC + 1e3), score(name, logits_NC), atol=1e-9)

    def test_extreme_logits_stay_finite_and_least_interesting(self, name: str) -> None:
        scores = score(name, np.array([[1e300, -1e300, 0.0], [0.0, 0.1, 0.0], [800.0, 0.0, -800.0]]))
        assert np.isfinite(scores).all()
        assert scores.argmax() == 1

    def test_near_certainty_still_orders(self, name: str) -> None:
        scores = score(name, np.array([[28.0, 0.0], [27.0, 0.0]]))
        assert 0 < scores[0] < scores[1]

    @pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
    def test_a_logit_that_is_not_finite_raises(self, name: str, bad: float, logits_NC: Floats) -> None:
        logits_NC[3, 2] = bad
        with pytest.raises(NonFiniteScore):
            score(name, logits_NC)

    @pytest.mark.parametrize("shape", [(0, 5), (1, 5), (4, 1)])
    def test_empty_one_element_and_one_class(self, name: str, shape: tuple[int, int]) -> None:
        scores = score(name, np.zeros(shape))
        assert scores.shape == (shape[0],)
        assert np.isfinite(scores).all()

    def test_a_wrong_shape_raises(self, name: str) -> None:
        with pytest.raises(BadInput):
            score(name, np.zeros(4))


def test_log_softmax_is_exact_where_probabilities_would_round() -> None:
    log_probs = log_softmax(np.array([[1000.0, 0.0]]))
    assert log_probs[0, 1] == -1000.0


def test_probabilities_sum_to_one(logits_NC: Floats) -> None:
    np.testing.assert_allclose(probabilities(logits_NC).sum(axis=1), 1.0)
