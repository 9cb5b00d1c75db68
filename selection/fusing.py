"""A network for training on a CPU: a batch norm and the ReLU after it are one operator.

In bfloat16 the convolutions of a ResNet-20 take nearly three quarters of a step, and most of the rest is memory that
norms and ReLUs walk through.
"""

import copy
import ctypes
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.autograd.function import FunctionCtx, once_differentiable

from selection.folding import runs
from selection.machine import Machine
from selection.native import norm_relu

# As in norm_relu.cpp.
LANES = 16


def fused(model: nn.Module, *, machine: Machine) -> nn.Module:
    """What to train in place of `model`: a view with the same weights and statistics.

    What it computes differs by rounding. Elsewhere than on a CPU in bfloat16 it is the model itself.
    """
    if machine.device.type != "cpu" or not machine.bfloat16 or norm_relu() is None:
        return model
    view = _view(model)
    for block, names in list(runs(view)):
        norm, relu = (getattr(block, name) for name in names[-2:])
        if isinstance(norm, nn.BatchNorm2d) and isinstance(relu, nn.ReLU):
            setattr(block, names[-2], _NormReLU(norm, relu))
            setattr(block, names[-1], nn.Identity())
    return view


def _view(module: nn.Module) -> nn.Module:
    """Layers of its own with the weights and statistics of `module`, in its train or eval mode."""
    view = copy.copy(module)
    view._modules = {name: child if child is None else _view(child) for name, child in module._modules.items()}
    return view


class _NormReLU(nn.Module):
    """`relu(norm(inputs))`; in training as one operator, where the inputs are as that wants them."""

    def __init__(self, norm: nn.BatchNorm2d, relu: nn.ReLU) -> None:
        super().__init__()
        self.norm, self.relu = norm, relu

    def forward(self, inputs: Tensor) -> Tensor:
        norm = self.norm
        if not (norm.training and _fits(inputs) and _is_usual(norm)):
            return cast(Tensor, self.relu(norm(inputs)))
        cast(Tensor, norm.num_batches_tracked).add_(1)
        statistics = (norm.running_mean, norm.running_var, norm.momentum, norm.eps)
        given = (inputs, norm.weight, norm.bias, *statistics)
        return cast(Tensor, _FusedNormReLU.apply(*given))  # type: ignore[no-untyped-call]  # torch's own


def _fits(inputs: Tensor) -> bool:
    """Whether these are bfloat16[N, C, H, W] on the CPU, channels-last, C a multiple of LANES, two places or more."""
    if inputs.dtype != torch.bfloat16 or inputs.device.type != "cpu" or inputs.dim() != 4:
        return False
    channels = inputs.shape[1]
    is_wide = channels % LANES == 0 and inputs.numel() >= 2 * channels > 0
    return is_wide and inputs.is_contiguous(memory_format=torch.channels_last)


def _is_usual(norm: nn.BatchNorm2d) -> bool:
    """Whether it has factors, and statistics that move by a momentum."""
    has_all = norm.affine and norm.track_running_stats and norm.momentum is not None
    return has_all and norm.weight.dtype == torch.float32


class _FusedNormReLU(torch.autograd.Function):
    """See native/norm_relu.cpp."""

    @staticmethod
    def forward(
        ctx: FunctionCtx,
        inputs: Tensor,
        gamma: Tensor,
        beta: Tensor,
        running_mean: Tensor,
        running_variance: Tensor,
        momentum: float,
        epsilon: float,
    ) -> Tensor:
        outputs, mean, inverse_spread = torch.empty_like(inputs), torch.empty_like(gamma), torch.empty_like(gamma)
        given = _addresses(inputs, gamma, beta)
        made = _addresses(running_mean, running_variance, mean, inverse_spread, outputs)
        _library().norm_relu_forward(*_sizes(inputs), *given, momentum, epsilon, *made)
        ctx.save_for_backward(inputs, gamma, beta, mean, inverse_spread)
        return outputs

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, output_gradients: Tensor) -> tuple[Tensor | None, ...]:
        inputs, gamma, beta, mean, inverse_spread = ctx.saved_tensors
        gradients = output_gradients.to(torch.bfloat16).contiguous(memory_format=torch.channels_last)
        of_inputs, of_gamma, of_beta = (torch.empty_like(tensor) for tensor in (inputs, gamma, beta))
        given = _addresses(gradients, inputs, gamma, beta, mean, inverse_spread)
        _library().norm_relu_backward(*_sizes(inputs), *given, *_addresses(of_gamma, of_beta, of_inputs))
        return of_inputs, of_gamma, of_beta, None, None, None, None


def _library() -> ctypes.CDLL:
    return cast(ctypes.CDLL, norm_relu())


def _sizes(inputs: Tensor) -> tuple[int, int, int]:
    """Rows, channels, threads."""
    channels = inputs.shape[1]
    return inputs.numel() // channels, channels, torch.get_num_threads()


def _addresses(*tensors: Tensor) -> tuple[int, ...]:
    return tuple(tensor.data_ptr() for tensor in tensors)
