"""Batch norm and ReLU as one operator: against torch's own, and in networks that train."""

import copy
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from selection import native
from selection.fusing import fused
from selection.machine import Machine, torch_threads
from selection.native import NotCompiled, compiled
from selection.proxies.networks import network
from selection.strategy import Strategy
from selection.training import Recipe, fit
from selection.views import as_input
from tests.selection import toys

FLOAT32, BFLOAT16 = (Machine(torch.device("cpu"), bfloat16=bfloat16) for bfloat16 in (False, True))
KINDS = ("preact_resnet20", "preact_resnet164", "vgg11_bn", "resnet18", "mnist_cnn")
# Two rows, less than a block, a block and one, blocks for each of several threads.
SHAPES = [(2, 16, 1, 1), (3, 48, 5, 4), (1, 16, 27, 19), (8, 32, 16, 16)]


def pair_of(channels: int) -> nn.Sequential:
    """A norm with a past, and a ReLU."""
    norm = nn.BatchNorm2d(channels)
    for values, low, high in ((norm.weight, -1, 2), (norm.bias, -1, 1), (norm.running_mean, -1, 1)):
        nn.init.uniform_(values, low, high)
    return nn.Sequential(nn.Conv2d(1, channels, 1), norm, nn.ReLU())


def fused_pair(channels: int) -> tuple[nn.Sequential, nn.Module]:
    """The norm and ReLU of torch, and a view of them as one operator. They share their statistics."""
    pair = pair_of(channels)
    view = fused(pair, machine=BFLOAT16)
    assert not any(isinstance(layer, nn.ReLU | nn.BatchNorm2d) for layer in view.children())
    return pair[1:], view[1:]


def values_of(shape: tuple[int, ...], *, mean: float = 0.0) -> Tensor:
    values = (mean + torch.randn(shape)).bfloat16().contiguous(memory_format=torch.channels_last)
    return values.requires_grad_()


def learned(pair: nn.Module, inputs: Tensor, gradients: Tensor) -> list[Tensor]:
    """Outputs, gradients of inputs and of weights, statistics."""
    outputs = pair(inputs)
    norm = next(module for module in pair.modules() if isinstance(module, nn.BatchNorm2d))
    found = torch.autograd.grad(outputs, [inputs, norm.weight, norm.bias], gradients)
    return [outputs.detach(), *found, norm.running_mean.clone(), norm.running_var.clone()]


@pytest.mark.parametrize("mean", [0.0, 40.0])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_operator_is_the_two_in_double_precision_but_for_rounding(shape: tuple[int, ...], mean: float) -> None:
    torch.manual_seed(1)
    plain, view = fused_pair(shape[1])
    inputs, gradients = values_of(shape, mean=mean), torch.randn(shape).bfloat16()
    twin = copy.deepcopy(plain).double()
    wanted = learned(twin, inputs.detach().double().requires_grad_(), gradients.double())
    got = learned(view, inputs, gradients)
    assert got[0].dtype == got[1].dtype == torch.bfloat16
    for mine, exact in zip(got, wanted, strict=True):
        scale = float(exact.abs().max())
        tolerance = 2**-8 if mine.dtype == torch.bfloat16 else 1e-5
        torch.testing.assert_close(mine.double(), exact, rtol=tolerance, atol=tolerance * scale)
    assert int(view[0].norm.num_batches_tracked) == 1


def test_the_number_of_threads_changes_no_bit() -> None:
    torch.manual_seed(2)
    _, view = fused_pair(32)
    inputs, gradients = values_of((16, 32, 24, 24), mean=3), torch.randn(16, 32, 24, 24).bfloat16()
    found = []
    for threads in (1, 2, 2):
        with torch_threads(threads):
            found.append(learned(copy.deepcopy(view), inputs, gradients))
    for again in found[1:]:
        for first, second in zip(found[0], again, strict=True):
            torch.testing.assert_close(first, second, rtol=0, atol=0)


def test_what_is_not_a_number_stays_that() -> None:
    _, view = fused_pair(16)
    inputs = values_of((2, 16, 3, 3))
    with torch.no_grad():
        inputs[0, 5, 1, 1] = torch.nan
    outputs, of_inputs, *_ = learned(view, inputs, torch.ones(2, 16, 3, 3).bfloat16())
    for found in (outputs, of_inputs):
        assert found[:, 5].isnan().all()
        assert not found[:, :5].isnan().any()


@pytest.mark.parametrize("channels", [16, 8])
def test_what_the_operator_is_not_made_for_torch_does(channels: int) -> None:
    torch.manual_seed(3)
    plain, view = fused_pair(channels)
    plain = copy.deepcopy(plain)
    inputs = values_of((2, channels, 3, 3)).detach()
    unusual = [inputs.contiguous(), inputs.float(), inputs.double()] + [inputs] * (channels == 8)
    for values in unusual:
        dtype = torch.float64 if values.dtype == torch.float64 else torch.float32
        torch.testing.assert_close(view.to(dtype)(values), plain.to(dtype)(values), rtol=0, atol=0)
    view, plain = view.float().eval(), plain.float().eval()
    torch.testing.assert_close(view(inputs), plain(inputs), rtol=0, atol=0)


