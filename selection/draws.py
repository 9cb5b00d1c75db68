"""Weighted draws without replacement in log space, shared by the candidate draw, the query and LURE."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from selection.arrays import Floats, Ints

# So many rows at a time: their arrays fit the processor's cache, and ten million rows need no array of noise.
BLOCK = 1 << 16

LogWeights = Callable[[slice], Floats]
"""A part of N positions → their log weights: float64, finite, any scale."""


def gumbel_top_k(log_weights_N: Floats, k: int, *, rng: np.random.Generator) -> tuple[Ints, Floats]:
    """`k` positions drawn one after the other with probability proportional to the weights left.

    Gumbel noise on log weights, then the k largest (Yellott 1977; Kirsch et al. 2106.12059).
    log_weights_N: float64[N], finite, any scale.
    Returns positions int64[min(k, N)] in the order drawn, and float64[N], the probability with which each
    position gets in, given the (k+1)-th key. The latter makes Horvitz-Thompson sums unbiased
    (bottom-k sampling, Cohen & Kaplan 2007) and needs no solver.
    """
    leading, threshold = _first_entries(lambda part: log_weights_N[part], len(log_weights_N), k, rng=rng)
    return leading.positions, _probability_above(threshold, log_weights_N)


def weighted_draw(log_weights: LogWeights, n: int, k: int, *, rng: np.random.Generator) -> tuple[Ints, Floats]:
    """`gumbel_top_k` among `n` positions whose weights are made a part at a time.

    Returns positions int64[min(k, n)] in the order drawn, and float64, the probabilities of these, in their order.
    """
    leading, threshold = _first_entries(log_weights, n, k, rng=rng)
    return leading.positions, _probability_above(threshold, leading.log_weights)


@dataclass(frozen=True)
class _Entries:
    """Positions with their log weights and noise; the sum of the two is the key, the largest comes first."""

    positions: Ints
    log_weights: Floats
    noise: Floats

    @property
    def keys(self) -> Floats:
        return self.log_weights + self.noise

    def at(self, places: Ints) -> "_Entries":
        return _Entries(self.positions[places], self.log_weights[places], self.noise[places])

    def joined(self, other: "_Entries") -> "_Entries":
        return _Entries(
            np.concatenate([self.positions, other.positions]),
            np.concatenate([self.log_weights, other.log_weights]),
            np.concatenate([self.noise, other.noise]),
        )

    def first(self, k: int) -> "_Entries":
        """The `k` with the largest keys, largest first.

        Where the noise drowns beside huge log weights, equal keys are told apart by it, never by position.
        """
        keys, top_pos = self.keys, np.arange(len(self.positions))
        if k < len(keys):
            top_pos = np.flatnonzero(keys >= np.partition(keys, len(keys) - k)[len(keys) - k])
        order = np.lexsort((self.noise[top_pos], keys[top_pos]))[::-1]
        return self.at(top_pos[order[:k]])


def _first_entries(log_weights: LogWeights, n: int, k: int, *, rng: np.random.Generator) -> tuple[_Entries, float]:
    """The first `k`, and the key of the one after them: minus infinity where there is none."""
    leading, threshold = _Entries(np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0)), -np.inf
    size = max(BLOCK, k + 1)
    for start in range(0, n, size):
        stop = min(start + size, n)
        block = _Entries(np.arange(start, stop), log_weights(slice(start, stop)), rng.gumbel(size=stop - start))
        leading = leading.joined(block.at(np.flatnonzero(block.keys >= threshold))).first(k + 1)
        threshold = float(leading.keys[-1]) if len(leading.positions) > k else -np.inf
    return leading.at(np.arange(min(k, n))), threshold


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
