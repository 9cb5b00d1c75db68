"""Acquisition functions: logits of a proxy → one score per candidate. Higher means "ask sooner"."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from selection.arrays import Floats, Floats32
from selection.errors import BadInput, NonFiniteScore

# Arithmetic keeps the precision of the logits; scores come out as float64.
Real = NDArray[np.floating[Any]]
# So many bytes of logits are worked on at a time: three such arrays stay in the cache.
BLOCK_BYTES = 2**19


@dataclass(frozen=True)
class Softmax:
    """Class probabilities, written so that a certainty of 1 - 1e-12 is still told from one of 1 - 1e-13.

    gaps [..., C, n]: log-probability less that of the likeliest class, at most 0. ratios: exp(gaps).
    Classes come before rows: sums over the few classes are then sums of long rows, five times faster.
    """

    gaps: Real
    ratios: Real

    @cached_property
    def _parts(self) -> tuple[Real, Real]:
        # The likeliest have a ratio of 1 and all others less, so rounding down leaves the likeliest alone.
        likeliest = np.floor(self.ratios)
        n_top = _over_classes(likeliest)
        return n_top, np.subtract(self.ratios, likeliest, out=likeliest)

    @property
    def n_top(self) -> Real:
        """How many classes tie for the likeliest, [..., n]."""
        return self._parts[0]

    @property
    def others(self) -> Real:
        """Ratios [..., C, n], 0 at the likeliest."""
        return self._parts[1]

    @cached_property
    def rest(self) -> Real:
        """Sum of the ratios but one likeliest, [..., n]: never 1 + tiny - 1."""
        return _over_classes(self.others) + (self.n_top - 1)

    @cached_property
    def entropies(self) -> Real:
        """Of the class probabilities, in nats, [..., n]; a probability of 0 adds 0."""
        lost: Real = np.einsum("...cn,...cn->...n", self.ratios, self.gaps)
        return np.log1p(self.rest) - lost / (1 + self.rest)

    @cached_property
    def probs(self) -> Real:
        """Class probabilities [..., C, n], summing to 1 over the classes."""
        return self.ratios / (1 + self.rest)[..., None, :]


def _over_classes(values: Real) -> Real:
    """[..., C, n] → sums [..., n]."""
    sums: Real = values.sum(axis=-2)
    return sums


@dataclass(frozen=True)
class Outputs:
    """What the proxy said of n candidates in T passes, [T, C, n]. The softmax is computed at most once."""

    raw: Real

    @cached_property
    def each(self) -> Softmax:
        """The softmax of every pass, [T, C, n]."""
        gaps = self.raw - self.raw.max(axis=1, keepdims=True)
        return Softmax(gaps, np.exp(gaps))

    @cached_property
    def mean(self) -> Softmax:
        """The softmax of the probabilities averaged over the passes, [C, n]."""
        if len(self.raw) == 1:
            return Softmax(self.each.gaps[0], self.each.ratios[0])
        probs = self.each.probs.mean(axis=0)
        ratios = probs / probs.max(axis=0)
        return Softmax(np.log(np.maximum(ratios, np.finfo(ratios.dtype).tiny)), ratios)


Acquisition = Callable[[Outputs], Real]


def least_confidence(outputs: Outputs) -> Real:
    """1 - probability of the likeliest class; in [0, 1 - 1/C]. (Lewis & Gale 1994; CLActive §3)"""
    rest = outputs.mean.rest
    return rest / (1 + rest)


def margin(outputs: Outputs) -> Real:
    """1 - (likeliest - second likeliest); in [0, 1]; 0 with a single class. (Scheffer et al. 2001)"""
    mean = outputs.mean
    second: Real = np.maximum(mean.others.max(axis=0), mean.n_top > 1)
    return (mean.rest + second) / (1 + mean.rest)


def entropy(outputs: Outputs) -> Real:
    """Entropy of the class probabilities in nats; in [0, ln C]. (Shannon 1948; Settles & Craven 2008)"""
    return outputs.mean.entropies


def variation_ratio(outputs: Outputs) -> Real:
    """1 - share of the passes that vote for the class with most votes; in [0, 1 - 1/C]. (Freeman 1965; Gal 2016 §3.3)

    A tie within a pass shares its vote. One pass casts no votes worth counting: it gives what random draws from its
    probabilities would give on average, 1 - probability of the likeliest class (docs/decisions/009).
    """
    if len(outputs.raw) == 1:
        return least_confidence(outputs)
    votes = (np.floor(outputs.each.ratios) / outputs.each.n_top[:, None]).mean(axis=0)
    scores: Real = 1 - votes.max(axis=0)
    return scores


def bald(outputs: Outputs) -> Real:
    """Entropy of the mean less the mean entropy: what the passes disagree about; in [0, ln C]; 0 for one pass.

    (Houlsby et al. 2011; Gal et al. 2017 §3.)
    """
    if len(outputs.raw) == 1:
        return np.zeros_like(outputs.raw[0, 0])
    scores: Real = np.maximum(0, outputs.mean.entropies - outputs.each.entropies.mean(axis=0))
    return scores


def spread(outputs: Outputs) -> Real:
    """Standard deviation of the raw outputs over the passes, averaged over outputs; 0 for one pass.

    For regression outputs, in their unit: nothing is normalised to probabilities. (Tsymbalov et al. 2018.)
    """
    scores: Real = outputs.raw.std(axis=0).mean(axis=0)
    return scores


# `random` needs no model: `step` gives it random scores. It stands beside the family, not in it.
RANDOM = "random"
ACQUISITIONS: dict[str, Acquisition] = {
    "least_confidence": least_confidence,
    "margin": margin,
    "entropy": entropy,
    "variation_ratio": variation_ratio,
    "bald": bald,
    "spread": spread,
}


def score(name: str, logits: Real) -> Floats:
    """Scores float64[N] of one acquisition function, higher = ask sooner.

    logits: [N, C] from one pass, or [T, N, C] from several (dropout or an ensemble), whose probabilities are averaged.
    Raises NonFiniteScore where the logits or the scores are not finite, BadInput on a wrong shape.
    """
    scores = np.empty(_checked(logits).shape[1])
    for block, outputs in _blocks(logits):
        scores[block] = ACQUISITIONS[name](outputs)
    return _finite(scores, name=name)


def score_with_probabilities(name: str, logits: Real) -> tuple[Floats, Floats32]:
    """`score`, and the class probabilities averaged over the passes, float32[N, C], from the same softmax."""
    _, n_rows, n_classes = _checked(logits).shape
    scores, probs = np.empty(n_rows), np.empty((n_rows, n_classes), dtype=np.float32)
    for block, outputs in _blocks(logits):
        scores[block] = ACQUISITIONS[name](outputs)
        probs[block] = outputs.mean.probs.T
    return _finite(scores, name=name), probs


def log_softmax(logits_NC: Floats | Floats32) -> Floats:
    """log of class probabilities, float64[N, C]; exact where probabilities would round to 0 or 1."""
    shifted = logits_NC.astype(np.float64) - logits_NC.max(axis=-1, keepdims=True)
    log_probs: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return log_probs


def probabilities(logits_NC: Floats | Floats32) -> Floats:
    """Class probabilities, float64[N, C]. Raises NonFiniteScore where a logit is not finite."""
    _checked(logits_NC)
    probs: Floats = np.exp(log_softmax(logits_NC))
    return probs


def _blocks(logits: Real) -> Iterator[tuple[slice, Outputs]]:
    """A few thousand candidates at a time, their classes before their rows."""
    logits_TNC = logits if logits.ndim == 3 else logits[None]
    n_passes, n_rows, n_classes = logits_TNC.shape
    size = max(1, BLOCK_BYTES // (n_passes * n_classes * logits.itemsize))
    for start in range(0, n_rows, size):
        block = slice(start, start + size)
        yield block, Outputs(np.ascontiguousarray(logits_TNC[:, block].transpose(0, 2, 1)))


def _checked(logits: Real) -> Real:
    """[T, N, C]."""
    if logits.ndim not in (2, 3) or 0 in (logits.shape[-1], logits.shape[0] if logits.ndim == 3 else 1):
        raise BadInput(
            f"Logits must have the shape [candidates, classes] or [passes, candidates, classes]; "
            f"got {list(logits.shape)}."
        )
    if not np.isfinite(logits).all():
        raise NonFiniteScore("The proxy gave a number that is not finite.")
    return logits if logits.ndim == 3 else logits[None]


def _finite(scores: Floats, *, name: str) -> Floats:
    if not np.isfinite(scores).all():
        raise NonFiniteScore(f"The acquisition function {name} gave a score that is not finite.")
    return scores
