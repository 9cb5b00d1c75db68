"""Ridge regression on one-hot labels in closed form, with exact leave-one-out scores at every strength.

One eigendecomposition serves all strengths. Left out, a row is predicted at y - (y - ŷ) / (1 - h).
(Allen 1974, PRESS; Rifkin & Lippert 2007, Notes on Regularized Least Squares.)
"""

from dataclasses import dataclass

import numpy as np

from selection.arrays import Bools, Floats, Ints
from selection.proxies.axes import Axes
from selection.proxies.calibration import best_factor
from selection.proxies.fit import Fit

# Of rows at the length that `Scaling` gives: from hardly any to almost the class shares alone.
STRENGTHS = tuple(np.geomspace(1, 10_000, 9).tolist())
FACTORS = tuple(np.geomspace(1, 60, 24).tolist())
# So many rows, the newest, say which strength and factor are best; more would not change it.
ROWS_THAT_TELL = 4000
# A row that no other is like has a leverage of 1: what is left of it is then its own label.
LEAST_LEFT = 1e-6


@dataclass(frozen=True)
class Ridge:
    """labels int64[N] of rows whose mean is 0, in `axes`. targets float64[N, C]: one-hot labels less `shares`."""

    axes: Axes
    labels: Ints
    shares: Floats
    targets: Floats
    basis: Floats
    in_basis: Floats

    @classmethod
    def of(cls, axes: Axes, labels_N: Ints, *, n_classes: int) -> "Ridge":
        """Of N ≥ 1 rows."""
        one_hot = np.eye(n_classes)[labels_N]
        shares: Floats = one_hot.mean(axis=0)
        targets, basis = one_hot - shares, axes.turned / np.sqrt(axes.spectrum)
        return cls(axes, labels_N, shares, targets, basis, basis.T @ targets)

    def left_out(self, strength: float) -> Floats:
        """float64[N, C]: what the fit to the others says of each row, as shares that sum to 1."""
        kept = self.axes.spectrum / (self.axes.spectrum + strength)
        leverage = np.square(self.basis) @ kept + 1 / len(self.targets)
        residuals = self.targets - self.basis @ (kept[:, None] * self.in_basis)
        scores: Floats = self.targets + self.shares - residuals / np.maximum(1 - leverage, LEAST_LEFT)[:, None]
        return scores

    def fit(self, told: "Told") -> Fit:
        """The fit to all rows."""
        roots = np.sqrt(self.axes.spectrum)
        along = (roots / (self.axes.spectrum + told.strength))[:, None] * self.in_basis
        weights = self.axes.back.T @ along.astype(np.float32)
        return Fit(weights, self.shares.astype(np.float32), strength=told.strength, factor=told.factor)


@dataclass(frozen=True)
class Told:
    """The best strength, the factor that makes scores into logits, and which rows were right, left out: bool[N]."""

    strength: float
    factor: float
    right: Bools


def told_by_leaving_out(ridge: Ridge) -> Told:
    """By the lowest negative log-likelihood of labels left out."""
    told = slice(-ROWS_THAT_TELL, None)

    def loss_and_factor(strength: float) -> tuple[float, float]:
        return best_factor(ridge.left_out(strength)[told], ridge.labels[told], factors=FACTORS)

    _, factor, strength = min((*loss_and_factor(strength), strength) for strength in STRENGTHS)
    return Told(strength, factor, ridge.left_out(strength).argmax(axis=1) == ridge.labels)
