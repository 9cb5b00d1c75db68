"""Weighted draws without replacement in log space, shared by the candidate draw, the query and LURE."""

import numpy as np

from selection.arrays import Floats, Ints

# Keys are drawn so many at a time: ten million rows need no array of noise.
BLOCK = 1 << 18


def gumbel_top_k(log_weights_N: Floats, k: int, *, rng: np.random.Generator) -> tuple[Ints, Floats]:
    """`k` positions drawn one after the other with probability proportional to the weights left.

    Gumbel noise on log weights, then the k largest (Yellott 1977; Kirsch et al. 2106.12059).
    log_weights_N: float64[N], finite, any scale.
    Returns positions int64[min(k, N)] in the order drawn, and float64[N], the probability with which each
    position gets in, given the (k+1)-th key. The latter makes Horvitz-Thompson sums unbiased
    (bottom-k sampling, Cohen & Kaplan 2007) and needs no solver.
    """
    positions, key = _race(log_weights_N, k, rng=rng)
    return positions, _probability_above(key, log_weights_N)


def weighted_draw(log_weights_N: Floats, k: int, *, rng: np.random.Generator) -> tuple[Ints, Floats]:
    """`gumbel_top_k` for large N: float64[min(k, N)], the probabilities of the positions drawn, in their order."""
    positions, key = _race(log_weights_N, k, rng=rng)
    return positions, _probability_above(key, log_weights_N[positions])


def _race(log_weights_N: Floats, k: int, *, rng: np.random.Generator) -> tuple[Ints, float]:
    """Positions of the `k` largest keys, largest first, and the key after them: minus infinity where there is none.

    Where the noise drowns beside huge log weights, equal keys are told apart by their noise, never by position.
    """
    best_pos, keys, noise = np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0)
    bar, size = -np.inf, max(BLOCK, k + 1)
    for start in range(0, len(log_weights_N), size):
        new_noise = rng.gumbel(size=min(size, len(log_weights_N) - start))
        new_keys = log_weights_N[start : start + size] + new_noise
        over = np.flatnonzero(new_keys >= bar)
        best_pos = np.concatenate([best_pos, start + over])
        keys, noise = np.concatenate([keys, new_keys[over]]), np.concatenate([noise, new_noise[over]])
        kept = _largest(keys, noise, k + 1)
        best_pos, keys, noise = best_pos[kept], keys[kept], noise[kept]
        bar = keys[-1] if len(keys) > k else -np.inf
    return best_pos[:k], float(bar)


def _largest(keys: Floats, noise: Floats, k: int) -> Ints:
    """Offsets of the `k` largest keys, largest first; equal ones by their noise."""
    hopeful = np.arange(len(keys))
    if k < len(keys):
        hopeful = np.flatnonzero(keys >= np.partition(keys, len(keys) - k)[len(keys) - k])
    order = np.lexsort((noise[hopeful], keys[hopeful]))[::-1]
    return hopeful[order[:k]]


def _probability_above(key: float, log_weights: Floats) -> Floats:
    """P(log w + Gumbel > key) for each weight; clipped so that exp does not overflow."""
    arrival: Floats = np.exp(np.clip(log_weights - key, -745.0, 50.0))
    return -np.expm1(-arrival)


def even_draw(n: int, k: int, *, rng: np.random.Generator) -> Ints:
    """min(k, n) of the positions 0 … n - 1 without replacement, in random order; each set is as likely as any other."""
    return rng.choice(n, size=min(k, n), replace=False)


def random_order_by(scores_N: Floats, *, rng: np.random.Generator, limit: int | None = None) -> Ints:
    """Positions by falling score, equal scores in random order; only the first `limit` of them where given."""
    n, positions = len(scores_N), np.arange(len(scores_N))
    if limit is not None and limit < n:
        if limit == 0:
            return positions[:0]
        positions = np.flatnonzero(scores_N >= np.partition(scores_N, n - limit)[n - limit])
    shuffled_pos = rng.permutation(positions)
    order = shuffled_pos[np.argsort(-scores_N[shuffled_pos], kind="stable")]
    return order if limit is None else order[:limit]
