"""Weights of the candidate draw: a softmax over the scores that rows got in earlier rounds.

They are made a part at a time: at ten million rows each array of them would be 80 MB, and reading it costs more than
computing it again. (Compute-Efficient Active Learning, §3; ranks, standardised values and the floor are ours.)
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from selection.arrays import Floats, Floats32, Ints
from selection.draws import BLOCK
from selection.ranks import Ascending
from selection.strategy import Strategy

TINY_TEMPERATURE = 1e-100


@dataclass(frozen=True)
class Exponents:
    """What the softmax works on, before the temperature, at n > 0 places.

    of: a part of the places → float64. highest: the largest of all. positions: places → offsets into the values.
    """

    n: int
    of: Callable[[slice], Floats]
    highest: float
    positions: Callable[[Ints], Ints] = lambda places: places


def _raw(values_N: Floats32, strategy: Strategy) -> Exponents:
    """The scores themselves, as in the paper; to the power of `history_power`, 1.2 in its released code."""

    def powered(values: Floats32) -> Floats:
        wide = values.astype(np.float64)
        return wide if strategy.history_power == 1 else np.copysign(np.abs(wide) ** strategy.history_power, wide)

    return Exponents(len(values_N), lambda part: powered(values_N[part]), float(powered(values_N.max())))


def _standardised(values_N: Floats32, _strategy: Strategy) -> Exponents:
    """Distances from the mean in standard deviations; 0 throughout where all values are equal."""
    n, mean = len(values_N), float(values_N.mean(dtype=np.float64))

    def centred(part: slice) -> Floats:
        return values_N[part].astype(np.float64) - mean

    variance = sum(float(np.square(centred(part)).sum()) for part in _parts(n)) / n
    # Equal values differ from their mean by rounding alone: that is no spread.
    spread = math.sqrt(variance) if values_N.min() < values_N.max() else math.inf
    return Exponents(n, lambda part: centred(part) / spread, (float(values_N.max()) - mean) / spread)


def _ranks(values_N: Floats32, _strategy: Strategy) -> Exponents:
    """-log of the rank from the top: at temperature 1 the weights are 1, 1/2, 1/3 …, whatever the scale."""
    ascending, n = Ascending(values_N), len(values_N)

    def of(part: slice) -> Floats:
        return -np.log(n + 1 - ascending.ranks(part))

    return Exponents(n, of, float(of(slice(n - 1, n))[0]), ascending.positions)


HISTORY_WEIGHTS: dict[str, Callable[[Floats32, Strategy], Exponents]] = {
    "raw": _raw,
    "ranks": _ranks,
    "standardised": _standardised,
}


@dataclass(frozen=True)
class HistoryWeights:
    """(1 - floor) * softmax(exponents / temperature) + floor / n. `positions` as in Exponents."""

    exponents: Exponents
    temperature: float
    floor: float
    log_total: float

    @classmethod
    def of(cls, values_N: Floats32, *, strategy: Strategy) -> "HistoryWeights":
        """values_N: float32[N], N > 0, scores of earlier rounds; higher = drawn sooner."""
        exponents = HISTORY_WEIGHTS[strategy.history_weights](values_N, strategy)
        shifted = cls(exponents, max(strategy.temperature, TINY_TEMPERATURE), strategy.uniform_floor, 0.0)
        total = sum(float(np.exp(shifted._log_softmax(part)).sum()) for part in _parts(exponents.n))
        return cls(exponents, shifted.temperature, shifted.floor, math.log(total))

    def log(self, part: slice) -> Floats:
        """log of the weights of a part of the places, float64; finite at any temperature above 0. All sum to 1."""
        softmax = self._log_softmax(part)
        if self.floor == 0:
            return softmax
        if self.floor == 1:
            return np.full(len(softmax), -math.log(self.exponents.n))
        mixed: Floats = np.logaddexp(
            math.log1p(-self.floor) + softmax, math.log(self.floor) - math.log(self.exponents.n)
        )
        return mixed

    def _log_softmax(self, part: slice) -> Floats:
        return (self.exponents.of(part) - self.exponents.highest) / self.temperature - self.log_total


def _parts(n: int) -> list[slice]:
    return [slice(start, min(start + BLOCK, n)) for start in range(0, n, BLOCK)]
