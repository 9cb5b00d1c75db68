"""What a proxy can do. `step` knows no more than this."""

from collections.abc import Callable
from typing import Protocol

import numpy as np

from selection.arrays import Floats32, Ints
from selection.sources import Items


class Proxy(Protocol):
    """A cheap model over `n_classes` classes. Labels may name fewer classes than there are."""

    @property
    def device(self) -> str:
        """For the report: where it runs and in which precision."""
        ...

    @property
    def trained(self) -> bool:
        """Whether `logits` can be asked for."""
        ...

    def update(
        self,
        items: Items,
        labels_N: Ints,
        *,
        rng: np.random.Generator,
        should_stop: Callable[[], bool] | None,
    ) -> int:
        """Learns from N ≥ 1 items. Returns sample steps (items times passes).

        Raises RoundStopped, TrainingFailed, BadInput (items of the wrong kind).
        """
        ...

    def logits(self, items: Items) -> Floats32:
        """float32[N, C], without augmentation: the same numbers every time. Only after an update."""
        ...

    def passes(self, items: Items, *, rng: np.random.Generator) -> Floats32:
        """float32[T, N, C]: logits, as they come, of T = `strategy.passes` times `strategy.ensemble` passes.

        With one pass those of `logits`. With more, dropout stays on and `rng` decides what it drops; batch norm
        keeps its statistics. Only after an update.
        """
        ...

    def embeddings(self, items: Items) -> Floats32:
        """float32[N, D]: what the last layer gets to see, without augmentation or dropout. Only after an update."""
        ...

    def refresh_norm(self, items: Items) -> None:
        """Takes batch-norm statistics anew on unlabelled `items`; nothing where there is no batch norm."""
        ...

    def to_bytes(self) -> bytes:
        """The trained model, without pickle; empty where nothing was learned."""
        ...
