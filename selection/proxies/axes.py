"""Rows in the axes of their own Gram matrix, in which ridge regression has one formula for all strengths."""

from dataclasses import dataclass

import numpy as np

from selection.arrays import Floats, Floats32

# Axes with less of the squares than this are rounding.
LEAST_SPECTRUM = 1e-6


@dataclass(frozen=True)
class Axes:
    """turned float32[N, r]: the rows; back float32[r, D]: the axes; spectrum float64[r]: squares along each.

    r is at most the smaller of N and D, so that few rows of many numbers cost little.
    """

    turned: Floats32
    back: Floats32
    spectrum: Floats

    @classmethod
    def of(cls, features_ND: Floats32) -> "Axes":
        """Of N ≥ 1 rows, by one eigendecomposition of the smaller Gram matrix. O(N D min(N, D))."""
        if len(features_ND) <= features_ND.shape[1]:
            spectrum, left = _decomposed(features_ND @ features_ND.T)
            roots = np.sqrt(spectrum)
            back = (left / roots).T.astype(np.float32) @ features_ND
            return cls((left * roots).astype(np.float32), back, spectrum)
        spectrum, right = _decomposed(features_ND.T @ features_ND)
        back = np.ascontiguousarray(right.T, dtype=np.float32)
        return cls(features_ND @ back.T, back, spectrum)


def _decomposed(gram: Floats32) -> tuple[Floats, Floats]:
    spectrum, vectors = np.linalg.eigh(gram.astype(np.float64))
    kept = spectrum > max(float(spectrum[-1]) * LEAST_SPECTRUM, 1e-30)
    return spectrum[kept], vectors[:, kept]
