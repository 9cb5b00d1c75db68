"""What a proxy can do. `step` knows no more than this."""

from collections.abc import Callable
from typing import Protocol

import numpy as np

from selection.arrays import Floats, Ints
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

    def logits(self, items: Items) -> Floats:
        """float64[N, C], without augmentation: the same numbers every time. Only after an update."""
        ...

    def to_bytes(self) -> bytes:
        """The trained model, without pickle; empty where nothing was learned."""
        ...
