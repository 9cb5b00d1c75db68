"""Pre-activation residual networks for small images. (He et al. 1603.05027; SVP's and CLActive's proxy and target.)

depth   block        blocks a stage   parameters   multiply-adds   features     with 10 classes, 32x32x3
   20   basic                     3      272,282          40.8 M         64
   56   basic                     9      855,578         125.7 M         64
  110   basic                    18    1,730,522         253.1 M         64
  164   bottleneck               18    1,703,258         247.6 M        256
"""

from typing import cast

from torch import Tensor, nn

from selection.proxies.head import Head
from selection.training.folding import JoinedConv2d

WIDTHS = (16, 32, 64)
EXPANSION = 4


def _conv(n_in: int, n_out: int, *, size: int, stride: int = 1, kind: type[nn.Conv2d] = nn.Conv2d) -> nn.Conv2d:
    conv = kind(n_in, n_out, size, stride=stride, padding=size // 2, bias=False)
    nn.init.kaiming_normal_(conv.weight, mode="fan_out", nonlinearity="relu")
    return conv


def _projection(n_in: int, n_out: int, *, stride: int) -> nn.Conv2d | None:
    return _conv(n_in, n_out, size=1, stride=stride) if stride != 1 or n_in != n_out else None


class PreActBlock(nn.Module):
    """BN-ReLU-conv twice, plus the input; if the shape changes, a 1x1 projection of the *activated* input."""

    expansion = 1
    # What follows each other in `forward`, for `selection.training.folding`.
    FOLDS = (("norm1", "relu1"), ("conv1", "norm2", "relu2"))

    def __init__(self, n_in: int, width: int, *, stride: int) -> None:
        """n_in, width: channels in and out. stride: of the first convolution."""
        super().__init__()
        self.norm1 = nn.BatchNorm2d(n_in)
        self.relu1 = nn.ReLU(inplace=True)
        self.conv1 = _conv(n_in, width, size=3, stride=stride)
        self.norm2 = nn.BatchNorm2d(width)
        self.relu2 = nn.ReLU(inplace=True)
        self.conv2 = _conv(width, width, size=3, kind=JoinedConv2d)
        self.shortcut = _projection(n_in, width, stride=stride)

    def forward(self, inputs: Tensor) -> Tensor:
        """[B, n_in, H, W] → [B, width, H / stride, W / stride], rounded up."""
        active = self.relu1(self.norm1(inputs))
        kept = inputs if self.shortcut is None else self.shortcut(active)
        inner = self.relu2(self.norm2(self.conv1(active)))
        return cast(Tensor, self.conv2(inner, kept))


class PreActBottleneck(nn.Module):
    """BN-ReLU-conv three times: 1x1 to `width`, 3x3 with the stride, 1x1 to 4 times `width`; plus the input."""

    expansion = EXPANSION
    FOLDS = (("norm1", "relu1"), ("conv1", "norm2", "relu2"), ("conv2", "norm3", "relu3"))

    def __init__(self, n_in: int, width: int, *, stride: int) -> None:
        """n_in: channels in; 4 times `width` come out. stride: of the 3x3 convolution."""
        super().__init__()
        self.norm1 = nn.BatchNorm2d(n_in)
        self.relu1 = nn.ReLU(inplace=True)
        self.conv1 = _conv(n_in, width, size=1)
        self.norm2 = nn.BatchNorm2d(width)
        self.relu2 = nn.ReLU(inplace=True)
        self.conv2 = _conv(width, width, size=3, stride=stride)
        self.norm3 = nn.BatchNorm2d(width)
        self.relu3 = nn.ReLU(inplace=True)
        self.conv3 = _conv(width, EXPANSION * width, size=1, kind=JoinedConv2d)
        self.shortcut = _projection(n_in, EXPANSION * width, stride=stride)

    def forward(self, inputs: Tensor) -> Tensor:
        """[B, n_in, H, W] → [B, 4 width, H / stride, W / stride], rounded up."""
        active = self.relu1(self.norm1(inputs))
        kept = inputs if self.shortcut is None else self.shortcut(active)
        inner = self.relu2(self.norm2(self.conv1(active)))
        inner = self.relu3(self.norm3(self.conv2(inner)))
        return cast(Tensor, self.conv3(inner, kept))


class PreActResNet(nn.Module):
    """3 stages of widths 16, 32, 64; `blocks` blocks in each; any image size."""

    FOLDS = (("norm", "relu"),)

    def __init__(
        self,
        *,
        blocks: int,
        n_channels: int,
        n_classes: int,
        block: type[PreActBlock | PreActBottleneck] = PreActBlock,
    ) -> None:
        """blocks: in each stage. n_channels: 1 for grey images, 3 for colour."""
        super().__init__()
        self.stem = _conv(n_channels, WIDTHS[0], size=3)
        stages: list[nn.Module] = []
        n_in = WIDTHS[0]
        for stage, width in enumerate(WIDTHS):
            for place in range(blocks):
                stages.append(block(n_in, width, stride=2 if stage > 0 and place == 0 else 1))
                n_in = width * block.expansion
        self.stages = nn.Sequential(*stages)
        self.norm = nn.BatchNorm2d(n_in)
        self.relu = nn.ReLU(inplace=True)
        self.head = Head(n_in, n_classes)

    def forward(self, images: Tensor) -> Tensor:
        """Logits float32[B, C] of images [B, n_channels, H, W]."""
        features = self.relu(self.norm(self.stages(self.stem(images)))).mean(dim=(2, 3))
        return cast(Tensor, self.head(features))


def preact_resnet20(*, n_channels: int, n_classes: int) -> nn.Module:
    """Basic blocks, 3 a stage: the proxy of SVP and CLActive."""
    return PreActResNet(blocks=3, n_channels=n_channels, n_classes=n_classes)


def preact_resnet56(*, n_channels: int, n_classes: int) -> nn.Module:
    """Basic blocks, 9 a stage: three times the multiply-adds of the 20 layers."""
    return PreActResNet(blocks=9, n_channels=n_channels, n_classes=n_classes)


def preact_resnet110(*, n_channels: int, n_classes: int) -> nn.Module:
    """Basic blocks, 18 a stage: the deepest of SVP's proxies for images."""
    return PreActResNet(blocks=18, n_channels=n_channels, n_classes=n_classes)


def preact_resnet164(*, n_channels: int, n_classes: int) -> nn.Module:
    """Bottleneck blocks, 18 a stage: the target of SVP and CLActive."""
    return PreActResNet(blocks=18, n_channels=n_channels, n_classes=n_classes, block=PreActBottleneck)
