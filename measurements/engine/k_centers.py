"""Greedy k-centers: time beside others with equal results, and how it grows."""

import tracemalloc
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from skactiveml.pool import CoreSet
from small_text.query_strategies.coresets import greedy_coreset

from measurements.engine.timing import one_core, seconds, slope
from measurements.figures import Figure, Result, figure
from selection.arrays import Floats, Floats32, Ints
from selection.query.k_centers import farthest_first

TARGET_S = 0.1
# S4: time grows with candidates times picks, not faster.
TARGET_SLOPE = 1.1
# Squared distances of 64 numbers in float32.
ROUNDING = 1e-4


@dataclass(frozen=True)
class Case:
    """`picks` of `points` candidates with `centres` labelled rows."""

    points: int
    centres: int
    picks: int
    dimensions: int = 64

    def data(self) -> tuple[Floats32, Floats32]:
        """Gaussian: nothing is near anything, so nothing is easily ruled out."""
        rng = np.random.default_rng(1)
        drawn = rng.normal(size=(self.points + self.centres, self.dimensions)).astype(np.float32)
        return drawn[: self.points], drawn[self.points :]

    def __str__(self) -> str:
        return f"{self.picks:,} of {self.points:,}, {self.centres:,} labelled"


LARGE, SMALL = Case(20_000, 1_000, 1_000), Case(2_000, 100, 100)
OVER_POINTS = [Case(points, 1_000, 1_000) for points in (5_000, 10_000, 20_000, 45_000)]
OVER_PICKS = [Case(45_000, 1_000, picks) for picks in (500, 1_000, 2_000, 5_000)]
QUICK = Case(400, 20, 20)


def measure(*, quick: bool) -> Result:
    with one_core():
        large = _beside(QUICK if quick else LARGE, {"ours": ours, "NumPy": plain, "scikit-activeml": scikit_activeml})
        small = _beside(QUICK if quick else SMALL, {"ours": ours, "small-text": small_text})
        over_points = _growth([Case(size, 20, 20) for size in (200, 400)] if quick else OVER_POINTS)
        over_picks = _growth([Case(400, 20, picks) for picks in (20, 100)] if quick else OVER_PICKS)
    figures = [
        _figure(QUICK if quick else LARGE, large, target=TARGET_S),
        # small-text computes every distance anew for every pick: at the size above it would take an hour.
        _figure(QUICK if quick else SMALL, small),
        _slope_figure("candidates", over_points, [case.points for case in over_points]),
        _slope_figure("picks", over_picks, [case.picks for case in over_picks]),
        _memory_figure(QUICK if quick else OVER_PICKS[-1]),
    ]
    raw = {
        "clock": "CPU time, one thread",
        "seconds": {"large": large, "small": small},
        "growth": {str(case): taken for case, taken in {**over_points, **over_picks}.items()},
    }
    return Result(figures, raw)


Way = Callable[[Floats32, Floats32, int], Ints]


def ours(points: Floats32, centres: Floats32, k: int) -> Ints:
    return farthest_first(points, centres, k=k, rng=np.random.default_rng(1))


def plain(points: Floats32, centres: Floats32, k: int) -> Ints:
    """One running minimum over all points, a matrix times a vector per pick: what ours is measured against."""
    norms = np.einsum("nd,nd->n", points, points)
    nearest = np.full(len(points), np.inf, dtype=np.float32)
    for start in range(0, len(points), 1024):
        some = slice(start, start + 1024)
        squared = norms[some, None] + np.einsum("md,md->m", centres, centres) - 2 * points[some] @ centres.T
        nearest[some] = squared.min(axis=1)
    chosen = np.zeros(k, dtype=np.int64)
    for turn in range(k):
        chosen[turn] = pos = nearest.argmax()
        np.minimum(nearest, norms + norms[pos] - 2 * (points @ points[pos]), out=nearest)
        nearest[pos] = -1
    return chosen


def scikit_activeml(points: Floats32, centres: Floats32, k: int) -> Ints:
    labels = np.concatenate([np.full(len(points), np.nan), np.zeros(len(centres))])
    picks: Ints = CoreSet(random_state=1).query(np.concatenate([points, centres]), labels, batch_size=k)
    return picks


def small_text(points: Floats32, centres: Floats32, k: int) -> Ints:
    everything = np.concatenate([points, centres])
    labelled = np.arange(len(points), len(everything))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        picks: Ints = greedy_coreset(
            everything, np.arange(len(points)), labelled, k, distance_metric="euclidean", normalized=False
        )
    return picks


def _beside(case: Case, ways: dict[str, Way]) -> dict[str, list[float]]:
    """Seconds of each way on the same data, after checking that all of them are right."""
    points, centres = case.data()
    for name, way in ways.items():
        _check_farthest(name, way(points, centres, case.picks), points, centres)
    return {name: seconds(partial(way, points, centres, case.picks)) for name, way in ways.items()}


def _check_farthest(name: str, chosen: Ints, points: Floats32, centres: Floats32) -> None:
    """Raises AssertionError unless each choice is the farthest there was, up to rounding, in float64."""
    exact, nearest = points.astype(np.float64), np.full(len(points), np.inf)
    for centre in centres:
        np.minimum(nearest, _squared(exact, centre), out=nearest)
    for pos in chosen:
        assert nearest[pos] >= nearest.max() * (1 - ROUNDING), f"{name} picked a point that is not the farthest"
        np.minimum(nearest, _squared(exact, points[pos]), out=nearest)


def _squared(points: Floats, centre: Floats32) -> Floats:
    apart = points - centre
    distances: Floats = np.einsum("nd,nd->n", apart, apart)
    return distances


def _growth(cases: list[Case]) -> dict[Case, list[float]]:
    durations = {}
    for case in cases:
        points, centres = case.data()
        durations[case] = seconds(partial(ours, points, centres, case.picks))
    return durations


def _figure(case: Case, taken: dict[str, list[float]], **rest: Any) -> Figure:
    peers = {name: float(np.median(values)) for name, values in taken.items() if name != "ours"}
    return figure(f"k-centers, {case}", taken["ours"], "s", peers=peers, **rest)


def _slope_figure(over: str, taken: dict[Case, list[float]], sizes: list[int]) -> Figure:
    """The slope of the medians, and of the repetitions one by one."""
    each = [slope(sizes, values) for values in zip(*taken.values(), strict=True)]
    middle = slope(sizes, [float(np.median(values)) for values in taken.values()])
    name = f"k-centers: slope of log time over log {over}"
    return Figure(name, middle, "", min(*each, middle), max(*each, middle), target=TARGET_SLOPE)


def _memory_figure(case: Case) -> Figure:
    """What it holds at most beyond the embeddings, one shuffled copy of them included."""
    points, centres = case.data()
    tracemalloc.start()
    ours(points, centres, case.picks)
    peak_mb = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return Figure(f"k-centers, {case}: memory beside the embeddings", peak_mb, "MB", peak_mb, peak_mb)
