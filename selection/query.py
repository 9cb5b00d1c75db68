"""How the query is picked from the candidates' scores."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from selection.arrays import Floats, Floats32, Ints, mask_of
from selection.draws import gumbel_top_k, random_order_by
from selection.errors import NonFiniteScore
from selection.strategy import Strategy

TINY_SCORE = 1e-300


def _no_embeddings() -> Floats32:
    return np.zeros((0, 0), dtype=np.float32)


@dataclass(frozen=True)
class Evidence:
    """What a pick may look at: K candidates, and the rows labelled so far.

    scores_K float64[K], higher = ask sooner; probs_KC float32[K, C], None without a proxy.
    embeddings() float32[K, D] and labelled_embeddings() float32[M, D] cost a pass over the items: a pick that
    does not need them does not call them.
    """

    scores_K: Floats
    probs_KC: Floats32 | None = None
    embeddings: Callable[[], Floats32] = _no_embeddings
    labelled_embeddings: Callable[[], Floats32] = _no_embeddings


@dataclass(frozen=True)
class Picked:
    """positions int64[k] into the scores, in the order picked; probabilities float64[N] of being picked.

    A deterministic pick has no such probabilities: they are then 1 throughout.
    """

    positions: Ints
    probabilities: Floats


Pick = Callable[[Evidence, int, Strategy, np.random.Generator], Picked]


def _top_k(evidence: Evidence, k: int, _strategy: Strategy, rng: np.random.Generator) -> Picked:
    """The `k` highest scores, ties broken at random."""
    scores = evidence.scores_K
    return Picked(random_order_by(scores, rng=rng)[:k], np.ones(len(scores)))


def _power(evidence: Evidence, k: int, strategy: Strategy, rng: np.random.Generator) -> Picked:
    """`k` draws without replacement by score ** power_beta. (Kirsch et al. 2106.12059.)"""
    log_weights = strategy.power_beta * np.log(np.maximum(evidence.scores_K, TINY_SCORE))
    return Picked(*gumbel_top_k(log_weights, k, rng=rng))


PICKS: dict[str, Pick] = {"top_k": _top_k, "power": _power}


def pick(name: str, evidence: Evidence, k: int, *, strategy: Strategy, rng: np.random.Generator) -> Picked:
    """min(k, K) positions by the rule `name`. Raises NonFiniteScore rather than picking a NaN."""
    if not np.isfinite(evidence.scores_K).all():
        raise NonFiniteScore("A candidate has a score that is not finite.")
    return PICKS[name](evidence, min(k, len(evidence.scores_K)), strategy, rng)


def with_reserve(picked_pos: Ints, scores_N: Floats, *, rng: np.random.Generator, limit: int | None = None) -> Ints:
    """Positions picked, in their order, then `limit` others (None: all) by falling score, ties at random."""
    is_picked = mask_of(picked_pos, n_rows=len(scores_N))
    order = random_order_by(scores_N, rng=rng, limit=None if limit is None else limit + len(picked_pos))
    return np.concatenate([picked_pos, order[~is_picked[order]][:limit]])
