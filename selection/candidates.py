"""Which part of the pool is scored this round. (Compute-Efficient Active Learning, §3, its flaws mended.)"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from selection.arrays import Floats, Ints
from selection.draws import gumbel_top_k
from selection.ranks import average_ranks
from selection.state import Ledger
from selection.strategy import Strategy

TINY_TEMPERATURE = 1e-100


@dataclass(frozen=True)
class Candidates:
    """rows int64[K]; probabilities float64[K] in (0, 1], with which each got in. Same order in both."""

    rows: Ints
    probabilities: Floats

    def by_row(self) -> "Candidates":
        """Ascending, so that a memory map is read front to back."""
        order = np.argsort(self.rows)
        return Candidates(self.rows[order], self.probabilities[order])


Draw = Callable[[Ints, Ledger, Strategy, np.random.Generator], Candidates]


def _all(pool_rows: Ints, _ledger: Ledger, _strategy: Strategy, _rng: np.random.Generator) -> Candidates:
    """The whole pool."""
    return Candidates(pool_rows, np.ones(len(pool_rows)))


def _uniform(pool_rows: Ints, _ledger: Ledger, strategy: Strategy, rng: np.random.Generator) -> Candidates:
    """An even draw without replacement."""
    return _even(pool_rows, strategy.n_candidates(len(pool_rows)), rng=rng)


def _history(pool_rows: Ints, ledger: Ledger, strategy: Strategy, rng: np.random.Generator) -> Candidates:
    """A draw by softmax over the scores that rows got in earlier rounds.

    1. Nothing scored yet and `full_first_scan`: the whole pool, as in the paper.
    2. Rows that were never scored come first, drawn evenly.
    3. The rest by (1 - floor) * softmax(weight / temperature) + floor / n, without replacement.
    """
    scored = ledger.scored[pool_rows]
    if strategy.full_first_scan and not scored.any():
        return _all(pool_rows, ledger, strategy, rng)
    wanted = strategy.n_candidates(len(pool_rows))
    new = _even(pool_rows[~scored], wanted, rng=rng)
    old_rows = pool_rows[scored]
    log_weights = history_log_weights(ledger.value[old_rows].astype(np.float64), strategy=strategy)
    picked_pos, probabilities = gumbel_top_k(log_weights, wanted - len(new.rows), rng=rng)
    return Candidates(
        np.concatenate([new.rows, old_rows[picked_pos]]),
        np.concatenate([new.probabilities, probabilities[picked_pos]]),
    )


def _even(rows: Ints, k: int, *, rng: np.random.Generator) -> Candidates:
    k = min(k, len(rows))
    return Candidates(rng.permutation(rows)[:k], np.full(k, k / max(1, len(rows))))


def history_log_weights(values_N: Floats, *, strategy: Strategy) -> Floats:
    """log of the draw's weights, float64[N], normalised; finite at any temperature above 0."""
    n = len(values_N)
    if n == 0:
        return values_N
    exponents = HISTORY_WEIGHTS[strategy.history_weights](values_N) / max(strategy.temperature, TINY_TEMPERATURE)
    exponents = exponents - exponents.max()
    log_softmax: Floats = exponents - np.log(np.exp(exponents).sum())
    floor = strategy.uniform_floor
    if floor == 0:
        return log_softmax
    with np.errstate(divide="ignore"):  # A floor of 1 leaves nothing of the softmax: log 0 is what is meant.
        mixed: Floats = np.logaddexp(np.log1p(-floor) + log_softmax, np.log(floor) - np.log(n))
    return mixed


def _raw(values_N: Floats) -> Floats:
    return values_N


def _standardised(values_N: Floats) -> Floats:
    spread = values_N.std()
    return (values_N - values_N.mean()) / spread if spread > 0 else np.zeros_like(values_N)


def _ranks(values_N: Floats) -> Floats:
    """-log of the rank from the top: at temperature 1 the weights are 1, 1/2, 1/3 …, whatever the scale."""
    return -np.log(average_ranks(-values_N))


HISTORY_WEIGHTS: dict[str, Callable[[Floats], Floats]] = {
    "raw": _raw,
    "ranks": _ranks,
    "standardised": _standardised,
}

CANDIDATES: dict[str, Draw] = {"all": _all, "uniform": _uniform, "history": _history}


def draw(pool_rows: Ints, *, ledger: Ledger, strategy: Strategy, rng: np.random.Generator) -> Candidates:
    """Candidates among `pool_rows` by `strategy.candidates`, ascending; empty for an empty pool."""
    return CANDIDATES[strategy.candidates](pool_rows, ledger, strategy, rng).by_row()
