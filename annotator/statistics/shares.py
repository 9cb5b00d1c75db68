"""Shares with their uncertainty."""

import math
from dataclasses import dataclass

Z_95 = 1.959964


@dataclass(frozen=True)
class Estimate:
    """A share between 0 and 1 with its 95 % interval, from n answers."""

    value: float
    low: float
    high: float
    n: int


def wilson(hits: int, n: int) -> Estimate:
    """Share hits/n with Wilson's score interval (Wilson 1927): sane near 0 and 1 and for small n.

    Raises ValueError for n < 1 or hits outside 0..n.
    """
    if n < 1 or not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n} is no share")
    share, z2 = hits / n, Z_95**2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z_95 * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    # At 0 and 1 the interval touches the share; rounding must not put it on the wrong side.
    low, high = min(share, max(0.0, centre - half)), max(share, min(1.0, centre + half))
    return Estimate(value=share, low=low, high=high, n=n)
