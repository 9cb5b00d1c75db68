"""torchvision's networks with fresh weights, their last layer called `head`, for images of any size and channels.

On images of at most 64 pixels a side the ImageNet stem would leave 1x1 of 32x32 before the layers that matter, so
ResNet gets the stem that is usual for CIFAR (3x3, stride 1, no pooling), and MobileNet a first convolution of
stride 1.
"""

from typing import Any, cast

from torch import Tensor, nn

from selection.features.vision import torchvision
from selection.proxies.head import Head

SMALL_SIDE = 64
VGG_WIDTH, VGG_DROPOUT = 512, 0.5


class Headed(nn.Module):
    """A body that gives [B, D], and a head."""

    def __init__(self, body: nn.Module, *, n_features: int, n_classes: int) -> None:
        """n_features: D, the numbers that `body` gives of an image."""
        super().__init__()
        self.body = body
        self.head = Head(n_features, n_classes)

    def forward(self, images: Tensor) -> Tensor:
        """Logits float32[B, C] of images [B, channels, H, W]."""
        return cast(Tensor, self.head(self.body(images)))


def resnet18(*, n_channels: int, side: int, n_classes: int) -> nn.Module:
    """He et al. 1512.03385; 11.7 M parameters with 1,000 classes and the ImageNet stem."""
    return _resnet(torchvision().models.resnet18(weights=None), n_channels=n_channels, side=side, n_classes=n_classes)


def resnet50(*, n_channels: int, side: int, n_classes: int) -> nn.Module:
    """Bottleneck blocks; 25.6 M parameters with 1,000 classes and the ImageNet stem."""
    return _resnet(torchvision().models.resnet50(weights=None), n_channels=n_channels, side=side, n_classes=n_classes)


def _resnet(body: Any, *, n_channels: int, side: int, n_classes: int) -> nn.Module:
    small = side <= SMALL_SIDE
    body.conv1 = _conv_like(body.conv1, n_channels=n_channels, size=3 if small else 7, stride=1 if small else 2)
    if small:
        body.maxpool = nn.Identity()
    n_features, body.fc = body.fc.in_features, nn.Identity()
    return Headed(body, n_features=n_features, n_classes=n_classes)


def mobilenet(*, n_channels: int, side: int, n_classes: int) -> nn.Module:
    """MobileNetV3-Small; 1.5 M parameters with 10 classes. (Howard et al. 1905.02244.)"""
    body = torchvision().models.mobilenet_v3_small(weights=None)
    stride = 1 if side <= SMALL_SIDE else 2
    body.features[0][0] = _conv_like(body.features[0][0], n_channels=n_channels, size=3, stride=stride)
    n_features, body.classifier[-1] = body.classifier[-1].in_features, nn.Identity()
    return Headed(body, n_features=n_features, n_classes=n_classes)


def vgg11_bn(*, n_channels: int, n_classes: int) -> nn.Module:
    """Compute-Efficient AL's CIFAR network: the convolutions of VGG-11-BN, their mean, and a small head; 9.5 M.

    Simonyan & Zisserman 1409.1556. Any image size: pooling rounds up where the side is no multiple of 32.
    """
    # Not models.vgg11_bn().features: that would first draw the 119 M weights of a classifier that is not wanted.
    vgg = torchvision().models.vgg
    features = vgg.make_layers(vgg.cfgs["A"], batch_norm=True)
    for place, layer in enumerate(features):
        if isinstance(layer, nn.MaxPool2d):
            layer.ceil_mode = True
        if isinstance(layer, nn.Conv2d):
            features[place] = _conv_like(layer, n_channels=layer.in_channels if place else n_channels, size=3, stride=1)
    body = nn.Sequential(
        features,
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Dropout(VGG_DROPOUT),
        nn.Linear(VGG_WIDTH, VGG_WIDTH),
        nn.BatchNorm1d(VGG_WIDTH),
        nn.ReLU(inplace=True),
    )
    return Headed(body, n_features=VGG_WIDTH, n_classes=n_classes)


def _conv_like(old: nn.Conv2d, *, n_channels: int, size: int, stride: int) -> nn.Conv2d:
    """A fresh convolution like `old`, for other channels, size and stride."""
    conv = nn.Conv2d(n_channels, old.out_channels, size, stride=stride, padding=size // 2, bias=old.bias is not None)
    nn.init.kaiming_normal_(conv.weight, mode="fan_out", nonlinearity="relu")
    if conv.bias is not None:
        nn.init.zeros_(conv.bias)
    return conv
