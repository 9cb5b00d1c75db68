"""A convolution by oneDNN in bfloat16, with what follows it in the same pass through memory (docs/decisions/019)."""

from typing import cast

import torch
from torch import Tensor, nn

# What may follow: oneDNN's name for it, and its numbers.
_THEN: dict[str, tuple[str, list[float]]] = {
    "none": ("none", []),
    "relu": ("relu", []),
    "relu6": ("hardtanh", [0.0, 6.0]),
}


def has_one_dnn() -> bool:
    """Whether torch was built with it, and it finds the instructions that its bfloat16 wants."""
    built = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]  # torch's own
    return bool(built and torch.ops.mkldnn._is_mkldnn_bf16_supported())


class FusedConv2d(nn.Module):
    """A convolution by oneDNN in bfloat16, with what follows it in the same pass through memory.

    Calls the operators to which `torch.compile` lowers a frozen network, without its half a minute of compiling.
    """

    def __init__(self, conv: nn.Conv2d, *, then: str = "none") -> None:
        """then: "none", "relu" or "relu6". Raises ValueError unless `conv` pads with zeros, by numbers."""
        super().__init__()
        if conv.padding_mode != "zeros" or isinstance(conv.padding, str):
            raise ValueError("A convolution is fused only where it pads with zeros, by numbers.")
        self._shape = (list(conv.padding), list(conv.stride), list(conv.dilation), conv.groups)
        weights = conv.weight.detach().to(torch.bfloat16, memory_format=torch.channels_last)
        self._weights = torch.ops.mkldnn._reorder_convolution_weight(weights, *self._shape)
        self._bias = None if conv.bias is None else conv.bias.detach().to(torch.bfloat16)
        self._then = _THEN[then]

    def forward(self, inputs: Tensor, kept: Tensor | None = None) -> Tensor:
        """kept: is added to, and used up: nothing may ask for it afterwards."""
        images = inputs.to(torch.bfloat16, memory_format=torch.channels_last)
        how = (images, self._weights, self._bias, *self._shape)
        if kept is None:
            made = torch.ops.mkldnn._convolution_pointwise(*how, *self._then, "")
        else:
            made = torch.ops.mkldnn._convolution_pointwise_.binary(kept, *how, "add", 1.0, None, [], "")
        return cast(Tensor, made)
