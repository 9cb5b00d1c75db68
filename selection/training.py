"""Training a network on items that stay in memory, augmented minibatch by minibatch.

Everything random is drawn from one torch generator; the global one is left as it was found.
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
from selection.views import AsInput, Views, no_views, unchanged

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


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How items become numbers, and how a network learns from them."""

    strategy: Strategy
    machine: Machine
    as_input: AsInput = unchanged
    views: Views = no_views
    should_stop: Stop | None = None


def fit(model: nn.Module, items_N: Tensor, labels_N: Tensor, *, recipe: Recipe, generator: torch.Generator) -> int:
    """One update with a fresh optimiser. Returns sample steps (items times passes).

    items_N: N ≥ 1 items of any shape and type that `recipe.as_input` turns into the model's input, on its device.
    Raises RoundStopped when `should_stop()` says so, TrainingFailed when the weights are no longer finite.
    """
    strategy = recipe.strategy
    steps = n_steps(len(items_N), strategy=strategy)
    rates = one_cycle(steps, start=strategy.start_lr, peak=strategy.peak_lr, end=strategy.end_lr)
    order = minibatches(len(items_N), size=strategy.minibatch, steps=steps, generator=generator)
    optimiser = torch.optim.SGD(
        model.parameters(),
        lr=strategy.start_lr,
        momentum=strategy.momentum,
        weight_decay=strategy.weight_decay,
    )
    model.train()
    for rate, drawn in zip(rates, order.to(recipe.machine.device), strict=True):
        stop_if_asked(recipe.should_stop)
        optimiser.param_groups[0]["lr"] = float(rate)
        _step(model, optimiser, recipe.views(items_N[drawn], generator), labels_N[drawn], recipe=recipe)
    if not all(bool(torch.isfinite(weights).all()) for weights in model.parameters()):
        raise TrainingFailed("Training diverged: lower the peak learning rate, or set clip_norm.")
    return steps * strategy.minibatch


def _step(model: nn.Module, optimiser: torch.optim.Optimizer, items: Tensor, labels: Tensor, *, recipe: Recipe) -> None:
    with recipe.machine.autocast():
        logits = model(recipe.as_input(items))
    loss = functional.cross_entropy(logits.float(), labels)
    loss.backward()  # type: ignore[no-untyped-call]
    if recipe.strategy.clip_norm > 0:
        nn.utils.clip_grad_norm_(model.parameters(), recipe.strategy.clip_norm)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
