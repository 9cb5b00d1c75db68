"""What a round gives back."""

from dataclasses import dataclass

from selection.arrays import Floats, Floats32, Ints
from selection.state import State


@dataclass(frozen=True)
class Ranking:
    """The query and a reserve, best first; no row twice.

    rows int64[K]; scores float64[K], higher = ask sooner. The first `n_query` rows are the query in the order
    picked, the rest the other candidates by falling score.
    probabilities float64[K] in (0, 1]: of the row being a candidate, times that of being picked from the
    candidates where that is random.
    """

    rows: Ints
    scores: Floats
    probabilities: Floats
    n_query: int


@dataclass(frozen=True)
class RoundReport:
    """What a round did.

    round: counted from 0. n_new: labels in the batch; n_labels: labels known in all.
    update_s, score_s (the draw of candidates included), query_s: seconds of wall clock.
    sample_steps: items times passes in training.
    rank_correlation: Spearman's, new scores against the same rows' last ones; None with too few such.
    device, proxy: "none" where no proxy was needed. threads: CPU threads asked for, 0 = as they were.
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


@dataclass(frozen=True)
class StepResult:
    """The next state, the ranking, the report, and class probabilities of the probe rows, float32[P, C].

    probe_probs_PC is None while nothing has been learned, or where there are no probe rows.
    """

    state: State
    ranking: Ranking
    report: RoundReport
    probe_probs_PC: Floats32 | None
