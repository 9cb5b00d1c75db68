"""Entropy of 100,000 candidates over 10 classes, from logits, against what others take from probabilities."""

from collections.abc import Callable
from typing import Any

import numpy as np
from skactiveml.pool import uncertainty_scores
from small_text.query_strategies import PredictionEntropy

from measurements.engine.timing import one_core, seconds
from measurements.figures import Result, figure
from selection.acquisition import log_softmax, score, score_with_probabilities
from selection.arrays import Floats

CANDIDATES, CLASSES = 100_000, 10
QUICK_CANDIDATES = 2_000
TARGET_MS = 3.0


class Answers:
    """A classifier to small-text: it has its probabilities ready."""

    def __init__(self, probs_NC: Floats) -> None:
        self._probs_NC = probs_NC

    def predict_proba(self, _dataset: object) -> Floats:
        return self._probs_NC


def numpy_formula(probs_NC: Floats) -> Floats:
    scores: Floats = -(probs_NC * np.log(probs_NC)).sum(axis=1)
    return scores


def measure(*, quick: bool) -> Result:
    n = QUICK_CANDIDATES if quick else CANDIDATES
    logits = np.random.default_rng(1).normal(scale=3, size=(n, CLASSES))
    with one_core():
        taken = {name: [1000 * duration for duration in seconds(call)] for name, call in _calls(logits).items()}
    _check_equal(logits)
    peers = {name: float(np.median(taken[name])) for name in ("small-text", "scikit-activeml", "NumPy's formula")}
    title = f"entropy of {n:,} x {CLASSES}"
    figures = [
        figure(f"{title}, float32 logits", taken["float32"], "ms", target=TARGET_MS, peers=peers),
        figure(f"{title}, float64 logits", taken["float64"], "ms", target=TARGET_MS, peers=peers),
        figure(f"{title}, float32 logits, with mean probabilities", taken["with probabilities"], "ms"),
    ]
    return Result(figures, {"milliseconds": taken, "clock": "CPU time, one thread"})


def _calls(logits: Floats) -> dict[str, Callable[[], Any]]:
    """Ours start from logits; the others are given probabilities, which somebody else had to compute."""
    single = logits.astype(np.float32)
    probs = np.exp(log_softmax(logits))
    return {
        "float32": lambda: score("entropy", single),
        "float64": lambda: score("entropy", logits),
        "with probabilities": lambda: score_with_probabilities("entropy", single),
        "NumPy's formula": lambda: numpy_formula(probs),
        "scikit-activeml": lambda: uncertainty_scores(probs, method="entropy"),
        "small-text": lambda: PredictionEntropy().get_confidence(Answers(probs), None, None, None, None),
    }


def _check_equal(logits: Floats) -> None:
    """Raises AssertionError where somebody computes something else."""
    calls = _calls(logits)
    exact = calls["float64"]()
    for name in ("float32", "NumPy's formula", "scikit-activeml", "small-text"):
        np.testing.assert_allclose(calls[name](), exact, atol=2e-6 if name == "float32" else 1e-12)
