"""How the query is picked from the candidates' scores."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from selection.arrays import Floats, Ints, mask_of
from selection.draws import gumbel_top_k, random_order_by
from selection.errors import NonFiniteScore
from selection.strategy import Strategy

TINY_SCORE = 1e-300


@dataclass(frozen=True)
class Picked:
    """positions int64[k] into the scores, in the order picked; probabilities float64[N] of being picked.

    A deterministic pick has no such probabilities: they are then 1 throughout.
    """

    positions: Ints
    probabilities: Floats


Pick = Callable[[Floats, int, Strategy, np.random.Generator], Picked]


def _top_k(scores_N: Floats, k: int, _strategy: Strategy, rng: np.random.Generator) -> Picked:
    """The `k` highest scores, ties broken at random."""
    return Picked(random_order_by(scores_N, rng=rng)[:k], np.ones(len(scores_N)))


def _power(scores_N: Floats, k: int, strategy: Strategy, rng: np.random.Generator) -> Picked:
    """`k` draws without replacement by score ** power_beta. (Kirsch et al. 2106.12059.)"""
    log_weights = strategy.power_beta * np.log(np.maximum(scores_N, TINY_SCORE))
    return Picked(*gumbel_top_k(log_weights, k, rng=rng))


PICKS: dict[str, Pick] = {"top_k": _top_k, "power": _power}


def pick(name: str, scores_N: Floats, k: int, *, strategy: Strategy, rng: np.random.Generator) -> Picked:
    """min(k, N) positions by the rule `name`. Raises NonFiniteScore rather than picking a NaN."""
    if not np.isfinite(scores_N).all():
        raise NonFiniteScore("A candidate has a score that is not finite.")
    return PICKS[name](scores_N, min(k, len(scores_N)), strategy, rng)


def with_reserve(picked_pos: Ints, scores_N: Floats, *, rng: np.random.Generator) -> Ints:
    """All N positions: those picked, in their order, then the others by falling score, ties at random."""
    is_picked = mask_of(picked_pos, n_rows=len(scores_N))
    order = random_order_by(scores_N, rng=rng)
    return np.concatenate([picked_pos, order[~is_picked[order]]])
