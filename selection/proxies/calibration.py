"""How good held-out scores are as probabilities, and the factor that makes them better. (Guo et al. 1706.04599.)"""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from selection.acquisition import log_softmax
from selection.arrays import Floats, Floats32, Ints


def mean_loss(logits_NC: Floats | Floats32, labels_N: Ints) -> float:
    """Mean negative log-likelihood of the labels, in nats."""
    return -float(log_softmax(logits_NC)[np.arange(len(labels_N)), labels_N].mean())


def cautious_factor(scores_NC: Floats | Floats32, labels_N: Ints, *, factors: Sequence[float]) -> float:
    """As `best_factor`, of few rows: N that are all right say that N + 1 of N + 2 would be. (Platt 1999.)"""
    doubt = 1 / (len(labels_N) + 2)
    return _best(scores_NC, labels_N, factors=factors, doubt=doubt)[1]


def best_factor(scores_NC: Floats | Floats32, labels_N: Ints, *, factors: Sequence[float]) -> tuple[float, float]:
    """The lowest `mean_loss` of the scores times one of `factors`, which rise, and that factor."""
    return _best(scores_NC, labels_N, factors=factors, doubt=0.0)


def _best(
    scores_NC: Floats | Floats32, labels_N: Ints, *, factors: Sequence[float], doubt: float
) -> tuple[float, float]:
    """Lowest loss, factor; a share of `doubt` of each label goes to all classes evenly."""
    below = (scores_NC - scores_NC.max(axis=1, keepdims=True)).astype(np.float32)
    of_label = below[np.arange(len(labels_N)), labels_N].mean(dtype=np.float64)
    told = float((1 - doubt) * of_label + doubt * below.mean(dtype=np.float64))

    def loss(factor: float) -> float:
        sums = np.exp(below * np.float32(factor)).sum(axis=1)
        return float(np.log(sums).mean(dtype=np.float64)) - factor * told

    return _lowest(loss, factors)


def _lowest(loss: Callable[[float], float], factors: Sequence[float]) -> tuple[float, float]:
    """Of a loss that is convex in the factor, so that halves may be left out; the lowest of equals."""
    known, low, high = cache(loss), 0, len(factors) - 1
    while low < high:
        middle = (low + high) // 2
        if known(factors[middle]) <= known(factors[middle + 1]):
            high = middle
        else:
            low = middle + 1
    return known(factors[low]), factors[low]
