"""How the query is picked from the candidates' scores."""

import numpy as np

from selection.arrays import Floats, Ints, mask_of
from selection.draws import random_order_by
from selection.errors import NonFiniteScore
from selection.query.badge import badge
from selection.query.balanced import class_balanced
from selection.query.evidence import Evidence as Evidence
from selection.query.evidence import Pick as Pick
from selection.query.evidence import Picked as Picked
from selection.query.herding import herding
from selection.query.k_centers import k_centers
from selection.query.stochastic import power, softmax, softrank, top_k
from selection.strategy import Strategy

PICKS: dict[str, Pick] = {
    "top_k": top_k,
    "power": power,
    "softmax": softmax,
    "softrank": softrank,
    "k_centers": k_centers,
    "badge": badge,
    "class_balanced": class_balanced,
    "herding": herding,
}


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
