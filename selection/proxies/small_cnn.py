"""A small convolutional network with dropout: the product's proxy for human-sized budgets."""

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from selection.proxies.head import Head

WIDTHS, TINY_WIDTHS = (32, 64, 128), (16, 32, 64)
DROPOUT = 0.2


class SmallCnn(nn.Module):
    """3 times conv3x3-BN-ReLU-maxpool, then the mean and maximum over the image, dropout, linear."""

    def __init__(self, *, n_channels: int, n_classes: int, widths: tuple[int, ...] = WIDTHS) -> None:
        """n_channels: 1 for grey images, 3 for colour. widths: channels after each convolution."""
        super().__init__()
        layers: list[nn.Module] = []
        n_in = n_channels
        for width in widths:
            layers += [
                nn.Conv2d(n_in, width, 3, padding=1, bias=False),
                nn.BatchNorm2d(width),
                nn.ReLU(inplace=True),
            ]
            # ceil_mode keeps images of a few pixels alive.
            layers.append(nn.MaxPool2d(2, ceil_mode=True))
            n_in = width
        self.body = nn.Sequential(*layers)
        self.dropout = nn.Dropout(DROPOUT)
        self.head = Head(2 * n_in, n_classes)

    def forward(self, images: Tensor) -> Tensor:
        """Logits float32[B, C] of images [B, n_channels, H, W]."""
        maps = self.body(images)
        features = torch.cat([maps.mean(dim=(2, 3)), functional.adaptive_max_pool2d(maps, 1).flatten(1)], dim=1)
        return cast(Tensor, self.head(self.dropout(features.float())))


def tiny_cnn(*, n_channels: int, n_classes: int) -> nn.Module:
    """The same at half the widths: a quarter of the multiply-adds, a scaled-down proxy of it."""
    return SmallCnn(n_channels=n_channels, n_classes=n_classes, widths=TINY_WIDTHS)
