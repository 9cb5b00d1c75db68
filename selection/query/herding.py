"""Uncertainty Herding: cover the candidates, the uncertain ones first. (Bae et al. 2412.20644; MaxHerding: 2407.12212.)

Greedily the candidate x that most raises Σ_z u(z) · max k(z, x'), the maximum over all x' that are labelled or picked:
k a Gaussian kernel on embeddings, u the score. With few labels the kernel is wide and picks are spread over all that
there is; as labels grow it narrows, and uncertainty decides.
"""

from dataclasses import dataclass

import numpy as np

from selection.arrays import Bools, Floats, Floats32, Ints, mask_of
from selection.draws import gumbel_top_k, random_order_by
from selection.query.evidence import Evidence, Picked, finite
from selection.strategy import Strategy

# Of more candidates so many are drawn by their scores: a kernel over them is 64 MB.
MOST_POINTS = 4000
# Labelled rows that cover something; of more, an even draw.
MOST_CENTRES = 4000
# The kernel reaches as far as a point's so many nearest others, on the median.
FEWEST_NEAR, MOST_NEAR = 3, 50
POINTS_THAT_TELL = 500
# A candidate of score 0 still weighs so much of the mean: what is left over is covered evenly.
FLOOR = 1e-3
LEAST_EXPONENT = -30
# Gains that are brought up to date at once.
FRONT = 64


def herding(evidence: Evidence, k: int, _strategy: Strategy, rng: np.random.Generator) -> Picked:
    """The query by coverage.

    1. At most 4,000 candidates are drawn by score, each weighing its score over its chance of being drawn.
    2. The kernel's reach comes from the distances among them, and from how many labels there will be.
    3. The greedy picks, best first, ties at random; beyond 4,000 the highest scores follow.
    """
    n = len(evidence.scores_K)
    if not min(n, k):
        return Picked.surely(np.zeros(0, dtype=np.int64), n=n)
    pos, weights = _points(evidence.scores_K, rng=rng)
    points = finite(evidence.embeddings_of(pos))
    centres = finite(evidence.some_labelled(MOST_CENTRES, rng=rng))
    cover = Cover.of(points, centres, weights=weights, n_labels=int(evidence.labelled_counts.sum()) + k)
    herded = pos[cover.picks(min(k, len(pos)))]
    rest = random_order_by(np.where(mask_of(herded, n_rows=n), -np.inf, evidence.scores_K), rng=rng)
    return Picked.surely(np.concatenate([herded, rest[: k - len(herded)]]), n=n)


def _points(scores_K: Floats, *, rng: np.random.Generator) -> tuple[Ints, Floats32]:
    """Positions in random order, and what each weighs; sums of weights estimate sums of scores without bias."""
    scores = np.maximum(scores_K, 0)
    floor = FLOOR * scores.mean() or 1.0
    uncertain = scores + floor
    pos, chances = gumbel_top_k(np.log(uncertain), MOST_POINTS, rng=rng)
    pos = rng.permutation(pos)
    weights: Floats = uncertain[pos] / chances[pos]
    return pos, (weights / weights.mean()).astype(np.float32)


@dataclass
class Cover:
    """kernel float32[P, P] among points; nearest float32[P]: how well each is covered so far, 0 to 1."""

    kernel: Floats32
    nearest: Floats32
    weights: Floats32

    @classmethod
    def of(cls, points: Floats32, centres: Floats32, *, weights: Floats32, n_labels: int) -> "Cover":
        """n_labels: with those of this query, over which the points are shared out."""
        kernel, norms = points @ points.T, _squared_norms(points)
        told = _to_squared_distances(kernel[:POINTS_THAT_TELL].copy(), norms[:POINTS_THAT_TELL], norms)
        reach = _reach(told, n_labels=n_labels)
        # Some rows at a time, which stay in the cache.
        for start in range(0, len(points), FRONT):
            part = slice(start, start + FRONT)
            _kernel(_to_squared_distances(kernel[part], norms[part], norms), reach)
        nearest = np.zeros(len(points), dtype=np.float32)
        if len(centres):
            nearest = _kernel(_squared_distances(points, centres).min(axis=1), reach)
        return cls(kernel, nearest, weights)

    def picks(self, k: int) -> Ints:
        """`k` positions among the points, each the one with the largest gain, the first of equals.

        A gain only ever shrinks, so an old one is an upper bound: only those that might be the largest are computed.
        """
        bounds = self._gains(np.arange(len(self.weights)))
        picked = np.zeros(k, dtype=np.int64)
        for turn in range(k):
            picked[turn] = pos = self._largest(bounds)
            np.maximum(self.nearest, self.kernel[pos], out=self.nearest)
            bounds[pos] = -np.inf
        return picked

    def _largest(self, bounds: Floats32) -> int:
        current: Bools = bounds == -np.inf
        while True:
            stale = np.flatnonzero(~current)
            if len(stale) > FRONT:
                stale = stale[np.argpartition(-bounds[stale], FRONT)[:FRONT]]
            bounds[stale] = self._gains(stale)
            current[stale] = True
            pos = int(bounds.argmax())
            if current[pos]:
                return pos

    def _gains(self, pos: Ints) -> Floats32:
        gains = np.zeros(len(pos), dtype=np.float32)
        for start in range(0, len(pos), FRONT):
            part = slice(start, start + FRONT)
            raised = self.kernel[pos[part]] - self.nearest
            gains[part] = np.maximum(raised, 0, out=raised) @ self.weights
        return gains


def _squared_distances(left: Floats32, right: Floats32) -> Floats32:
    return _to_squared_distances(left @ right.T, _squared_norms(left), _squared_norms(right))


def _squared_norms(vectors: Floats32) -> Floats32:
    norms: Floats32 = np.einsum("nd,nd->n", vectors, vectors)
    return norms


def _to_squared_distances(products_LR: Floats32, norms_L: Floats32, norms_R: Floats32) -> Floats32:
    """Of products of vectors, in place."""
    products_LR *= -2
    products_LR += norms_L[:, None]
    products_LR += norms_R
    clipped: Floats32 = np.maximum(products_LR, 0, out=products_LR)
    return clipped


def _reach(squared_SP: Floats32, *, n_labels: int) -> float:
    """The median squared distance to as many neighbours as each label will stand for, by some of P points."""
    n = squared_SP.shape[1]
    near = min(n - 1, int(np.clip(n // max(1, n_labels), FEWEST_NEAR, MOST_NEAR)))
    told = np.partition(squared_SP, near, axis=1)[:, near]
    positive = told[told > 0]
    return float(np.median(positive)) if len(positive) else 1.0


def _kernel(squared: Floats32, reach: float) -> Floats32:
    """In place."""
    squared *= np.float32(-1 / reach)
    # Numbers too small to be stored in full are a hundred times slower, and nothing beside the others.
    np.maximum(squared, LEAST_EXPONENT, out=squared)
    kernel: Floats32 = np.exp(squared, out=squared)
    return kernel
