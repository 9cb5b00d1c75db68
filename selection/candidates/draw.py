"""Which part of the pool is scored this round. (Compute-Efficient Active Learning, §3, its flaws mended.)"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from selection.arrays import Floats, Floats32, Ints
from selection.candidates.history import HistoryWeights
from selection.draws import even_draw, weighted_draw
from selection.state import Ledger
from selection.strategy import Strategy


@dataclass(frozen=True)
class Candidates:
    """rows int64[K]; probabilities float64[K] in (0, 1], with which each got in. Same order in both.

    turns int64[K]: rows[i] was drawn as number turns[i], counted from 0; None where the rows are in the order drawn.
    """

    rows: Ints
    probabilities: Floats
    turns: Ints | None = None

    def by_row(self) -> "Candidates":
        """Ascending, so that a memory map is read front to back."""
        if (self.rows[1:] > self.rows[:-1]).all():
            return self
        order = np.argsort(self.rows)
        return Candidates(
            self.rows[order], self.probabilities[order], order if self.turns is None else self.turns[order]
        )

    def thinned(self, limit: int, *, rng: np.random.Generator) -> "Candidates":
        """An even draw of `limit` of them, ascending; all where there are no more. For scores that mean nothing."""
        if len(self.rows) <= limit:
            return self
        kept = even_draw(len(self.rows), limit, rng=rng)
        return Candidates(self.rows[kept], self.probabilities[kept] * (limit / len(self.rows))).by_row()


Draw = Callable[[Ints, Ledger, Strategy, np.random.Generator], Candidates]


def _all(pool_rows: Ints, _ledger: Ledger, _strategy: Strategy, _rng: np.random.Generator) -> Candidates:
    """The whole pool."""
    return Candidates(pool_rows, np.ones(len(pool_rows)))


def _uniform(pool_rows: Ints, _ledger: Ledger, strategy: Strategy, rng: np.random.Generator) -> Candidates:
    """An even draw without replacement."""
    return even(pool_rows, strategy.n_candidates(len(pool_rows)), rng=rng)


def _history(pool_rows: Ints, ledger: Ledger, strategy: Strategy, rng: np.random.Generator) -> Candidates:
    """A draw by softmax over the scores that rows got in earlier rounds.

    1. Nothing scored yet and `full_first_scan`: the whole pool, as in the paper.
    2. Rows that were never scored come first, drawn evenly.
    3. The rest by (1 - floor) * softmax(weight / temperature) + floor / n, without replacement, among the scored
       rows less the lowest `exclude_lowest`. Those have inclusion probability 0 and keep the score they have:
       sums weighted by 1 / probability speak of the other rows only.
    """
    scored = ledger.scored[pool_rows]
    if strategy.full_first_scan and not scored.any():
        return _all(pool_rows, ledger, strategy, rng)
    wanted = strategy.n_candidates(len(pool_rows))
    new = even(pool_rows[~scored], wanted, rng=rng)
    if len(new.rows) == wanted:
        return new
    old_rows, values = _without_lowest(
        pool_rows if scored.all() else pool_rows[scored], ledger, share=strategy.exclude_lowest
    )
    if not len(old_rows):
        return new
    weights = HistoryWeights.of(values, strategy=strategy)
    places, chances = weighted_draw(weights.log, len(old_rows), wanted - len(new.rows), rng=rng)
    picked_rows = old_rows[weights.exponents.positions(places)]
    return Candidates(np.concatenate([new.rows, picked_rows]), np.concatenate([new.probabilities, chances]))


def even(rows: Ints, k: int, *, rng: np.random.Generator) -> Candidates:
    """min(k, R) of `rows`, drawn evenly without replacement; in the order drawn, or as given where all are taken."""
    if k >= len(rows):
        return Candidates(rows, np.ones(len(rows)))
    return Candidates(rows[even_draw(len(rows), k, rng=rng)], np.full(k, k / len(rows)))


def _without_lowest(rows: Ints, ledger: Ledger, *, share: float) -> tuple[Ints, Floats32]:
    """Rows and values less those below the `share` quantile; rows equal to it stay, so ties lose nobody."""
    values = ledger.value[rows]
    n_lowest = int(share * len(rows))
    if n_lowest == 0:
        return rows, values
    kept = values >= np.partition(values, n_lowest)[n_lowest]
    return rows[kept], values[kept]


CANDIDATES: dict[str, Draw] = {"all": _all, "uniform": _uniform, "history": _history}


def draw(pool_rows: Ints, *, ledger: Ledger, strategy: Strategy, rng: np.random.Generator) -> Candidates:
    """Candidates among `pool_rows` by `strategy.candidates`, ascending; empty for an empty pool."""
    return CANDIDATES[strategy.candidates](pool_rows, ledger, strategy, rng).by_row()


def misplaced(scores_K: Floats, drawn: Candidates) -> Floats:
    """Scores as the released code of Compute-Efficient AL writes them back: a control arm, wrong on purpose.

    They come in the order drawn and go to the candidates in pool order, so that a row gets another row's score.
    (`np.random.choice(replace=False, p=…)` is unsorted; the boolean mask they are written through is not.)
    """
    if drawn.turns is None:
        return scores_K
    in_turn = np.empty_like(scores_K)
    in_turn[drawn.turns] = scores_K
    return in_turn
