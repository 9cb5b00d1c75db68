"""Rows in coordinates in which the loss is curved alike in all directions, where all classes are as likely."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from selection.arrays import Floats, Floats32

# So many rows are summed in single precision at a time.
PART = 8192
# Triangles that are inverted whole.
SMALL = 64
# What keeps the Gram matrix of rows that depend on each other invertible, as a share of their squares.
JITTER = 1e-10

Triangle = TypeVar("Triangle", Floats, Floats32)


@dataclass(frozen=True)
class Whitened:
    """rows float32[r + 1, N], a column per row: `rows` times weights [S, r + 1] are logits of S classes.

    With them rows · rowsᵀ / n_classes + strength · metric is 1 where metric measures weights in the rows' own numbers.
    The rows' mean is taken away, so that the last coordinate, the biases, is not measured. basis float32[m, D] spans
    the rows where they are few, None where it would save little; root, inverse: of the curvature in that basis.
    """

    rows: Floats32
    mean: Floats32
    basis: Floats32 | None
    root: Floats32
    inverse: Floats32
    of_bias: float

    @classmethod
    def of(cls, rows_ND: Floats32, *, n_classes: int, strength: float) -> "Whitened":
        """Of N ≥ 1 rows at a strength > 0, by Cholesky. O(N D min(N, D))."""
        mean = rows_ND.mean(axis=0)
        centred = rows_ND - mean
        basis = _spanning(centred) if 2 * len(centred) <= centred.shape[1] else None
        within = centred if basis is None else centred @ basis.T
        curvature = _gram(within) / n_classes
        curvature[np.diag_indices_from(curvature)] += strength
        root: Floats32 = np.linalg.cholesky(curvature.astype(np.float32)).astype(np.float32, copy=False)
        inverse, of_bias = _inverse(root), float(np.sqrt(n_classes / len(rows_ND)))
        rows = np.empty((len(root) + 1, len(rows_ND)), dtype=np.float32)
        np.matmul(inverse, within.T, out=rows[:-1])
        rows[-1] = of_bias
        return cls(rows, mean, basis, root, inverse, of_bias)

    def inward(self, weights_DS: Floats32, biases_S: Floats32) -> Floats32:
        """float32[S, r + 1]: of weights and biases as `outward` gives them."""
        within = weights_DS.T if self.basis is None else weights_DS.T @ self.basis.T
        biases = (biases_S + self.mean @ weights_DS) / np.float32(self.of_bias)
        inward: Floats32 = np.concatenate([within @ self.root, biases[:, None]], axis=1)
        return inward

    def outward(self, weights_SR: Floats32) -> tuple[Floats32, Floats32]:
        """Weights float32[D, S] and biases float32[S] for rows as they came."""
        within = weights_SR[:, :-1] @ self.inverse
        weights = (within if self.basis is None else within @ self.basis).T
        biases: Floats32 = (weights_SR[:, -1] * self.of_bias - self.mean @ weights).astype(np.float32)
        return np.ascontiguousarray(weights), biases


def _spanning(rows_ND: Floats32) -> Floats32:
    """float32[N, D]: directions at right angles that span the rows; 0 for a row that depends on those before it."""
    rows = rows_ND.astype(np.float64)
    gram = rows @ rows.T
    gram[np.diag_indices_from(gram)] += max(JITTER * float(np.trace(gram)), JITTER)
    spanning: Floats32 = (_inverse(np.linalg.cholesky(gram)) @ rows).astype(np.float32)
    return spanning


def _gram(rows_ND: Floats32) -> Floats:
    """float64[D, D]."""
    parts = (rows_ND[start : start + PART] for start in range(0, len(rows_ND), PART))
    gram: Floats = np.zeros((rows_ND.shape[1],) * 2)
    for part in parts:
        gram += part.T @ part
    return gram


def _inverse(lower: Triangle) -> Triangle:
    """Of a lower triangle, by halves: mostly products of matrices."""
    if len(lower) <= SMALL:
        small: Triangle = np.tril(np.linalg.inv(lower))
        return small
    half = len(lower) // 2
    first, last = _inverse(lower[:half, :half]), _inverse(lower[half:, half:])
    inverse = np.zeros_like(lower)
    inverse[:half, :half], inverse[half:, half:] = first, last
    inverse[half:, :half] = -(last @ (lower[half:, :half] @ first))
    return inverse
