"""How the engine's parts are timed: CPU time on one core, one warm-up, then repetitions."""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

REPEATS = 5


@contextmanager
def one_core() -> Iterator[None]:
    """Matrix libraries use one thread inside; a second one's gain depends on what else the machine does."""
    with threadpool_limits(1):
        yield


def seconds(call: Callable[[], Any], *, repeats: int = REPEATS) -> list[float]:
    """CPU time of each call after one that does not count.

    On one core that is the wall clock of an idle machine, and unlike it does not count what others do meanwhile.
    """
    call()
    durations = []
    for _ in range(repeats):
        started = time.process_time()
        call()
        durations.append(time.process_time() - started)
    return durations


def slope(sizes: Sequence[int], values: Sequence[float]) -> float:
    """The slope of log(value) over log(size), by least squares: 1 is linear, 2 quadratic."""
    return float(np.polyfit([math.log(size) for size in sizes], [math.log(value) for value in values], 1)[0])
