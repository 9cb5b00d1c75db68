"""Which network stands behind a proxy's name, and what items it takes."""

from typing import Protocol

from torch import nn

from selection.proxies import mnist_cnn, resnet, vdcnn, vision_nets
from selection.proxies.head import LinearHead, MlpHead
from selection.proxies.intake import CHARACTERS, FEATURES, IMAGES, Intake
from selection.proxies.network import NetworkProxy, Shape
from selection.proxies.small_cnn import SmallCnn, tiny_cnn
from selection.strategy import Strategy


class AnySide(Protocol):
    """A network for images of any size."""

    def __call__(self, *, n_channels: int, n_classes: int) -> nn.Module:
        """Fresh weights. Takes images [B, n_channels, H, W]."""
        ...


class OneSide(Protocol):
    """A network whose first layers depend on the longer side of the images."""

    def __call__(self, *, n_channels: int, side: int, n_classes: int) -> nn.Module:
        """Fresh weights. Takes images [B, n_channels, H, W]; side: the longer of H and W, in pixels."""
        ...


class OfTexts(Protocol):
    """A network for characters."""

    def __call__(self, *, n_classes: int) -> nn.Module:
        """Fresh weights. Takes codes int64[B, 1014], as `characters.codes_of` gives them."""
        ...


ANY_SIDE: dict[str, AnySide] = {
    "small_cnn": SmallCnn,
    "tiny_cnn": tiny_cnn,
    "mnist_cnn": mnist_cnn.MnistCnn,
    "preact_resnet20": resnet.preact_resnet20,
    "preact_resnet56": resnet.preact_resnet56,
    "preact_resnet110": resnet.preact_resnet110,
    "preact_resnet164": resnet.preact_resnet164,
    "vgg11_bn": vision_nets.vgg11_bn,
}
ONE_SIDE: dict[str, OneSide] = {
    "resnet18": vision_nets.resnet18,
    "resnet50": vision_nets.resnet50,
    "mobilenet": vision_nets.mobilenet,
}
OF_TEXTS: dict[str, OfTexts] = {"vdcnn9": vdcnn.vdcnn9, "vdcnn29": vdcnn.vdcnn29}


def network_proxy(strategy: Strategy, *, n_classes: int, blob: bytes) -> NetworkProxy:
    """The proxy of `strategy`, one of those above or a head."""

    def architecture(shape: Shape, *, n_classes: int) -> nn.Module:
        return network(strategy, shape=shape, n_classes=n_classes)

    return NetworkProxy(
        architecture, intake=intake_of(strategy.proxy), strategy=strategy, n_classes=n_classes, blob=blob
    )


def network(strategy: Strategy, *, shape: Shape, n_classes: int) -> nn.Module:
    """The network itself, with fresh weights, for items of one shape."""
    name = strategy.proxy
    if name in ANY_SIDE:
        return ANY_SIDE[name](n_channels=shape[2], n_classes=n_classes)
    if name in ONE_SIDE:
        return ONE_SIDE[name](n_channels=shape[2], side=max(shape[:2]), n_classes=n_classes)
    if name in OF_TEXTS:
        return OF_TEXTS[name](n_classes=n_classes)
    if name == "linear_head":
        return LinearHead(n_features=shape[0], n_classes=n_classes)
    return MlpHead(n_features=shape[0], hidden=strategy.hidden, n_classes=n_classes)


def intake_of(name: str) -> Intake:
    """What kind of items the proxy `name` takes: images, characters of texts, or features."""
    if name in OF_TEXTS:
        return CHARACTERS
    return IMAGES if name in ANY_SIDE or name in ONE_SIDE else FEATURES
