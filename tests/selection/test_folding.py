"""Networks with their batch norms folded into convolutions, as they score."""

import pytest
import torch
from torch import nn

from selection.folding import folded
from selection.proxies.resnet import preact_resnet20, preact_resnet164
from selection.proxies.small_cnn import SmallCnn


def with_history(model: nn.Module) -> nn.Module:
    """Batch norms that have seen something: neither factors nor statistics are those of a new network."""
    torch.manual_seed(1)
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 2)
            nn.init.uniform_(module.bias, -1, 1)
            nn.init.uniform_(module.running_mean, -1, 1)
            nn.init.uniform_(module.running_var, 0.5, 2)
    return model.eval()


@pytest.mark.parametrize(("build", "norms_left"), [(preact_resnet20, 10), (preact_resnet164, 55), (SmallCnn, 0)])
def test_the_outputs_stay_and_the_norms_go(build: type[nn.Module], norms_left: int) -> None:
    model = with_history(build(n_channels=3, n_classes=5))
    before = {name: value.clone() for name, value in model.state_dict().items()}
    images = torch.randn(6, 3, 16, 16)
    with torch.no_grad():
        wanted, got = model(images), folded(model, bfloat16=False)(images)
    torch.testing.assert_close(got, wanted, rtol=1e-3, atol=1e-3 * float(wanted.abs().max()))
    assert sum(isinstance(module, nn.BatchNorm2d) for module in folded(model, bfloat16=False).modules()) == norms_left
    for name, value in model.state_dict().items():
        torch.testing.assert_close(value, before[name], rtol=0, atol=0)


def test_a_network_without_norms_is_only_copied() -> None:
    model = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(2 * 4, 3))
    images = torch.randn(2, 1, 4, 4)
    torch.testing.assert_close(folded(model, bfloat16=False)(images), model(images), rtol=0, atol=0)


def test_weights_cast_once_give_what_autocast_gives() -> None:
    model, images = with_history(preact_resnet20(n_channels=3, n_classes=5)), torch.randn(6, 3, 16, 16)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        wanted, got = (folded(model, bfloat16=cast)(images) for cast in (False, True))
    torch.testing.assert_close(got, wanted, rtol=0, atol=0)
