"""Who gave which label, as arrays: what agreement, confusion and consensus are counted from.

Suffixes: A answers, N items, P people, K labels.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Answers:
    """Made by `of`. items_A, people_A, labels_A: int64, sorted by item, then by person. times_N: of how many items each
    one stands.
    """

    items_A: Ints
    people_A: Ints
    labels_A: Ints
    times_N: Ints
    n_people: int
    n_labels: int

    @classmethod
    def of(
        cls, items: ArrayLike, people: ArrayLike, labels: ArrayLike, *, sizes: tuple[int, int], times: ArrayLike
    ) -> "Answers":
        """From one item, person and label per answer, each counted from 0, in any order; skips are left out.

        sizes: how many people and labels there are. times: one number per item, 1 or more: of how many items it stands,
        as those that the same people answered alike need be there only once.
        Raises ValueError where shapes differ, a number is out of range or a person answers an item twice.
        """
        items_A, people_A, labels_A = (np.asarray(each, dtype=np.int64) for each in (items, people, labels))
        times_N = np.asarray(times, dtype=np.int64)
        if not items_A.shape == people_A.shape == labels_A.shape == (items_A.size,):
            raise ValueError("an answer is one item, one person and one label")
        if times_N.ndim != 1 or np.any(times_N < 1):
            raise ValueError("an item stands for one item or more")
        n_people, n_labels = sizes
        _check("an item", items_A, len(times_N))
        _check("a person", people_A, n_people)
        _check("a label", labels_A, n_labels)
        order = np.lexsort((people_A, items_A))
        items_A, people_A, labels_A = items_A[order], people_A[order], labels_A[order]
        if np.any((items_A[1:] == items_A[:-1]) & (people_A[1:] == people_A[:-1])):
            raise ValueError("a person answers an item once")
        return cls(items_A, people_A, labels_A, times_N, n_people, n_labels)

    @property
    def n_items(self) -> int:
        return len(self.times_N)

    @cached_property
    def counts_NK(self) -> Ints:
        """How often each item was given each label."""
        cells = np.bincount(self.items_A * self.n_labels + self.labels_A, minlength=self.n_items * self.n_labels)
        return cells.reshape(self.n_items, self.n_labels)

    def several(self) -> Iterator[tuple[Ints, int]]:
        """Items with two answers or more: where the answers of each begin, int64[G], and how many each of these has."""
        counts_N = np.bincount(self.items_A, minlength=self.n_items)
        begins_N = np.cumsum(counts_N) - counts_N
        for count in np.unique(counts_N[counts_N > 1]).tolist():
            yield begins_N[counts_N == count], count

    def pairs(self) -> Iterator[tuple[Ints, Ints]]:
        """Positions of answers, [A'] and [A'], of all pairs of people on the same item, the first person before the
        second: a part per number of answers that items have.
        """
        for begins_G, count in self.several():
            first, second = np.triu_indices(count, k=1)
            yield (begins_G[:, None] + first).ravel(), (begins_G[:, None] + second).ravel()


def _check(name: str, numbers_A: Ints, size: int) -> None:
    if numbers_A.size and not 0 <= numbers_A.min() <= numbers_A.max() < size:
        raise ValueError(f"{name} is not between 0 and {size - 1}")
