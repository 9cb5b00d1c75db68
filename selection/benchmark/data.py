"""Labelled data for a benchmark: one shape for images and texts, whatever the file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from selection.arrays import Images, Ints
from selection.errors import SelectionError
from selection.sources import ImageRows, ItemSource, TextRows

HOLD_OUT = 0.2
HOLD_OUT_SEED = 20_240_229


class DataError(SelectionError):
    """The data is missing, or is not what the benchmark can read; says which file and row."""


@dataclass(frozen=True)
class Labelled:
    """N items with labels int64[N] in [0, classes)."""

    items: Images | list[str]
    labels: Ints

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, rows: Ints) -> "Labelled":
        if isinstance(self.items, list):
            return Labelled([self.items[row] for row in rows], self.labels[rows])
        return Labelled(self.items[rows], self.labels[rows])

    @property
    def source(self) -> ItemSource:
        return TextRows(self.items) if isinstance(self.items, list) else ImageRows(self.items)


@dataclass(frozen=True)
class Dataset:
    """Items to choose from, items to test on, and the names of the classes."""

    kind: str
    classes: tuple[str, ...]
    train: Labelled
    test: Labelled

    def with_test_of(self, size: int) -> "Dataset":
        """At most `size` test items, the same ones for every strategy and seed; 0 keeps all."""
        if not 0 < size < len(self.test):
            return self
        rows = np.random.default_rng(HOLD_OUT_SEED).permutation(len(self.test))[:size]
        return replace(self, test=self.test.take(np.sort(rows)))


def dataset(
    kind: str, items: Images | list[str], names: Sequence[str], *, is_test: NDArray[np.bool_] | None
) -> Dataset:
    """From items, the name of each one's class, and which are test items; a fifth is held out where none is.

    Raises DataError where there are no two classes, or nothing to train or test on.
    """
    classes, labels = np.unique(np.asarray(names, dtype=str), return_inverse=True)
    if len(classes) < 2:
        raise DataError(f"The data has {len(classes)} class; a benchmark needs at least 2.")
    everything = Labelled(items, labels.astype(np.int64))
    is_test = _held_out(len(labels)) if is_test is None else is_test
    if is_test.all() or not is_test.any():
        raise DataError("The data needs both items to choose from and test items.")
    return Dataset(
        kind=kind,
        classes=tuple(classes.tolist()),
        train=everything.take(np.flatnonzero(~is_test)),
        test=everything.take(np.flatnonzero(is_test)),
    )


def _held_out(n: int) -> NDArray[np.bool_]:
    """A random fifth, the same in every run."""
    is_test = np.zeros(n, dtype=np.bool_)
    is_test[np.random.default_rng(HOLD_OUT_SEED).permutation(n)[: max(1, round(HOLD_OUT * n))]] = True
    return is_test


def existing(path: Path) -> Path:
    if not path.exists():
        raise DataError(f"There is no {path}.")
    return path
