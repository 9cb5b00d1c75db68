"""Greys deeper than 8 bits: shown by the range of their own values, as microscopes and X-rays need it."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

# A few hot pixels do not decide: where all values reach so many times as far as nearly all, nearly all are shown.
OUTLYING = 4.0
NEARLY_ALL = (0.1, 99.9)
DEEPEST = 65535.0
# Of 16 bits a colour, 12 are often used: then the upper 8 hold at most this.
LOST_BELOW = 32


def is_deep(image: Image.Image) -> bool:
    return image.mode.startswith("I") or image.mode == "F"


def eight_bit(image: Image.Image) -> Image.Image:
    """Grey of 16 or 32 bits or of floats as 8 bits, from the darkest to the brightest of its own values."""
    values = np.asarray(image).astype(np.float32)
    low, high = _window(values[np.isfinite(values)])
    scaled = np.nan_to_num((values - low) * (255.0 / max(high - low, 1e-9)))
    return Image.fromarray(np.clip(np.rint(scaled), 0, 255).astype(np.uint8))


def _window(numbers: NDArray[np.float32]) -> tuple[float, float]:
    if not numbers.size:
        return 0.0, DEEPEST
    low, high = float(numbers.min()), float(numbers.max())
    if low == high:
        return 0.0, DEEPEST if low > 1 else 1.0
    inner_low, inner_high = (float(value) for value in np.percentile(numbers, NEARLY_ALL))
    if inner_high > inner_low and high - low > OUTLYING * (inner_high - inner_low):
        return inner_low, inner_high
    return low, high


def is_lost_depth(data: bytes, rgb: Image.Image) -> bool:
    """Colours of 16 bits come with their upper 8: is hardly anything left of this PNG by them?"""
    is_deep_png = data.startswith(b"\x89PNG") and data[24:26] in (b"\x10\x02", b"\x10\x06")
    return is_deep_png and max(high for _, high in _extrema(rgb)) < LOST_BELOW


def _extrema(rgb: Image.Image) -> list[tuple[int, int]]:
    return [rgb.getchannel(band).getextrema() for band in rgb.getbands()]  # type: ignore[misc]  # integers in RGB


def odd_values(image: Image.Image) -> tuple[str, str] | None:
    """A remark where values of a float image are no numbers: they cannot be shown."""
    if image.mode != "F":
        return None
    n_odd = int(np.count_nonzero(~np.isfinite(np.asarray(image))))
    if not n_odd:
        return None
    share = "All" if n_odd == image.width * image.height else f"{n_odd:,} of {image.width * image.height:,}"
    return "odd_values", f"{share} values of this image are no numbers. They are shown black, or white where infinite."
