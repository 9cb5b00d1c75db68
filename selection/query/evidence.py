"""What a rule for picking is told, and what it gives back."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from selection.arrays import Floats, Floats32, Ints
from selection.draws import even_draw
from selection.errors import BadInput, NonFiniteScore
from selection.strategy import Strategy

# Numbers of embeddings that a pick holds at once: a quarter of a gigabyte.
MOST_HELD = 2**26


def _no_embeddings() -> Floats32:
    return np.zeros((0, 0), dtype=np.float32)


def _no_counts() -> Ints:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Evidence:
    """What a pick may look at: K candidates, and the rows labelled so far.

    scores_K float64[K], higher = ask sooner; probs_KC float32[K, C], None without a proxy.
    labelled_counts int64[C]: labels known so far, per class.
    embeddings() float32[K, D] and labelled_embeddings() float32[M, D] cost a pass over the items: a pick that
    does not need them does not call them. embeddings_at and labelled_at give those of some positions alone, where that
    is cheaper.
    """

    scores_K: Floats
    probs_KC: Floats32 | None = None
    embeddings: Callable[[], Floats32] = _no_embeddings
    labelled_embeddings: Callable[[], Floats32] = _no_embeddings
    labelled_counts: Ints = field(default_factory=_no_counts)
    embeddings_at: Callable[[Ints], Floats32] | None = None
    labelled_at: Callable[[Ints], Floats32] | None = None

    @property
    def may_be_held(self) -> bool:
        """Whether the embeddings of all candidates fit into a quarter of a gigabyte; if not, read some at a time."""
        if self.embeddings_at is None or not len(self.scores_K):
            return True
        return self.embeddings_at(np.zeros(1, dtype=np.int64)).size * len(self.scores_K) <= MOST_HELD

    def embeddings_of(self, pos: Ints) -> Floats32:
        """float32[P, D] of the candidates at `pos`, in their order."""
        return self.embeddings()[pos] if self.embeddings_at is None else self.embeddings_at(pos)

    def some_labelled(self, most: int, *, rng: np.random.Generator) -> Floats32:
        """float32[min(M, most), D]: the labelled rows, an even draw where there are more."""
        if self.labelled_at is None:
            every = self.labelled_embeddings()
            return every[_drawn(len(every), most, rng=rng)]
        return self.labelled_at(_drawn(int(self.labelled_counts.sum()), most, rng=rng))

    def class_probabilities(self) -> Floats32:
        """probs_KC. Raises BadInput where there are none."""
        if self.probs_KC is None:
            raise BadInput("This way of picking needs the class probabilities of a proxy.")
        return self.probs_KC


def _drawn(n: int, most: int, *, rng: np.random.Generator) -> Ints:
    """Positions, ascending."""
    return np.arange(n) if n <= most else np.sort(even_draw(n, most, rng=rng))


@dataclass(frozen=True)
class Picked:
    """positions int64[k] into the scores, in the order picked; probabilities float64[K] of being picked.

    Where these are not known (a deterministic pick, or k-means++, whose chances have no closed form) they are 1
    throughout.
    """

    positions: Ints
    probabilities: Floats

    @classmethod
    def surely(cls, positions: Ints, *, n: int) -> "Picked":
        """`positions` among `n`, their probabilities not known."""
        return cls(positions, np.ones(n))


Pick = Callable[[Evidence, int, Strategy, np.random.Generator], Picked]


def finite(embeddings: Floats32) -> Floats32:
    """float32, contiguous. Raises NonFiniteScore: a distance to NaN must never become "far"."""
    if not np.isfinite(embeddings).all():
        raise NonFiniteScore("The proxy gave an embedding that is not finite.")
    return np.ascontiguousarray(embeddings, dtype=np.float32)
