"""What a round gives back."""

from dataclasses import dataclass

import numpy as np

from selection.arrays import Floats, Floats32, Ints
from selection.choice import Judged
from selection.state import State
from selection.strategy import Strategy

# How many rows follow the query. Nobody drains so many before the next round, and a reserve of a whole pool of
# ten million rows would only cost memory.
RESERVE_AT_LEAST = 100_000
RESERVE_QUERIES = 10
# Of so many rows of a ranking, its best, it is said what the proxy makes of them; and so many classes of each.
MOST_TOLD = 10_000
CLASSES_TOLD = 3


def reserve_of(strategy: Strategy) -> int:
    """Rows that a ranking holds beyond its query, where there are so many candidates."""
    return max(RESERVE_AT_LEAST, RESERVE_QUERIES * strategy.query)


@dataclass(frozen=True)
class Ranking:
    """The query and a reserve, best first; no row twice.

    rows int64[K]; scores float64[K], higher = ask sooner. The first `n_query` rows are the query in the order
    picked, the rest other candidates by falling score: the best `reserve_of(strategy)` of them.
    probabilities float64[K] in (0, 1]: of the row being a candidate, times that of being picked from the
    candidates where that is random.
    """

    rows: Ints
    scores: Floats
    probabilities: Floats
    n_query: int


@dataclass(frozen=True)
class Likeliest:
    """What the proxy makes of some rows: the classes that it holds likeliest, the first one most so.

    rows int64[R]. classes int64[R, T], probabilities float32[R, T] in [0, 1], falling along T: CLASSES_TOLD columns, or
    as many as there are classes.
    """

    rows: Ints
    classes: Ints
    probabilities: Floats32

    @classmethod
    def of(cls, rows_R: Ints, probs_RC: Floats32) -> "Likeliest":
        """Of classes that are equally likely, the first in their order comes first."""
        classes_RT = np.argsort(-probs_RC, axis=1, kind="stable")[:, :CLASSES_TOLD]
        return cls(rows_R, classes_RT, np.take_along_axis(probs_RC, classes_RT, axis=1))

    def first(self, count: int) -> "Likeliest":
        """Of the first `count` rows alone."""
        return Likeliest(self.rows[:count], self.classes[:count], self.probabilities[:count])


@dataclass(frozen=True)
class RoundReport:
    """What a round did.

    round: counted from 0. n_new: labels in the batch; n_labels: labels known in all.
    update_s, score_s (the draw of candidates included), query_s: seconds of wall clock.
    sample_steps: items times passes in training.
    n_candidates: rows scored; where scores are random, those that got one.
    rank_correlation: Spearman's, new scores against the same rows' last ones; None with too few such. `gate` judges it.
    device, proxy: "none" where no proxy was needed. threads: CPU threads asked for, 0 = as they were.
    representation: what the proxy saw, "own" for one trained from scratch on the items themselves.
    judged: what the labels said of each representation when they were last asked; empty where they never were.
    """

    round: int
    n_new: int
    n_labels: int
    n_candidates: int
    n_pool: int
    update_s: float
    score_s: float
    query_s: float
    sample_steps: int
    rank_correlation: float | None
    device: str
    proxy: str
    threads: int
    representation: str = "own"
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True)
class StepResult:
    """The next state, the ranking, the report, and class probabilities of the probe rows, float32[P, C].

    probe_probs_PC is None while nothing has been learned, or where there are no probe rows. likeliest: of the first
    MOST_TOLD rows of the ranking, in its order; None where no proxy was asked.
    """

    state: State
    ranking: Ranking
    report: RoundReport
    probe_probs_PC: Floats32 | None
    likeliest: Likeliest | None = None
