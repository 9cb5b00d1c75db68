"""Image networks as proxies: weights to and from bytes, growing by classes, updated by `training.fit`."""

from collections.abc import Callable
from typing import Protocol

import numpy as np
import torch
from torch import Tensor, nn

from selection.arrays import Floats, Floats32, Images, Ints
from selection.blobs import pack, unpack
from selection.errors import BadInput, BadState
from selection.inference import dropout_logits_of, inputs_of, logits_of, refresh_norm
from selection.sources import Items
from selection.strategy import Strategy
from selection.training import Machine, as_input, fit, seeded, torch_threads

HEAD = "head."


class Architecture(Protocol):
    """Builds a network whose last layer is called `head`."""

    def __call__(self, *, n_channels: int, n_classes: int) -> nn.Module: ...


class ImageProxy:
    """A network, its machine, and how it is updated. Built with the first images: they tell the channels."""

    def __init__(self, architecture: Architecture, *, strategy: Strategy, n_classes: int, blob: bytes) -> None:
        self._architecture = architecture
        self._strategy = strategy
        self._n_classes = n_classes
        self._machine = Machine.of(strategy)
        self._n_channels = 0
        self._model: nn.Module | None = None
        self._stored = _weights_from(blob)

    @property
    def device(self) -> str:
        return self._machine.name

    @property
    def trained(self) -> bool:
        return self._model is not None or bool(self._stored)

    def update(
        self,
        items: Items,
        labels_N: Ints,
        *,
        rng: np.random.Generator,
        should_stop: Callable[[], bool] | None,
    ) -> int:
        images = _as_images(items)
        with torch_threads(self._strategy.threads), seeded(rng, machine=self._machine) as generator:
            model = self._model_to_update(n_channels=images.shape[-1])
            self._model = None  # Until the update is complete there is no model to score with.
            sample_steps = fit(
                model,
                torch.from_numpy(images).to(self._machine.device),
                torch.from_numpy(labels_N).to(self._machine.device),
                strategy=self._strategy,
                machine=self._machine,
                generator=generator,
                should_stop=should_stop,
            )
        self._model = model
        return sample_steps

    def logits(self, items: Items) -> Floats:
        images = _as_images(items)
        if not len(images):
            return np.zeros((0, self._n_classes))
        with torch_threads(self._strategy.threads):
            return self._logits(self._ready_model(n_channels=images.shape[-1]), images)

    def passes(self, items: Items, *, rng: np.random.Generator) -> Floats32:
        if self._strategy.passes == 1 or not len(items):
            return np.repeat(self.logits(items).astype(np.float32)[None], self._strategy.passes, axis=0)
        images = _as_images(items)
        with torch_threads(self._strategy.threads), seeded(rng, machine=self._machine):
            model, pixels = self._ready_model(n_channels=images.shape[-1]), torch.from_numpy(images)
            found = [
                dropout_logits_of(model, pixels, machine=self._machine, as_input=as_input)
                for _ in range(self._strategy.passes)
            ]
        return np.stack(found).astype(np.float32)

    def embeddings(self, items: Items) -> Floats32:
        images = _as_images(items)
        with torch_threads(self._strategy.threads):
            model = self._ready_model(n_channels=images.shape[-1])
            with inputs_of(model.get_submodule(HEAD.rstrip("."))) as seen:
                self._logits(model, images)
        return torch.cat(seen).numpy()

    def refresh_norm(self, items: Items) -> None:
        images = _as_images(items)
        with torch_threads(self._strategy.threads):
            model = self._ready_model(n_channels=images.shape[-1])
            refresh_norm(model, torch.from_numpy(images), machine=self._machine, as_input=as_input)

    def _logits(self, model: nn.Module, images: Images) -> Floats:
        return logits_of(model, torch.from_numpy(images), machine=self._machine, as_input=as_input)

    def to_bytes(self) -> bytes:
        if self._model is None:
            return pack({}, self._stored) if self._stored else b""
        weights = {name: tensor.detach().cpu().numpy() for name, tensor in self._model.state_dict().items()}
        return pack({}, weights)

    def _model_to_update(self, *, n_channels: int) -> nn.Module:
        """New, last or shrunk last weights, by `strategy.update`. Call it inside `seeded`."""
        mode = self._strategy.update
        if mode == "scratch" or not self.trained:
            return self._fresh(n_channels=n_channels)
        model = self._ready_model(n_channels=n_channels)
        if mode == "shrink_perturb":
            _shrink_perturb(model, self._fresh(n_channels=n_channels), strategy=self._strategy)
        return model

    def _ready_model(self, *, n_channels: int) -> nn.Module:
        if self._model is None:
            self._model = _grown(self._fresh(n_channels=n_channels), self._stored)
        if self._n_channels != n_channels:
            raise BadInput(f"The proxy learned images of {self._n_channels} channels; these have {n_channels}.")
        return self._model

    def _fresh(self, *, n_channels: int) -> nn.Module:
        self._n_channels = n_channels
        model = self._architecture(n_channels=n_channels, n_classes=self._n_classes)
        # `to(memory_format=…)` exists, but torch does not declare its type.
        return model.to(self._machine.device).to(memory_format=torch.channels_last)  # type: ignore[call-overload,no-any-return]


def _as_images(items: Items) -> Images:
    if not isinstance(items, np.ndarray) or items.ndim != 4 or items.dtype != np.uint8:
        raise BadInput("An image proxy needs images as uint8[N, H, W, C].")
    # A read-only memory map cannot become a tensor without a warning; a copy can.
    return items if items.flags.writeable and items.flags.c_contiguous else items.copy()


def _weights_from(blob: bytes) -> dict[str, np.ndarray]:
    return unpack(blob)[1] if blob else {}


def _grown(model: nn.Module, stored: dict[str, np.ndarray]) -> nn.Module:
    """`model` with the stored weights; classes added since then keep their fresh rows of the head."""
    weights = model.state_dict()
    if weights.keys() != stored.keys():
        raise BadState("The stored proxy has other layers than this version builds.")
    for name, array in stored.items():
        _copy_into(weights[name], torch.from_numpy(array), may_grow=name.startswith(HEAD), name=name)
    return model


def _copy_into(target: Tensor, stored: Tensor, *, may_grow: bool, name: str) -> None:
    fits = target.shape[1:] == stored.shape[1:] and (
        target.shape == stored.shape or (may_grow and len(target) >= len(stored))
    )
    if not fits:
        raise BadState(f"The stored proxy's {name} has shape {list(stored.shape)}, not {list(target.shape)}.")
    with torch.no_grad():
        (target[: len(stored)] if target.ndim else target).copy_(stored)


@torch.no_grad()
def _shrink_perturb(model: nn.Module, fresh: nn.Module, *, strategy: Strategy) -> None:
    """weights * shrink + perturb * fresh weights. (Ash & Adams 1910.08475.)"""
    for weights, noise in zip(model.parameters(), fresh.parameters(), strict=True):
        weights.mul_(strategy.shrink).add_(noise, alpha=strategy.perturb)
