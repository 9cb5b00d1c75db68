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

import pi_heif
from PIL import ExifTags, Image, ImageOps

from annotator.files.pictures.greys import eight_bit, is_deep, is_lost_depth, odd_values
from annotator.files.pictures.strangers import refusal

pi_heif.register_heif_opener(thumbnails=False)

MAX_BYTES = 64 * 2**20
MAX_PIXELS = 80_000_000
MAX_SIDE = 2000
THUMBNAIL_SIDE = 96
# A phone's photo with a second view behind it (MPO) is opened as JPEG. Other decoders that Pillow brings (EPS, PDF,
# FITS, …) never see a stranger's bytes.
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "PPM", "AVIF", "HEIF")
EXTENSIONS = frozenset(
    {".png", ".apng", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".avif", ".heic", ".heif", ".gif"}
    | {".bmp", ".dib", ".tif", ".tiff", ".ppm", ".pgm", ".pbm", ".pnm"}
)
_KEPT = {"PNG": "png", "JPEG": "jpg", "MPO": "jpg", "WEBP": "webp"}
# What browsers show as Pillow reads it.
_PLAIN_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA"})
_DNG_VERSION, _SUB_IMAGES, _KIND_OF_IMAGE, _REDUCED = 50706, 330, 254, 1
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
    RuntimeError,
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
        remark = ("animated", "This image has several frames or pages. The first one is used.")
    try:
        if max(opened.size) > 2 * MAX_SIDE:
            # JPEG only: decodes at a half, quarter or eighth, never below what is asked for.
            opened.draft("RGB", (MAX_SIDE, MAX_SIDE))
        is_plain = _is_plain(opened) and remark is None
        remark = remark or odd_values(opened)
        rgb = upright_rgb(opened)
        if is_lost_depth(data, rgb):
            detail = "This image has 16 bits a colour and uses few of them: it is nearly black. Save it with 8 bits."
            remark = remark or ("lost_depth", detail)
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
    if is_deep(image):
        image = eight_bit(image)
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
        raise BadImage("not_an_image", refusal(data)) from error
    if opened.format == "TIFF" and _is_camera_raw(opened):
        raise BadImage("not_an_image", "This is a raw file of a camera. Develop it: export it as JPEG.")
    if opened.width * opened.height > MAX_PIXELS:
        raise _too_many_pixels()
    return cast(Image.Image, opened)


def _is_camera_raw(image: Image.Image) -> bool:
    """DNG, NEF, ARW and their like are TIFF files whose first image is a small preview."""
    tags = getattr(image, "tag_v2", {})
    return _DNG_VERSION in tags or (tags.get(_KIND_OF_IMAGE) == _REDUCED and _SUB_IMAGES in tags)


def _too_many_pixels() -> BadImage:
    detail = f"This image has more than {MAX_PIXELS // 10**6} million pixels. Make it smaller."
    return BadImage("too_many_pixels", detail)


def _is_animated(image: Image.Image) -> bool:
    # MPO is a phone's photo with a depth map or a second view behind it, no animation.
    return image.format != "MPO" and bool(getattr(image, "is_animated", False))


def _is_plain(image: Image.Image) -> bool:
    return (
        image.format in _KEPT
        and image.mode in _PLAIN_MODES
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
