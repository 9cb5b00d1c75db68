"""How far two models agree on what to ask: proxy and target, or a proxy and the one before it.

(Selection via Proxy: rank correlation of proxy and target. The overlap of what they pick stands beside it.)
"""

from dataclasses import dataclass

import numpy as np

from selection.arrays import Floats, Ints
from selection.draws import random_order_by
from selection.errors import BadInput, NonFiniteScore
from selection.ranks import pearson, spearman

# Below this rank correlation a proxy's order is not to be trusted.
GATE = 0.5


def gate(rank_correlation: float | None) -> bool | None:
    """True where the order may be trusted, False below GATE, None where nothing was compared."""
    return None if rank_correlation is None else rank_correlation >= GATE


@dataclass(frozen=True)
class Overlap:
    """share of the left rows that are among the right ones, and what chance alone would give; both in [0, 1]."""

    share: float
    by_chance: float


@dataclass(frozen=True)
class RankAgreement:
    """Correlations in [-1, 1], None where they are not defined, and the overlap of the k rows each would ask first."""

    spearman: float | None
    pearson: float | None
    overlap: Overlap


def overlap(left_rows: Ints, right_rows: Ints, *, n_pool: int) -> Overlap:
    """Of two sets chosen from the same `n_pool` rows. Raises BadInput on no left rows, or more rows than the pool."""
    left, right = np.unique(left_rows), np.unique(right_rows)
    if not 0 < len(left) <= n_pool or len(right) > n_pool:
        raise BadInput("An overlap needs at least one row, and no more rows than the pool has.")
    return Overlap(share=float(np.isin(left, right).mean()), by_chance=len(right) / n_pool)


def rank_agreement(left_N: Floats, right_N: Floats, *, k: int, rng: np.random.Generator) -> RankAgreement:
    """Of two score arrays over the same N rows, higher = ask sooner; ties in the top k are broken at random.

    Raises BadInput where the lengths differ or k is not within 1 and N, NonFiniteScore where a score is not finite.
    """
    if left_N.shape != right_N.shape or left_N.ndim != 1 or not 0 < k <= len(left_N):
        raise BadInput("A rank agreement needs two equally long score arrays and a k within them.")
    if not (np.isfinite(left_N).all() and np.isfinite(right_N).all()):
        raise NonFiniteScore("A score to compare is not finite.")
    tops = [random_order_by(scores, rng=rng, limit=k) for scores in (left_N, right_N)]
    return RankAgreement(
        spearman=spearman(left_N, right_N),
        pearson=pearson(left_N, right_N),
        overlap=overlap(tops[0], tops[1], n_pool=len(left_N)),
    )
