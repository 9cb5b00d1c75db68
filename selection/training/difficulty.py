"""How hard each training item is, for the samplers that order by it. ("Data sampling algorithms", §V.)"""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor, nn

from selection.acquisition import log_softmax
from selection.arrays import Floats
from selection.segments import parse_segments
from selection.strategy import Strategy
from selection.training.fit import Recipe, drawn_rng, fit
from selection.training.inference import logits_of
from selection.training.samplers import NEEDS_DIFFICULTY, Sampler, sampler_for

# Share of an update's steps that a model gets which is only trained to tell hard from easy.
REHEARSAL = 0.25


def difficulty_of(model: nn.Module, items_N: Tensor, labels_N: Tensor, *, recipe: Recipe) -> Floats:
    """Cross-entropy in nats under `model`, float64[N], without augmentation or dropout; higher is harder."""
    logits_NC = logits_of(model, items_N, machine=recipe.machine, as_input=recipe.as_input)
    labels = labels_N.cpu().numpy()
    losses: Floats = -log_softmax(logits_NC)[np.arange(len(labels)), labels]
    return losses


def planned_sampler(
    items_N: Tensor,
    labels_N: Tensor,
    *,
    recipe: Recipe,
    generator: torch.Generator,
    teacher: Callable[[], nn.Module | None],
    fresh: Callable[[], nn.Module],
) -> tuple[Sampler, int]:
    """The strategy's sampler, with difficulties where it needs them, and the sample steps that they cost.

    They are the losses under `teacher()`, the proxy before this update; where it gives none, under a `fresh()` model
    that is trained on the same items, drawn evenly, for a quarter of the update's steps.
    A driver with difficulties of its own calls `sampler_for` and hands the sampler to `fit`.
    """
    rng, strategy = drawn_rng(generator), recipe.strategy
    if strategy.sampler not in NEEDS_DIFFICULTY:
        return sampler_for(labels_N.cpu().numpy(), strategy=strategy, rng=rng), 0
    model, spent = teacher(), 0
    if model is None:
        model, short_recipe = fresh(), replace(recipe, strategy=rehearsal(strategy))
        spent = fit(model, items_N, labels_N, recipe=short_recipe, generator=generator)
    difficulty = difficulty_of(model, items_N, labels_N, recipe=recipe)
    sampler = sampler_for(labels_N.cpu().numpy(), strategy=strategy, rng=rng, difficulty_N=difficulty)
    return sampler, spent + len(items_N)


def rehearsal(strategy: Strategy) -> Strategy:
    """The same training with even minibatches and a quarter of the steps."""
    segments = (f"{REHEARSAL * segment.epochs}@{segment.rate}" for segment in parse_segments(strategy.segments))
    return replace(
        strategy,
        sampler="uniform",
        epochs=REHEARSAL * strategy.epochs,
        min_steps=math.ceil(REHEARSAL * strategy.min_steps),
        segments=" ".join(segments),
    )
