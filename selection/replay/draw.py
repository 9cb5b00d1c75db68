"""Which earlier labels a proxy update sees beside the new batch. CLActive §3, "memory"."""

from collections.abc import Callable

import numpy as np

from selection.arrays import Ints
from selection.strategy import Strategy

Replay = Callable[[int, int, Strategy], int]


def _none(_n_new: int, _n_memory: int, _strategy: Strategy) -> int:
    return 0


def _ratio(n_new: int, n_memory: int, strategy: Strategy) -> int:
    """R per new label (the paper), but not below the floor: beside 25 new labels, 25 old ones are too few."""
    return min(n_memory, max(round(strategy.replay_ratio * n_new), strategy.replay_floor))


def _everything(_n_new: int, n_memory: int, _strategy: Strategy) -> int:
    return n_memory


REPLAYS: dict[str, Replay] = {"off": _none, "ratio": _ratio, "all": _everything}


def replayed_pos(n_memory: int, *, n_new: int, strategy: Strategy, rng: np.random.Generator) -> Ints:
    """Offsets into the memory, drawn evenly without replacement, in random order."""
    wanted = REPLAYS[strategy.replay](n_new, n_memory, strategy)
    return rng.permutation(n_memory)[:wanted]