def test_one_place_alone_is_refused_as_torch_refuses_it() -> None:
    _, view = fused_pair(16)
    with pytest.raises(ValueError, match="more than 1 value per channel"):
        view(values_of((1, 16, 1, 1)))


@pytest.mark.parametrize("proxy", KINDS)
def test_gradients_of_a_whole_network_stay_but_for_rounding(proxy: str) -> None:
    torch.manual_seed(4)
    model = network(Strategy(proxy=proxy), shape=(16, 16, 3), n_classes=5).to(memory_format=torch.channels_last)
    model.train()
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    images, labels = torch.randn(8, 3, 16, 16).to(memory_format=torch.channels_last), torch.arange(8) % 5

    def gradient(of: nn.Module, *, bfloat16: bool) -> Tensor:
        of.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
            logits = of(images)
        functional.cross_entropy(logits.float(), labels).backward()
        return torch.cat([weights.grad.flatten() for weights in of.parameters() if weights.grad is not None])

    exact = gradient(copy.deepcopy(model), bfloat16=False)
    rounding = float((gradient(copy.deepcopy(model), bfloat16=True) - exact).norm())
    mine = gradient(fused(copy.deepcopy(model), machine=BFLOAT16), bfloat16=True)
    assert float((mine - exact).norm()) <= max(1.5 * rounding, 0.02 * float(exact.norm()))


def test_a_view_shares_weights_and_statistics_and_leaves_the_layers() -> None:
    model = network(Strategy(proxy="preact_resnet20"), shape=(8, 8, 3), n_classes=3)
    layers = [type(module) for module in model.modules()]
    view = fused(model, machine=BFLOAT16)
    assert [id(weights) for weights in view.parameters()] == [id(weights) for weights in model.parameters()]
    assert [id(values) for values in view.buffers()] == [id(values) for values in model.buffers()]
    assert [type(module) for module in model.modules()] == layers
    assert not any(isinstance(module, nn.ReLU) for name, module in view.named_modules() if not name.endswith(".relu"))


def test_in_float32_a_network_trains_as_it_is() -> None:
    model = network(Strategy(proxy="preact_resnet20"), shape=(8, 8, 3), n_classes=3)
    assert fused(model, machine=FLOAT32) is model


def test_training_reaches_the_weights_and_statistics_of_the_network_itself() -> None:
    torch.manual_seed(5)
    strategy = Strategy(proxy="preact_resnet20", epochs=2, minibatch=16)
    model = network(strategy, shape=(8, 8, 3), n_classes=3).to(memory_format=torch.channels_last)
    before = {name: values.clone() for name, values in model.state_dict().items()}
    images, labels = torch.from_numpy(toys.images(32, channels=3, side=8)), torch.arange(32) % 3
    recipe = Recipe(strategy=strategy, machine=BFLOAT16, as_input=as_input)
    fit(model, images, labels, recipe=recipe, generator=torch.Generator().manual_seed(0))
    after = model.state_dict()
    assert list(after) == list(before)
    for name in ("stem.weight", "norm.weight", "norm.running_mean", "stages.0.norm2.running_var"):
        assert not torch.equal(after[name], before[name]), name
    assert int(after["norm.num_batches_tracked"]) == 4


@pytest.fixture
def _nothing_compiled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    native.norm_relu.cache_clear()
    yield
    native.norm_relu.cache_clear()


@pytest.mark.usefixtures("_nothing_compiled")
@pytest.mark.parametrize(("compiler", "reason"), [("no-such-compiler", "No such file"), ("false", "false")])
def test_without_a_compiler_torch_trains_and_one_warning_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, compiler: str, reason: str
) -> None:
    monkeypatch.setenv("CXX", compiler)
    model = network(Strategy(proxy="preact_resnet20"), shape=(8, 8, 3), n_classes=3)
    with caplog.at_level(logging.WARNING):
        assert fused(model, machine=BFLOAT16) is model
        assert fused(model, machine=BFLOAT16) is model
    assert len(caplog.messages) == 1
    assert "slower" in caplog.messages[0]
    assert reason in caplog.messages[0]


@pytest.mark.usefixtures("_nothing_compiled")
def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with caplog.at_level(logging.WARNING):
        assert native.norm_relu() is None
    assert str(tmp_path / "file") in caplog.text


def test_it_is_compiled_once(tmp_path: Path) -> None:
    first = compiled(native.SOURCE, folder=tmp_path)
    made = first.stat().st_mtime_ns
    assert compiled(native.SOURCE, folder=tmp_path) == first
    assert first.stat().st_mtime_ns == made
    assert [path.name for path in tmp_path.iterdir()] == [first.name]


def test_what_the_compiler_says_is_passed_on(tmp_path: Path) -> None:
    source = tmp_path / "broken.cpp"
    source.write_text("this is no C++")
    with pytest.raises(NotCompiled, match=r"broken\.cpp"):
        compiled(source, folder=tmp_path / "made")
    assert list((tmp_path / "made").iterdir()) == []
