"""Images as cameras, phones and attackers write them."""

import base64
import io
import struct
import zlib
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, TiffImagePlugin

from annotator.files import BadImage, decode_stored, read_picture, thumbnail

# Left half red, right half blue; by x265, which the product does not bring.
HEIC = (
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9j"
    "AAAAAERAAAEAAQAAAAABoQABAAAAAAAAACUAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/Wlw"
    "cnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AA"
    "AAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAA"
    "QAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWB"
    "AgMFhAAAAC1tZGF0AAAAISgBrxmA70mlv//ihh/5rWv+v7IX//LxJ34ken/W5ENtbw=="
)

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL", "ignore::PIL.Image.DecompressionBombWarning")


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def photo(width: int = 60, height: int = 40) -> Image.Image:
    """Left half red, right half blue."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    return image


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims this size and holds almost nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("kind", "extension"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")])
def test_what_browsers_show_is_stored_as_it_came(kind: str, extension: str) -> None:
    data = encoded(photo(), kind)
    picture = read_picture(data)
    assert picture.stored == data
    assert picture.extension == extension
    assert picture.rgb.size == (60, 40)


def test_what_phones_write_anew_is_read_too() -> None:
    assert read_picture(encoded(photo(), "AVIF")).rgb.size == (60, 40)
    heic = base64.b64decode(HEIC)
    picture = read_picture(heic)
    assert (picture.rgb.size, picture.extension) == ((64, 48), "webp")
    assert np.asarray(picture.rgb).std() > 10
    with pytest.raises(BadImage) as error:
        read_picture(heic[:200])
    assert "HEIC" in error.value.detail


STRANGERS = {
    b"%PDF-1.7 ": "PDF",
    b"8BPS\0\1": "Photoshop",
    b"\xff\x0a\xfa": "JPEG XL",
    b"\0\0\0\x0cJXL \r\n": "JPEG XL",
    b"\0\0\0\x0cjP  \r\n": "JPEG 2000",
    b"FUJIFILMCCD-RAW": "camera",
    b"II*\0\x10\0\0\0CR\2\0": "camera",
    bytes(128) + b"DICM": "DICOM",
    b"\0\0\0\x18ftypheic" + bytes(20): "HEIC",
    b"\0\0\0\x18ftypmp42" + bytes(20): "video",
    b"<?xml version='1.0'?><svg xmlns='x'/>": "SVG",
    b"\n<!DOCTYPE html><html>404": "web page",
    b'{"error": "not found"}': "text file",
    b"version https://git-lfs.github.com/spec/v1\noid": "git lfs pull",
    b"\x80\4\x95abc": "pickle",
    b"\x93NUMPY\1\0": "NumPy",
    b"\x89HDF\r\n": "HDF5",
}


@pytest.mark.parametrize(("data", "word"), STRANGERS.items(), ids=STRANGERS.values())
def test_what_is_no_image_is_called_by_its_name_with_a_way_out(data: bytes, word: str) -> None:
    with pytest.raises(BadImage) as error:
        read_picture(data)
    assert error.value.code == "not_an_image"
    assert word in error.value.detail
    assert len(error.value.detail.split(". ")) > 1


def test_of_a_raw_photo_the_small_preview_in_it_is_not_taken_for_the_photo() -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[50706] = b"\1\4\0\0"
    with pytest.raises(BadImage) as error:
        read_picture(encoded(photo(), "TIFF", tiffinfo=tags))
    assert "camera" in error.value.detail


def test_a_photo_is_turned_upright_and_its_metadata_left_behind() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Secret camera"
    picture = read_picture(encoded(photo(), "JPEG", exif=exif))
    assert picture.rgb.size == (40, 60)
    assert np.asarray(picture.rgb)[5, 20, 0] > 200
    assert b"Secret" not in picture.stored
    assert decode_stored(picture.stored).size == (40, 60)


def test_a_large_photo_is_stored_small_enough_for_a_screen() -> None:
    picture = read_picture(encoded(photo(5000, 1000), "JPEG"))
    assert max(picture.rgb.size) == 2000
    assert picture.extension == "webp"


@pytest.mark.parametrize(
    "image",
    [
        photo().convert("L"),
        photo().convert("1"),
        photo().convert("P"),
        photo().convert("CMYK"),
        photo().convert("LAB"),
        Image.fromarray((np.arange(2400).reshape(40, 60) * 27).astype(np.uint16)),
        Image.fromarray(np.linspace(-3, 9, 2400).reshape(40, 60).astype(np.float32)),
    ],
    ids=lambda image: image.mode,
)
def test_every_colour_mode_becomes_rgb(image: Image.Image) -> None:
    rgb = read_picture(encoded(image, "TIFF")).rgb
    assert (rgb.mode, rgb.size) == ("RGB", (60, 40))
    assert np.asarray(rgb).std() > 10


def test_sixteen_bits_are_scaled_not_cut_off() -> None:
    grey = Image.fromarray(np.full((8, 8), 32768, dtype=np.uint16))
    assert read_picture(encoded(grey, "PNG")).rgb.getpixel((0, 0)) == (128, 128, 128)


@pytest.mark.parametrize(
    ("dtype", "kind"), [(np.uint16, "PNG"), (np.uint16, "TIFF"), (np.int32, "TIFF"), (np.float32, "TIFF")]
)
def test_greys_of_few_bits_are_shown_by_their_own_range_and_so_stored(dtype: type, kind: str) -> None:
    values: np.ndarray = np.linspace(100, 3000, 4096).reshape(64, 64).astype(dtype)
    picture = read_picture(encoded(Image.fromarray(values), kind))
    greys = np.asarray(decode_stored(picture.stored))
    assert (greys.min(), greys.max()) == (0, 255)
    assert len(np.unique(greys)) > 200


def test_colours_of_16_bits_that_are_nearly_black_are_said() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    def deep(value: int) -> bytes:
        rows = b"".join(b"\0" + struct.pack(">HHH", value, value, value) * 8 for _ in range(8))
        header = struct.pack(">IIBBBBB", 8, 8, 16, 2, 0, 0, 0)
        body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
        return b"\x89PNG\r\n\x1a\n" + body

    remark = read_picture(deep(3000)).remark
    assert remark is not None
    assert remark[0] == "lost_depth"
    assert read_picture(deep(60_000)).remark is None


def test_a_hot_pixel_does_not_darken_all_the_others() -> None:
    values = np.linspace(100, 3000, 4096).reshape(64, 64).astype(np.uint16)
    values[3, 3] = 65535
    rgb = read_picture(encoded(Image.fromarray(values), "TIFF")).rgb
    assert np.median(np.asarray(rgb)) > 100


def test_transparency_is_laid_over_white_for_engine_and_annotator_alike() -> None:
    glass = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    picture = read_picture(encoded(glass, "PNG"))
    assert picture.rgb.getpixel((5, 5)) == (255, 255, 255)
    assert decode_stored(picture.stored).getpixel((5, 5)) == (255, 255, 255)


def test_of_an_animation_the_first_frame_is_taken_with_a_remark() -> None:
    data = encoded(photo(), "GIF", save_all=True, append_images=[Image.new("RGB", (60, 40), "green")])
    picture = read_picture(data)
    assert picture.remark is not None
    assert picture.remark[0] == "animated"
    assert np.asarray(picture.rgb)[5, 5, 0] > 200
    assert not getattr(Image.open(io.BytesIO(picture.stored)), "is_animated", False)


def test_what_is_encoded_anew_decodes_to_the_very_pixels_that_the_engine_saw() -> None:
    for data in (encoded(photo(), "BMP"), encoded(photo(3000, 100), "PNG"), encoded(photo(), "GIF")):
        picture = read_picture(data)
        assert np.array_equal(np.asarray(decode_stored(picture.stored)), np.asarray(picture.rgb))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_an_image"),
        (b"hello, I am a text", "not_an_image"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", "not_an_image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_an_image"),
        (encoded(photo(), "PNG")[:-30], "corrupt_image"),
        (encoded(photo(500, 500), "JPEG")[:2000], "corrupt_image"),
        (png_header(100, 100), "corrupt_image"),
        (png_header(50_000, 50_000), "too_many_pixels"),
        (png_header(12_000, 12_000), "too_many_pixels"),
    ],
)
def test_a_bad_file_is_refused_with_a_code(data: bytes, code: str) -> None:
    with pytest.raises(BadImage) as error:
        read_picture(data)
    assert error.value.code == code


def test_a_decompression_bomb_is_refused_from_its_header_alone() -> None:
    import tracemalloc

    tracemalloc.start()
    with pytest.raises(BadImage):
        read_picture(png_header(60_000, 60_000))
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_thumbnail_is_a_small_data_url() -> None:
    url = thumbnail(encoded(photo(3000, 2000), "JPEG"))
    head, body = url.split(",")
    assert head == "data:image/webp;base64"
    assert Image.open(io.BytesIO(base64.b64decode(body))).size == (96, 64)


@settings(max_examples=150)
@given(st.sampled_from(["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"]), st.data())
def test_no_damage_raises_anything_but_a_plain_refusal(kind: str, data: st.DataObject) -> None:
    good = bytearray(encoded(photo(20, 20), kind))
    for _ in range(data.draw(st.integers(1, 6))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(good)))
    with suppress(BadImage):
        assert read_picture(bytes(good[:cut])).rgb.mode == "RGB"


def test_values_that_are_no_numbers_are_remarked_and_do_not_darken_the_others() -> None:
    values = np.linspace(0, 6, 64).reshape(8, 8).astype(np.float32)
    values[0, :2] = np.nan, np.inf
    picture = read_picture(encoded(Image.fromarray(values), "TIFF"))
    assert picture.remark is not None
    assert picture.remark[0] == "odd_values"
    assert picture.remark[1].startswith("2 of 64 values")
    assert np.asarray(picture.rgb).max() == 255
    nothing = read_picture(encoded(Image.fromarray(np.full((8, 8), np.nan, dtype=np.float32)), "TIFF"))
    assert nothing.remark is not None
    assert nothing.remark[1].startswith("All values")
