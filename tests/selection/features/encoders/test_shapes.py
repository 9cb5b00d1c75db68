"""Histograms of oriented gradients, beside a loop that anybody can read."""

import math

import numpy as np

from selection import ENCODERS
from selection.arrays import Floats, Floats32
from selection.features.encoders.shapes import (
    CELL,
    CLIP,
    DIRECTIONS,
    LEAST,
    PIXEL_WEIGHT,
    SIDE,
    Shapes,
    gradient_histograms,
)

CELLS = SIDE // CELL


def slow_twin(grey: Floats32) -> Floats:
    cells = np.zeros((CELLS, CELLS, DIRECTIONS))
    down, right = (np.gradient(grey.astype(np.float64), axis=axis) for axis in (0, 1))
    for y in range(SIDE):
        for x in range(SIDE):
            turn = (math.atan2(down[y, x], right[y, x]) / math.pi) % 1 * DIRECTIONS
            low = int(turn)
            strength = math.hypot(down[y, x], right[y, x])
            cells[y // CELL, x // CELL, low % DIRECTIONS] += strength * (1 - (turn - low))
            cells[y // CELL, x // CELL, (low + 1) % DIRECTIONS] += strength * (turn - low)
    found = np.zeros_like(cells)
    for y in range(CELLS):
        for x in range(CELLS):
            for top in (y - 1, y):
                for left in (x - 1, x):
                    block = cells[max(top, 0) : top + 2, max(left, 0) : left + 2]
                    length = math.sqrt((block**2).sum() + LEAST**2)
                    found[y, x] += np.minimum(cells[y, x] / length, CLIP) / 4
    return found


def test_the_histograms_are_those_of_the_loop() -> None:
    grey = np.random.default_rng(0).random((3, SIDE, SIDE), dtype=np.float32)
    np.testing.assert_allclose(gradient_histograms(grey), [slow_twin(one) for one in grey], atol=1e-4)


def test_a_picture_without_edges_has_none() -> None:
    assert not gradient_histograms(np.full((1, SIDE, SIDE), 0.7, dtype=np.float32)).any()


def test_light_on_dark_is_the_shape_of_dark_on_light() -> None:
    grey = np.random.default_rng(1).random((1, SIDE, SIDE), dtype=np.float32)
    np.testing.assert_allclose(gradient_histograms(grey), gradient_histograms(1 - grey), atol=1e-5)


def test_a_larger_picture_of_the_same_has_nearly_the_same_features() -> None:
    shapes = Shapes(ENCODERS["shapes"])
    small = np.kron(np.random.default_rng(2).integers(0, 256, (8, 8), dtype=np.uint8), np.ones((8, 8), dtype=np.uint8))
    large = np.kron(small, np.ones((4, 4), dtype=np.uint8))
    one, other = shapes.features(shapes.prepared([small[..., None], large[..., None]])[0])
    assert np.abs(one - other).mean() < 0.01


def test_colours_count_less_than_edges() -> None:
    shapes = Shapes(ENCODERS["shapes"])
    (white,) = shapes.features(shapes.prepared([np.full((32, 32, 3), 255, dtype=np.uint8)])[0])
    assert not white[: CELLS * CELLS * DIRECTIONS].any()
    np.testing.assert_allclose(white[CELLS * CELLS * DIRECTIONS :], PIXEL_WEIGHT)
