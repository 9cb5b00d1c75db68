"""Features of contents that are no rows of a project, by the name of a representation."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from selection.arrays import Floats32
from selection.errors import BadInput
from selection.features.combined import COMBINATIONS, of_length
from selection.features.encoders.process import encode
from selection.features.encoders.protocol import Content


def features_of(representation: str, contents: Sequence[Content], *, fitted: Path | None = None) -> Floats32:
    """float32[N, D]: as a project has them, whose features are kept in half precision.

    representation: an encoder's name, or several put together. fitted: what `words` has learned of a project.
    Raises BadInput where a content cannot be read, and as `encode` does.
    """
    parts = COMBINATIONS.get(representation, {})
    if not parts:
        return _by_encoder(representation, contents, fitted=fitted)
    lengths = [of_length(length, _by_encoder(name, contents, fitted=fitted)) for name, length in parts.items()]
    return np.concatenate(lengths, axis=1)


def _by_encoder(name: str, contents: Sequence[Content], *, fitted: Path | None) -> Floats32:
    encoded = list(encode(name, contents, fitted=fitted))
    if not all(part.readable_N.all() for part in encoded):
        raise BadInput("One of the contents cannot be read.")
    return np.concatenate([part.features_ND for part in encoded]).astype(np.float32)
