"""Plays a TrainingExperiment: one network per sampler, trained directly on labelled data."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from selection.arrays import Floats, Floats32
from selection.benchmark.data import Dataset, LabelledItems
from selection.benchmark.store import Key, SavedRound, Store
from selection.benchmark.streams import Stream
from selection.machine import Machine, seeded, torch_threads
from selection.papers.experiment import TrainingExperiment
from selection.papers.twists import twisted
from selection.proxies.networks import intake_of, network
from selection.strategy import Strategy
from selection.training.difficulty import difficulty_of
from selection.training.fit import Recipe, drawn_rng, fit
from selection.training.inference import logits_of
from selection.training.samplers import NEEDS_DIFFICULTY, ActiveBandit, Sampler, sampler_for


@dataclass(frozen=True)
class LabelledSeed:
    """The labelled items of one seed, and how hard each is."""

    experiment: TrainingExperiment
    items: LabelledItems
    test: LabelledItems
    n_classes: int
    seed: int

    @cached_property
    def difficulty(self) -> Floats:
        """Of a model trained beforehand as the first arm is, with even minibatches; computed once, when asked for."""
        strategy = replace(next(iter(self.experiment.strategies().values())), sampler="uniform")
        with torch_threads(strategy.threads):
            rehearsed = self.train(strategy, stream=Stream.DIFFICULTY)
            labels = torch.from_numpy(self.items.labels)
            return difficulty_of(rehearsed.model, _stored(self.items, strategy), labels, recipe=_recipe(strategy))

    def train(self, strategy: Strategy, *, stream: Stream) -> "TrainedNetwork":
        """One training on all items; the same first weights for every arm of a seed. Raises as `fit`."""
        recipe, stored = _recipe(strategy), _stored(self.items, strategy)
        difficulty = self.difficulty if strategy.sampler in NEEDS_DIFFICULTY else None
        rng = np.random.default_rng([self.seed, stream])
        with seeded(rng, machine=recipe.machine) as generator:
            model = network(strategy, shape=tuple(stored.shape[1:]), n_classes=self.n_classes)
            model = model.to(recipe.machine.device)
            labels = torch.from_numpy(self.items.labels).to(recipe.machine.device)
            sampler = sampler_for(
                self.items.labels, strategy=strategy, rng=drawn_rng(generator), difficulty_N=difficulty
            )
            sample_steps = fit(model, stored, labels, recipe=recipe, generator=generator, sampler=sampler)
        return TrainedNetwork(model, sampler, sample_steps)

    def logits(self, model: nn.Module, strategy: Strategy) -> Floats32:
        """float32[test, C] of the test items."""
        recipe = _recipe(strategy)
        return logits_of(model, _stored(self.test, strategy), machine=recipe.machine, as_input=recipe.as_input)


@dataclass(frozen=True)
class TrainedNetwork:
    """A network after its training, and the sampler that fed it."""

    model: nn.Module
    sampler: Sampler
    sample_steps: int


def trained(experiment: TrainingExperiment, *, data: Dataset, seed: int, store: Store) -> Iterator[Key]:
    """One record per arm, round 0; those that are saved are left as they are."""
    pool = twisted(data, size=experiment.pool, twist=experiment.twist, seed=seed)
    labelled = LabelledSeed(experiment, pool.items, data.test, len(data.classes), seed)
    for arm, strategy in experiment.strategies().items():
        key = Key(seed, arm, 0)
        if key not in store:
            store.add(_saved(key, labelled, strategy))
        yield key


def _saved(key: Key, labelled: LabelledSeed, strategy: Strategy) -> SavedRound:
    if strategy.sampler in NEEDS_DIFFICULTY:
        _ = labelled.difficulty  # Its seconds are no arm's.
    started = time.perf_counter()
    with torch_threads(strategy.threads):
        result = labelled.train(strategy, stream=Stream.TRAINING)
        train_s = time.perf_counter() - started
        logits = labelled.logits(result.model, strategy)
    numbers: dict[str, Any] = {
        "labels": len(labelled.items),
        "error": top_error(logits, labelled.test, top=labelled.experiment.top),
        "sample_steps": result.sample_steps,
    }
    if isinstance(result.sampler, ActiveBandit):
        numbers["pulls"] = result.sampler.pulls.tolist()
    return SavedRound(key, numbers, {"train_s": train_s})


def top_error(logits_NC: Floats32, test: LabelledItems, *, top: int) -> float:
    """Share of items whose class is not among the `top` with the highest logits."""
    best = np.argsort(-logits_NC, axis=1, kind="stable")[:, :top]
    return float(np.mean(~(best == test.labels[:, None]).any(axis=1)))


def _recipe(strategy: Strategy) -> Recipe:
    intake = intake_of(strategy.proxy)
    return Recipe(
        strategy=strategy,
        machine=Machine.of(strategy),
        as_input=intake.as_input,
        augmentation=intake.augmentation(strategy.augment),
    )


def _stored(items: LabelledItems, strategy: Strategy) -> Tensor:
    return intake_of(strategy.proxy).stored(items.all(strategy)).to(Machine.of(strategy).device)
