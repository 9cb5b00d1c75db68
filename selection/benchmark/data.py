"""Labelled data for a benchmark: one shape for images and texts, whatever the file."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from selection.arrays import Images, Ints
from selection.benchmark.streams import Stream
from selection.errors import SelectionError, StrategyError
from selection.features.rows import with_features
from selection.sources import ImageRows, Items, ItemSource, Picked, TextRows, View
from selection.strategy import HEAD_PROXIES, Strategy

HOLD_OUT = 0.2
HOLD_OUT_SEED = 20_240_229
PIECE = 4096


class DataError(SelectionError):
    """The data is missing, or is not what the benchmark can read; says which file and row."""


@dataclass(frozen=True)
class FeatureFolder:
    """Where the features of a data set lie. data: names its content, so that no other one's are taken for them."""

    path: Path
    data: str

    def file(self, strategy: Strategy) -> Path:
        """The file of one frozen model: kind, model and data are in its name."""
        name = hashlib.sha256(f"{strategy.kind} {strategy.features} {self.data}".encode()).hexdigest()
        return self.path / f"{name[:16]}.npy"


@dataclass(frozen=True)
class LabelledItems:
    """N items with labels int64[N] in [0, classes). origin int64[N]: their rows in the data that was read.

    all_views: representations of all rows of those data, by name.
    """

    items: Images | list[str]
    labels: Ints
    origin: Ints
    features: FeatureFolder | None = None
    all_views: Mapping[str, View] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, rows: Ints) -> "LabelledItems":
        """The items at `rows` int64[R], in their order, with their labels and origin."""
        items = [self.items[row] for row in rows] if isinstance(self.items, list) else self.items[rows]
        return replace(self, items=items, labels=self.labels[rows], origin=self.origin[rows])

    @cached_property
    def plain(self) -> ItemSource:
        """The items themselves."""
        return TextRows(self.items) if isinstance(self.items, list) else ImageRows(self.items)

    @cached_property
    def views(self) -> dict[str, View]:
        """Representations of these items, by name."""
        return {
            name: View(Picked(view.source, self.origin), view.ready[self.origin])
            for name, view in self.all_views.items()
        }

    def source(self, strategy: Strategy) -> ItemSource:
        """The items, or for a head their features. Raises StrategyError where the frozen model is not to be had."""
        if strategy.features in self.views:
            return self.views[strategy.features].source
        source = self.plain
        if strategy.proxy not in HEAD_PROXIES or strategy.by_view:
            return source
        if self.features is None:
            raise StrategyError(f"{strategy.proxy} needs a folder for features.")
        path, data = self.features.file(strategy), self.features.data
        return with_features(source, strategy=strategy, path=path, cache_rows=self.origin, data=data)

    def all(self, strategy: Strategy) -> Items:
        """What the strategy's proxy eats of every item, as `ItemSource.take` gives it. Raises as `source`."""
        return self.source(strategy).take(np.arange(len(self), dtype=np.int64))


@dataclass(frozen=True)
class Dataset:
    """Items to choose from, items to test on, and the names of the classes."""

    kind: str
    classes: tuple[str, ...]
    train: LabelledItems
    test: LabelledItems

    def with_test_of(self, size: int) -> "Dataset":
        """At most `size` test items, the same ones for every strategy and seed; 0 keeps all."""
        if not 0 < size < len(self.test):
            return self
        rows = np.random.default_rng(HOLD_OUT_SEED).permutation(len(self.test))[:size]
        return replace(self, test=self.test.take(np.sort(rows)))

    def with_features_in(self, folder: Path) -> "Dataset":
        """Features of its items, where a head asks for them, are kept in `folder` from run to run."""
        features = FeatureFolder(folder, self.digest)
        return replace(self, train=replace(self.train, features=features), test=replace(self.test, features=features))

    def viewed_by(self, views: Mapping[str, View]) -> "Dataset":
        """With these views of all its rows, by `LabelledItems.origin`."""
        return replace(self, train=replace(self.train, all_views=views), test=replace(self.test, all_views=views))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of items and labels, in hexadecimal: what saved runs know these data by."""
        digest = hashlib.sha256()
        for part in (self.train, self.test):
            digest.update(part.labels.tobytes())
            for piece in _bytes_of(part.items):
                digest.update(piece)
        return digest.hexdigest()


def _bytes_of(items: Images | list[str]) -> Iterator[bytes]:
    """Piece by piece: a memory map would not fit into memory at once."""
    if isinstance(items, list):
        yield "\0".join(items).encode()
        return
    for start in range(0, len(items), PIECE):
        yield items[start : start + PIECE].tobytes()


def dataset(
    kind: str, items: Images | list[str], names: Sequence[str], *, is_test: NDArray[np.bool_] | None
) -> Dataset:
    """From items, the name of each one's class, and which are test items; a fifth is held out where none is.

    Raises DataError where there are no two classes, or nothing to train or test on.
    """
    classes, labels = np.unique(np.asarray(names, dtype=str), return_inverse=True)
    if len(classes) < 2:
        raise DataError(f"The data has {len(classes)} class; a benchmark needs at least 2.")
    everything = LabelledItems(items, labels.astype(np.int64), np.arange(len(labels), dtype=np.int64))
    is_test = _held_out(len(labels)) if is_test is None else is_test
    if is_test.all() or not is_test.any():
        raise DataError("The data needs both items to choose from and test items.")
    return Dataset(
        kind=kind,
        classes=tuple(classes.tolist()),
        train=everything.take(np.flatnonzero(~is_test)),
        test=everything.take(np.flatnonzero(is_test)),
    )


def split_dataset(
    kind: str,
    classes: Sequence[str],
    *,
    train: tuple[Images | list[str], Ints],
    test: tuple[Images | list[str], Ints],
) -> Dataset:
    """From items and labels int64[N] of a fixed split, the classes in the order of their numbers; nothing is copied.

    Raises DataError where a part is empty, or a label is no class.
    """
    n_train = len(train[1])
    for name, (_, labels) in (("train", train), ("test", test)):
        if not len(labels):
            raise DataError(f"The data has no {name} items.")
        if labels.min() < 0 or labels.max() >= len(classes):
            raise DataError(f"A {name} label lies outside 0 to {len(classes) - 1}.")
    return Dataset(
        kind=kind,
        classes=tuple(classes),
        train=LabelledItems(*train, np.arange(n_train, dtype=np.int64)),
        test=LabelledItems(*test, np.arange(n_train, n_train + len(test[1]), dtype=np.int64)),
    )


def pool_of(data: Dataset, *, size: int, seed: int) -> LabelledItems:
    """The items to choose from, the same for every strategy under a seed; `size` 0 is all. Raises DataError."""
    if size == 0:
        return data.train
    if size > len(data.train):
        raise DataError(f"--pool asks for {size} items; the data has {len(data.train)} to choose from.")
    rows = np.random.default_rng([seed, Stream.POOL]).permutation(len(data.train))[:size]
    return data.train.take(np.sort(rows))


def _held_out(n: int) -> NDArray[np.bool_]:
    """A random fifth, the same in every run."""
    is_test = np.zeros(n, dtype=np.bool_)
    is_test[np.random.default_rng(HOLD_OUT_SEED).permutation(n)[: max(1, round(HOLD_OUT * n))]] = True
    return is_test


def existing(path: Path) -> Path:
    """`path` itself. Raises DataError where nothing lies there."""
    if not path.exists():
        raise DataError(f"There is no {path}.")
    return path
