"""The pool of a seed, with its twist: the same for every arm."""

from dataclasses import dataclass, replace

import numpy as np

from selection.arrays import Floats, Ints
from selection.benchmark.data import Dataset, LabelledItems, pool_of
from selection.benchmark.streams import Stream
from selection.papers.experiment import Twist


@dataclass(frozen=True)
class TwistedPool:
    """What a seed's arms choose from.

    items: the pool, with its labels as they stand in the data. answers int64[N]: what the oracle says.
    locked_rows int64: rows not to be asked for before `unlock_at` labels are known. locked: their classes.
    """

    items: LabelledItems
    answers: Ints
    locked_rows: Ints
    locked: tuple[int, ...]
    unlock_at: int

    def locked_now(self, n_labels: int) -> Ints:
        """int64: rows not to be asked for while `n_labels` are known; none from `unlock_at` labels on."""
        return self.locked_rows if n_labels < self.unlock_at else self.locked_rows[:0]


def twisted(data: Dataset, *, size: int, twist: Twist, seed: int) -> TwistedPool:
    """The pool of `size` items (0: all) under a seed. Raises DataError."""
    rngs = np.random.default_rng([seed, Stream.TWIST]).spawn(4)
    n_classes = len(data.classes)
    items = _duplicated(_imbalanced(pool_of(data, size=size, seed=seed), twist, n_classes, rngs[0]), twist)
    labels = _noisy(items.labels, _noise_of_classes(twist, n_classes), twist.noise_towards, rngs[1])
    even = np.full(n_classes, twist.oracle_noise)
    answers = _noisy(labels, even, "even", rngs[2])
    locked = np.sort(rngs[3].permutation(n_classes)[: twist.locked_classes])
    return TwistedPool(
        items=replace(items, labels=labels),
        answers=answers,
        locked_rows=np.flatnonzero(np.isin(labels, locked)),
        locked=tuple(locked.tolist()),
        unlock_at=round(twist.unlock_at * len(items)),
    )


def _imbalanced(items: LabelledItems, twist: Twist, n_classes: int, rng: np.random.Generator) -> LabelledItems:
    """Keeps ratio ** -(c / (C - 1)) of class c, so that the last has 1 / imbalance of the first's share."""
    if twist.imbalance == 1:
        return items
    kept = []
    for label in range(n_classes):
        rows = np.flatnonzero(items.labels == label)
        share = twist.imbalance ** -(label / max(1, n_classes - 1))
        kept.append(rng.permutation(rows)[: max(1, round(share * len(rows)))])
    return items.take(np.sort(np.concatenate(kept)))


def _duplicated(items: LabelledItems, twist: Twist) -> LabelledItems:
    """The first of `duplicates` equal parts, that many times."""
    if twist.duplicates == 1:
        return items
    n_distinct = max(1, len(items) // twist.duplicates)
    # The pool is in the order of the data, which may be that of classes: every k-th item, not the first ones.
    distinct = np.arange(n_distinct) * twist.duplicates
    return items.take(np.tile(distinct, twist.duplicates))


def _noise_of_classes(twist: Twist, n_classes: int) -> Floats:
    if twist.noise_towards == "rising":
        return twist.label_noise * np.arange(n_classes) / max(1, n_classes - 1)
    return np.full(n_classes, twist.label_noise)


def _noisy(labels_N: Ints, noise_C: Floats, towards: str, rng: np.random.Generator) -> Ints:
    """A share of the labels of each class replaced: by the next class, or evenly by any other."""
    n_classes = len(noise_C)
    is_wrong = rng.random(len(labels_N)) < noise_C[labels_N]
    shift = rng.integers(1, n_classes, size=len(labels_N)) if towards != "next" else np.ones_like(labels_N)
    noisy: Ints = np.where(is_wrong, (labels_N + shift) % n_classes, labels_N)
    return noisy
