"""The fixed random number of each item: it decides, blind to every model, which items are audit items."""

import numpy as np
from numpy.typing import NDArray

_GAMMA = 0x9E3779B97F4A7C15
_MASK = 2**64 - 1


def draws(seed: int, rows_R: NDArray[np.int64]) -> NDArray[np.float64]:
    """float64[R] in [0, 1): one number per (seed, row), the same on every machine and in every import order.

    SplitMix64 (Steele, Lea, Flood 2014): row r is the r-th output of a stream whose start is drawn from the seed.
    """
    start = int(_mix(np.array([(seed + _GAMMA) & _MASK], dtype=np.uint64))[0])
    steps = (rows_R.astype(np.uint64) + np.uint64(1)) * np.uint64(_GAMMA)
    bits = _mix(steps + np.uint64(start))
    # 53 bits: every value is exact in a float64, and none rounds up to 1.
    return (bits >> np.uint64(11)).astype(np.float64) * 2.0**-53


def _mix(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
