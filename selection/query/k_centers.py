"""Greedy k-centers: always the candidate farthest from all that is labelled or picked.

(Core-set: Sener & Savarese 1708.00489, Algorithm 1; SVP §3; Wolf 2011.)
"""

from dataclasses import dataclass

import numpy as np

from selection.arrays import Floats32, Ints
from selection.query.evidence import Evidence, Picked, finite
from selection.strategy import Strategy

# So many distances at a time: a block stays in the cache.
DISTANCES = 2**18
FIRST_FRONT = 512
FEW_PICKS = 32
DONE = -1.0


def k_centers(evidence: Evidence, k: int, _strategy: Strategy, rng: np.random.Generator) -> Picked:
    """Sequential farthest-first in Euclidean distance; all labelled rows are centres from the start.

    Without any, the first is drawn evenly. The scores play no part.
    """
    n = len(evidence.scores_K)
    if not min(n, k):
        return Picked.surely(np.zeros(0, dtype=np.int64), n=n)
    points, centres = finite(evidence.embeddings()), finite(evidence.labelled_embeddings())
    return Picked.surely(farthest_first(points, centres, k=min(k, n), rng=rng), n=n)


def farthest_first(points_ND: Floats32, centres_MD: Floats32, *, k: int, rng: np.random.Generator) -> Ints:
    """`k` positions of `points`, each the farthest from `centres` and those before it; int64[k].

    O(N) memory beyond the points. Ties at random. Exact up to the rounding of float32 squares.
    """
    shuffled_pos = rng.permutation(len(points_ND))
    # Around zero, squares are small and lose little when one is taken from another.
    origin = points_ND.mean(axis=0)
    points = points_ND[shuffled_pos] - origin
    if len(centres_MD):
        search = _Search.begun(points, centres_MD - origin)
        return shuffled_pos[search.picks(k)]
    search = _Search.begun(points, points[:1])
    search.nearest[0] = DONE
    return shuffled_pos[np.concatenate([[0], search.picks(k - 1)]).astype(np.int64)]


@dataclass
class _Search:
    """One running minimum per point, brought up to date only for the points that might be next.

    A distance to the nearest centre only ever shrinks, so an old one is an upper bound. The front holds the points
    of the highest bounds, up to date. While its farthest is at least as far as the highest bound outside, it is
    the farthest of all; else a new front is chosen. Most points are never looked at again.
    """

    points: Floats32
    norms: Floats32
    nearest: Floats32  # Squared distances; DONE once picked.
    seen: Ints  # Picks that `nearest` has taken into account.

    @classmethod
    def begun(cls, points: Floats32, centres: Floats32) -> "_Search":
        norms = _squared_norms(points)
        nearest = np.full(len(points), np.inf, dtype=np.float32)
        _come_nearer(nearest, points, norms, centres)
        return cls(points, norms, nearest, np.zeros(len(points), dtype=np.int64))

    def picks(self, k: int) -> Ints:
        picked: list[int] = []
        size = FIRST_FRONT
        while len(picked) < k:
            before = len(picked)
            self._picks_of_a_front(picked, k, size=size)
            # Where picks reach far, fronts wear out at once: larger ones then cost less than many.
            if len(picked) - before < FEW_PICKS:
                size *= 2
        return np.array(picked, dtype=np.int64)

    def _picks_of_a_front(self, picked: list[int], k: int, *, size: int) -> None:
        front, highest_outside = self._front(size)
        points, norms = self.points[front], self.norms[front]
        nearest = self._up_to_date(front, points, norms, picked)
        while len(picked) < k:
            pos = int(nearest.argmax())
            if nearest[pos] < highest_outside:
                break
            picked.append(int(front[pos]))
            np.minimum(nearest, _to_centre(points, norms, pos), out=nearest)
            nearest[pos] = DONE
        self.nearest[front] = nearest
        self.seen[front] = len(picked)

    def _front(self, size: int) -> tuple[Ints, float]:
        n = len(self.nearest)
        if size >= n:
            return np.arange(n), -np.inf
        order = np.argpartition(self.nearest, n - size - 1)
        return order[n - size :], float(self.nearest[order[n - size - 1]])

    def _up_to_date(self, front: Ints, points: Floats32, norms: Floats32, picked: list[int]) -> Floats32:
        nearest = self.nearest[front]
        missed = picked[int(self.seen[front].min()) :]
        _come_nearer(nearest, points, norms, self.points[missed])
        return nearest


def _come_nearer(nearest: Floats32, points: Floats32, norms: Floats32, centres: Floats32) -> None:
    """`nearest` becomes the minimum of itself and the squared distances to `centres`, in place.

    |p|² + |c|² - 2 p·c, of which the last two come out of one matrix product with an extra column.
    """
    if not len(centres):
        return
    by_centre = np.concatenate([-2 * centres, _squared_norms(centres)[:, None]], axis=1).T
    size = max(1, DISTANCES // len(centres))
    for start in range(0, len(points), size):
        block = slice(start, start + size)
        padded = np.concatenate([points[block], np.ones((len(points[block]), 1), np.float32)], axis=1)
        least = (padded @ by_centre).min(axis=1)
        np.minimum(nearest[block], np.maximum(least + norms[block], 0), out=nearest[block])


def _to_centre(points: Floats32, norms: Floats32, pos: int) -> Floats32:
    """Squared distances to the point at `pos`."""
    squared: Floats32 = points @ points[pos]
    squared *= -2
    squared += norms
    squared += norms[pos]
    return np.maximum(squared, 0, out=squared)


def _squared_norms(vectors: Floats32) -> Floats32:
    norms: Floats32 = np.einsum("nd,nd->n", vectors, vectors)
    return norms
