"""Intervals of whatever is counted from items, by drawing the items anew: the bootstrap (Efron 1979)."""

from collections.abc import Callable, Iterator

import numpy as np

from annotator.statistics.answers import Floats, Ints
from annotator.statistics.shares import Estimate

DRAWS = 1000
# Of the weights that are in memory at once.
MOST_CELLS = 4_000_000
ENDS = (0.025, 0.975)

# weights_BU, how often each kind of item was drawn -> values_BM of M figures; NaN where one is not defined.
Measure = Callable[[Floats], Floats]


def estimates(
    measure: Measure, times_U: Ints, *, n: Ints, rng: np.random.Generator, draws: int = DRAWS
) -> list[Estimate | None]:
    """Each figure that `measure` gives, with its 95 % interval; None where it is not defined.

    times_U: how many items there are of each kind; items of a kind are alike to the measure, so that drawing kinds with
    these weights is drawing items. n: int64[M], on how many items (or answers) each figure rests: it is passed on.
    The interval is that of the percentiles, among those draws in which the figure is defined, and never leaves out the
    figure itself.
    """
    if not times_U.sum():
        return [None] * len(n)
    (values_M,) = measure(times_U[None].astype(np.float64))
    drawn_BM = np.concatenate([measure(weights_BU) for weights_BU in _weights(times_U, rng=rng, draws=draws)])
    return [_estimate(*each) for each in zip(values_M, drawn_BM.T, n, strict=True)]


def _weights(times_U: Ints, *, rng: np.random.Generator, draws: int) -> Iterator[Floats]:
    total = int(times_U.sum())
    at_once = max(1, MOST_CELLS // len(times_U))
    for begin in range(0, draws, at_once):
        size = min(at_once, draws - begin)
        yield rng.multinomial(total, times_U / total, size=size).astype(np.float64)


def _estimate(value: float, drawn_B: Floats, n: int) -> Estimate | None:
    if np.isnan(value):
        return None
    # The items as they are count as one more draw: the figure is defined in one at least.
    low, high = np.quantile(np.append(drawn_B[~np.isnan(drawn_B)], value), ENDS)
    return Estimate(value=float(value), low=float(min(low, value)), high=float(max(high, value)), n=int(n))
