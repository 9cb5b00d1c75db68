"""Pictures as small as a proxy trained from scratch sees them."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

PIXEL_SIDE = 32
SHAPE = (PIXEL_SIDE, PIXEL_SIDE, 3)

Pixels = NDArray[np.uint8]


def proxy_pixels(rgb: Image.Image) -> Pixels:
    """uint8[32, 32, 3]: the whole picture, its aspect kept, on a ground of its own mean border colour.

    Padding and not a centre crop: what an annotator may judge by must not be cut off from the proxy. (The price is
    small: an SVM on these pixels of 904 photos of clothes, 3:4, is right on 48 %; on centre crops, on 49 %.) The
    border's colour makes no artificial edge. Small pictures are enlarged bicubically: smooth strokes, no blocks.
    """
    if rgb.size == (PIXEL_SIDE, PIXEL_SIDE):
        return np.asarray(rgb)
    scale = PIXEL_SIDE / max(rgb.size)
    width, height = (max(1, round(side * scale)) for side in rgb.size)
    # reducing_gap: a first coarse reduction of large pictures, several times faster at the same look.
    small = rgb.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=3.0)
    if width == height:
        return np.asarray(small)
    inner = np.asarray(small)
    pixels = np.empty(SHAPE, dtype=np.uint8)
    pixels[:] = _border_colour(inner)
    top, left = (PIXEL_SIDE - height) // 2, (PIXEL_SIDE - width) // 2
    pixels[top : top + height, left : left + width] = inner
    return pixels


def _border_colour(pixels_HWC: Pixels) -> Pixels:
    edges = (pixels_HWC[0], pixels_HWC[-1], pixels_HWC[:, 0], pixels_HWC[:, -1])
    colour: Pixels = np.concatenate(edges).mean(axis=0).round().astype(np.uint8)
    return colour
