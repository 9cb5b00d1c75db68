"""Photo features: EfficientNet-Lite0 over the originals, at the resolution on which it was trained."""

from collections.abc import Sequence

import numpy as np
import torch

from selection.arrays import Bools, Floats32, Images, Ints
from selection.features.encoders.efficientnet import EfficientNetLite0, read_weights
from selection.features.encoders.pictures import longest_side, pixels_of
from selection.features.encoders.protocol import Content
from selection.features.encoders.registry import Encoder
from selection.features.encoders.weights import weights_of
from selection.machine import Machine
from selection.strategy import Strategy

SIDE = 224
# A picture of so few pixels says no more at 224 than at 128, which costs a quarter. (CIFAR-10, 700 images, errors of a
# linear head at 100 and 300 labels: 96 pixels 47.8 and 35.3 %, 128 pixels 44.0 and 33.7, 224 pixels 43.8 and 33.7.)
SMALL_SIDE, SMALL_PICTURE = 128, 48
# Images at a time: what a layer hands to the next then stays small.
CPU_IMAGES, CUDA_IMAGES = 16, 256

# Positions int64[S], and their pixels uint8[S, side, side, 3].
Group = tuple[Ints, Images]


class Photos:
    """float32[N, 1280]."""

    def __init__(self, encoder: Encoder) -> None:
        """Raises StrategyError where the weights are missing or damaged."""
        machine = Machine.of(Strategy())
        self._at_once = CUDA_IMAGES if machine.device.type == "cuda" else CPU_IMAGES
        self._dimension = encoder.dimension
        (weights,) = weights_of(encoder)
        self._model = EfficientNetLite0(read_weights(weights), machine=machine)

    def prepared(self, contents: Sequence[Content], /) -> tuple[list[Group], Bools]:
        """The pixels of small pictures and of others, and which could be decoded."""
        is_small = np.array([0 < longest_side(content) <= SMALL_PICTURE for content in contents], dtype=np.bool_)
        readable = np.zeros(len(contents), dtype=np.bool_)
        groups = []
        for side, chosen in ((SMALL_SIDE, is_small), (SIDE, ~is_small)):
            pos = np.flatnonzero(chosen)
            pixels, readable[pos] = pixels_of([contents[one] for one in pos.tolist()], side=side)
            groups.append((pos, pixels))
        return groups, readable

    def features(self, prepared: list[Group], /) -> Floats32:
        """float32[N, 1280]."""
        features = np.empty((sum(len(pos) for pos, _ in prepared), self._dimension), dtype=np.float32)
        for group, pixels in prepared:
            for start in range(0, len(group), self._at_once):
                part = slice(start, start + self._at_once)
                features[group[part]] = self._model(torch.from_numpy(pixels[part])).numpy()
        return features
