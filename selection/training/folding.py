"""A network for scoring only: what follows a convolution becomes part of it (docs/decisions/019).

With its statistics at rest a batch norm is one factor and one summand per channel. In the convolution before it they
cost nothing; apart, each is one more way through memory. A norm *before* a convolution is not folded into that: padding
comes after it. On a CPU with bfloat16 the ReLU and the sum of a residual block go the same way, a norm before a ReLU is
one convolution with it, and weights are laid out for oneDNN once instead of for every chunk.
"""

import copy
import itertools
from collections.abc import Iterator
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn.utils import skip_init
from torch.nn.utils.fusion import fuse_conv_bn_eval

from selection.fused import FusedConv2d, has_one_dnn
from selection.machine import Machine


class JoinedConv2d(nn.Conv2d):
    """A convolution whose output is added to what the shortcut of a residual block kept.

    When the network only scores, the sum may take the place of `kept`: nothing may ask for that afterwards.
    """

    def forward(self, inputs: Tensor, kept: Tensor) -> Tensor:  # type: ignore[override]  # one input more
        """The convolution of `inputs`, plus `kept`, which has the shape of its output."""
        # In place: a convolution's gradients do not ask for its output.
        return super().forward(inputs).add_(kept)


def folded(model: nn.Module, *, machine: Machine) -> nn.Module:
    """A copy of `model` that gives the same outputs but for rounding; statistics must be at rest (eval).

    For use under `machine.autocast()`, and only to score: on a CPU it has no gradients.
    """
    scoring = copy.deepcopy(model).eval()
    is_fused = machine.bfloat16 and machine.device.type == "cpu" and has_one_dnn()
    for block, names in list(_runs(scoring)):
        _fold(block, names, is_fused=is_fused)
    if machine.bfloat16:
        _cast(scoring, is_fused=is_fused)
    return scoring


def _runs(model: nn.Module) -> Iterator[tuple[nn.Module, tuple[str, ...]]]:
    """(block, names of layers that follow each other): a norm after its convolution, and what comes after a norm.

    Neighbours in a sequence, and what a block says of its own `forward` in FOLDS.
    """
    for block in model.modules():
        if isinstance(block, nn.Sequential):
            names = tuple(block._modules)
            for place, (conv, norm) in enumerate(itertools.pairwise(names)):
                if isinstance(block._modules[conv], nn.Conv2d) and isinstance(block._modules[norm], nn.BatchNorm2d):
                    yield block, names[place : place + 3]
        for names in getattr(block, "FOLDS", ()):
            yield block, names


def _fold(block: nn.Module, names: tuple[str, ...], *, is_fused: bool) -> None:
    """Into the first of the layers. A norm that comes first is worth it only where the ReLU goes with it."""
    layers: list[nn.Module] = [getattr(block, name) for name in names]
    if isinstance(layers[0], nn.Conv2d):
        whole, n_taken = fuse_conv_bn_eval(layers[0], cast(nn.BatchNorm2d, layers[1])), 2
    elif is_fused:
        whole, n_taken = _one_by_one(cast(nn.BatchNorm2d, layers[0])), 1
    else:
        return
    if is_fused and isinstance(layers[-1], nn.ReLU):
        setattr(block, names[0], FusedConv2d(whole, then="relu"))
        n_taken = len(layers)
    else:
        setattr(block, names[0], whole)
    for name in names[1:n_taken]:
        setattr(block, name, nn.Identity())


def _one_by_one(norm: nn.BatchNorm2d) -> nn.Conv2d:
    """The norm as a convolution of each channel with one number: with a ReLU, a third of the two's time."""
    channels = norm.num_features
    # Without the usual first weights: scoring must not draw from torch's generator.
    identity: nn.Conv2d = skip_init(  # type: ignore[no-untyped-call]  # torch's own
        nn.Conv2d, channels, channels, 1, groups=channels, bias=False
    )
    nn.init.ones_(identity.weight)
    return fuse_conv_bn_eval(identity.eval(), norm)


def _cast(model: nn.Module, *, is_fused: bool) -> None:
    """Convolutions keep their weights in bfloat16, which autocast would cast for every chunk."""
    for name, module in list(model.named_children()):
        if is_fused and isinstance(module, nn.Conv2d):
            setattr(model, name, FusedConv2d(module))
        elif isinstance(module, nn.Conv1d | nn.Conv2d):
            module.to(torch.bfloat16)
        else:
            _cast(module, is_fused=is_fused)
