"""Representations side by side."""

import numpy as np
import pytest

from selection import BadInput, View, combined
from selection.arrays import Floats32, Ints


class Rows:
    """Features in an array."""

    def __init__(self, features: Floats32) -> None:
        self.features = features

    @property
    def n_rows(self) -> int:
        return len(self.features)

    def take(self, rows_R: Ints, /) -> Floats32:
        return self.features[rows_R]


def view(features: Floats32, ready: list[bool]) -> View:
    return View(Rows(features), np.array(ready))


def test_each_part_has_its_length_whatever_its_scale_and_rows_of_zeros_stay() -> None:
    rng = np.random.default_rng(0)
    left, right = rng.normal(size=(4, 3)).astype(np.float32), 90 * rng.normal(size=(4, 5)).astype(np.float32)
    right[2] = 0
    both = combined([view(left, [True] * 4), view(right, [True] * 4)], weights=[1.0, 0.5])
    taken = both.source.take(np.array([3, 2]))
    assert isinstance(taken, np.ndarray)
    assert taken.shape == (2, 8)
    assert taken.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(taken[:, :3], axis=1), 1, rtol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(taken[:, 3:], axis=1), [0.5, 0], rtol=1e-5)
    np.testing.assert_allclose(taken[0, 3:] / 0.5, right[3] / np.linalg.norm(right[3]), rtol=1e-5)


def test_ready_is_what_is_ready_in_each() -> None:
    ones = np.ones((3, 2), dtype=np.float32)
    both = combined([view(ones, [True, True, False]), view(ones, [False, True, True])], weights=[1, 1])
    assert both.ready.tolist() == [False, True, False]


def test_views_of_other_rows_cannot_stand_side_by_side() -> None:
    three, four = np.ones((3, 2), dtype=np.float32), np.ones((4, 2), dtype=np.float32)
    with pytest.raises(BadInput):
        combined([view(three, [True] * 3), view(four, [True] * 4)], weights=[1, 1])
    with pytest.raises(BadInput):
        view(three, [True, False])
