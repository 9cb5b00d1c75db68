"""Picks by score alone. (Stochastic Batch Acquisition: Kirsch et al. 2106.12059, §3.)

Top-k spends the query on one item where the pool holds copies of it; the draws do not.
"""

import numpy as np

from selection.draws import gumbel_top_k, random_order_by
from selection.query.evidence import Evidence, Picked
from selection.ranks import average_ranks
from selection.strategy import Strategy

TINY_SCORE = 1e-300


def top_k(evidence: Evidence, k: int, _strategy: Strategy, rng: np.random.Generator) -> Picked:
    """The `k` highest scores, the highest first, ties broken at random."""
    scores = evidence.scores_K
    return Picked.surely(random_order_by(scores, rng=rng)[:k], n=len(scores))


def power(evidence: Evidence, k: int, strategy: Strategy, rng: np.random.Generator) -> Picked:
    """`k` draws without replacement by score ** power_beta; scores of 0 last."""
    log_weights = strategy.power_beta * np.log(np.maximum(evidence.scores_K, TINY_SCORE))
    return Picked(*gumbel_top_k(log_weights, k, rng=rng))


def softmax(evidence: Evidence, k: int, strategy: Strategy, rng: np.random.Generator) -> Picked:
    """`k` draws without replacement by exp(power_beta * score)."""
    return Picked(*gumbel_top_k(strategy.power_beta * evidence.scores_K, k, rng=rng))


def softrank(evidence: Evidence, k: int, strategy: Strategy, rng: np.random.Generator) -> Picked:
    """`k` draws without replacement by rank ** -power_beta, the highest score having rank 1: free of any scale."""
    log_weights = -strategy.power_beta * np.log(average_ranks(-evidence.scores_K))
    return Picked(*gumbel_top_k(log_weights, k, rng=rng))
