"""Training an image model on images that stay in memory, augmented minibatch by minibatch.

Images are uint8 NHWC tensors on the device; a permuted NHWC minibatch *is* a channels-last NCHW one, free of
charge. Everything random is drawn from one torch generator; the global one is left as it was found.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from selection.arrays import Floats
from selection.errors import TrainingFailed
from selection.stopping import Stop, stop_if_asked
from selection.strategy import Strategy

PIXEL_MEAN, PIXEL_SPREAD = 0.5, 0.25
PEAK_AT = 0.3


@dataclass(frozen=True)
class Machine:
    """Where a model runs, and whether its convolutions run in bfloat16."""

    device: torch.device
    bfloat16: bool

    @classmethod
    def of(cls, strategy: Strategy) -> "Machine":
        """By `strategy.device` and `strategy.precision`; "auto" takes what the hardware is good at."""
        has_cuda = torch.cuda.is_available() and strategy.device != "cpu"
        device = torch.device("cuda" if has_cuda or strategy.device == "cuda" else "cpu")
        fast = _cpu_has_bfloat16() if device.type == "cpu" else torch.cuda.is_bf16_supported()
        return cls(device, strategy.precision == "bfloat16" or (strategy.precision == "auto" and fast))

    @property
    def name(self) -> str:
        """For reports: "cpu bfloat16", "cuda (NVIDIA …) float32"."""
        card = f" ({torch.cuda.get_device_name(self.device)})" if self.device.type == "cuda" else ""
        return f"{self.device.type}{card} {'bfloat16' if self.bfloat16 else 'float32'}"

    def autocast(self) -> torch.autocast:
        return torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.bfloat16)


def _cpu_has_bfloat16() -> bool:
    """Instructions for it; without them bfloat16 is emulated and slower than float32."""
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


@contextmanager
def seeded(rng: np.random.Generator, *, machine: Machine) -> Iterator[torch.Generator]:
    """All that torch draws inside (weights, dropout, the generator given) follows `rng`; no global trace."""
    seed = int(rng.integers(2**63))
    devices = [machine.device] if machine.device.type == "cuda" else []
    with torch.random.fork_rng(devices=devices):
        torch.manual_seed(seed)
        yield torch.Generator().manual_seed(seed)


@contextmanager
def torch_threads(threads: int) -> Iterator[None]:
    """`threads` CPU threads inside; 0 leaves the number alone."""
    before = torch.get_num_threads()
    torch.set_num_threads(threads or before)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def one_cycle(n_steps: int, *, start: float, peak: float, end: float) -> Floats:
    """Learning rate of each optimiser step: cosine from start to peak at 30 % of the steps, then to end.

    (CLActive §4.1: 0.01 → 0.2 → 0.001 within a round; Smith 2018.)
    """
    up = max(1, round(PEAK_AT * n_steps))
    rising = _cosine(start, peak, np.arange(up) / up)
    falling = _cosine(peak, end, np.arange(n_steps - up) / max(1, n_steps - up - 1))
    return np.concatenate([rising, falling])[:n_steps]


def _cosine(first: float, last: float, part: Floats) -> Floats:
    """From `first` at part 0 to `last` at part 1."""
    return last + (first - last) * (1 + np.cos(np.pi * part)) / 2


def n_steps(n_images: int, *, strategy: Strategy) -> int:
    """Optimiser steps of an update on `n_images`."""
    return max(strategy.min_steps, math.ceil(strategy.epochs * n_images / strategy.minibatch), 1)


def minibatches(n_images: int, *, size: int, steps: int, generator: torch.Generator) -> Tensor:
    """int64[steps, size]: one shuffled pass after the other, cut into full minibatches.

    Full ones only, so that few images neither starve batch norm nor shorten a step.
    """
    n_passes = math.ceil(steps * size / n_images)
    passes = [torch.randperm(n_images, generator=generator) for _ in range(n_passes)]
    return torch.cat(passes)[: steps * size].view(steps, size)


def as_input(images_BHWC: Tensor) -> Tensor:
    """uint8 NHWC → float32 NCHW in channels-last memory, about zero mean and unit spread."""
    return images_BHWC.permute(0, 3, 1, 2).float().div_(255).sub_(PIXEL_MEAN).div_(PIXEL_SPREAD)


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


def fit(
    model: nn.Module,
    images_NHWC: Tensor,
    labels_N: Tensor,
    *,
    strategy: Strategy,
    machine: Machine,
    generator: torch.Generator,
    should_stop: Stop | None = None,
) -> int:
    """One update with a fresh optimiser. Returns sample steps (images times passes).

    Raises RoundStopped when `should_stop()` says so, TrainingFailed when the weights are no longer finite.
    """
    steps = n_steps(len(images_NHWC), strategy=strategy)
    rates = one_cycle(steps, start=strategy.start_lr, peak=strategy.peak_lr, end=strategy.end_lr)
    order = minibatches(len(images_NHWC), size=strategy.minibatch, steps=steps, generator=generator)
    optimiser = torch.optim.SGD(
        model.parameters(),
        lr=strategy.start_lr,
        momentum=strategy.momentum,
        weight_decay=strategy.weight_decay,
    )
    model.train()
    for rate, drawn in zip(rates, order.to(machine.device), strict=True):
        stop_if_asked(should_stop)
        optimiser.param_groups[0]["lr"] = float(rate)
        views = random_views(images_NHWC[drawn], augment=strategy.augment, generator=generator)
        _step(model, optimiser, as_input(views), labels_N[drawn], clip_norm=strategy.clip_norm, machine=machine)
    if not all(bool(torch.isfinite(weights).all()) for weights in model.parameters()):
        raise TrainingFailed("Training diverged: lower the peak learning rate, or set clip_norm.")
    return steps * strategy.minibatch


def _step(
    model: nn.Module,
    optimiser: torch.optim.Optimizer,
    inputs: Tensor,
    labels: Tensor,
    *,
    clip_norm: float,
    machine: Machine,
) -> None:
    with machine.autocast():
        logits = model(inputs)
    loss = functional.cross_entropy(logits.float(), labels)
    loss.backward()  # type: ignore[no-untyped-call]
    if clip_norm > 0:
        nn.utils.clip_grad_norm_(model.parameters(), clip_norm)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
