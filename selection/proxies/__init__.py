"""The proxies, by name. Their libraries are imported when one is first built, never before."""

from collections.abc import Callable

from selection.errors import StrategyError
from selection.proxies.ensemble import ensemble_of
from selection.proxies.protocol import Proxy as Proxy
from selection.strategy import Strategy

Build = Callable[..., Proxy]


def _network(strategy: Strategy, *, n_classes: int, blob: bytes) -> Proxy:
    from selection.proxies.networks import network_proxy

    return network_proxy(strategy, n_classes=n_classes, blob=blob)


def _fasttext(strategy: Strategy, *, n_classes: int, blob: bytes) -> Proxy:
    try:
        from selection.proxies.text import FastTextProxy
    except ImportError as error:
        raise StrategyError("fastText is not installed here: install it, or choose another proxy.") from error
    return FastTextProxy(strategy=strategy, n_classes=n_classes, blob=blob)


def _feature_head(strategy: Strategy, *, n_classes: int, blob: bytes) -> Proxy:
    from selection.proxies.feature_head import FeatureHead

    return FeatureHead(strategy, n_classes=n_classes, blob=blob)


PROXIES: dict[str, Build] = {
    "small_cnn": _network,
    "tiny_cnn": _network,
    "mnist_cnn": _network,
    "preact_resnet20": _network,
    "preact_resnet56": _network,
    "preact_resnet110": _network,
    "preact_resnet164": _network,
    "resnet18": _network,
    "resnet50": _network,
    "vgg11_bn": _network,
    "mobilenet": _network,
    "linear_head": _network,
    "mlp_head": _network,
    "ridge_head": _feature_head,
    "logistic_head": _feature_head,
    "vdcnn9": _network,
    "vdcnn29": _network,
    "fasttext": _fasttext,
}


def build_proxy(strategy: Strategy, *, n_classes: int, blob: bytes = b"") -> Proxy:
    """The strategy's proxy: untrained, or as `to_bytes` left it.

    Raises BadState on damaged bytes, StrategyError where its library is not installed.
    """

    def member(blob: bytes) -> Proxy:
        return PROXIES[strategy.proxy](strategy, n_classes=n_classes, blob=blob)

    return member(blob) if strategy.ensemble == 1 else ensemble_of(member, n=strategy.ensemble, blob=blob)
