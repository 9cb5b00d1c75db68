"""Medians with their uncertainty."""

import math

from annotator.limits import Z_95

# Of fewer values no two enclose their median with 95 % by the ranks below.
FEWEST = 8


def median_ranks(n: int) -> tuple[int, int]:
    """Of n values in order, counted from 1: the two that enclose the median of where they come from, with 95 % or more,
    whatever their distribution (David and Nagaraja, Order Statistics, 2003, section 7.1; by the normal approximation).

    Raises ValueError for n < FEWEST.
    """
    if n < FEWEST:
        raise ValueError(f"{n} values are too few to enclose their median")
    low = math.floor(n / 2 - Z_95 * math.sqrt(n) / 2)
    return low, n + 1 - low
