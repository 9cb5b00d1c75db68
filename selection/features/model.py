"""What computes features: a frozen model, whatever library it comes from."""

from typing import Protocol

from selection.arrays import Floats32
from selection.sources import Items


class FrozenModel(Protocol):
    """Items → features; never trained here."""

    @property
    def identity(self) -> str:
        """Names the model and its weights: of one identity come the same features. Costs no loading of the model."""
        ...

    def features(self, items: Items, /) -> Floats32:
        """float32[N, D] of N ≥ 1 items. Raises BadInput on items of another kind."""
        ...
