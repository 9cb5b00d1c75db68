"""BADGE: k-means++ on the gradients that a candidate's own prediction would cause. (Ash et al. 1906.03671.)

The gradient of the last layer is (p - onehot of the likeliest) ⊗ embedding, C x D numbers per candidate. Its inner
products factorise, |a ⊗ h - b ⊗ g|² = |a|²|h|² - 2 (a·b)(h·g) + |b|²|g|², so it is never written out.
"""

from collections.abc import Iterator

import numpy as np

from selection.arrays import Bools, Floats, Floats32, Ints
from selection.draws import gumbel_top_k
from selection.query.evidence import Evidence, Picked, finite
from selection.strategy import Strategy

# Candidates that are looked at where all are too many.
MOST_POINTS = 50_000


def badge(evidence: Evidence, k: int, _strategy: Strategy, rng: np.random.Generator) -> Picked:
    """The longest gradient first, then each by its squared distance to the nearest one picked.

    So the authors' program begins; k-means++ itself would draw the first evenly. Of candidates whose embeddings are
    too many to be held, 50,000 or `k` are drawn, half evenly and half by the squared length of their residuals, each
    weighing one over its chance of being drawn.
    """
    n = len(evidence.scores_K)
    if not min(n, k):
        return Picked.surely(np.zeros(0, dtype=np.int64), n=n)
    residuals, most = _residuals(evidence.class_probabilities()), max(k, MOST_POINTS)
    if n <= most or evidence.may_be_held:
        pos, weights, embeddings = np.arange(n), np.ones(n), evidence.embeddings()
    else:
        pos, weights = _points(residuals, most, rng=rng)
        residuals, embeddings = residuals[pos], evidence.embeddings_of(pos)
    drawn = k_means_plus_plus(residuals, finite(embeddings), rng=rng, weights_N=weights)
    return Picked.surely(pos[[next(drawn) for _ in range(min(k, n))]], n=n)


def _points(residuals_KC: Floats32, most: int, *, rng: np.random.Generator) -> tuple[Ints, Floats]:
    """Positions, ascending, and what each weighs: sums of weights estimate sums over all candidates without bias."""
    squares = _squared_norms(residuals_KC)
    # Half of them evenly: distances are long from a long gradient to any short one. (Bachem et al. 2016, AFK-MC².)
    squares += squares.mean() or 1.0
    drawn, chances = gumbel_top_k(np.log(squares), most, rng=rng)
    pos = np.sort(drawn)
    return pos, 1 / chances[pos]


def _residuals(probs_KC: Floats32) -> Floats32:
    """Class probabilities less 1 at the likeliest: the gradient of the loss by the logits."""
    residuals = probs_KC.copy()
    residuals[np.arange(len(residuals)), residuals.argmax(axis=1)] -= 1
    return residuals


def k_means_plus_plus(
    left_NC: Floats32, right_ND: Floats32, *, rng: np.random.Generator, weights_N: Floats | None = None
) -> Iterator[int]:
    """Positions 0 … N-1, each once, by k-means++ on the outer products of `left` and `right`.

    weights_N: for how many each stands, in the draws; None: for itself.
    O(N (C + D)) per position; the first is the longest, ties at random.
    """
    norms = _squared_norms(left_NC) * _squared_norms(right_ND)
    nearest = np.full(len(norms), np.inf)
    is_left = np.ones(len(norms), dtype=np.bool_)
    pos = int(rng.choice(np.flatnonzero(norms == norms.max())))
    while True:
        is_left[pos] = False
        yield pos
        products = (left_NC @ left_NC[pos]).astype(np.float64) * (right_ND @ right_ND[pos])
        np.minimum(nearest, np.maximum(norms + norms[pos] - 2 * products, 0), out=nearest)
        nearest[pos] = 0
        pos = _drawn(nearest if weights_N is None else nearest * weights_N, is_left, rng=rng)


def _squared_norms(vectors: Floats32) -> Floats:
    norms: Floats = np.einsum("nd,nd->n", vectors, vectors, dtype=np.float64)
    return norms


def _drawn(weights: Floats, is_left: Bools, *, rng: np.random.Generator) -> int:
    """One position by its weight; where only copies of what was picked are left, any of them."""
    sums = np.cumsum(weights)
    if sums[-1] <= 0:
        return int(rng.choice(np.flatnonzero(is_left)))
    return int(np.searchsorted(sums, rng.random() * sums[-1], side="right"))
