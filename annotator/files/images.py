"""One image file: checked by its header before anything is decoded, made upright RGB, and fit to be stored.

What is stored: the bytes as they came where every browser shows them as the engine reads them (PNG, JPEG, WebP;
upright, opaque, one frame, long side up to MAX_SIDE); everything else is encoded anew, without metadata.
"""

import base64
import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from typing import cast

import numpy as np
from PIL import ExifTags, Image, ImageOps

MAX_BYTES = 64 * 2**20
MAX_PIXELS = 80_000_000
MAX_SIDE = 2000
THUMBNAIL_SIDE = 96
# Other decoders that Pillow brings (EPS, PDF, FITS, …) never see a stranger's bytes.
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "PPM", "MPO")
EXTENSIONS = frozenset(
    {".png", ".jpg", ".jpeg", ".jfif", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".ppm", ".pgm", ".pbm"}
)
_KEPT = {"PNG": "png", "JPEG": "jpg", "MPO": "jpg", "WEBP": "webp"}
# Small pictures from lossless files stay exact.
_LOSSLESS = frozenset({"PNG", "GIF", "BMP", "TIFF", "PPM"})
_LOSSLESS_SIDE = 512
# What decoders raise over damaged bytes.
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    EOFError,
    IndexError,
    KeyError,
    OverflowError,
    struct.error,
    zlib.error,
)

# Pillow warns of odd headers and large sizes; here each becomes a problem of its file, or is no concern.
warnings.filterwarnings("ignore", module=r"PIL\.")


class BadImage(Exception):
    """This file cannot be an item: a stable code and a sentence."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Picture:
    """A decoded image. rgb: upright, what engine and annotator see; stored: the bytes for media storage; remark: (code,
    detail).
    """

    rgb: Image.Image
    stored: bytes
    extension: str
    remark: tuple[str, str] | None = None


def read_picture(data: bytes) -> Picture:
    """Decode, turn upright, flatten. Raises BadImage."""
    opened = _opened(data)
    remark = None
    if _is_animated(opened):
        remark = ("animated", "This image has several frames. The first one is used.")
    try:
        if max(opened.size) > 2 * MAX_SIDE:
            # JPEG only: decodes at a half, quarter or eighth, never below what is asked for.
            opened.draft("RGB", (MAX_SIDE, MAX_SIDE))
        is_plain = _is_plain(opened) and remark is None
        remark = remark or _odd_values(opened)
        rgb = upright_rgb(opened)
    except _DAMAGE as error:
        raise BadImage("corrupt_image", "This image is damaged or cut off. Export it again.") from error
    except MemoryError as error:
        raise BadImage("too_many_pixels", "This image does not fit into memory. Make it smaller.") from error
    if is_plain:
        return Picture(rgb, data, _KEPT[opened.format or ""], remark)
    return _encoded(rgb, opened.format or "", remark)


def decode_stored(data: bytes) -> Image.Image:
    """RGB of what media storage holds. Raises BadImage."""
    try:
        return upright_rgb(_opened(data))
    except _DAMAGE as error:
        raise BadImage("corrupt_image", "This image is damaged or cut off. Export it again.") from error


def thumbnail(data: bytes) -> str:
    """A small preview as a data URL. Raises BadImage."""
    opened = _opened(data)
    try:
        opened.draft("RGB", (2 * THUMBNAIL_SIDE, 2 * THUMBNAIL_SIDE))
        small = upright_rgb(opened)
    except _DAMAGE as error:
        raise BadImage("corrupt_image", "This image is damaged or cut off. Export it again.") from error
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    buffer = io.BytesIO()
    small.save(buffer, "WEBP", quality=80)
    return "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode()


def size_in_memory(data: bytes) -> int:
    """Bytes that the decoded image takes, by its header alone. Raises BadImage."""
    opened = _opened(data)
    return int(opened.width * opened.height * 4)


def upright_rgb(image: Image.Image) -> Image.Image:
    """Opaque 8-bit RGB as a person would see it: turned by its EXIF, over white where it is transparent."""
    image = ImageOps.exif_transpose(image) or image
    if image.mode.startswith("I") or image.mode == "F":
        image = _eight_bit(image)
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        white = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(white, rgba).convert("RGB")
    return image.convert("RGB")


def _opened(data: bytes) -> Image.Image:
    """The header, checked. Nothing is decoded yet."""
    if len(data) > MAX_BYTES:
        raise BadImage("image_too_large", f"This file is larger than {MAX_BYTES // 2**20} MB. Make it smaller.")
    try:
        opened = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except _DAMAGE as error:
        formats = "PNG, JPEG, WebP, GIF, BMP, TIFF and PPM"
        raise BadImage("not_an_image", f"This is no image that can be read. {formats} can be.") from error
    if opened.width * opened.height > MAX_PIXELS:
        raise _too_many_pixels()
    return cast(Image.Image, opened)


def _too_many_pixels() -> BadImage:
    detail = f"This image has more than {MAX_PIXELS // 10**6} million pixels. Make it smaller."
    return BadImage("too_many_pixels", detail)


def _is_animated(image: Image.Image) -> bool:
    # MPO is a phone's photo with a depth map or a second view behind it, no animation.
    return image.format != "MPO" and bool(getattr(image, "is_animated", False))


def _is_plain(image: Image.Image) -> bool:
    return (
        image.format in _KEPT
        and max(image.size) <= MAX_SIDE
        and image.getexif().get(ExifTags.Base.Orientation, 1) == 1
        and not _shows_through(image)
    )


def _shows_through(image: Image.Image) -> bool:
    """Is any pixel not opaque? On a dark page it would look otherwise than over the engine's white."""
    if not image.has_transparency_data:
        return False
    lowest, _ = image.convert("RGBA").getchannel("A").getextrema()
    return cast(int, lowest) < 255


def _eight_bit(image: Image.Image) -> Image.Image:
    """16-bit and float grey to 8 bits: by the type's range where that is known, else by the values' range."""
    values = np.asarray(image).astype(np.float32)
    numbers = values[np.isfinite(values)]
    low, high = (float(numbers.min()), float(numbers.max())) if image.mode == "F" and numbers.size else (0.0, 65535.0)
    scaled = np.nan_to_num((values - low) * (255.0 / max(high - low, 1e-9)))
    return Image.fromarray(np.clip(np.rint(scaled), 0, 255).astype(np.uint8))


def _odd_values(image: Image.Image) -> tuple[str, str] | None:
    """A remark where values of a float image are no numbers: they cannot be shown."""
    if image.mode != "F":
        return None
    n_odd = int(np.count_nonzero(~np.isfinite(np.asarray(image))))
    if not n_odd:
        return None
    share = "All" if n_odd == image.width * image.height else f"{n_odd:,} of {image.width * image.height:,}"
    return "odd_values", f"{share} values of this image are no numbers. They are shown black, or white where infinite."


def _encoded(rgb: Image.Image, source: str, remark: tuple[str, str] | None) -> Picture:
    """A fresh file without metadata, and the picture that it decodes to: a rebuild gives the same pixels."""
    rgb.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    is_exact = source in _LOSSLESS and max(rgb.size) <= _LOSSLESS_SIDE
    buffer = io.BytesIO()
    # A fresh image: `save` would write what `info` carries.
    clean = Image.frombytes("RGB", rgb.size, rgb.tobytes())
    if is_exact:
        clean.save(buffer, "PNG")
        return Picture(clean, buffer.getvalue(), "png", remark)
    clean.save(buffer, "WEBP", quality=90)
    stored = buffer.getvalue()
    return Picture(upright_rgb(Image.open(io.BytesIO(stored))), stored, "webp", remark)
