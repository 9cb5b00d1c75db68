"""Frozen models whose features heads learn on: torchvision's for images, sentence-transformers' for texts.

`strategy.features` names one: "resnet18" takes torchvision's ImageNet weights, "resnet18:/path/file.pth" a state
dict saved by `torch.save`, and for texts any name or folder that sentence-transformers can load.
"""

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.error import URLError

import numpy as np
import torch
from torch import Tensor, nn

from selection.arrays import Floats32
from selection.errors import BadInput, StrategyError
from selection.features.model import FrozenModel
from selection.features.vision import torchvision
from selection.machine import Machine, torch_threads
from selection.sources import Items
from selection.strategy import IMAGE, Strategy

# 224x224 float32 images at a time: 19 MB of pixels.
IMAGES_AT_ONCE, TEXTS_AT_ONCE = 32, 64
READ_BYTES = 1 << 20


def frozen_model(strategy: Strategy) -> FrozenModel:
    """The model that `strategy.features` names. Raises StrategyError where its file or its library is missing."""
    if strategy.kind == IMAGE:
        return ImageFeatures(strategy)
    return SentenceFeatures(strategy)


class ImageFeatures:
    """A torchvision classifier without its last layers: what its global average pooling gives, float32[N, D]."""

    def __init__(self, strategy: Strategy) -> None:
        """Weights are loaded with the first features. Raises StrategyError where a file that is named is missing."""
        self._name, _, file = strategy.features.partition(":")
        self._file = Path(file) if file else None
        self._threads = strategy.threads
        self._machine = Machine.of(strategy)
        if self._file is not None and not self._file.is_file():
            raise StrategyError(f"There is no file {self._file} with weights of {self._name}.")

    @cached_property
    def identity(self) -> str:
        """The network's name with the SHA-256 of the file, or with the name of torchvision's weights."""
        weights = digest_of(self._file) if self._file else str(self._published)
        return f"torchvision {self._name} {weights}"

    @property
    def _published(self) -> Any:
        """torchvision's own weights, and with them the transforms that belong to this network."""
        return torchvision().models.get_model_weights(self._name).DEFAULT

    @cached_property
    def _model(self) -> nn.Module:
        model: nn.Module = torchvision().models.get_model(self._name, weights=None)
        for last in ("fc", "classifier"):
            if hasattr(model, last):
                setattr(model, last, nn.Identity())
        weights = loaded_weights(self._file, name=self._name) if self._file else published_weights(self._published)
        body = {name: tensor for name, tensor in weights.items() if not name.startswith(("fc.", "classifier."))}
        try:
            model.load_state_dict(body)
        except RuntimeError as error:
            raise StrategyError(
                f"{self._file or self._published} does not hold the weights of {self._name}."
            ) from error
        return model.eval().to(self._machine.device)

    def features(self, items: Items, /) -> Floats32:
        """float32[N, D] of images uint8[N, H, W, C], seen as torchvision's own transforms of that network show them.

        Raises BadInput on other items, StrategyError where the weights cannot be had or do not fit.
        """
        if not isinstance(items, np.ndarray) or items.ndim != 4 or items.dtype != np.uint8:
            raise BadInput(f"{self._name} computes features of images, uint8[N, H, W, C].")
        with torch_threads(self._threads):
            parts = [self._of_some(torch.from_numpy(some.copy())) for some in _split(items, IMAGES_AT_ONCE)]
        return torch.cat(parts).numpy()

    @torch.inference_mode()
    def _of_some(self, images_BHWC: Tensor) -> Tensor:
        rgb = images_BHWC.to(self._machine.device).permute(0, 3, 1, 2).expand(-1, 3, -1, -1)
        inputs = self._published.transforms()(rgb).contiguous(memory_format=torch.channels_last)
        with self._machine.autocast():
            features: Tensor = self._model(inputs)
        return features.float().cpu()


def published_weights(published: Any) -> dict[str, Tensor]:
    """torchvision's weights, downloaded once into torch's cache and checked. Raises StrategyError without a network."""
    folder = Path(torch.hub.get_dir()) / "checkpoints"
    try:
        weights: dict[str, Tensor] = published.get_state_dict(progress=False, check_hash=True)
    except (URLError, OSError) as error:
        raise StrategyError(
            f"{published.url} cannot be downloaded here ({error}). Put that file into {folder}, "
            "or give features as NAME:/path/to/a/file."
        ) from error
    except RuntimeError as error:
        raise StrategyError(f"The file downloaded from {published.url} is damaged: {error}.") from error
    return weights


def loaded_weights(file: Path, *, name: str) -> dict[str, Tensor]:
    """A state dict from a local file; nothing in the file is executed. Raises StrategyError where it is none."""
    try:
        weights = torch.load(file, map_location="cpu", weights_only=True)
    # A foreign file may break the reader anywhere: pickle, zip, end of file …
    except Exception as error:
        raise StrategyError(f"{file} cannot be read as weights of {name}.") from error
    if not isinstance(weights, dict) or not all(isinstance(value, Tensor) for value in weights.values()):
        raise StrategyError(f"{file} holds no state dict: save model.state_dict().")
    return weights


class SentenceFeatures:
    """Sentence embeddings of unit length, float32[N, D]. (Reimers & Gurevych 1908.10084.)"""

    def __init__(self, strategy: Strategy) -> None:
        """The model is loaded, and found to be missing, with the first features."""
        self._name = strategy.features
        self._threads = strategy.threads
        self._machine = Machine.of(strategy)

    @cached_property
    def identity(self) -> str:
        """The SHA-256 of a folder's files; of a published model its name alone."""
        folder = Path(self._name)
        return f"sentence-transformers {digest_of(folder) if folder.is_dir() else self._name}"

    @cached_property
    def _model(self) -> Any:
        try:
            torchvision()  # transformers imports it where it is installed, and then fails as it would fail here.
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise StrategyError(
                "Features of texts need sentence-transformers: pip install -r requirements-extra.txt."
            ) from error
        try:
            return SentenceTransformer(self._name, device=self._machine.device.type)
        # Of a missing network, a wrong name or a damaged folder the library says so by a dozen exceptions.
        except Exception as error:
            raise StrategyError(
                f"The sentence model {self._name!r} cannot be loaded: without a network, "
                "give features as the folder of a model saved by sentence-transformers."
            ) from error

    def features(self, items: Items, /) -> Floats32:
        """float32[N, D] of N texts, each row of length 1.

        Raises BadInput on arrays, StrategyError where the library or the model cannot be had.
        """
        if isinstance(items, np.ndarray):
            raise BadInput("A sentence model computes features of texts, not of arrays.")
        with torch_threads(self._threads):
            embeddings = self._model.encode(
                items,
                batch_size=TEXTS_AT_ONCE,
                show_progress_bar=False,
                convert_to_numpy=True,
                normalize_embeddings=True,
            )
        return np.asarray(embeddings, dtype=np.float32)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, or of all files of a folder with their names."""
    digest = hashlib.sha256()
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    for file in files:
        digest.update(f"{file.relative_to(path)}\0{file.stat().st_size}\0".encode())
        with file.open("rb") as opened:
            while part := opened.read(READ_BYTES):
                digest.update(part)
    return digest.hexdigest()


def _split(images: np.ndarray, size: int) -> list[np.ndarray]:
    return [images[start : start + size] for start in range(0, len(images), size)]
