"""What a linear head has learned."""

from dataclasses import dataclass

from selection.arrays import Floats32


@dataclass(frozen=True)
class Fit:
    """weights float32[D, S], biases float32[S] over S classes; passes over the rows that it took.

    factor: what its logits are to be multiplied with, so that they mean probabilities.
    """

    weights: Floats32
    biases: Floats32
    passes: int = 1
    strength: float = 0.0
    factor: float = 1.0

    def logits(self, features_ND: Floats32) -> Floats32:
        """float32[N, S], the factor not yet in them."""
        logits: Floats32 = features_ND @ self.weights
        logits += self.biases
        return logits
