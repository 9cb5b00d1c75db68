"""Training a network on items that stay in memory, augmented minibatch by minibatch.

Everything random is drawn from the generator given.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from selection.arrays import Bools, Ints
from selection.errors import TrainingFailed
from selection.machine import Machine, keep_freed_memory
from selection.stopping import Stop, stop_if_asked
from selection.strategy import Strategy
from selection.training.augmentation import AsInput, Augmentation, no_augmentation, unchanged
from selection.training.optimisers import OPTIMISERS
from selection.training.samplers import Feedback, Sampler, sampler_for
from selection.training.schedules import learning_rates


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How items become numbers, and how a network learns from them."""

    strategy: Strategy
    machine: Machine
    as_input: AsInput = unchanged
    augmentation: Augmentation = no_augmentation
    should_stop: Stop | None = None


def fit(
    model: nn.Module,
    items_N: Tensor,
    labels_N: Tensor,
    *,
    recipe: Recipe,
    generator: torch.Generator,
    sampler: Sampler | None = None,
) -> int:
    """One update with a fresh optimiser. Returns sample steps: items times passes, the sampler's questions included.

    items_N: N ≥ 1 items of any shape and type that `recipe.as_input` turns into the model's input, on its device.
    sampler: draws the minibatches; None: the strategy's own, which must be one that needs no difficulties.
    Raises RoundStopped when `should_stop()` says so, TrainingFailed when the weights are no longer finite,
    BadInput where the strategy's sampler would need difficulties.
    """
    keep_freed_memory()
    sampler = sampler or _own_sampler(labels_N, strategy=recipe.strategy, generator=generator)
    run = _TrainingRun(model, items_N, labels_N, recipe=recipe, generator=generator)
    for rate in learning_rates(len(items_N), strategy=recipe.strategy):
        stop_if_asked(recipe.should_stop)
        run.step(sampler.draw(), rate=float(rate))
        sampler.learn(Feedback(gain=run.gain, wrong=run.wrong))
    if not all(bool(torch.isfinite(weights).all()) for weights in model.parameters()):
        raise TrainingFailed("Training diverged: lower the peak learning rate, or set clip_norm.")
    return run.sample_steps


def drawn_rng(generator: torch.Generator) -> np.random.Generator:
    """A numpy generator whose seed is drawn from the torch one: a step further for that."""
    return np.random.default_rng(int(torch.randint(2**63 - 1, (1,), generator=generator)))


def _own_sampler(labels_N: Tensor, *, strategy: Strategy, generator: torch.Generator) -> Sampler:
    return sampler_for(labels_N.cpu().numpy(), strategy=strategy, rng=drawn_rng(generator))


class _TrainingRun:
    """The steps of one update, and what may be asked after each."""

    def __init__(
        self, model: nn.Module, items_N: Tensor, labels_N: Tensor, *, recipe: Recipe, generator: torch.Generator
    ) -> None:
        model.train()
        self._model = model
        self._items, self._labels = items_N, labels_N
        self._recipe, self._generator = recipe, generator
        self._optimiser = OPTIMISERS[recipe.strategy.optimiser](model.parameters(), recipe.strategy)
        self.sample_steps = 0

    def step(self, positions: Ints, *, rate: float) -> None:
        """One optimiser step on the items at `positions` int64[B], at the learning rate `rate`."""
        drawn = torch.from_numpy(positions).to(self._items.device)
        self._inputs = self._recipe.as_input(self._recipe.augmentation(self._items[drawn], self._generator))
        self._targets = self._labels[drawn]
        loss = self._loss()
        self._loss_before = loss.detach()
        loss.backward()  # type: ignore[no-untyped-call]
        if self._recipe.strategy.clip_norm > 0:
            nn.utils.clip_grad_norm_(self._model.parameters(), self._recipe.strategy.clip_norm)
        self._optimiser.step(rate)

    @torch.no_grad()
    def gain(self) -> float:
        """See `Feedback`. Both losses are those of training: dropout drops, batch norm looks at the minibatch."""
        with _norms_at_rest(self._model):
            return float(self._loss_before - self._loss())

    @torch.no_grad()
    def wrong(self, positions: Ints) -> Bools:
        """See `Feedback`."""
        drawn = torch.from_numpy(positions).to(self._items.device)
        self.sample_steps += len(positions)
        self._model.eval()
        with self._recipe.machine.autocast():
            predicted = self._model(self._recipe.as_input(self._items[drawn])).argmax(dim=1)
        self._model.train()
        wrong: Bools = (predicted != self._labels[drawn]).cpu().numpy()
        return wrong

    def _loss(self) -> Tensor:
        self.sample_steps += len(self._targets)
        with self._recipe.machine.autocast():
            logits = self._model(self._inputs)
        smoothing = self._recipe.strategy.label_smoothing
        return functional.cross_entropy(logits.float(), self._targets, label_smoothing=smoothing)


@contextmanager
def _norms_at_rest(model: nn.Module) -> Iterator[None]:
    """A forward pass inside leaves the running statistics of batch norm as they were."""
    norms = [module for module in model.modules() if isinstance(module, nn.modules.batchnorm._BatchNorm)]
    momenta = [norm.momentum for norm in norms]
    for norm in norms:
        norm.momentum = 0.0
    try:
        yield
    finally:
        for norm, momentum in zip(norms, momenta, strict=True):
            norm.momentum = momentum
