"""Shares with their uncertainty."""

import math
from dataclasses import dataclass
from itertools import count

from annotator.limits import SURE_HALF_WIDTH, Z_95

# Where nothing is known, the share that needs the most answers.
UNKNOWN = 0.5


@dataclass(frozen=True)
class Estimate:
    """A share between 0 and 1 with its 95 % interval, from n answers."""

    value: float
    low: float
    high: float
    n: int

    @property
    def is_sure(self) -> bool:
        """Is it known well enough to be said as a figure? Until then only what is missing is worth saying."""
        return (self.high - self.low) / 2 <= SURE_HALF_WIDTH


def wilson(hits: float, n: int) -> Estimate:
    """Share hits/n with Wilson's score interval (Wilson 1927): sane near 0 and 1 and for small n.

    hits: how many of n, or the sum of n numbers from 0 to 1. These never scatter more than hits and misses of the same
    mean, so that their interval is, if anything, too wide.
    Raises ValueError for n < 1 or hits outside 0..n.
    """
    if n < 1 or not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n} is no share")
    share, half = hits / n, _half_width(hits / n, n)
    middle = centre(hits, n)
    # At 0 and 1 the interval touches the share; rounding must not put it on the wrong side.
    low, high = min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half))
    return Estimate(value=share, low=low, high=high, n=n)


def centre(hits: float, n: int) -> float:
    """The middle of Wilson's interval: the share, drawn towards ½ the more, the fewer answers there are; ½ for none."""
    return (hits + UNKNOWN * Z_95**2) / (n + Z_95**2)


def answers_needed(share: float = UNKNOWN) -> int:
    """Answers, in all, after which a share of about `share` is sure; 93 where it is ½, the most that is ever needed.

    Raises ValueError for a share outside 0..1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is no share")
    return next(n for n in count(1) if _half_width(share, n) <= SURE_HALF_WIDTH)


def widest_half(n: int) -> float:
    """Half of the interval after n answers, whatever the share: as wide as it is for ½, or narrower."""
    return _half_width(UNKNOWN, n)


def _half_width(share: float, n: int) -> float:
    """Half of Wilson's interval. It falls with n, and is widest at a share of ½."""
    return Z_95 * math.sqrt(share * (1 - share) * n + Z_95**2 / 4) / (n + Z_95**2)
