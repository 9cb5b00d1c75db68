"""The convolutional network with dropout that Compute-Efficient AL trains on MNIST. (Its code; also BatchBALD's.)"""

from typing import cast

from torch import Tensor, nn
from torch.nn import functional

from selection.proxies.head import Head

WIDTHS, HIDDEN = (32, 64), 128
DROPOUT = 0.5
# Two 5x5 convolutions without padding, each followed by a 2x2 pool, leave 4x4 of 28x28.
LEAST_SIDE, SIDE_LEFT = 28, 4


class MnistCnn(nn.Module):
    """Twice conv5x5-maxpool-dropout-ReLU, then 128 hidden units with dropout; 184,586 parameters on 28x28x1.

    Smaller images are padded with grey to 28x28; what larger ones leave is averaged to 4x4.
    Without batch norm, it wants a low rate: the authors' Adam at 0.001, or SGD at 0.01.
    """

    def __init__(self, *, n_channels: int, n_classes: int) -> None:
        """n_channels: 1 for grey images, 3 for colour."""
        super().__init__()
        layers: list[nn.Module] = []
        n_in = n_channels
        for width in WIDTHS:
            layers += [nn.Conv2d(n_in, width, 5), nn.MaxPool2d(2), nn.Dropout(DROPOUT), nn.ReLU(inplace=True)]
            n_in = width
        self.body = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(SIDE_LEFT), nn.Flatten())
        self.hidden = nn.Linear(n_in * SIDE_LEFT**2, HIDDEN)
        self.dropout = nn.Dropout(DROPOUT)
        self.head = Head(HIDDEN, n_classes)

    def forward(self, images: Tensor) -> Tensor:
        """Logits float32[B, C] of images [B, n_channels, H, W]."""
        hidden = self.dropout(self.hidden(self.body(_at_least(images, LEAST_SIDE))))
        return cast(Tensor, self.head(functional.relu(hidden)))


def _at_least(images: Tensor, side: int) -> Tensor:
    height, width = images.shape[2:]
    missing_y, missing_x = max(0, side - height), max(0, side - width)
    if not missing_y and not missing_x:
        return images
    top, left = missing_y // 2, missing_x // 2
    return functional.pad(images, (left, missing_x - left, top, missing_y - top))
