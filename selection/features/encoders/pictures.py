"""Contents of images as pixels of one size: image files decoded no larger than needed, arrays resized."""

import io
import struct
import zlib
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageOps

from selection.arrays import Bools, Images
from selection.errors import BadInput
from selection.features.encoders.protocol import Content

# What media storage holds; other decoders that Pillow brings never see a stranger's bytes.
FORMATS = ("PNG", "JPEG", "WEBP", "MPO")
# What decoders raise over damaged bytes.
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    EOFError,
    IndexError,
    KeyError,
    ArithmeticError,
    AttributeError,
    MemoryError,
    RuntimeError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)


def pixels_of(contents: Sequence[Content], *, side: int) -> tuple[Images, Bools]:
    """uint8[N, side, side, 3], each picture whole, its sides stretched to a square; and which could be read.

    What cannot be read is black. Raises BadInput on texts.
    """
    pixels_NSSC = np.zeros((len(contents), side, side, 3), dtype=np.uint8)
    readable = np.zeros(len(contents), dtype=np.bool_)
    for place, content in enumerate(contents):
        picture = _opened(content, side=side)
        if picture is not None:
            # reducing_gap: a first coarse reduction of large pictures, several times faster at the same look.
            small = picture.resize((side, side), Image.Resampling.BICUBIC, reducing_gap=3.0)
            pixels_NSSC[place] = np.asarray(small)
            readable[place] = True
    return pixels_NSSC, readable


def longest_side(content: Content) -> int:
    """In pixels, by the file's header; 0 where that cannot be read. Raises BadInput on texts."""
    if isinstance(content, bytes):
        try:
            return max(Image.open(io.BytesIO(content), formats=FORMATS).size)
        except _DAMAGE:
            return 0
    if isinstance(content, str):
        raise _not_an_image()
    return int(max(content.shape[:2]))


def _not_an_image() -> BadInput:
    return BadInput("This encoder sees images, not texts.")


def _opened(content: Content, *, side: int) -> Image.Image | None:
    if isinstance(content, str):
        raise _not_an_image()
    if isinstance(content, bytes):
        return _decoded(content, side=side)
    return Image.fromarray(content.squeeze(-1) if content.shape[-1] == 1 else content).convert("RGB")


def _decoded(data: bytes, *, side: int) -> Image.Image | None:
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
        # JPEG only: decodes at a half, quarter or eighth, never below what is asked for.
        picture.draft("RGB", (side, side))
        return _rgb(ImageOps.exif_transpose(picture) or picture)
    except _DAMAGE:
        return None


def _rgb(picture: Image.Image) -> Image.Image:
    """8-bit RGB; of 16-bit grey the upper half of its bits."""
    if picture.mode.startswith("I"):
        return Image.fromarray((np.asarray(picture) // 256).clip(0, 255).astype(np.uint8)).convert("RGB")
    return picture.convert("RGB")
