"""How good held-out scores are as probabilities, and the factor that makes them better. (Guo et al. 1706.04599.)"""

from collections.abc import Sequence

import numpy as np

from selection.acquisition import log_softmax
from selection.arrays import Floats, Floats32, Ints


def mean_loss(logits_NC: Floats | Floats32, labels_N: Ints) -> float:
    """Mean negative log-likelihood of the labels, in nats."""
    return -float(log_softmax(logits_NC)[np.arange(len(labels_N)), labels_N].mean())


def cautious_factor(scores_NC: Floats | Floats32, labels_N: Ints, *, factors: Sequence[float]) -> float:
    """As `best_factor`, of few rows: N that are all right say that N + 1 of N + 2 would be. (Platt 1999.)"""
    doubt = 1 / (len(labels_N) + 2)

    def loss(factor: float) -> float:
        logs = log_softmax(scores_NC * factor)
        told = float(logs[np.arange(len(labels_N)), labels_N].mean())
        return -(1 - doubt) * told - doubt * float(logs.mean())

    return min(factors, key=loss)


def best_factor(scores_NC: Floats | Floats32, labels_N: Ints, *, factors: Sequence[float]) -> tuple[float, float]:
    """The lowest `mean_loss` of the scores times one of `factors`, and that factor."""
    return min((mean_loss(scores_NC * factor, labels_N), factor) for factor in factors)
