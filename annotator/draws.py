"""A fixed random number for each row of a project: it picks the audit items and orders random fills."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def draws(seed: int, rows: Sequence[int] | NDArray[np.int64]) -> list[float]:
    """Numbers in [0, 1) that depend on seed and row alone, whatever came before (splitmix64, Steele et al. 2014)."""
    with np.errstate(over="ignore"):
        mixed = _mix(_mix(np.uint64(seed % 2**64) + _GOLDEN) + np.asarray(rows, dtype=np.uint64) * _GOLDEN)
    # 53 bits: as many as a double holds, so that 1.0 cannot come out.
    return list(((mixed >> np.uint64(11)).astype(np.float64) / 2**53).tolist())


def _mix(state: "np.uint64 | NDArray[np.uint64]") -> "NDArray[np.uint64]":
    mixed = np.asarray(state, dtype=np.uint64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
