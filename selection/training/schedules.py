"""Optimiser steps of an update, and the learning rate of each."""

import math
from collections.abc import Callable

import numpy as np

from selection.arrays import Floats
from selection.segments import parse_segments
from selection.strategy import Strategy

PEAK_AT = 0.3


def n_steps(n_items: int, *, strategy: Strategy) -> int:
    """Optimiser steps of an update on `n_items`: its epochs in full minibatches, at least `min_steps`, at least 1."""
    return max(strategy.min_steps, math.ceil(strategy.epochs_in_all * n_items / strategy.minibatch), 1)


def one_cycle(n_steps: int, *, start: float, peak: float, end: float) -> Floats:
    """Learning rate of each optimiser step: cosine from start to peak at 30 % of the steps, then to end.

    (CLActive §4.1: 0.01 → 0.2 → 0.001 within a round; Smith 2018.)
    """
    up = max(1, round(PEAK_AT * n_steps))
    rising = _cosine(start, peak, np.arange(up) / up)
    falling = _cosine(peak, end, np.arange(n_steps - up) / max(1, n_steps - up - 1))
    return np.concatenate([rising, falling])[:n_steps]


def _cosine(first: float, last: float, part: Floats) -> Floats:
    """From `first` at part 0 to `last` at part 1."""
    return last + (first - last) * (1 + np.cos(np.pi * part)) / 2


def _one_cycle(steps: int, strategy: Strategy) -> Floats:
    return one_cycle(steps, start=strategy.start_lr, peak=strategy.peak_lr, end=strategy.end_lr)


def _segments(steps: int, strategy: Strategy) -> Floats:
    """Each segment's rate over its share of the steps; more steps than its epochs (`min_steps`) stretch all alike."""
    segments = parse_segments(strategy.segments)
    ends = np.cumsum([segment.epochs for segment in segments])
    # The small number keeps a boundary that is a whole number of steps from being rounded up a step.
    last_steps = np.ceil(ends / ends[-1] * steps - 1e-9)
    positions = np.searchsorted(last_steps, np.arange(steps), side="right")
    return np.array([segment.rate for segment in segments])[positions]


def _constant(steps: int, strategy: Strategy) -> Floats:
    return np.full(steps, strategy.peak_lr)


SCHEDULES: dict[str, Callable[[int, Strategy], Floats]] = {
    "one_cycle": _one_cycle,
    "segments": _segments,
    "constant": _constant,
}


def learning_rates(n_items: int, *, strategy: Strategy) -> Floats:
    """float64[steps]: the learning rate of each optimiser step of an update on `n_items`."""
    return SCHEDULES[strategy.schedule](n_steps(n_items, strategy=strategy), strategy)
