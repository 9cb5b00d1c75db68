"""What crosses the wall from the product into the engine: items by row, labels by row, rows left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from selection.arrays import Bools, Floats32, Images, Ints, as_rows
from selection.errors import BadInput

Items = Images | Floats32 | list[str]


class ItemSource(Protocol):
    """Items of a project, by row. Rows are fixed: row r is the same item for ever."""

    @property
    def n_rows(self) -> int:
        """Number of items."""
        ...

    def take(self, rows_R: Ints, /) -> Items:
        """uint8[R, H, W, C] for images, R strings for texts, float32[R, D] for features, in the order of `rows_R`."""
        ...


@dataclass(frozen=True)
class ImageRows:
    """Images in one array or memory map: uint8[N, H, W, C] with C = 1 or 3, or uint8[N, H, W] for grey."""

    images: Images

    def __post_init__(self) -> None:
        if self.images.dtype != np.uint8 or self.images.ndim not in (3, 4):
            shape = self.images.shape
            raise BadInput(f"Images must be uint8[N, H, W, C]; got {self.images.dtype}{list(shape)}.")

    @property
    def n_rows(self) -> int:
        """Number of images."""
        return len(self.images)

    def take(self, rows_R: Ints, /) -> Images:
        """uint8[R, H, W, C] in the order of `rows_R`, a copy."""
        taken = np.asarray(self.images[rows_R])
        return taken if taken.ndim == 4 else taken[..., None]


@dataclass(frozen=True)
class TextRows:
    """Texts in a sequence."""

    texts: Sequence[str]

    @property
    def n_rows(self) -> int:
        """Number of texts."""
        return len(self.texts)

    def take(self, rows_R: Ints, /) -> list[str]:
        """R texts in the order of `rows_R`."""
        return [self.texts[row] for row in rows_R]


def _no_rows() -> Ints:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class LabelledBatch:
    """Labels that no round has consumed yet: rows_B int64[B], labels_B int64[B] in [0, n_classes).

    A row may come again, within a batch or in a later one: the last label replaces the earlier ones.
    forgotten_rows int64[F]: rows whose label was taken back after a round had consumed it; they leave memory. One
        that has a label in this very batch is not forgotten, and one that no round consumed changes nothing.
    """

    rows_B: Ints = field(default_factory=_no_rows)
    labels_B: Ints = field(default_factory=_no_rows)
    forgotten_rows: Ints = field(default_factory=_no_rows)

    def __post_init__(self) -> None:
        if np.shape(self.rows_B) != np.shape(self.labels_B):
            raise BadInput(
                f"A labelled batch needs one label per row; got {np.size(self.rows_B)} rows "
                f"and {np.size(self.labels_B)} labels."
            )

    def checked(self, *, n_rows: int, n_classes: int) -> "LabelledBatch":
        """A copy with each row once, its last label kept. Raises BadInput on a row or label out of range."""
        rows = as_rows(self.rows_B, n_rows=n_rows, name="rows of the labelled batch")
        labels = as_rows(self.labels_B, n_rows=n_classes, name="labels")
        last_pos = len(rows) - 1 - np.unique(rows[::-1], return_index=True)[1]
        keep_pos = np.sort(last_pos)
        forgotten = as_rows(self.forgotten_rows, n_rows=n_rows, name="forgotten rows")
        return LabelledBatch(rows[keep_pos], labels[keep_pos], np.setdiff1d(forgotten, rows))

    def without(self, rows: Ints) -> "LabelledBatch":
        """The batch less `rows`; what it forgets stays forgotten."""
        keep = ~np.isin(self.rows_B, rows)
        return LabelledBatch(self.rows_B[keep], self.labels_B[keep], self.forgotten_rows)

    def __len__(self) -> int:
        return len(self.rows_B)


def features_at(source: ItemSource, rows_R: Ints) -> Floats32:
    """float32[R, D] of a source of features, in the order of `rows_R`. Raises BadInput where it holds anything else."""
    features = source.take(rows_R)
    if not isinstance(features, np.ndarray) or features.ndim != 2:
        raise BadInput("These items are no features: a view gives float32[R, D].")
    return features.astype(np.float32, copy=False)


@dataclass(frozen=True)
class View:
    """One representation of all rows: features float32[R, D] by row, and ready bool[N], which rows have theirs.

    Rows that are not ready are never taken. Raises BadInput where `ready` speaks of another number of rows.
    """

    source: ItemSource
    ready: Bools

    def __post_init__(self) -> None:
        if self.ready.shape != (self.source.n_rows,):
            raise BadInput(f"A view of {self.source.n_rows} rows needs as many marks; got {list(self.ready.shape)}.")


@dataclass(frozen=True)
class Picked:
    """Some rows of another source, in an order of their own, perhaps more than once."""

    source: ItemSource
    rows: Ints

    @property
    def n_rows(self) -> int:
        """Number of rows picked."""
        return len(self.rows)

    def take(self, rows_R: Ints, /) -> Items:
        """As the other source gives them, in the order of `rows_R`."""
        return self.source.take(self.rows[rows_R])


@dataclass(frozen=True)
class Pool:
    """The items of a round.

    excluded_rows: never candidates (annotated, leased, gold, broken).
    probe_rows: never candidates and never trained on; the updated proxy gives their class probabilities
        (audit items), in the order given here.
    views: representations of the same rows by name, for strategies whose `features` name one, or "auto".
    """

    source: ItemSource
    excluded_rows: Ints = field(default_factory=_no_rows)
    probe_rows: Ints = field(default_factory=_no_rows)
    views: Mapping[str, View] = field(default_factory=dict)

    def open_rows(self) -> Ints:
        """Rows that may become candidates, ascending. Raises BadInput on a row out of range."""
        n_rows = self.source.n_rows
        is_open = np.ones(n_rows, dtype=np.bool_)
        is_open[as_rows(self.excluded_rows, n_rows=n_rows, name="excluded rows")] = False
        is_open[as_rows(self.probe_rows, n_rows=n_rows, name="probe rows")] = False
        return np.flatnonzero(is_open)
