"""Shape features: histograms of oriented gradients, and the picture itself, very small. Nothing is learned.

(Dalal & Triggs 2005.) For drawings and small grey pictures, which look like no photo that an encoder has seen.
"""

from collections.abc import Sequence

import numpy as np

from selection.arrays import Bools, Floats32, Images
from selection.features.encoders.pictures import pixels_of
from selection.features.encoders.protocol import Content
from selection.features.encoders.registry import Encoder

SIDE, CELL, DIRECTIONS = 32, 4, 9
SMALL = 8
# Edges say more than colours, and heads give each number the weight of its spread. Errors of a linear head at 100 and
# 400 labels, pixels whole and at a quarter, 3 seeds: doodles 51 and 35 % against 44 and 29, Fashion-MNIST 28 and 17
# against 25 and 16, photos of clothes 60 and 43 against 52 and 40.
PIXEL_WEIGHT = 0.25
# Of a block's length, in the scale of grey values in [0, 1]; no direction has more than CLIP of it.
LEAST, CLIP = 0.1, 0.2


class Shapes:
    """float32[N, 768]: 8 × 8 cells of 9 directions, and 8 × 8 pixels in colour."""

    def __init__(self, encoder: Encoder) -> None:
        """Loads nothing."""

    def prepared(self, contents: Sequence[Content], /) -> tuple[Images, Bools]:
        """uint8[N, 32, 32, 3], and which could be decoded."""
        return pixels_of(contents, side=SIDE)

    def features(self, prepared: Images, /) -> Floats32:
        """float32[N, 768]."""
        colours = prepared.astype(np.float32) / 255
        step = SIDE // SMALL
        small = PIXEL_WEIGHT * colours.reshape(-1, SMALL, step, SMALL, step, 3).mean(axis=(2, 4))
        n = len(prepared)
        return np.concatenate([gradient_histograms(colours.mean(axis=3)).reshape(n, -1), small.reshape(n, -1)], axis=1)


def gradient_histograms(grey_NHW: Floats32) -> Floats32:
    """float32[N, 8, 8, 9] of grey values in [0, 1]: how much each cell rises in each direction.

    A direction and its opposite are one. Each cell is measured by the four blocks of 2 × 2 cells around it.
    """
    down, right = np.gradient(grey_NHW, axis=(1, 2))
    strength = np.hypot(down, right)
    turn = np.mod(np.arctan2(down, right) / np.pi, 1) * DIRECTIONS
    low = np.floor(turn).astype(np.int64)
    share = turn - low
    cells = np.stack(
        [
            _cell_sums(strength * np.where(low % DIRECTIONS == one, 1 - share, 0))
            + _cell_sums(strength * np.where((low + 1) % DIRECTIONS == one, share, 0))
            for one in range(DIRECTIONS)
        ],
        axis=-1,
    )
    return _measured_by_blocks(cells).astype(np.float32)


def _cell_sums(values_NHW: Floats32) -> Floats32:
    n, height, width = values_NHW.shape
    sums: Floats32 = values_NHW.reshape(n, height // CELL, CELL, width // CELL, CELL).sum(axis=(2, 4))
    return sums


def _measured_by_blocks(cells_NYXD: Floats32) -> Floats32:
    padded = np.pad((cells_NYXD**2).sum(axis=3), ((0, 0), (1, 1), (1, 1)))
    blocks = padded[:, :-1, :-1] + padded[:, 1:, :-1] + padded[:, :-1, 1:] + padded[:, 1:, 1:]
    length = np.sqrt(blocks + LEAST**2)[..., None]
    around = (length[:, :-1, :-1], length[:, 1:, :-1], length[:, :-1, 1:], length[:, 1:, 1:])
    parts: Floats32 = np.stack([np.minimum(cells_NYXD / one, CLIP) for one in around]).mean(axis=0)
    return parts
