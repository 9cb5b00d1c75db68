"""Features brought to one scale, so that one strength of L2 means the same for every representation."""

from dataclasses import dataclass

import numpy as np

from selection.arrays import Floats32

# The root of the mean squared length of a row around the mean; the pilot's, and what strengths are counted in.
LENGTH = 10.0


@dataclass(frozen=True)
class Scaling:
    """mean float32[D] is taken away, `factor` multiplies what is left."""

    mean: Floats32
    factor: float

    @classmethod
    def of(cls, features_ND: Floats32) -> "Scaling":
        """Of N ≥ 1 rows. Features that are all alike stay at 0."""
        mean = features_ND.mean(axis=0)
        spread = float(np.sqrt(np.square(features_ND - mean).sum(axis=1, dtype=np.float64).mean()))
        return cls(mean, LENGTH / spread if spread > 0 else 0.0)

    def applied(self, features_ND: Floats32) -> Floats32:
        """float32[N, D]."""
        scaled: Floats32 = (features_ND - self.mean) * np.float32(self.factor)
        return scaled
