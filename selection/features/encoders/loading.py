"""From an encoder's entry to the encoder itself; only what it needs is imported."""

from collections.abc import Callable
from pathlib import Path

from selection.errors import StrategyError
from selection.features.encoders.protocol import Encoding
from selection.features.encoders.registry import Encoder


def load(encoder: Encoder, *, fitted: Path | None = None) -> Encoding:
    """fitted: what was learned from this project's pool, for an encoder that wants that.

    Raises StrategyError where weights or `fitted` are missing or damaged.
    """
    return _LOADERS[encoder.name](encoder, fitted)


def load_for_one(encoder: Encoder, *, fitted: Path | None = None) -> Encoding:
    """The same features, from what loads fastest and computes one content at a time. Raises as `load` does."""
    if encoder.name == "sentences":
        from selection.features.encoders.one_text import OneText

        return OneText(encoder)
    return load(encoder, fitted=fitted)


def _sentences(encoder: Encoder, _fitted: Path | None) -> Encoding:
    from selection.features.encoders.sentences import Sentences

    return Sentences(encoder)


def _tokens(encoder: Encoder, _fitted: Path | None) -> Encoding:
    from selection.features.encoders.tokens import Tokens

    return Tokens(encoder)


def _words(encoder: Encoder, fitted: Path | None) -> Encoding:
    from selection.features.encoders.words import Words

    if fitted is None:
        raise StrategyError(f"The encoder {encoder.name} learns from the pool before it encodes.")
    return Words(encoder, fitted)


def _photos(encoder: Encoder, _fitted: Path | None) -> Encoding:
    from selection.features.encoders.photos import Photos

    return Photos(encoder)


def _shapes(encoder: Encoder, _fitted: Path | None) -> Encoding:
    from selection.features.encoders.shapes import Shapes

    return Shapes(encoder)


_LOADERS: dict[str, Callable[[Encoder, Path | None], Encoding]] = {
    "sentences": _sentences,
    "tokens": _tokens,
    "words": _words,
    "photos": _photos,
    "shapes": _shapes,
}
