"""EfficientNet-Lite0 without a zoo, and pictures as they come."""

import io
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from selection import ENCODERS, BadInput
from selection.arrays import Floats32, Images
from selection.features.encoders.efficientnet import EfficientNetLite0, Weights, read_weights
from selection.features.encoders.photos import Photos
from selection.features.encoders.pictures import pixels_of
from selection.features.encoders.protocol import Content
from selection.features.encoders.weights import weights_of
from selection.machine import Machine
from tests.selection import toys

FLOAT32, BFLOAT16 = (Machine(torch.device("cpu"), bfloat16=bfloat16) for bfloat16 in (False, True))
# Kernel, stride and whether the input is added, block by block, as the published network has them.
BLOCKS = [
    *((3, 1, False), (3, 2, False), (3, 1, True), (5, 2, False), (5, 1, True), (3, 2, False), (3, 1, True)),
    *((3, 1, True), (5, 1, False), (5, 1, True), (5, 1, True), (5, 2, False), (5, 1, True), (5, 1, True)),
    *((5, 1, True), (3, 1, False)),
]


@pytest.fixture(scope="module")
def weights() -> Weights:
    (path,) = weights_of(ENCODERS["photos"])
    return read_weights(path)


def slow_twin(weights: Weights, images_BHWC: Tensor) -> Tensor:
    """Layer by layer, norms apart, TensorFlow's padding written out."""

    def conv(name: str, inputs: Tensor, *, stride: int = 1, groups: int = 1) -> Tensor:
        kernel = weights[f"{name}.weight"]
        side = kernel.shape[2]
        pads = [max((-(-size // stride) - 1) * stride + side - size, 0) for size in inputs.shape[2:]]
        top, left = (pad // 2 for pad in pads)
        padded = functional.pad(inputs, (left, pads[1] - left, top, pads[0] - top))
        return functional.conv2d(padded, kernel, stride=stride, groups=groups)

    def norm(name: str, inputs: Tensor) -> Tensor:
        mean, variance, weight, bias = (
            weights[f"{name}.{part}"] for part in ("running_mean", "running_var", "weight", "bias")
        )
        return functional.batch_norm(inputs, mean, variance, weight, bias, eps=1e-3)

    hidden = (images_BHWC.permute(0, 3, 1, 2).float() - 127) / 128
    hidden = functional.relu6(norm("_bn0", conv("_conv_stem", hidden, stride=2)))
    for place, (side, stride, is_added) in enumerate(BLOCKS):
        prefix, kept = f"_blocks.{place}.", hidden
        if place:
            hidden = functional.relu6(norm(f"{prefix}_bn0", conv(f"{prefix}_expand_conv", hidden)))
        assert weights[f"{prefix}_depthwise_conv.weight"].shape[2] == side
        hidden = conv(f"{prefix}_depthwise_conv", hidden, stride=stride, groups=hidden.shape[1])
        hidden = norm(f"{prefix}_bn2", conv(f"{prefix}_project_conv", functional.relu6(norm(f"{prefix}_bn1", hidden))))
        hidden = hidden + kept if is_added else hidden
    return functional.relu6(norm("_bn1", conv("_conv_head", hidden))).mean(dim=(2, 3))


@pytest.mark.slow
@pytest.mark.parametrize("side", [64, 75])
def test_the_features_are_those_of_the_network_written_out(weights: Weights, side: int) -> None:
    small = torch.rand(3, 3, 8, 8, generator=torch.Generator().manual_seed(0)) * 255
    images = functional.interpolate(small, size=side, mode="bilinear").permute(0, 2, 3, 1).to(torch.uint8)
    given = images.clone()
    wanted = slow_twin(weights, images)
    got = EfficientNetLite0(weights, machine=FLOAT32)(images)
    torch.testing.assert_close(got, wanted, atol=1e-3, rtol=1e-3)
    rounded = EfficientNetLite0(weights, machine=BFLOAT16)(images)
    assert functional.cosine_similarity(rounded, wanted).min() > 0.99
    assert torch.equal(images, given)


def encoded(image: np.ndarray, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    Image.fromarray(image).save(file, kind, **options)
    return file.getvalue()


@pytest.mark.slow
def test_a_file_is_seen_as_its_pixels_are() -> None:
    photos = Photos(ENCODERS["photos"])
    image = toys.images(1, channels=3, side=32)[0]
    prepared, readable = photos.prepared([image, encoded(image, "PNG"), b"no image"])
    assert readable.tolist() == [True, True, False]
    features = photos.features(prepared)
    np.testing.assert_allclose(features[0], features[1], atol=0.1)


@pytest.mark.slow
def test_small_pictures_are_enlarged_less_and_all_stand_where_they_stood() -> None:
    photos = Photos(ENCODERS["photos"])
    contents: list[Content] = [
        gradient(30, 40),
        encoded(gradient(300, 200), "PNG"),
        b"no image",
        encoded(gradient(48, 9), "PNG"),
    ]
    prepared, readable = photos.prepared(contents)
    assert [(pos.tolist(), pixels.shape[1]) for pos, pixels in prepared] == [([0, 3], 128), ([1, 2], 224)]
    assert readable.tolist() == [True, True, False, True]
    together = photos.features(prepared)
    alone = np.concatenate([photos.features(photos.prepared([content])[0]) for content in contents])
    np.testing.assert_allclose(together, alone, atol=0.05)


def gradient(height: int, width: int) -> Images:
    """Black on the left, white on the right."""
    row = np.linspace(0, 255, width).astype(np.uint8)
    return np.repeat(np.tile(row, (height, 1))[..., None], 3, axis=2)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(encoded(gradient(90, 60), "PNG"), id="png"),
        pytest.param(encoded(gradient(1500, 1000), "JPEG"), id="large jpeg"),
        pytest.param(encoded(gradient(90, 60), "WEBP", lossless=True), id="webp"),
        pytest.param(encoded(gradient(90, 60)[..., 0], "PNG"), id="grey"),
        pytest.param(encoded(gradient(90, 60)[..., 0].astype(np.uint16) * 257, "PNG"), id="16 bits"),
    ],
)
def test_pictures_of_any_size_and_depth_are_whole(data: bytes) -> None:
    (pixels,), (readable,) = pixels_of([data], side=32)
    assert readable
    left, middle, right = (int(column.mean()) for column in pixels[:, [0, 16, 31]].swapaxes(0, 1))
    assert left < 12
    assert abs(middle - 130) < 10
    assert right > 243


def test_a_photo_taken_sideways_is_turned() -> None:
    turned = Image.fromarray(np.rot90(gradient(90, 60)).copy())
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    turned.save(file, "JPEG", exif=exif)
    (pixels,), _ = pixels_of([file.getvalue()], side=32)
    assert abs(int(pixels[:, 0].mean()) - int(pixels[:, 31].mean())) > 200


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", encoded(gradient(90, 60), "JPEG")[:400]])
def test_what_cannot_be_decoded_is_marked_and_black(data: bytes) -> None:
    pixels, readable = pixels_of([data, encoded(gradient(9, 9), "PNG")], side=32)
    assert readable.tolist() == [False, True]
    assert not pixels[0].any()


def test_other_decoders_never_see_the_bytes() -> None:
    assert not pixels_of([encoded(gradient(9, 9), "PDF"), encoded(gradient(9, 9), "TIFF")], side=32)[1].any()


def test_texts_are_no_pictures() -> None:
    with pytest.raises(BadInput, match="sees images"):
        pixels_of(["a text"], side=32)


def features_of(images: Images) -> Floats32:
    photos = Photos(ENCODERS["photos"])
    return photos.features(photos.prepared(list(images))[0])


@pytest.mark.slow
def test_grey_and_colour_of_the_same_picture_are_the_same() -> None:
    grey = toys.images(3)
    np.testing.assert_array_equal(features_of(grey), features_of(np.repeat(grey, 3, axis=3)))
