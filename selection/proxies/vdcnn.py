"""Very deep convolutional network on characters. (Conneau et al. 1606.01781; SVP's proxy and target for reviews.)

depth   blocks a section   parameters   multiply-adds a text   with 2 classes
    9         1, 1, 1, 1   14,171,986                  303 M
   29         5, 5, 2, 2   16,635,730                  901 M
"""

from typing import Literal, cast

from torch import Tensor, nn
from torch.nn import functional

from selection.proxies.characters import N_SYMBOLS, PADDING
from selection.proxies.head import Head

EMBEDDING = 16
WIDTHS = (64, 128, 256, 512)
BLOCKS = {9: (1, 1, 1, 1), 17: (2, 2, 2, 2), 29: (5, 5, 2, 2), 49: (8, 8, 5, 3)}
K_MAX = 8
HIDDEN = 2048

Down = Literal["conv", "maxpool"]


def _conv(n_in: int, n_out: int, *, stride: int = 1) -> nn.Conv1d:
    conv = nn.Conv1d(n_in, n_out, 3, stride=stride, padding=1, bias=False)
    nn.init.kaiming_normal_(conv.weight, mode="fan_out", nonlinearity="relu")
    return conv


def _block(n_in: int, n_out: int, *, stride: int) -> nn.Sequential:
    """conv-BN-ReLU twice, without a shortcut."""
    return nn.Sequential(
        _conv(n_in, n_out, stride=stride),
        nn.BatchNorm1d(n_out),
        nn.ReLU(inplace=True),
        _conv(n_out, n_out),
        nn.BatchNorm1d(n_out),
        nn.ReLU(inplace=True),
    )


class Vdcnn(nn.Module):
    """Codes int64[B, L] → logits. Four sections, halved in length before each but the first."""

    def __init__(self, *, depth: int, down: Down, n_classes: int) -> None:
        """depth: a key of BLOCKS. down: whether a strided convolution or a pool of 3 halves the length."""
        super().__init__()
        self.embedding = nn.Embedding(N_SYMBOLS, EMBEDDING, padding_idx=PADDING)
        layers: list[nn.Module] = [_conv(EMBEDDING, WIDTHS[0])]
        n_in = WIDTHS[0]
        for section, (width, blocks) in enumerate(zip(WIDTHS, BLOCKS[depth], strict=True)):
            halves = section > 0
            if halves and down == "maxpool":
                layers.append(nn.MaxPool1d(3, stride=2, padding=1))
            for place in range(blocks):
                stride = 2 if halves and place == 0 and down == "conv" else 1
                layers.append(_block(n_in, width, stride=stride))
                n_in = width
        self.body = nn.Sequential(*layers)
        self.hidden1 = nn.Linear(WIDTHS[-1] * K_MAX, HIDDEN)
        self.hidden2 = nn.Linear(HIDDEN, HIDDEN)
        self.head = Head(HIDDEN, n_classes)

    def forward(self, codes: Tensor) -> Tensor:
        """Logits float32[B, C] of codes int64[B, L], as `characters.codes_of` gives them."""
        maps = self.body(self.embedding(codes).transpose(1, 2))
        hidden = functional.relu(self.hidden1(k_max(maps, K_MAX).flatten(1)))
        return cast(Tensor, self.head(functional.relu(self.hidden2(hidden))))


def k_max(maps_BWL: Tensor, k: int) -> Tensor:
    """[B, W, k]: the k highest values of each map, in the order in which they stand in the text."""
    positions = maps_BWL.topk(k, dim=2).indices.sort(dim=2).values
    return maps_BWL.gather(2, positions)


def vdcnn9(*, n_classes: int) -> nn.Module:
    """Depth 9, halved by pooling: SVP's proxy for reviews, vdcnn9-maxpool."""
    return Vdcnn(depth=9, down="maxpool", n_classes=n_classes)


def vdcnn29(*, n_classes: int) -> nn.Module:
    """Depth 29, halved by strided convolutions: SVP's target for Amazon Polarity, vdcnn29-conv."""
    return Vdcnn(depth=29, down="conv", n_classes=n_classes)
