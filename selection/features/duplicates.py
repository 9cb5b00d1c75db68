"""Which rows are nearly the same as an earlier one, so that one answer serves them all."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from selection.arrays import Bools, Floats32, Ints
from selection.draws import even_draw
from selection.errors import BadInput
from selection.features.neighbours import unit_parts
from selection.sources import View
from selection.stopping import Stop, stop_if_asked

# Up to so many rows each is compared with each; of more, those that share a cell.
MOST_COMPARED = 8192
# Rows of a cell, on average, and cells of a row: near copies hardly ever lie in different ones.
ROWS_PER_CELL, CELLS_OF_ROW = 1000, 2
# Rows at a time that are held against those that stand for others.
BLOCK = 1024


def near_duplicates(
    view: View, rows_R: Ints, *, threshold: float, n_fixed: int = 0, should_stop: Stop | None = None
) -> Ints:
    """int64[R]: which row stands for each: an earlier one of `rows_R` with a cosine of `threshold` or more, or itself.

    rows_R: each once, those that should rather stand for others first. Who stands for others stands for itself, so no
        chain of near copies drifts away; and so do the first `n_fixed`, whatever is like them.
    Exact for 8,192 rows; of more, cells of about 1,000 alike rows are searched, and one in a hundred pairs is missed.
        O(R² / 1000 · D), reading a part at a time.
    Raises BadInput where a row is not ready, or the threshold is not in (0, 1]; RoundStopped.
    """
    if not 0 < threshold <= 1:
        raise BadInput(f"The threshold of near-duplicates is a cosine above 0 and at most 1; got {threshold}.")
    if not view.ready[rows_R].all():
        raise BadInput("Near-duplicates are sought among rows whose features are there.")
    standing = _Standing.begun(view, rows_R, threshold=threshold, n_fixed=n_fixed)
    for pos in _cells(view, rows_R, should_stop=should_stop):
        standing.through(pos, should_stop=should_stop)
    found: Ints = rows_R[standing.by]
    return found


@dataclass
class _Standing:
    """by int64[R]: the position that stands for each. is_fixed bool[R]: stands for itself for good."""

    view: View
    rows: Ints
    threshold: float
    by: Ints
    is_fixed: Bools

    @classmethod
    def begun(cls, view: View, rows_R: Ints, *, threshold: float, n_fixed: int) -> "_Standing":
        places = np.arange(len(rows_R))
        return cls(view, rows_R, threshold, places, places < n_fixed)

    def through(self, pos: Ints, *, should_stop: Stop | None) -> None:
        """One cell, its positions ascending: each is held against those before it that stand for themselves."""
        kept: list[Floats32] = []
        kept_pos: list[Ints] = []
        for start in range(0, len(pos), BLOCK):
            stop_if_asked(should_stop)
            block = pos[start : start + BLOCK]
            block = block[self.by[block] == block]
            if not len(block):
                continue
            units = self._units(block)
            for earlier, earlier_pos in zip(kept, kept_pos, strict=True):
                self._stand(earlier_pos, block, earlier @ units.T >= self.threshold)
            self._stand(block, block, np.triu(units @ units.T >= self.threshold, k=1))
            stays = self.by[block] == block
            kept.append(units[stays])
            kept_pos.append(block[stays])

    def _stand(self, before: Ints, after: Ints, is_near: Bools) -> None:
        """is_near bool[before, after]: each of `before` stands for those near it that are free, the first of them."""
        for place in np.flatnonzero(is_near.any(axis=1)):
            pos = before[place]
            if self.by[pos] != pos:
                continue
            near = after[is_near[place]]
            near = near[(self.by[near] == near) & ~self.is_fixed[near]]
            if len(near):
                self.by[near] = pos
                self.is_fixed[pos] = True

    def _units(self, pos: Ints) -> Floats32:
        return np.concatenate(list(unit_parts(self.view.source, self.rows[pos])))


def _cells(view: View, rows_R: Ints, *, should_stop: Stop | None) -> Iterator[Ints]:
    """Positions that are compared with each other, ascending: all of them, or those nearest to one pivot each."""
    if len(rows_R) <= MOST_COMPARED:
        yield np.arange(len(rows_R))
        return
    rng = np.random.default_rng(0)
    pivots = np.sort(even_draw(len(rows_R), len(rows_R) // ROWS_PER_CELL, rng=rng))
    centres = np.concatenate(list(unit_parts(view.source, rows_R[pivots])))
    nearest = []
    for units in unit_parts(view.source, rows_R):
        stop_if_asked(should_stop)
        cosines = units @ centres.T
        nearest.append(np.argpartition(-cosines, CELLS_OF_ROW - 1, axis=1)[:, :CELLS_OF_ROW].astype(np.int32))
    cells = np.concatenate(nearest).ravel()
    order = np.argsort(cells, kind="stable")
    for cell in np.split(order // CELLS_OF_ROW, np.flatnonzero(np.diff(cells[order])) + 1):
        yield np.sort(cell)
