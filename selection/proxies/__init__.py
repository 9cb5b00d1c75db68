"""The proxies, by name. Their libraries are imported when one is first built, never before."""

from collections.abc import Callable

from selection.proxies.ensemble import ensemble_of
from selection.proxies.protocol import Proxy as Proxy
from selection.strategy import Strategy

Build = Callable[..., Proxy]


def _small_cnn(strategy: Strategy, *, n_classes: int, blob: bytes) -> Proxy:
    from selection.proxies.image import ImageProxy
    from selection.proxies.small_cnn import SmallCnn

    return ImageProxy(SmallCnn, strategy=strategy, n_classes=n_classes, blob=blob)


def _preact_resnet20(strategy: Strategy, *, n_classes: int, blob: bytes) -> Proxy:
    from selection.proxies.image import ImageProxy
    from selection.proxies.resnet import preact_resnet20

    return ImageProxy(preact_resnet20, strategy=strategy, n_classes=n_classes, blob=blob)


def _fasttext(strategy: Strategy, *, n_classes: int, blob: bytes) -> Proxy:
    from selection.proxies.text import FastTextProxy

    return FastTextProxy(strategy=strategy, n_classes=n_classes, blob=blob)


PROXIES: dict[str, Build] = {
    "small_cnn": _small_cnn,
    "preact_resnet20": _preact_resnet20,
    "fasttext": _fasttext,
}


def build_proxy(strategy: Strategy, *, n_classes: int, blob: bytes = b"") -> Proxy:
    """The strategy's proxy: untrained, or as `to_bytes` left it. Raises BadState on damaged bytes."""

    def member(blob: bytes) -> Proxy:
        return PROXIES[strategy.proxy](strategy, n_classes=n_classes, blob=blob)

    return member(blob) if strategy.ensemble == 1 else ensemble_of(member, n=strategy.ensemble, blob=blob)
