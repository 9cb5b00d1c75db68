"""Networks as proxies: built for the items they meet, updated by `training.fit`, kept as plain arrays."""

from collections.abc import Callable
from typing import Protocol

import numpy as np
import torch
from torch import Tensor, nn

from selection.arrays import Floats32, Ints
from selection.blobs import pack, unpack
from selection.errors import BadInput, BadState
from selection.machine import Machine, seeded, torch_threads
from selection.proxies.intake import Intake
from selection.proxies.weights import HEAD, grown, shrink_perturb
from selection.sources import Items
from selection.strategy import Strategy
from selection.training.difficulty import planned_sampler
from selection.training.fit import Recipe, fit
from selection.training.inference import dropout_logits_of, inputs_of, logits_of, refresh_norm

Shape = tuple[int, ...]


class Architecture(Protocol):
    """Builds a network whose last layer is called `head`, for items of one shape: (H, W, C), (D,) or (L,)."""

    def __call__(self, shape: Shape, *, n_classes: int) -> nn.Module:
        """Fresh weights, drawn from torch's global generator: call it inside `seeded`."""
        ...


class NetworkProxy:
    """A network, its machine, and how it is updated. Built with the first items: they tell the shape."""

    def __init__(
        self, architecture: Architecture, *, intake: Intake, strategy: Strategy, n_classes: int, blob: bytes
    ) -> None:
        """blob: what `to_bytes` gave, or b"" for an untrained one.

        Raises BadState where the bytes are damaged, or a head was learned on other features. That the layers are others
        shows with the first items, as BadState too.
        """
        self._architecture = architecture
        self._intake = intake
        self._strategy = strategy
        self._n_classes = n_classes
        self._machine = Machine.of(strategy)
        self._width = 0
        self._model: nn.Module | None = None
        self._stored = _stored(blob, features=strategy.features)

    @property
    def device(self) -> str:
        """See `Machine.name`."""
        return self._machine.name

    @property
    def trained(self) -> bool:
        """Whether it has weights, built or still in bytes."""
        return self._model is not None or bool(self._stored)

    def update(
        self,
        items: Items,
        labels_N: Ints,
        *,
        rng: np.random.Generator,
        should_stop: Callable[[], bool] | None,
    ) -> int:
        """See `Proxy.update`; begins where `strategy.update` says, with a fresh optimiser.

        Sample steps include those of the sampler: its questions, and the model that only told hard from easy. After a
        training that failed there is no model. Raises BadState too, as `__init__` says.
        """
        recipe, stored = self._recipe(should_stop), self._intake.stored(items).to(self._machine.device)
        shape, labels = _shape(stored), torch.from_numpy(labels_N).to(self._machine.device)
        with torch_threads(self._strategy.threads), seeded(rng, machine=self._machine) as generator:
            sampler, spent = planned_sampler(
                stored,
                labels,
                recipe=recipe,
                generator=generator,
                teacher=lambda: self._ready_model(shape) if self.trained else None,
                fresh=lambda: self._fresh(shape),
            )
            model = self._model_to_update(shape)
            self._model = None  # Until the update is complete there is no model to score with.
            spent += fit(model, stored, labels, recipe=recipe, generator=generator, sampler=sampler)
        self._model = model
        return spent

    def _recipe(self, should_stop: Callable[[], bool] | None) -> Recipe:
        return Recipe(
            strategy=self._strategy,
            machine=self._machine,
            as_input=self._intake.as_input,
            augmentation=self._intake.augmentation(self._strategy.augment),
            should_stop=should_stop,
        )

    def logits(self, items: Items) -> Floats32:
        """float32[N, C] by the folded network, dropout off; float32[0, C] for no items."""
        stored = self._intake.stored(items)
        if not len(stored):
            return np.zeros((0, self._n_classes), dtype=np.float32)
        with torch_threads(self._strategy.threads):
            return self._logits(self._ready_model(_shape(stored)), stored)

    def passes(self, items: Items, *, rng: np.random.Generator) -> Floats32:
        """float32[T, N, C]: those of `logits` for T = 1, else T passes in which dropout drops by `rng`."""
        if self._strategy.passes == 1 or not len(items):
            return np.repeat(self.logits(items)[None], self._strategy.passes, axis=0)
        stored = self._intake.stored(items)
        with torch_threads(self._strategy.threads), seeded(rng, machine=self._machine):
            model = self._ready_model(_shape(stored))
            passes = [
                dropout_logits_of(model, stored, machine=self._machine, as_input=self._intake.as_input)
                for _ in range(self._strategy.passes)
            ]
        return np.stack(passes).astype(np.float32)

    def embeddings(self, items: Items) -> Floats32:
        """float32[N, D]: what the layer called `head` gets to see."""
        stored = self._intake.stored(items)
        with torch_threads(self._strategy.threads):
            model = self._ready_model(_shape(stored))
            head = model.get_submodule(HEAD)
            if not len(stored):
                return np.zeros((0, int(head.in_features)), dtype=np.float32)  # type: ignore[arg-type]
            with inputs_of(head) as seen:
                self._logits(model, stored)
        return torch.cat(seen).numpy()

    def refresh_norm(self, items: Items) -> None:
        """See `training.inference.refresh_norm`."""
        stored = self._intake.stored(items)
        with torch_threads(self._strategy.threads):
            model = self._ready_model(_shape(stored))
            refresh_norm(model, stored, machine=self._machine, as_input=self._intake.as_input)

    def _logits(self, model: nn.Module, stored: Tensor) -> Floats32:
        return logits_of(model, stored, machine=self._machine, as_input=self._intake.as_input)

    def to_bytes(self) -> bytes:
        """All weights by name, and on whose features they were learned; empty where nothing was learned."""
        meta = {"features": self._strategy.features}
        if self._model is None:
            return pack(meta, self._stored) if self._stored else b""
        weights = {name: tensor.detach().cpu().numpy() for name, tensor in self._model.state_dict().items()}
        return pack(meta, weights)

    def _model_to_update(self, shape: Shape) -> nn.Module:
        """New, last or shrunk last weights, by `strategy.update`. Call it inside `seeded`."""
        mode = self._strategy.update
        if mode == "scratch" or not self.trained:
            return self._fresh(shape)
        model = self._ready_model(shape)
        if mode == "shrink_perturb":
            shrink_perturb(model, self._fresh(shape), strategy=self._strategy)
        return model

    def _ready_model(self, shape: Shape) -> nn.Module:
        if self._model is None:
            self._model = grown(self._fresh(shape), self._stored)
        if self._width != shape[-1]:
            raise BadInput(f"The proxy learned items of {self._width} {self._intake.unit}; these have {shape[-1]}.")
        return self._model

    def _fresh(self, shape: Shape) -> nn.Module:
        self._width = shape[-1]
        model = self._architecture(shape, n_classes=self._n_classes)
        # `to(memory_format=…)` exists, but torch does not declare its type.
        return model.to(self._machine.device).to(memory_format=torch.channels_last)  # type: ignore[call-overload,no-any-return]


def _shape(stored: Tensor) -> Shape:
    return tuple(stored.shape[1:])


def _stored(blob: bytes, *, features: str) -> dict[str, np.ndarray]:
    """The weights in `to_bytes`' bytes. Raises BadState where they were learned on other features."""
    if not blob:
        return {}
    meta, weights = unpack(blob)
    if meta.get("features", "") != features:
        raise BadState("The stored head was learned on the features of another model.")
    return weights
