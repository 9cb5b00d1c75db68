"""Acquisition functions: logits of a proxy → one score per candidate. Higher means "ask sooner"."""

from collections.abc import Callable

import numpy as np

from selection.arrays import Floats, Floats32
from selection.errors import BadInput, NonFiniteScore

# One pass: log-probabilities [N, C]. Several: [T, N, C].
Acquisition = Callable[[Floats], Floats]


def log_softmax(logits_NC: Floats) -> Floats:
    """log of class probabilities, float64[N, C]; exact where probabilities would round to 0 or 1."""
    shifted = logits_NC - logits_NC.max(axis=-1, keepdims=True)
    log_probs: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return log_probs


def probabilities(logits_NC: Floats) -> Floats:
    """Class probabilities, float64[N, C]. Raises NonFiniteScore where a logit is not finite."""
    _check(logits_NC)
    probs: Floats = np.exp(log_softmax(logits_NC))
    return probs


def mean_probabilities(logits: Floats | Floats32) -> Floats:
    """float64[N, C]: class probabilities, averaged over passes where the logits are [T, N, C]."""
    log_probs = log_softmax(logits.astype(np.float64, copy=False))
    probs: Floats = np.exp(log_probs) if logits.ndim == 2 else np.exp(log_probs).mean(axis=0)
    return probs


def least_confidence(logits_NC: Floats) -> Floats:
    """1 - probability of the likeliest class; in [0, 1 - 1/C]. (Lewis & Gale 1994; CLActive §3)"""
    scores: Floats = -np.expm1(log_softmax(logits_NC).max(axis=1))
    return scores


def margin(logits_NC: Floats) -> Floats:
    """1 - (likeliest - second likeliest); in [0, 1]; 0 with a single class. (Scheffer et al. 2001)"""
    if logits_NC.shape[1] < 2:
        return np.zeros(len(logits_NC))
    top_two: Floats = np.exp(np.partition(log_softmax(logits_NC), -2, axis=1)[:, -2:])
    return np.clip(1.0 - (top_two[:, 1] - top_two[:, 0]), 0.0, 1.0)


def entropy(logits_NC: Floats) -> Floats:
    """Entropy in nats; in [0, ln C]. A probability of 0 adds 0, never NaN."""
    log_probs = log_softmax(logits_NC)
    scores: Floats = np.maximum(0.0, -(np.exp(log_probs) * log_probs).sum(axis=1))
    return scores


# `random` needs no model: `step` gives it random scores. It stands beside the family, not in it.
RANDOM = "random"
ACQUISITIONS: dict[str, Acquisition] = {
    "least_confidence": least_confidence,
    "margin": margin,
    "entropy": entropy,
}


def score(name: str, logits: Floats | Floats32) -> Floats:
    """Scores float64[N] of one acquisition function, higher = ask sooner.

    logits: [N, C] from one pass, or [T, N, C] from several (dropout or an ensemble), whose probabilities are averaged.
    Raises NonFiniteScore where the logits or the scores are not finite, BadInput on a wrong shape.
    """
    _check(logits if logits.ndim != 3 else logits.reshape(-1, logits.shape[2]))
    plain = logits if logits.ndim == 2 else np.log(mean_probabilities(logits))
    scores = ACQUISITIONS[name](plain.astype(np.float64, copy=False))
    if not np.isfinite(scores).all():
        raise NonFiniteScore(f"The acquisition function {name} gave a score that is not finite.")
    return scores


def _check(logits_NC: Floats | Floats32) -> None:
    if logits_NC.ndim != 2 or logits_NC.shape[1] == 0:
        raise BadInput(f"Logits must have the shape [candidates, classes]; got {list(logits_NC.shape)}.")
    if not np.isfinite(logits_NC).all():
        raise NonFiniteScore("The proxy gave a number that is not finite.")
