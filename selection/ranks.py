"""Rank statistics."""

import numpy as np

from selection.arrays import Floats


def average_ranks(values_N: Floats) -> Floats:
    """float64[N]: 1 for the smallest; equal values share the mean of their ranks."""
    _, inverse, counts = np.unique(values_N, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    shared: Floats = (last - (counts - 1) / 2).astype(np.float64)
    return shared[inverse]


def spearman(left_N: Floats, right_N: Floats) -> float | None:
    """Rank correlation in [-1, 1]; None where it is not defined (fewer than 3 values, or all equal)."""
    if len(left_N) < 3:
        return None
    left, right = average_ranks(left_N), average_ranks(right_N)
    left, right = left - left.mean(), right - right.mean()
    scale = float(np.sqrt((left @ left) * (right @ right)))
    return float(left @ right) / scale if scale > 0 else None
