"""Labels that are probably wrong, told by a model that did not learn them: confident learning (Northcutt, Jiang and
Chuang 2021, arXiv:1911.00068). Suffixes: N items, K labels.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.statistics.answers import Floats, Ints

# A label that fewer items have is too rare for a model to know, and none of these is suspected.
LEAST_OF_LABEL = 5

# float32 or float64.
AnyFloats = NDArray[np.floating]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Radar:
    """scores_N: how suspect each label is, 0 to 1; higher: look sooner. others_N: the label that the model says
    instead, the likeliest but the given one. is_suspected_N: the model is as sure of another label as it is, on
    average, of items that have it. order_N: positions, most suspect first; those with the same score in their order.
    """

    scores_N: Floats
    others_N: Ints
    is_suspected_N: Bools
    order_N: Ints


def radar(labels_N: Ints, probs_NK: AnyFloats, *, score: str = "margin") -> Radar:
    """labels_N: the given ones. probs_NK: class probabilities by models that did not learn the item's own label
    (cross-fitted, or leaving one out); rows sum to 1. score: one of SCORES.

    Raises ValueError where shapes differ, a label is out of range, there is one label only, or a probability is not
    finite.
    """
    n, k = probs_NK.shape
    if labels_N.shape != (n,) or k < 2:
        raise ValueError(f"{probs_NK.shape} probabilities do not fit {labels_N.shape} labels")
    if n and not 0 <= labels_N.min() <= labels_N.max() < k:
        raise ValueError(f"a label is not between 0 and {k - 1}")
    if not np.isfinite(probs_NK).all():
        raise ValueError("a probability is not finite")
    rows_N = np.arange(n)
    given_N = probs_NK[rows_N, labels_N].astype(np.float64)
    others_NK = probs_NK.copy()
    others_NK[rows_N, labels_N] = -np.inf
    others_N = others_NK.argmax(axis=1)
    scores_N = SCORES[score](given_N, others_NK[rows_N, others_N].astype(np.float64))
    return Radar(scores_N, others_N, _off_diagonal(labels_N, probs_NK, given_N), np.argsort(-scores_N, kind="stable"))


def suspects(found: Radar, labels_N: Ints, *, most: int) -> Ints:
    """Positions of labels that are suspected, most suspect first, at most so many; those of rare labels are left out.

    found: what `radar` made of the same labels.
    """
    is_known_N = np.bincount(labels_N)[labels_N] >= LEAST_OF_LABEL if len(labels_N) else np.zeros(0, dtype=np.bool_)
    return found.order_N[(found.is_suspected_N & is_known_N)[found.order_N]][:most]


def filled_up(told_N: Sequence[Sequence[tuple[int, float]]], *, n_labels: int) -> NDArray[np.float32]:
    """float32[N, K], rows sum to 1: probabilities of which only the largest few were kept, (label, probability) each.

    What is missing to 1 is shared evenly among the labels that were not kept, at most as much as the least that was.
    Raises ValueError where a row is empty.
    """
    if not all(told_N):
        raise ValueError("a row has no probability at all")
    probs_NK = np.zeros((len(told_N), n_labels), dtype=np.float32)
    for row, told in enumerate(told_N):
        labels, probabilities = zip(*told, strict=True)
        if len(told) < n_labels:
            left = max(0.0, 1.0 - sum(probabilities)) / (n_labels - len(told))
            probs_NK[row] = min((left, *probabilities))
        probs_NK[row, labels] = probabilities
    probs_NK /= probs_NK.sum(axis=1, keepdims=True)
    return probs_NK


def thresholds(labels_N: Ints, given_N: Floats, *, n_labels: int) -> Floats:
    """float64[K]: how sure the model is, on average, of the label of items that have it; infinite where none has."""
    counts_K = np.bincount(labels_N, minlength=n_labels)
    sums_K = np.bincount(labels_N, weights=given_N, minlength=n_labels)
    sure_K: Floats = np.divide(sums_K, counts_K, out=np.full(n_labels, np.inf), where=counts_K > 0)
    return sure_K


def _off_diagonal(labels_N: Ints, probs_NK: AnyFloats, given_N: Floats) -> Bools:
    """Items that the confident joint counts for another label than the given one."""
    sure_K = thresholds(labels_N, given_N, n_labels=probs_NK.shape[1])
    confident_NK = np.where(probs_NK >= sure_K, probs_NK, -np.inf)
    likeliest_N = confident_NK.argmax(axis=1)
    is_confident_N = confident_NK[np.arange(len(labels_N)), likeliest_N] > -np.inf
    off_N: Bools = is_confident_N & (likeliest_N != labels_N)
    return off_N


# (probability of the given label, that of the likeliest other one) -> score, 0 to 1.
SCORES: Mapping[str, Callable[[Floats, Floats], Floats]] = {
    "margin": lambda given_N, other_N: (other_N - given_N + 1) / 2,
    "self_confidence": lambda given_N, _: 1 - given_N,
}
