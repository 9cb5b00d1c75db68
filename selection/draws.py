"""Weighted draws without replacement in log space, shared by the candidate draw and the query."""

import numpy as np

from selection.arrays import Floats, Ints


def gumbel_top_k(log_weights_N: Floats, k: int, *, rng: np.random.Generator) -> tuple[Ints, Floats]:
    """`k` positions drawn one after the other with probability proportional to the weights left.

    Gumbel noise on log weights, then the k largest (Yellott 1977; Kirsch et al. 2106.12059).
    log_weights_N: float64[N], finite, any scale.
    Returns positions int64[min(k, N)], best key first, and float64[N], the probability with which each
    position gets in, given the (k+1)-th key. The latter makes Horvitz-Thompson sums unbiased
    (bottom-k sampling, Cohen & Kaplan 2007) and needs no solver.
    """
    n = len(log_weights_N)
    if k >= n:
        return rng.permutation(n), np.ones(n)
    # Shuffled first: where the noise drowns beside huge log weights, equal keys must still be
    # broken at random and not by position.
    shuffled_pos = rng.permutation(n)
    keys = log_weights_N[shuffled_pos] + rng.gumbel(size=n)
    top = np.argpartition(-keys, k)[: k + 1]
    top = top[np.argsort(-keys[top], kind="stable")]
    return shuffled_pos[top[:k]], _probability_above(keys[top[k]], log_weights_N)


def _probability_above(key: float, log_weights_N: Floats) -> Floats:
    """P(log w + Gumbel > key) for each weight; clipped so that exp does not overflow."""
    arrival: Floats = np.exp(np.clip(log_weights_N - key, -745.0, 50.0))
    return -np.expm1(-arrival)


def random_order_by(scores_N: Floats, *, rng: np.random.Generator) -> Ints:
    """Positions by falling score, equal scores in random order."""
    shuffled_pos = rng.permutation(len(scores_N))
    return shuffled_pos[np.argsort(-scores_N[shuffled_pos], kind="stable")]
