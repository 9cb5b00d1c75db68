"""Greedy k-centers against the obvious way: the whole matrix of distances."""

import sys
import tracemalloc

import numpy as np
import pytest

from selection.arrays import Floats, Floats32, Ints
from selection.query import PICKS, Evidence, evidence
from selection.query.k_centers import farthest_first, farthest_read
from selection.strategy import Strategy


def gaussian(rng: np.random.Generator, n: int) -> Floats32:
    return rng.normal(size=(n, 16)).astype(np.float32)


def clustered(rng: np.random.Generator, n: int) -> Floats32:
    """Tight clusters in two dimensions of 16, far from the origin: each pick brings many others nearer."""
    centres = 5 * rng.normal(size=(12, 16))
    spread = rng.normal(size=(n, 2)) @ rng.normal(size=(2, 16))
    return (100 + centres[rng.integers(12, size=n)] + spread).astype(np.float32)


def on_a_line(rng: np.random.Generator, n: int) -> Floats32:
    return rng.random((n, 1)).astype(np.float32)


def with_copies(rng: np.random.Generator, n: int) -> Floats32:
    return np.repeat(gaussian(rng, n // 5), 5, axis=0)


DATA = {"gaussian": gaussian, "clustered": clustered, "on a line": on_a_line, "with copies": with_copies}


def distances(left: Floats32, right: Floats32) -> Floats:
    """float64, all of them, by differences."""
    distances_NM: Floats = np.sqrt(
        ((left[:, None].astype(np.float64) - right[None].astype(np.float64)) ** 2).sum(axis=2)
    )
    return distances_NM


def slow(points: Floats32, centres: Floats32, k: int) -> Ints:
    """Sener & Savarese, Algorithm 1, as it is printed."""
    between, chosen = distances(points, points), list[int]()
    nearest = distances(points, centres).min(axis=1)
    for _ in range(k):
        nearest[chosen] = -1
        chosen.append(int(nearest.argmax()))
        nearest = np.minimum(nearest, between[chosen[-1]])
    return np.array(chosen)


def regrets(points: Floats32, centres: Floats32, chosen: Ints) -> np.ndarray:
    """By how much each choice was nearer than the farthest there was, in float64."""
    between, nearest = distances(points, points), distances(points, centres).min(axis=1)
    shortfalls = []
    for pos in chosen:
        shortfalls.append(nearest.max() - nearest[pos])
        nearest = np.minimum(nearest, between[pos])
    return np.array(shortfalls)


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("n_centres", [1, 40])
@pytest.mark.slow
def test_every_choice_is_the_farthest_up_to_rounding(data: str, n_centres: int) -> None:
    """Over several fronts: 1,500 points are more than the first holds."""
    rng = np.random.default_rng(3)
    points, centres = DATA[data](rng, 1500), DATA[data](rng, 100)[:n_centres]
    chosen = farthest_first(points, centres, k=300, rng=rng)
    assert len(set(chosen.tolist())) == 300
    assert regrets(points, centres, chosen).max() < 1e-4 * distances(points, centres).max()


@pytest.mark.parametrize("data", ["gaussian", "clustered"])
@pytest.mark.parametrize("seed", range(3))
def test_equals_the_slow_twin_where_nothing_ties(data: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    points, centres = DATA[data](rng, 1200), DATA[data](rng, 30)
    np.testing.assert_array_equal(farthest_first(points, centres, k=60, rng=rng), slow(points, centres, 60))


def test_every_point_is_a_choice_in_the_end() -> None:
    points = gaussian(np.random.default_rng(1), 700)
    chosen = farthest_first(points, points[:3], k=700, rng=np.random.default_rng(2))
    assert sorted(chosen.tolist()) == list(range(700))
    assert set(chosen[-3:].tolist()) == {0, 1, 2}


def test_without_labelled_rows_the_first_is_drawn_evenly_and_the_rest_is_the_farthest() -> None:
    points = np.array([[0.0], [1.0], [10.0]], dtype=np.float32)
    nothing = np.zeros((0, 0), dtype=np.float32)
    orders = [farthest_first(points, nothing, k=3, rng=np.random.default_rng(seed)).tolist() for seed in range(60)]
    assert {tuple(order) for order in orders} == {(0, 2, 1), (1, 2, 0), (2, 0, 1)}


def test_exact_ties_are_broken_at_random() -> None:
    corners = np.array([[1.0, 0], [0, 1], [-1, 0], [0, -1]], dtype=np.float32)
    origin = np.zeros((1, 2), dtype=np.float32)
    firsts = {int(farthest_first(corners, origin, k=1, rng=np.random.default_rng(seed))[0]) for seed in range(60)}
    assert firsts == {0, 1, 2, 3}


@pytest.mark.parametrize("n_centres", [0, 25])
def test_points_that_are_read_and_not_held_give_the_same(monkeypatch: pytest.MonkeyPatch, n_centres: int) -> None:
    monkeypatch.setattr(sys.modules["selection.query.k_centers"], "PART", 100)
    data = np.random.default_rng(5)
    points, centres = gaussian(data, 1200), gaussian(data, n_centres)
    read: list[int] = []

    def at(pos: Ints) -> Floats32:
        read.append(len(pos))
        return points[pos]

    held = farthest_first(points, centres, k=60, rng=np.random.default_rng(8))
    chosen = farthest_read(at, 1200, centres, k=60, rng=np.random.default_rng(8))
    np.testing.assert_array_equal(chosen, held)
    assert max(read) < 1200


def test_the_pick_reads_what_is_too_much_to_be_held(monkeypatch: pytest.MonkeyPatch) -> None:
    points, centres = gaussian(np.random.default_rng(5), 900), gaussian(np.random.default_rng(6), 20)

    def everything() -> Floats32:
        raise AssertionError("all embeddings at once")

    told = Evidence(np.ones(900), None, lambda: points, lambda: centres, embeddings_at=lambda pos: points[pos])
    held = PICKS["k_centers"](told, 40, Strategy(), np.random.default_rng(1)).positions
    monkeypatch.setattr(evidence, "MOST_HELD", 900 * 16 - 1)
    told = Evidence(np.ones(900), None, everything, lambda: centres, embeddings_at=lambda pos: points[pos])
    read = PICKS["k_centers"](told, 40, Strategy(), np.random.default_rng(1)).positions
    np.testing.assert_array_equal(read, held)


def test_memory_stays_far_below_a_matrix_of_distances() -> None:
    points = np.random.default_rng(1).normal(size=(8000, 8)).astype(np.float32)
    tracemalloc.start()
    farthest_first(points, points[:2000], k=2000, rng=np.random.default_rng(2))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # The matrix to the 2,000 centres alone would be 64 MB.
    assert peak < 8e6
