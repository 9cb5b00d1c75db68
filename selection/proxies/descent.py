"""Multinomial logistic regressions side by side, on the same rows but for those that each leaves out, by L-BFGS.

Each minimises Σ -log p(label) over its rows + penalty / 2 · strength · |weights|². On whitened rows the first step is
Newton's, and |weights|² is what logits of all rows fall short of: no further product of matrices.
"""

from dataclasses import dataclass

import numpy as np

from selection.arrays import Floats, Floats32, Ints
from selection.stopping import Stop, stop_if_asked

MOST_PASSES, CORRECTIONS = 100, 8
# A step is halved until the loss falls by such a part of what the slope promises.
SUFFICIENT, MOST_HALVINGS = 1e-4, 20
# Losses are known to such a part.
ROUNDING = 1e-6


@dataclass(frozen=True, kw_only=True)
class Regressions:
    """rows float32[r, N], whitened, a column per row; labels int64[N] in [0, n_classes).

    told float32[B, N]: 1 where a regression learns a row, 0 where it leaves it out. penalties float32[B]: how many
    times as strong as the strength of the whitening.
    """

    rows: Floats32
    labels: Ints
    n_classes: int
    told: Floats32
    penalties: Floats32
    should_stop: Stop | None = None

    def at(self, weights_BCR: Floats32, logits_BCN: Floats32) -> tuple[Floats, Floats32]:
        """Losses float64[B], and their slopes float32[B, C, N] along logits; logits are those of the weights."""
        each = np.arange(len(self.labels))
        slopes = logits_BCN - logits_BCN.max(axis=1, keepdims=True)
        of_label = slopes[:, self.labels, each]
        np.exp(slopes, out=slopes)
        sums = slopes.sum(axis=1)
        slopes *= (self.told / sums)[:, None]
        slopes[:, self.labels, each] -= self.told
        slopes -= (self.penalties / self.n_classes)[:, None, None] * logits_BCN
        losses = ((np.log(sums) - of_label) * self.told).sum(axis=1, dtype=np.float64)
        short = _dots(weights_BCR, weights_BCR) - _dots(logits_BCN, logits_BCN) / self.n_classes
        return losses + self.penalties / 2 * short, slopes

    def logits(self, weights_BCR: Floats32) -> Floats32:
        """float32[B, C, N]."""
        flat = weights_BCR.reshape(-1, len(self.rows)) @ self.rows
        return flat.reshape(*weights_BCR.shape[:2], -1)

    def gradients(self, weights_BCR: Floats32, slopes_BCN: Floats32) -> Floats32:
        """float32[B, C, r]."""
        flat = slopes_BCN.reshape(-1, slopes_BCN.shape[-1]) @ self.rows.T
        gradients: Floats32 = flat.reshape(weights_BCR.shape) + _each(self.penalties) * weights_BCR
        return gradients


@dataclass(frozen=True)
class Descended:
    """weights float32[B, C, r]; logits float32[B, C, N] of all rows; passes over the rows that it took."""

    weights: Floats32
    logits: Floats32
    passes: int


def descended(regressions: Regressions, start_BCR: Floats32 | None = None, *, tolerance: float) -> Descended:
    """From `start_BCR`, or 0, until no gradient promises more than such a part of its loss. Raises RoundStopped."""
    shape = (len(regressions.told), regressions.n_classes, len(regressions.rows))
    weights = np.zeros(shape, dtype=np.float32) if start_BCR is None else start_BCR.astype(np.float32)
    logits = regressions.logits(weights)
    losses, slopes = regressions.at(weights, logits)
    gradients, memory = regressions.gradients(weights, slopes), _Memory(shape[0])
    passes = 1
    stop_if_asked(regressions.should_stop)
    while passes < MOST_PASSES and (_dots(gradients, gradients) / 2 > tolerance * losses).any():
        stop_if_asked(regressions.should_stop)
        ahead = memory.direction(gradients)
        step, losses, slopes = _stepped(regressions, weights, logits, ahead, losses, falls=_dots(ahead, gradients))
        last, gradients = gradients, regressions.gradients(weights, slopes)
        memory.keep(step, gradients - last)
        passes += 1
        if not step.any():
            break
    return Descended(weights, logits, passes)


def _stepped(
    regressions: Regressions, weights: Floats32, logits: Floats32, ahead: Floats32, losses: Floats, *, falls: Floats
) -> tuple[Floats32, Floats, Floats32]:
    """Steps float32[B, C, r] that weights and logits have gone, in place; losses and slopes there.

    A regression that no step makes better stays.
    """
    along, lengths = regressions.logits(ahead), (falls < 0).astype(np.float32)
    for _ in range(MOST_HALVINGS):
        there = weights + _each(lengths) * ahead, logits + _each(lengths) * along
        found, slopes = regressions.at(*there)
        is_worse = found > losses + SUFFICIENT * lengths * falls + ROUNDING * np.abs(losses)
        if not is_worse.any():
            break
        lengths = np.where(is_worse, lengths / 2, lengths)
    weights[:], logits[:] = there
    return _each(lengths) * ahead, found, slopes


class _Memory:
    """What the last steps said of the curvature, for each regression by itself. (Liu & Nocedal 1989.)"""

    def __init__(self, n_blocks: int) -> None:
        self._kept: list[tuple[Floats32, Floats32, Floats]] = []
        self._scale: Floats = np.ones(n_blocks)

    def keep(self, steps: Floats32, changes: Floats32) -> None:
        """Steps float32[B, C, r], and how the gradients changed with them."""
        both, squares = _dots(steps, changes), _dots(changes, changes)
        tells = both > np.finfo(np.float32).eps * squares
        self._scale = np.where(tells, both / np.where(tells, squares, 1), self._scale)
        self._kept = [*self._kept[1 - CORRECTIONS :], (steps, changes, tells / np.where(tells, both, 1))]

    def direction(self, gradients: Floats32) -> Floats32:
        """float32[B, C, r]: downhill."""
        ahead, shares = -gradients, list[Floats]()
        for steps, changes, inverse in reversed(self._kept):
            shares.append(inverse * _dots(steps, ahead))
            ahead -= _each(shares[-1]) * changes
        ahead *= _each(self._scale)
        for (steps, changes, inverse), share in zip(self._kept, reversed(shares), strict=True):
            ahead += _each(share - inverse * _dots(changes, ahead)) * steps
        return ahead


def _dots(left: Floats32, right: Floats32) -> Floats:
    """float64[B] of [B, C, *]; no long sum in single precision."""
    dots: Floats = np.einsum("bck,bck->bc", left, right).sum(axis=1, dtype=np.float64)
    return dots


def _each(numbers_B: Floats | Floats32) -> Floats32:
    """float32[B, 1, 1]."""
    return numbers_B.astype(np.float32)[:, None, None]
