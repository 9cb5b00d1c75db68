"""The networks, by the numbers in the literature."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from selection.proxies import vision_nets
from selection.proxies.characters import ALPHABET, LENGTH, N_SYMBOLS, UNKNOWN, codes_of
from selection.proxies.head import LinearHead, MlpHead
from selection.proxies.mnist_cnn import MnistCnn
from selection.proxies.networks import ANY_SIDE, ONE_SIDE
from selection.proxies.resnet import (
    preact_resnet20,
    preact_resnet56,
    preact_resnet110,
    preact_resnet164,
)
from selection.proxies.small_cnn import SmallCnn
from selection.proxies.vdcnn import Vdcnn, k_max, vdcnn9, vdcnn29

pytestmark = pytest.mark.slow

CIFAR, MNIST = (1, 3, 32, 32), (1, 1, 28, 28)


def n_parameters(model: nn.Module) -> int:
    return sum(weights.numel() for weights in model.parameters())


def multiply_adds(model: nn.Module, inputs: torch.Tensor) -> float:
    """In millions, of convolutions and linear layers, counted where they happen."""
    counted = 0

    def count(layer: nn.Module, _inputs: object, output: torch.Tensor) -> None:
        nonlocal counted
        weights = layer.weight
        assert isinstance(weights, torch.Tensor)
        counted += weights.numel() * int(np.prod(output.shape[2:]))

    for layer in model.modules():
        if isinstance(layer, (nn.Conv1d, nn.Conv2d, nn.Linear)):
            layer.register_forward_hook(count)
    model.eval()
    model(inputs)
    return counted / 1e6


def preact_parameters(*, blocks: int, bottleneck: bool, n_classes: int) -> int:
    """By hand: stem, per block its norms, convolutions and projection, last norm, head."""
    total, n_in = 3 * 16 * 9, 16
    for stage, width in enumerate((16, 32, 64)):
        n_out = 4 * width if bottleneck else width
        for block in range(blocks):
            if bottleneck:
                total += n_in * width + 9 * width * width + width * n_out + 2 * (n_in + 2 * width)
            else:
                total += 9 * n_in * width + 9 * width * width + 2 * (n_in + width)
            if n_in != n_out or (stage > 0 and block == 0):
                total += n_in * n_out
            n_in = n_out
    return total + 2 * n_in + n_in * n_classes + n_classes


@pytest.mark.parametrize(
    ("build", "blocks", "exactly", "millions", "mmac", "n_features"),
    [
        (preact_resnet20, 3, 272_282, "0.272", 40.8, 64),
        (preact_resnet56, 9, 855_578, "0.856", 125.7, 64),
        (preact_resnet110, 18, 1_730_522, "1.73", 253, 64),
        (preact_resnet164, 18, 1_703_258, "1.70", 247.6, 256),
    ],
)
def test_preactivation_resnets_are_those_of_the_papers(
    build: Any, blocks: int, exactly: int, millions: str, mmac: float, n_features: int
) -> None:
    """As in the literature: parameters with 10 classes, multiply-adds per CIFAR image, numbers that the head sees."""
    model = build(n_channels=3, n_classes=10)
    bottleneck = build is preact_resnet164
    assert n_parameters(model) == exactly == preact_parameters(blocks=blocks, bottleneck=bottleneck, n_classes=10)
    assert f"{exactly / 1e6:.{len(millions) - 2}f}" == millions
    assert multiply_adds(model, torch.zeros(CIFAR)) == pytest.approx(mmac, rel=0.01)
    assert model.head.in_features == n_features


def test_the_shortcut_is_a_projection_only_where_the_shape_changes() -> None:
    def projections(model: nn.Module) -> list[str]:
        return [name for name, _ in model.named_modules() if name.endswith("shortcut")]

    assert projections(preact_resnet20(n_channels=3, n_classes=10)) == ["stages.3.shortcut", "stages.6.shortcut"]
    # A bottleneck widens in its first block already.
    assert projections(preact_resnet164(n_channels=3, n_classes=10)) == [
        "stages.0.shortcut",
        "stages.18.shortcut",
        "stages.36.shortcut",
    ]


def test_the_stride_of_a_bottleneck_is_on_its_3x3() -> None:
    block = preact_resnet164(n_channels=3, n_classes=10).get_submodule("stages.18")
    convolutions = [layer for layer in block.modules() if isinstance(layer, nn.Conv2d)]
    shapes = {(layer.kernel_size[0], layer.stride[0]) for layer in convolutions}
    assert shapes == {(1, 1), (3, 2), (1, 2)}
    strided = [layer for layer in convolutions if layer.stride[0] == 2 and layer.kernel_size[0] == 1]
    assert strided == [block.get_submodule("shortcut")]


def test_the_mnist_network_is_that_of_compute_efficient_al() -> None:
    model = MnistCnn(n_channels=1, n_classes=10)
    assert n_parameters(model) == 184_586
    assert multiply_adds(model, torch.zeros(MNIST)) == pytest.approx(3.87, rel=0.01)
    assert model.hidden.in_features == 1024


def test_the_average_over_4x4_does_nothing_on_28x28() -> None:
    model = MnistCnn(n_channels=1, n_classes=10).eval()
    convolutions = model.body[:-2]
    images = torch.rand(2, 1, 28, 28)
    assert torch.equal(convolutions(images).flatten(1), model.body(images))


def test_vgg_11_is_that_of_compute_efficient_al() -> None:
    """As in the paper's code: 9.5 M parameters, 153 M multiply-adds; 9,225,984 in the convolutions and their norms."""
    model = vision_nets.vgg11_bn(n_channels=3, n_classes=10)
    assert n_parameters(model) == 9_225_984 + (512 * 512 + 512) + 2 * 512 + (512 * 10 + 10) == 9_494_794
    assert multiply_adds(model, torch.zeros(CIFAR)) == pytest.approx(153, rel=0.01)
    last = [type(layer).__name__ for layer in model.get_submodule("body").children()][1:]
    assert last == ["AdaptiveAvgPool2d", "Flatten", "Dropout", "Linear", "BatchNorm1d", "ReLU"]


