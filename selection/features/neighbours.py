"""What lies near what in a representation: nearest rows, and a picture of the whole in a plane."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from selection.arrays import Floats, Floats32, Ints
from selection.features.combined import of_length
from selection.sources import ItemSource, View, features_at

READ_ROWS = 8192
# Directions beside the two wanted, and passes, until these have settled.
SPARE, PASSES = 8, 20
# Of rows of length 1; below it is what rounding leaves.
LEAST_WIDTH = 1e-6


@dataclass(frozen=True)
class Neighbours:
    """rows int64[K], the nearest first, and their cosines float64[K]; `among`: rows that were looked at."""

    rows: Ints
    cosines: Floats
    among: int


def nearest(view: View, vectors_VD: Floats32, *, k: int, most: int, but: Ints) -> Neighbours:
    """The k rows whose features point most nearly where one of V ≥ 1 vectors does, all of `but` left out.

    most: rows to look at; of more that are ready, evenly spread ones. O(most · V · D), reading a part at a time.
    """
    is_asked = view.ready.copy()
    is_asked[but] = False
    rows = evenly_spread(np.flatnonzero(is_asked), most)
    wanted = of_length(1.0, vectors_VD).T
    parts = [(features @ wanted).max(axis=1) for features in unit_parts(view.source, rows)]
    cosines = np.concatenate([np.zeros(0, dtype=np.float32), *parts]).astype(np.float64)
    best = np.argsort(-cosines, kind="stable")[:k]
    return Neighbours(rows[best], cosines[best], len(rows))


def in_plane(view: View, rows_R: Ints) -> Floats:
    """float64[R, 2]: the two directions in which the rows differ most, each scaled to [-1, 1]. (Principal components.)

    The sign is fixed by the largest entry of each direction, so that the picture does not flip from call to call.
    Along a direction in which the rows hardly differ all of them are at 0. O(R · D).
    """
    if not len(rows_R):
        return np.zeros((0, 2))
    units = np.concatenate(list(unit_parts(view.source, rows_R))).astype(np.float64)
    units -= units.mean(axis=0)
    directions = _leading(units)
    axes = np.zeros((2, units.shape[1]))
    axes[: len(directions)] = directions
    signs = np.sign(axes[[0, 1], np.abs(axes).argmax(axis=1)])
    places: Floats = units @ (axes * signs[:, None]).T
    widest = np.abs(places).max(axis=0)
    scaled: Floats = np.divide(places, widest, out=np.zeros_like(places), where=widest > LEAST_WIDTH)
    return scaled


def _leading(centred_RD: Floats) -> Floats:
    """float64[at most 2, D]: the first principal directions, by subspace iteration (Halko et al. 0909.4061, 4.4).

    All of them, by an SVD, take seconds where features are long.
    """
    width = min(2 + SPARE, *centred_RD.shape)
    basis = np.random.default_rng(0).normal(size=(centred_RD.shape[1], width))
    for _ in range(PASSES):
        basis, _ = np.linalg.qr(centred_RD.T @ (centred_RD @ basis))
    _, _, turns = np.linalg.svd(centred_RD @ basis, full_matrices=False)
    leading: Floats = (turns @ basis.T)[:2]
    return leading


def evenly_spread(rows: Ints, most: int) -> Ints:
    """At most `most` of `rows`, in their order, as far from each other as they can be; most ≥ 1."""
    return rows if len(rows) <= most else rows[np.linspace(0, len(rows) - 1, most).astype(np.int64)]


def unit_parts(source: ItemSource, rows: Ints) -> Iterator[Floats32]:
    """float32[R, D] in parts, in the order of `rows`: each row at length 1."""
    for start in range(0, len(rows), READ_ROWS):
        # Those of zeros stay so, and are near to nothing.
        yield of_length(1.0, features_at(source, rows[start : start + READ_ROWS]))
