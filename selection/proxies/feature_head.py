"""Linear heads on features: learned anew from all of memory in each update, and kept as plain arrays."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from selection.arrays import Floats32, Ints
from selection.blobs import pack, unpack
from selection.errors import BadInput, BadState, NonFiniteScore
from selection.proxies.axes import Axes
from selection.proxies.blas import blas_threads
from selection.proxies.fit import Fit
from selection.proxies.logistic import Task, calibrated_fit
from selection.proxies.ridge import Ridge, told_by_leaving_out
from selection.proxies.scaling import Scaling
from selection.sources import Items
from selection.stopping import Stop, stop_if_asked
from selection.strategy import Strategy

# A class without a label is so much less likely than the least likely one with labels.
UNSEEN_GAP = 10.0

Learn = Callable[[Task, Fit | None, np.random.Generator], Fit]
"""(rows with labels, the last fit to the same classes and numbers or None, generator) → the fit."""


def _ridge(task: Task, _last: Fit | None, _rng: np.random.Generator) -> Fit:
    """Strength and factor by leaving one out, in closed form."""
    ridge = Ridge.of(Axes.of(task.rows), task.labels, n_classes=task.n_classes)
    return ridge.fit(told_by_leaving_out(ridge))


def _logistic(task: Task, last: Fit | None, rng: np.random.Generator) -> Fit:
    """Strength and factor by cross-validation where rows allow; from the last weights on."""
    return calibrated_fit(task, start=last, rng=rng)


LEARNS: dict[str, Learn] = {"ridge_head": _ridge, "logistic_head": _logistic}


@dataclass(frozen=True)
class _Learned:
    """A fit to scaled features of the classes `classes` int64[S], rising: those that have labels."""

    scaling: Scaling
    fit: Fit
    classes: Ints

    @cached_property
    def of_features(self) -> Fit:
        """The same function of features as they come, calibrated: one product per row."""
        weights = self.fit.weights * np.float32(self.scaling.factor * self.fit.factor)
        biases = self.fit.biases * np.float32(self.fit.factor) - self.scaling.mean @ weights
        return Fit(weights, biases)


class FeatureHead:
    """A linear model of features float32[N, D]; `strategy.proxy` says how it is learned."""

    def __init__(self, strategy: Strategy, *, n_classes: int, blob: bytes) -> None:
        """blob: what `to_bytes` gave, or b"". Raises BadState where it is damaged or of another representation."""
        self._strategy = strategy
        self._n_classes = n_classes
        self._learned = _from_bytes(blob, strategy=strategy, n_classes=n_classes) if blob else None

    @property
    def device(self) -> str:
        """numpy's."""
        return "cpu float32"

    @property
    def trained(self) -> bool:
        """Whether there are weights."""
        return self._learned is not None

    def update(self, items: Items, labels_N: Ints, *, rng: np.random.Generator, should_stop: Stop | None) -> int:
        """Learns anew from the N ≥ 1 rows given and nothing else; the last weights only spare it some passes.

        Sample steps are passes times rows. Raises RoundStopped, BadInput, NonFiniteScore (a feature is not finite).
        """
        features = _features(items)
        if not np.isfinite(features).all():
            raise NonFiniteScore("A feature is not finite.")
        stop_if_asked(should_stop)
        classes, labels = np.unique(labels_N, return_inverse=True)
        scaling = Scaling.of(features)
        with blas_threads(self._strategy.threads):
            rows = scaling.applied(features)
            task = Task(rows=rows, labels=labels, n_classes=len(classes), should_stop=should_stop)
            fit = LEARNS[self._strategy.proxy](task, self._start(classes, n_numbers=features.shape[1]), rng)
        self._learned = _Learned(scaling, fit, classes)
        return fit.passes * len(features)

    def _start(self, classes: Ints, *, n_numbers: int) -> Fit | None:
        last = self._learned
        fits = last is not None and np.array_equal(last.classes, classes) and len(last.fit.weights) == n_numbers
        return last.fit if last is not None and fits else None

    def logits(self, items: Items) -> Floats32:
        """float32[N, C], calibrated; classes without labels lie 10 nats below the row's least likely one."""
        assert self._learned is not None, "only after an update"
        learned, features = self._learned, self._as_learned(items)
        with blas_threads(self._strategy.threads):
            seen = learned.of_features.logits(features)
        if len(learned.classes) == self._n_classes:
            return seen
        logits = np.repeat(seen.min(axis=1, keepdims=True) - np.float32(UNSEEN_GAP), self._n_classes, axis=1)
        logits[:, learned.classes] = seen
        return logits

    def passes(self, items: Items, *, rng: np.random.Generator) -> Floats32:  # noqa: ARG002 every proxy is given it
        """float32[1, N, C]: one pass, whatever `rng`, as there is no dropout."""
        return self.logits(items)[None]

    def embeddings(self, items: Items) -> Floats32:
        """float32[N, D]: the features as the head sees them, scaled."""
        assert self._learned is not None, "only after an update"
        return self._learned.scaling.applied(self._as_learned(items))

    def refresh_norm(self, items: Items) -> None:
        """Nothing: there is no batch norm."""

    def to_bytes(self) -> bytes:
        """Weights, scaling and classes, and on which representation they were learned; empty where nothing was."""
        if self._learned is None:
            return b""
        scaling, fit = self._learned.scaling, self._learned.fit
        meta = {
            "features": self._strategy.features,
            "factor": fit.factor,
            "strength": fit.strength,
            "scaled_by": scaling.factor,
        }
        arrays: dict[str, NDArray[Any]] = {
            "classes": self._learned.classes,
            "weights": fit.weights,
            "biases": fit.biases,
            "mean": scaling.mean,
        }
        return pack(meta, arrays)

    def _as_learned(self, items: Items) -> Floats32:
        """Raises BadInput where the features have another number of numbers than those learned on."""
        features = _features(items)
        assert self._learned is not None
        n_numbers = len(self._learned.scaling.mean)
        if features.shape[1] != n_numbers:
            raise BadInput(f"The head learned on features of {n_numbers} numbers, not {features.shape[1]}.")
        return features


def folded(blob: bytes, *, strategy: Strategy, n_classes: int) -> dict[str, NDArray[Any]]:
    """The same model as a product with features as they come. Raises BadState.

    weights float32[D, S], biases float32[S]; classes int64[S]: the positions of the S labels that it gives.
    """
    learned = _from_bytes(blob, strategy=strategy, n_classes=n_classes)
    fit = learned.of_features
    return {"weights": fit.weights, "biases": fit.biases, "classes": learned.classes}


def _features(items: Items) -> Floats32:
    if not isinstance(items, np.ndarray) or items.ndim != 2 or items.dtype != np.float32:
        raise BadInput("A head needs features as float32[N, D].")
    return cast(Floats32, items)


def _from_bytes(blob: bytes, *, strategy: Strategy, n_classes: int) -> _Learned:
    meta, arrays = unpack(blob)
    if meta.get("features") != strategy.features:
        raise BadState("The stored head was learned on the features of another model.")
    try:
        fit = Fit(arrays["weights"], arrays["biases"], strength=float(meta["strength"]), factor=float(meta["factor"]))
        learned = _Learned(Scaling(arrays["mean"], float(meta["scaled_by"])), fit, arrays["classes"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadState("The stored head lacks a part.") from error
    shape = (len(learned.scaling.mean), len(learned.classes))
    if fit.weights.shape != shape or len(fit.biases) != shape[1] or learned.classes.max(initial=-1) >= n_classes:
        raise BadState("The stored head's parts do not fit together.")
    return learned
