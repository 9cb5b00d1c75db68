"""The networks, by the numbers in the literature."""

import pytest
import torch
from torch import nn

from selection.proxies.resnet import preact_resnet20
from selection.proxies.small_cnn import SmallCnn


def n_parameters(model: nn.Module) -> int:
    return sum(weights.numel() for weights in model.parameters())


def test_preact_resnet20_has_0_272_million_parameters() -> None:
    """PAPERS §1.1; 272,282 with 10 classes, by hand: stem 432, stages 269,152, norms 2,048 in them, head 650."""
    model = preact_resnet20(n_channels=3, n_classes=10)
    assert n_parameters(model) == 272_282
    assert round(n_parameters(model) / 1e6, 3) == 0.272


def test_preact_resnet20_does_40_8_million_multiply_adds() -> None:
    counted = 0

    def count(layer: nn.Module, _inputs: object, output: torch.Tensor) -> None:
        nonlocal counted
        weights = layer.weight
        assert isinstance(weights, torch.Tensor)
        counted += weights.numel() * (output.shape[-1] * output.shape[-2] if output.ndim == 4 else 1)

    model = preact_resnet20(n_channels=3, n_classes=10)
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            layer.register_forward_hook(count)
    model(torch.zeros(1, 3, 32, 32))
    assert counted / 1e6 == pytest.approx(40.8, abs=0.05)


def test_the_shortcut_is_a_projection_only_where_the_shape_changes() -> None:
    model = preact_resnet20(n_channels=3, n_classes=10)
    projections = [name for name, _ in model.named_modules() if name.endswith("shortcut")]
    assert projections == ["stages.3.shortcut", "stages.6.shortcut"]


def test_the_small_cnn_is_small() -> None:
    assert n_parameters(SmallCnn(n_channels=3, n_classes=10)) < 100_000


@pytest.mark.parametrize("build", [SmallCnn, preact_resnet20])
def test_logits_are_float32_under_autocast(build: type[nn.Module]) -> None:
    """In bfloat16 many scores would tie."""
    model = build(n_channels=1, n_classes=4)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        assert model(torch.zeros(2, 1, 16, 16)).dtype == torch.float32