@pytest.mark.parametrize(
    ("build", "parameters"), [(vision_nets.resnet18, 11_689_512), (vision_nets.resnet50, 25_557_032)]
)
def test_torchvision_resnets_have_the_imagenet_stem_on_large_images_only(build: Any, parameters: int) -> None:
    large, small = (build(n_channels=3, side=side, n_classes=1000) for side in (65, 64))
    assert n_parameters(large) == parameters
    assert n_parameters(small) == parameters - 64 * 3 * (7 * 7 - 3 * 3)
    small.get_submodule("body.layer4").register_forward_hook(lambda *seen: shapes.append(seen[2].shape[2:]))
    shapes: list[torch.Size] = []
    small.eval()(torch.zeros(CIFAR))
    assert shapes == [torch.Size([4, 4])]


def test_mobilenet_takes_grey_28x28() -> None:
    model = vision_nets.mobilenet(n_channels=1, side=28, n_classes=30).eval()
    assert 1.4e6 < n_parameters(model) < 1.7e6
    assert model(torch.zeros(2, 1, 28, 28)).shape == (2, 30)


def test_the_small_cnn_is_small() -> None:
    assert n_parameters(SmallCnn(n_channels=3, n_classes=10)) < 100_000


@pytest.mark.parametrize("name", [*ANY_SIDE, *ONE_SIDE])
def test_logits_are_float32_under_autocast(name: str) -> None:
    """In bfloat16 many scores would tie."""
    if name in ANY_SIDE:
        model = ANY_SIDE[name](n_channels=1, n_classes=4)
    else:
        model = ONE_SIDE[name](n_channels=1, side=16, n_classes=4)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        assert model.eval()(torch.zeros(2, 1, 16, 16)).dtype == torch.float32


@pytest.mark.parametrize("head", [LinearHead(n_features=5, n_classes=2), MlpHead(n_features=5, hidden=8, n_classes=2)])
def test_heads_do_not_care_about_the_scale_of_features(head: nn.Module) -> None:
    features = torch.randn(64, 5, generator=torch.Generator().manual_seed(0))
    for module in head.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    head.train()
    torch.testing.assert_close(head(features), head(features * 1000 + 7), atol=1e-3, rtol=1e-3)


@pytest.mark.parametrize(
    ("build", "exactly", "millions", "mmac"),
    [(vdcnn9, 14_171_986, 14.2, 303), (vdcnn29, 16_635_730, 16.6, 901)],
)
def test_vdcnn_is_that_of_the_papers(build: Any, exactly: int, millions: float, mmac: float) -> None:
    """As in SVP's code: parameters with 2 classes, multiply-adds per document of 1,014 characters."""
    model = build(n_classes=2)
    assert n_parameters(model) == exactly
    assert round(exactly / 1e6, 1) == millions
    assert multiply_adds(model, torch.zeros(1, LENGTH, dtype=torch.long)) == pytest.approx(mmac, rel=0.01)


@pytest.mark.parametrize("down", ["conv", "maxpool"])
def test_each_section_of_vdcnn_but_the_first_halves_the_length(down: Any) -> None:
    model = Vdcnn(depth=9, down=down, n_classes=2).eval()
    lengths: list[int] = []
    for layer in model.body:
        if isinstance(layer, nn.Sequential):
            layer.register_forward_hook(lambda *seen: lengths.append(seen[2].shape[2]))
    model(torch.zeros(1, LENGTH, dtype=torch.long))
    assert lengths == [1014, 507, 254, 127]


def test_k_max_keeps_the_order_of_the_text() -> None:
    maps = torch.tensor([[[5.0, 1.0, 9.0, 7.0, 2.0]], [[0.0, 3.0, 1.0, 2.0, 4.0]]])
    assert k_max(maps, 3).tolist() == [[[5.0, 9.0, 7.0]], [[3.0, 2.0, 4.0]]]


def test_characters_are_lower_cased_cut_padded_and_known_or_not() -> None:
    assert N_SYMBOLS == 69
    assert len(set(ALPHABET)) == len(ALPHABET)
    codes = codes_of(["aB1", "", "x" * 2000, "ä\\日\ud800\n^\x7f"])
    assert codes.shape == (4, LENGTH)
    assert codes[0, :4].tolist() == [2, 3, 2 + ALPHABET.index("1"), 0]
    assert not codes[1].any()
    assert (codes[2] == 2 + ALPHABET.index("x")).all()
    assert codes[3, :8].tolist() == [UNKNOWN] * 5 + [2 + ALPHABET.index("^"), UNKNOWN, 0]
    assert codes_of([]).shape == (0, LENGTH)
