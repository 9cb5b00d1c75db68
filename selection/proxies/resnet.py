"""Pre-activation residual network for small images. (He et al. 1603.05027; SVP's and CLActive's proxy.)"""

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTHS = (16, 32, 64)


def _conv(n_in: int, n_out: int, *, size: int, stride: int = 1) -> nn.Conv2d:
    conv = nn.Conv2d(n_in, n_out, size, stride=stride, padding=size // 2, bias=False)
    nn.init.kaiming_normal_(conv.weight, mode="fan_out", nonlinearity="relu")
    return conv


class PreActBlock(nn.Module):
    """BN-ReLU-conv twice, plus the input; if the shape changes, a 1x1 projection of the *activated* input."""

    def __init__(self, n_in: int, n_out: int, *, stride: int) -> None:
        super().__init__()
        self.norm1 = nn.BatchNorm2d(n_in)
        self.conv1 = _conv(n_in, n_out, size=3, stride=stride)
        self.norm2 = nn.BatchNorm2d(n_out)
        self.conv2 = _conv(n_out, n_out, size=3)
        changes = stride != 1 or n_in != n_out
        self.shortcut = _conv(n_in, n_out, size=1, stride=stride) if changes else None

    def forward(self, inputs: Tensor) -> Tensor:
        active = functional.relu(self.norm1(inputs), inplace=True)
        kept = inputs if self.shortcut is None else self.shortcut(active)
        inner = functional.relu(self.norm2(self.conv1(active)), inplace=True)
        return cast(Tensor, self.conv2(inner) + kept)


class PreActResNet(nn.Module):
    """3 stages of widths 16, 32, 64; `blocks` blocks in each; depth = 6 * blocks + 2."""

    def __init__(self, *, blocks: int, n_channels: int, n_classes: int) -> None:
        super().__init__()
        self.stem = _conv(n_channels, WIDTHS[0], size=3)
        stages: list[nn.Module] = []
        n_in = WIDTHS[0]
        for stage, width in enumerate(WIDTHS):
            for block in range(blocks):
                stages.append(PreActBlock(n_in, width, stride=2 if stage > 0 and block == 0 else 1))
                n_in = width
        self.stages = nn.Sequential(*stages)
        self.norm = nn.BatchNorm2d(n_in)
        self.head = nn.Linear(n_in, n_classes)

    def forward(self, images: Tensor) -> Tensor:
        features = functional.relu(self.norm(self.stages(self.stem(images)))).mean(dim=(2, 3))
        # In float32 even under autocast: bfloat16 logits would tie many scores.
        with torch.autocast(features.device.type, enabled=False):
            return cast(Tensor, self.head(features.float()))


def preact_resnet20(*, n_channels: int, n_classes: int) -> nn.Module:
    """0.272 M parameters and 40.8 M multiply-adds per 32x32x3 image with 10 classes."""
    return PreActResNet(blocks=3, n_channels=n_channels, n_classes=n_classes)
