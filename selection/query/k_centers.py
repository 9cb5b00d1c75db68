"""Greedy k-centers: always the candidate farthest from all that is labelled or picked.

(Core-set: Sener & Savarese 1708.00489, Algorithm 1; SVP §3; Wolf 2011.)
"""

from collections.abc import Callable
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
# Points read at a time, where they are not held.
PART = 16_384

At = Callable[[Ints], Floats32]
"""Positions → points float32[P, D], in their order."""


def k_centers(evidence: Evidence, k: int, _strategy: Strategy, rng: np.random.Generator) -> Picked:
    """Sequential farthest-first in Euclidean distance; all labelled rows are centres from the start.

    Without any, the first is drawn evenly. The scores play no part.
    """
    n = len(evidence.scores_K)
    if not min(n, k):
        return Picked.surely(np.zeros(0, dtype=np.int64), n=n)
    centres = finite(evidence.labelled_embeddings())
    if evidence.may_be_held:
        chosen = farthest_first(finite(evidence.embeddings()), centres, k=min(k, n), rng=rng)
    else:
        chosen = farthest_read(lambda pos: finite(evidence.embeddings_of(pos)), n, centres, k=min(k, n), rng=rng)
    return Picked.surely(chosen, n=n)


def farthest_first(points_ND: Floats32, centres_MD: Floats32, *, k: int, rng: np.random.Generator) -> Ints:
    """`k` positions of `points`, each the farthest from `centres` and those before it; int64[k].

    O(N) memory beyond the points. Ties at random. Exact up to the rounding of float32 squares.
    """
    shuffled_pos = rng.permutation(len(points_ND))
    # Around zero, squares are small and lose little when one is taken from another.
    origin = points_ND.mean(axis=0)
    points = points_ND[shuffled_pos] - origin
    return shuffled_pos[_picks(points.__getitem__, len(points), _around(origin, centres_MD), k=k)]


def farthest_read(at: At, n: int, centres_MD: Floats32, *, k: int, rng: np.random.Generator) -> Ints:
    """The same of `n` points that are read, part by part and front by front, and never held; O(n) memory."""
    shuffled_pos = rng.permutation(n)
    origin = at(np.sort(shuffled_pos[:PART])).mean(axis=0)
    return shuffled_pos[_picks(lambda pos: at(shuffled_pos[pos]) - origin, n, _around(origin, centres_MD), k=k)]


def _around(origin: Floats32, centres: Floats32) -> Floats32:
    return centres - origin if len(centres) else centres


def _picks(at: At, n: int, centres: Floats32, *, k: int) -> Ints:
    """Positions among the points as `at` gives them; without centres the first of them is one, and picked."""
    if len(centres):
        return _Search.begun(at, n, centres).picks(k)
    search = _Search.begun(at, n, at(np.zeros(1, dtype=np.int64)))
    search.nearest[0] = DONE
    return np.concatenate([[0], search.picks(k - 1)]).astype(np.int64)


@dataclass
class _Search:
    """One running minimum per point, brought up to date only for the points that might be next.

    A distance to the nearest centre only ever shrinks, so an old one is an upper bound. The front holds the points
    of the highest bounds, up to date. While its farthest is at least as far as the highest bound outside, it is
    the farthest of all; else a new front is chosen. Most points are never looked at again.
    """

    at: At
    norms: Floats32
    nearest: Floats32  # Squared distances; DONE once picked.
    seen: Ints  # Picks that `nearest` has taken into account.

    @classmethod
    def begun(cls, at: At, n: int, centres: Floats32) -> "_Search":
        norms, nearest = np.empty(n, dtype=np.float32), np.full(n, np.inf, dtype=np.float32)
        for start in range(0, n, PART):
            part = slice(start, start + PART)
            points = at(np.arange(start, min(n, start + PART)))
            norms[part] = _squared_norms(points)
            _come_nearer(nearest[part], points, norms[part], centres)
        return cls(at, norms, nearest, np.zeros(n, dtype=np.int64))

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
        points, norms = self.at(front), self.norms[front]
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
        if missed:
            _come_nearer(nearest, points, norms, self.at(np.array(missed)))
        return nearest


def _come_nearer(nearest: Floats32, points: Floats32, norms: Floats32, centres: Floats32) -> None:
    """`nearest` becomes the minimum of itself and the squared distances to `centres`, in place.

    |p|² + |c|² - 2 p·c, of which the last two come out of one matrix product with an extra column.
    """
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
