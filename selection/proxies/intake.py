"""How items become what a network trains on: kept as one tensor, turned into numbers minibatch by minibatch."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from selection.errors import BadInput
from selection.proxies.characters import codes_of
from selection.sources import Items
from selection.training.augmentation import (
    AsInput,
    Augmentation,
    as_input,
    image_augmentation,
    no_augmentation,
    unchanged,
)


@dataclass(frozen=True)
class Intake:
    """One kind of items.

    stored: items → tensor [N, …] in memory; raises BadInput on items of another kind.
    augmentation: `strategy.augment` → random variants of stored items, for training only.
    unit: what the last axis of a stored item counts; a network is built for one such number.
    """

    stored: Callable[[Items], Tensor]
    as_input: AsInput
    augmentation: Callable[[str], Augmentation]
    unit: str


def _images(items: Items) -> Tensor:
    if not isinstance(items, np.ndarray) or items.ndim != 4 or items.dtype != np.uint8:
        raise BadInput("An image proxy needs images as uint8[N, H, W, C].")
    return _tensor(items)


def _features(items: Items) -> Tensor:
    if not isinstance(items, np.ndarray) or items.ndim != 2 or items.dtype != np.float32:
        raise BadInput("A head needs features as float32[N, D]: FeatureRows computes them.")
    return _tensor(items)


def _characters(items: Items) -> Tensor:
    if isinstance(items, np.ndarray):
        raise BadInput("A text proxy needs texts, not arrays.")
    return torch.from_numpy(codes_of(items))


def _tensor(array: np.ndarray) -> Tensor:
    # A read-only memory map cannot become a tensor without a warning; a copy can.
    return torch.from_numpy(array if array.flags.writeable and array.flags.c_contiguous else array.copy())


def _no_augmentation_of(_augment: str) -> Augmentation:
    return no_augmentation


def _as_indices(codes_BL: Tensor) -> Tensor:
    return codes_BL.long()


IMAGES = Intake(_images, as_input, image_augmentation, "channels")
FEATURES = Intake(_features, unchanged, _no_augmentation_of, "numbers")
CHARACTERS = Intake(_characters, _as_indices, _no_augmentation_of, "characters")
