"""Images as a network sees them: random views for training, and numbers about zero.

Images are uint8 NHWC tensors on the device; a permuted NHWC minibatch *is* a channels-last NCHW one, free of charge.
"""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

PIXEL_MEAN, PIXEL_SPREAD = 0.5, 0.25

# Stored items [B, …] → what the network is given. The same numbers every time.
AsInput = Callable[[Tensor], Tensor]
# Stored items [B, …] → random variants of them, of the same kind. Drawn from the generator only.
Augmentation = Callable[[Tensor, torch.Generator], Tensor]


def unchanged(items_B: Tensor) -> Tensor:
    """For items that are stored as the network takes them: features, character codes."""
    return items_B


def no_augmentation(items_B: Tensor, _generator: torch.Generator) -> Tensor:
    """The items as they are: no augmentation, nothing drawn."""
    return items_B


def as_input(images_BHWC: Tensor) -> Tensor:
    """uint8 NHWC → float32 NCHW in channels-last memory, about zero mean and unit spread."""
    return images_BHWC.permute(0, 3, 1, 2).float().div_(255).sub_(PIXEL_MEAN).div_(PIXEL_SPREAD)


def image_augmentation(augment: str) -> Augmentation:
    """`random_views` of one kind: none, crop or crop_flip."""
    return lambda images_BHWC, generator: random_views(images_BHWC, augment=augment, generator=generator)


def random_views(images_BHWC: Tensor, *, augment: str, generator: torch.Generator) -> Tensor:
    """Each image shifted by up to an eighth of its side (black outside); for crop_flip also mirrored."""
    if augment == "none":
        return images_BHWC
    n, height, width, _ = images_BHWC.shape
    pad_y, pad_x = max(1, height // 8), max(1, width // 8)
    ys = torch.arange(height) + torch.randint(2 * pad_y + 1, (n, 1), generator=generator)
    xs = torch.arange(width).expand(n, width)
    if augment == "crop_flip":
        mirrored = torch.rand(n, 1, generator=generator) < 0.5
        xs = torch.where(mirrored, width - 1 - xs, xs)
    xs = xs + torch.randint(2 * pad_x + 1, (n, 1), generator=generator)
    padded = functional.pad(images_BHWC, (0, 0, pad_x, pad_x, pad_y, pad_y))
    device = images_BHWC.device
    rows = torch.arange(n, device=device)[:, None, None]
    return padded[rows, ys.to(device)[:, :, None], xs.to(device)[:, None, :]]
