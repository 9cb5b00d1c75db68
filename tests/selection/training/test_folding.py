"""Networks with their batch norms folded into convolutions, as they score."""

import pytest
import torch
from torch import nn

from selection.machine import Machine
from selection.proxies.networks import network
from selection.proxies.resnet import PreActBlock, preact_resnet20, preact_resnet164
from selection.proxies.small_cnn import SmallCnn
from selection.strategy import Strategy
from selection.training.folding import folded

pytestmark = pytest.mark.slow

# One of each kind of layer and block; the deeper ones only repeat them.
KINDS = ("small_cnn", "mnist_cnn", "preact_resnet20", "preact_resnet164", "vgg11_bn", "resnet18", "mobilenet")
FLOAT32, BFLOAT16 = (Machine(torch.device("cpu"), bfloat16=bfloat16) for bfloat16 in (False, True))


def with_history(model: nn.Module) -> nn.Module:
    """Batch norms that have seen something: neither factors nor statistics are those of a new network."""
    torch.manual_seed(1)
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 2)
            nn.init.uniform_(module.bias, -1, 1)
            assert module.running_mean is not None
            assert module.running_var is not None
            nn.init.uniform_(module.running_mean, -1, 1)
            nn.init.uniform_(module.running_var, 0.5, 2)
    return model.eval()


@pytest.mark.parametrize(("build", "norms_left"), [(preact_resnet20, 10), (preact_resnet164, 55), (SmallCnn, 0)])
def test_the_outputs_stay_and_the_norms_go(build: type[nn.Module], norms_left: int) -> None:
    model = with_history(build(n_channels=3, n_classes=5))
    before = {name: value.clone() for name, value in model.state_dict().items()}
    images = torch.randn(6, 3, 16, 16)
    with torch.no_grad():
        wanted, got = model(images), folded(model, machine=FLOAT32)(images)
    torch.testing.assert_close(got, wanted, rtol=1e-3, atol=1e-3 * float(wanted.abs().max()))
    assert sum(isinstance(module, nn.BatchNorm2d) for module in folded(model, machine=FLOAT32).modules()) == norms_left
    for name, value in model.state_dict().items():
        torch.testing.assert_close(value, before[name], rtol=0, atol=0)


def test_a_network_without_norms_is_only_copied() -> None:
    model = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(2 * 4, 3))
    images = torch.randn(2, 1, 4, 4)
    torch.testing.assert_close(folded(model, machine=FLOAT32)(images), model(images), rtol=0, atol=0)


@pytest.mark.parametrize("proxy", KINDS)
def test_in_bfloat16_the_outputs_stay_but_for_rounding(proxy: str) -> None:
    torch.manual_seed(2)
    model = with_history(network(Strategy(proxy=proxy), shape=(16, 16, 3), n_classes=5))
    images = torch.randn(6, 3, 16, 16)
    given = images.clone()
    with torch.no_grad():
        wanted = model(images)
        with BFLOAT16.autocast():
            rounding = float((model(images) - wanted).norm())
            got, again = (folded(model, machine=BFLOAT16)(images).float() for _ in range(2))
    assert float((got - wanted).norm()) <= max(1.5 * rounding, 0.03 * float(wanted.norm()))
    torch.testing.assert_close(got, again, rtol=0, atol=0)
    torch.testing.assert_close(images, given, rtol=0, atol=0)


def test_scoring_draws_nothing_at_random() -> None:
    model = preact_resnet20(n_channels=3, n_classes=5).eval()
    before = torch.random.get_rng_state()
    folded(model, machine=BFLOAT16)
    assert torch.equal(torch.random.get_rng_state(), before)


def test_a_padding_that_cannot_be_fused_is_refused() -> None:
    model = nn.Sequential(nn.Conv2d(1, 2, 3, padding=1, padding_mode="reflect"))
    with pytest.raises(ValueError, match="pads with zeros"):
        folded(model, machine=BFLOAT16)


def test_the_sum_of_a_block_leaves_its_gradients_right() -> None:
    torch.manual_seed(3)
    block = PreActBlock(2, 2, stride=1).double()
    inputs = torch.randn(2, 2, 3, 3, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(block, inputs)
