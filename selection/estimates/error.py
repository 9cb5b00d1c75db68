"""The error of a round's model on the rows that nobody has labelled, without bias, from a few of them.

Labelled rows cannot tell: the model has learned them, and it asked for the hard ones. Two draws can:

    audit   points drawn evenly. Wilson's interval.
    LURE    points drawn one after the other, half evenly, half by the scores of earlier rounds, and weighted so that
            they speak of all rows. Fewer points say as much where earlier scores tell where the errors are.
            (Farquhar et al. 2101.11665, §4; actively testing a fixed model: Kossen et al. 2103.05331.)
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from selection.arrays import Floats, Ints, as_rows
from selection.draws import even_draw
from selection.errors import BadInput
from selection.estimates.lure import lure_risk, mixed_proposal, sequential_draw
from selection.ranks import average_ranks
from selection.state import Ledger

CONFIDENCE = 0.95
EVEN_SHARE = 0.5
# Of a row whose score nobody knows: neither asked about sooner nor later than others.
MIDDLE_RANK = 0.5
Losses = Callable[[Ints], Floats]
"""Rows int64[R] → the model's losses on them, float64[R], 1 where it is wrong and 0 where it is right."""


@dataclass(frozen=True)
class Estimate:
    """An error rate with its 95 % interval, from n points. None: there was no point, or no interval from one.

    Lies in [0, 1], but for LURE, whose value and ends may lie a little outside: cut off, they would be biased.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int


NOTHING = Estimate(None, None, None, 0)


@dataclass(frozen=True)
class ErrorEstimates:
    """The same error twice, from points that were drawn independently; a row may be among both."""

    audit: Estimate
    lure: Estimate


def error_estimates(
    open_rows: Ints, *, ledger: Ledger, loss_of: Losses, points: int, rng: np.random.Generator
) -> ErrorEstimates:
    """The error of one fixed model on `open_rows`, twice from min(points, R) of them.

    1. The audit's points are drawn evenly without replacement.
    2. LURE's are drawn one after the other: half evenly, half in proportion to `rank_weights` of the ledger's scores.
    3. `loss_of` is asked once for each of the two draws, with rows of these draws only, in the order drawn.
    open_rows int64[R], each once: neither learned from nor left out. ledger: scores by row, from whatever round; the
    draws must not depend on the losses in any other way. points: at least 1. Where all rows are drawn, value, low and
    high are the exact mean. No row: no value.
    Raises BadInput (rows, points, losses that are not 0 or 1 or not one per row).
    Source: as the module; half even: a proposal by scores alone is ruined by one error that they deny.
    """
    rows = as_rows(open_rows, n_rows=len(ledger.value), name="open rows")
    if points < 1 or len(np.unique(rows)) != len(rows):
        raise BadInput("Estimates need at least 1 point, and each open row once.")
    if not len(rows):
        return ErrorEstimates(NOTHING, NOTHING)
    audit_rng, lure_rng = rng.spawn(2)
    audited = rows[even_draw(len(rows), points, rng=audit_rng)]
    proposal = mixed_proposal(rank_weights(ledger, rows), uniform=EVEN_SHARE)
    positions, chances = sequential_draw(proposal, points, rng=lure_rng)
    return ErrorEstimates(
        audit=_audit(_losses(loss_of, audited), n_pool=len(rows)),
        lure=_lure(_losses(loss_of, rows[positions]), chances, n_pool=len(rows)),
    )


def rank_weights(ledger: Ledger, rows_R: Ints) -> Floats:
    """float64[R] in (0, 1], higher where earlier rounds found a row more worth asking about.

    The square of the score's rank among the scored ones of these rows, as a share of them; a row that was never
    scored has the middle rank. Ranks, because acquisition functions differ in scale and sign.
    """
    ranks, scored = np.full(len(rows_R), MIDDLE_RANK), ledger.scored[rows_R]
    values = ledger.value[rows_R[scored]].astype(np.float64)
    if len(values):
        ranks[scored] = average_ranks(values) / len(values)
    return ranks**2


def wilson_interval(share: float, n: float, *, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Ends of Wilson's score interval (Wilson 1927) of a share of n even draws, within [0, 1] and around the share.

    n: above 0, a fraction where draws count for less or more than one; infinite where nothing is left to chance.
    Raises BadInput.
    """
    if not 0 <= share <= 1 or not n > 0 or not 0 < confidence < 1:
        raise BadInput("Wilson's interval needs a share and a confidence between 0 and 1, and draws.")
    if math.isinf(n):
        return share, share
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    # At 0 and 1 an end touches the share; rounding must not put it on the wrong side.
    return min(share, max(0.0, centre - reach)), max(share, min(1.0, centre + reach))


def _losses(loss_of: Losses, rows: Ints) -> Floats:
    losses = np.asarray(loss_of(rows), dtype=np.float64)
    if losses.shape != rows.shape or not np.isin(losses, (0.0, 1.0)).all():
        raise BadInput("Estimates need one loss per row, 0 or 1.")
    return losses


def _audit(losses_M: Floats, *, n_pool: int) -> Estimate:
    n, share = len(losses_M), float(losses_M.mean())
    return Estimate(share, *wilson_interval(share, _worth(n, n_pool=n_pool)), n)


def _worth(n: float, *, n_pool: int) -> float:
    """So many draws with replacement say as much as n of a pool without: infinitely many where all are drawn."""
    return n * (n_pool - 1) / (n_pool - n) if n < n_pool else math.inf


def _lure(losses_M: Floats, chances_M: Floats, *, n_pool: int) -> Estimate:
    n, risk = len(losses_M), lure_risk(losses_M, chances_M, n_pool=n_pool, confidence=CONFIDENCE)
    if losses_M.any() or n == n_pool:
        return Estimate(risk.value, risk.low, risk.high, n)
    # Without one loss there is no spread to see. Half of the draw is even: it says no less than half as many points.
    return Estimate(risk.value, *wilson_interval(0.0, _worth(n * EVEN_SHARE, n_pool=n_pool)), n)
