"""Photo features: EfficientNet-Lite0 over the originals, at the resolution on which it was trained."""

from collections.abc import Sequence

import torch

from selection.arrays import Bools, Floats32, Images
from selection.features.encoders.efficientnet import EfficientNetLite0, read_weights
from selection.features.encoders.pictures import pixels_of
from selection.features.encoders.protocol import Content
from selection.features.encoders.registry import Encoder
from selection.features.encoders.weights import weights_of
from selection.machine import Machine
from selection.strategy import Strategy

SIDE = 224
# Images at a time: what a layer hands to the next then stays small.
CPU_IMAGES, CUDA_IMAGES = 16, 256


class Photos:
    """float32[N, 1280]."""

    def __init__(self, encoder: Encoder) -> None:
        """Raises StrategyError where the weights are missing or damaged."""
        machine = Machine.of(Strategy())
        self._at_once = CUDA_IMAGES if machine.device.type == "cuda" else CPU_IMAGES
        (weights,) = weights_of(encoder)
        self._model = EfficientNetLite0(read_weights(weights), machine=machine)

    def prepared(self, contents: Sequence[Content], /) -> tuple[Images, Bools]:
        """uint8[N, 224, 224, 3], and which could be decoded."""
        return pixels_of(contents, side=SIDE)

    def features(self, prepared: Images, /) -> Floats32:
        """float32[N, 1280]."""
        parts = torch.split(torch.from_numpy(prepared), self._at_once)
        features: Floats32 = torch.cat([self._model(part) for part in parts]).numpy()
        return features
