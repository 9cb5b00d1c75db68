"""EfficientNet-Lite0 for its features only. (Tan & Le 1905.11946; the Lite variants: no squeeze, ReLU6.)

Batch norms are part of the convolutions before them. TensorFlow's padding "same": where a stride leaves an odd pixel
over, it is padded at the bottom and on the right.
"""

from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils import skip_init

from selection.fused import FusedConv2d, has_one_dnn
from selection.machine import Machine

NORM_EPS = 1e-3
# Repeats, stride of the first, factor of expansion.
_STAGES = ((1, 1, 1), (2, 2, 6), (2, 2, 6), (3, 2, 6), (3, 1, 6), (4, 2, 6), (1, 1, 6))

Weights = dict[str, Tensor]


class EfficientNetLite0(nn.Module):
    """Pixels → what its global average pooling gives. Only to score: it has no gradients."""

    def __init__(self, weights: Weights, *, machine: Machine) -> None:
        """weights: a state dict with the names of efficientnet-lite-pytorch. Raises KeyError where one is missing."""
        super().__init__()
        self._dtype = torch.bfloat16 if machine.bfloat16 else torch.float32
        self._device = machine.device
        self.stem = _Conv(weights, "_conv_stem", "_bn0", stride=2, machine=machine)
        self.blocks = nn.Sequential(
            *(
                _Block(weights, f"_blocks.{place}.", stride=stride, is_expanded=expansion > 1, machine=machine)
                for place, (stride, expansion) in enumerate(_blocks())
            )
        )
        self.head = _Conv(weights, "_conv_head", "_bn1", machine=machine)

    @torch.inference_mode()
    def forward(self, images_BHWC: Tensor) -> Tensor:
        """float32[B, 1280] of uint8[B, H, W, 3]."""
        images = images_BHWC.to(self._device).permute(0, 3, 1, 2)
        inputs = images.to(self._dtype, memory_format=torch.channels_last).sub_(127).div_(128)
        made: Tensor = self.head(self.blocks(self.stem(inputs)))
        return made.float().mean(dim=(2, 3)).cpu()


class _Block(nn.Module):
    """Wider, each channel with its neighbours, narrow again; and what came in is added where the shape stays."""

    def __init__(self, weights: Weights, prefix: str, *, stride: int, is_expanded: bool, machine: Machine) -> None:
        super().__init__()
        expand = _Conv(weights, f"{prefix}_expand_conv", f"{prefix}_bn0", machine=machine) if is_expanded else None
        self.expand = expand or nn.Identity()
        self.depthwise = _Conv(weights, f"{prefix}_depthwise_conv", f"{prefix}_bn1", stride=stride, machine=machine)
        project = weights[f"{prefix}_project_conv.weight"]
        self.project = _Conv(weights, f"{prefix}_project_conv", f"{prefix}_bn2", machine=machine, then="none")
        n_inputs = weights[f"{prefix}_expand_conv.weight"].shape[1] if is_expanded else project.shape[1]
        self._is_added = stride == 1 and n_inputs == project.shape[0]

    def forward(self, inputs: Tensor) -> Tensor:
        wide = self.depthwise(self.expand(inputs))
        made: Tensor = self.project(wide, inputs if self._is_added else None)
        return made


class _Conv(nn.Module):
    """A convolution with its norm inside, and ReLU6 unless `then` is "none"."""

    def __init__(
        self, weights: Weights, conv: str, norm: str, *, machine: Machine, stride: int = 1, then: str = "relu6"
    ) -> None:
        super().__init__()
        weight, bias = _with_norm(weights, f"{conv}.weight", norm)
        n_outputs, n_inputs, side, _ = weight.shape
        self._stride, self._side, self._then = stride, side, then
        padding = side // 2 if stride == 1 else 0
        # A kernel that sees one channel is that of each channel by itself; the stem sees three.
        shape = {"stride": stride, "padding": padding, "groups": n_outputs if n_inputs == 1 else 1}
        plain: nn.Conv2d = skip_init(  # type: ignore[no-untyped-call]  # torch's own
            nn.Conv2d, n_inputs if n_inputs > 1 else n_outputs, n_outputs, side, **shape
        )
        plain.weight, plain.bias = nn.Parameter(weight, requires_grad=False), nn.Parameter(bias, requires_grad=False)
        self._is_fused = machine.bfloat16 and machine.device.type == "cpu" and has_one_dnn()
        dtype = torch.bfloat16 if machine.bfloat16 else torch.float32
        self._conv: nn.Module = (
            FusedConv2d(plain, then=then)
            if self._is_fused
            else plain.to(machine.device, dtype, memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stubs lack it
        )

    def forward(self, inputs: Tensor, kept: Tensor | None = None) -> Tensor:
        """kept: is added to the outcome, and used up."""
        if self._stride > 1:
            inputs = functional.pad(inputs, _same(inputs, side=self._side, stride=self._stride))
        if self._is_fused:
            fused: Tensor = self._conv(inputs, kept)
            return fused
        made: Tensor = self._conv(inputs)
        made = functional.relu6(made) if self._then == "relu6" else made
        return made if kept is None else made + kept


def read_weights(path: Path) -> Weights:
    """A state dict of float32 tensors. Nothing in the file is executed; its SHA-256 was proved before."""
    weights: Weights = torch.load(path, map_location="cpu", weights_only=True)
    return weights


def _blocks() -> Iterator[tuple[int, int]]:
    """Stride and expansion of each block."""
    for repeats, stride, expansion in _STAGES:
        yield stride, expansion
        yield from [(1, expansion)] * (repeats - 1)


def _with_norm(weights: Weights, conv: str, norm: str) -> tuple[Tensor, Tensor]:
    """The convolution's weight and bias when the norm after it, its statistics at rest, is part of it."""
    mean, variance = weights[f"{norm}.running_mean"], weights[f"{norm}.running_var"]
    factor = weights[f"{norm}.weight"] / torch.sqrt(variance + NORM_EPS)
    return weights[conv] * factor[:, None, None, None], weights[f"{norm}.bias"] - mean * factor


def _same(inputs: Tensor, *, side: int, stride: int) -> tuple[int, int, int, int]:
    """Left, right, top, bottom: so that ceil(size / stride) come out, the odd one at the end."""
    height, width = inputs.shape[2:]
    padding = [max(0, (-(-size // stride) - 1) * stride + side - size) for size in (width, height)]
    return (padding[0] // 2, padding[0] - padding[0] // 2, padding[1] // 2, padding[1] - padding[1] // 2)
