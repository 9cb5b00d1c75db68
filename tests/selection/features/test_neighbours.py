"""Nearest rows, and the picture in a plane, on features whose answer is known."""

from dataclasses import dataclass

import numpy as np

from selection.arrays import Floats32, Ints
from selection.features.neighbours import in_plane, nearest
from selection.sources import View


@dataclass(frozen=True)
class Rows:
    features: Floats32

    @property
    def n_rows(self) -> int:
        return len(self.features)

    def take(self, rows_R: Ints, /) -> Floats32:
        return self.features[rows_R]


def view_of(features: Floats32, *, waiting: tuple[int, ...] = ()) -> View:
    ready = np.ones(len(features), dtype=np.bool_)
    ready[list(waiting)] = False
    return View(Rows(features.astype(np.float32)), ready)


def directions(*degrees: float) -> Floats32:
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_the_nearest_are_those_of_the_smallest_angle_whatever_their_length() -> None:
    view = view_of(directions(0, 90, 10, 40, 5) * np.array([[1], [1], [100], [0.01], [3]]), waiting=(4,))
    found = nearest(view, directions(0), k=2, most=10, but=np.array([0]))
    assert found.rows.tolist() == [2, 3]
    np.testing.assert_allclose(found.cosines, np.cos(np.radians([10, 40])), atol=1e-6)
    assert found.among == 3


def test_of_several_vectors_the_nearest_one_counts() -> None:
    view = view_of(directions(0, 90, 10, 45, 85))
    found = nearest(view, directions(0, 90) * 7, k=3, most=10, but=np.array([0, 1]))
    assert found.rows.tolist() == [4, 2, 3]
    np.testing.assert_allclose(found.cosines, np.cos(np.radians([5, 10, 45])), atol=1e-6)


def test_of_too_many_rows_evenly_spread_ones_are_looked_at() -> None:
    found = nearest(view_of(directions(*range(90))), directions(0), k=100, most=10, but=np.zeros(0, dtype=np.int64))
    assert found.among == 10
    assert found.rows.tolist() == [0, 9, 19, 29, 39, 49, 59, 69, 79, 89]


def test_zeros_are_near_to_nothing() -> None:
    view = view_of(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.1]]))
    found = nearest(view, np.array([[1.0, 0.0]], dtype=np.float32), k=3, most=9, but=np.zeros(0, dtype=np.int64))
    assert found.rows[0] == 2
    assert found.cosines[1:].tolist() == [0.0, 0.0]


def test_the_plane_shows_the_two_widest_directions_and_never_flips() -> None:
    rng = np.random.default_rng(5)
    wide = np.concatenate([rng.normal(0, 1, (200, 2)) * [5, 2], rng.normal(0, 0.01, (200, 6))], axis=1)
    features = wide @ np.linalg.qr(rng.normal(size=(8, 8)))[0] + 40
    view, rows = view_of(features), np.arange(200)
    places = in_plane(view, rows)
    assert np.abs(places).max(axis=0).tolist() == [1.0, 1.0]
    order = rng.permutation(200)
    np.testing.assert_allclose(in_plane(view, rows[order]), places[order], atol=1e-4)


def test_a_single_row_lies_in_the_middle() -> None:
    assert in_plane(view_of(directions(30)), np.array([0])).tolist() == [[0.0, 0.0]]


def test_the_plane_is_that_of_a_whole_decomposition() -> None:
    rng = np.random.default_rng(3)
    spread = np.array([3.0, 2.0, *np.full(38, 1.0)])
    features = (10 + rng.normal(size=(60, 40)) * spread).astype(np.float32)
    units = features / np.linalg.norm(features, axis=1, keepdims=True)
    centred = units - units.mean(axis=0)
    _, _, directions = np.linalg.svd(centred.astype(np.float64), full_matrices=False)
    expected = centred @ directions[:2].T
    found = in_plane(view_of(features), np.arange(60))
    for axis in (0, 1):
        assert abs(np.corrcoef(found[:, axis], expected[:, axis])[0, 1]) > 0.9999


def test_rows_that_differ_along_one_line_lie_on_one() -> None:
    places = in_plane(view_of(directions(10, 80, 10)), np.arange(3))
    np.testing.assert_allclose(np.abs(places[:, 0]), [0.5, 1, 0.5], atol=1e-5)
    assert places[:, 1].tolist() == [0, 0, 0]
