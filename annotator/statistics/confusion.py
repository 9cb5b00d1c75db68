"""Which labels two people gave on the items that both answered, and a person beside the truth, or beside a model."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from annotator.statistics.answers import Answers, Ints
from annotator.statistics.shares import Estimate, wilson


@dataclass(frozen=True)
class Confusion:
    """Cells that are not empty, one at least. first_C, second_C: the labels that the first and the second gave;
    times_C: how often.

    first, second: numbers of people; where one is compared with the truth or with a model, `second` is None, and
    second_C what that says.
    """

    first: int
    second: int | None
    first_C: Ints
    second_C: Ints
    times_C: Ints

    @property
    def n(self) -> int:
        """Items that both answered."""
        return int(self.times_C.sum())

    @property
    def alike(self) -> int:
        """Items to which both gave the same label."""
        return int(self.times_C[self.first_C == self.second_C].sum())

    @property
    def same(self) -> Estimate:
        """The share of items to which both gave the same label."""
        return wilson(self.alike, self.n)


def confusions(answers: Answers) -> list[Confusion]:
    """Of each pair of people who answered the same item, whoever shares most with whom first; else in their order."""
    labels, people = answers.n_labels, answers.n_people
    keys, times = [], []
    for first, second in answers.pairs():
        pair = answers.people_A[first] * people + answers.people_A[second]
        keys.append((pair * labels + answers.labels_A[first]) * labels + answers.labels_A[second])
        times.append(answers.times_N[answers.items_A[first]])
    if not keys:
        return []
    cells, which = np.unique(np.concatenate(keys), return_inverse=True)
    times_C = np.bincount(which, weights=np.concatenate(times)).astype(np.int64)
    pairs_C, first_C, second_C = cells // labels**2, cells // labels % labels, cells % labels
    parts = np.split(np.arange(len(cells)), np.flatnonzero(np.diff(pairs_C)) + 1)
    found = [
        Confusion(*divmod(int(pairs_C[part[0]]), people), first_C[part], second_C[part], times_C[part])
        for part in parts
    ]
    return sorted(found, key=lambda each: -each.n)


def against(person: int, cells: Iterable[tuple[int, int, int]]) -> Confusion:
    """Of one person. cells: the label that they gave, the true one or a model's, and how often."""
    first_C, second_C, times_C = np.array(list(cells), dtype=np.int64).reshape(-1, 3).T
    return Confusion(person, None, first_C, second_C, times_C)
