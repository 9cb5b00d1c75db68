"""The candidates of a round with their scores, and what a proxy makes of rows: read a few thousand at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from selection import acquisition
from selection.arrays import Floats, Floats32, Ints
from selection.candidates.draw import Candidates, draw, even
from selection.proxies import Proxy
from selection.results import reserve_of
from selection.round_inputs import RoundInputs
from selection.sources import Items
from selection.stopping import stop_if_asked

TAKE_ROWS = 4096


@dataclass(frozen=True)
class ScoredCandidates:
    """Candidates, ascending by row; their scores and mean class probabilities in the same order.

    probs_KC is None where no proxy was asked.
    """

    drawn: Candidates
    scores_K: Floats
    probs_KC: Floats32 | None = None


def scored_candidates(inputs: RoundInputs, proxy: Proxy | None) -> ScoredCandidates:
    """Candidates are drawn and scored without augmentation; at random where no proxy is asked.

    Raises RoundStopped between parts, NonFiniteScore where the proxy gives NaN or infinity.
    """
    if inputs.is_cold:
        limit = inputs.n_wanted + reserve_of(inputs.strategy)
        drawn = even(inputs.pool_rows, limit, rng=inputs.candidates_rng).by_row()
    else:
        drawn = draw(inputs.pool_rows, ledger=inputs.state.ledger, strategy=inputs.strategy, rng=inputs.candidates_rng)
    if inputs.scores_at_random or proxy is None:
        drawn = drawn.thinned(inputs.n_wanted + reserve_of(inputs.strategy), rng=inputs.candidates_rng)
        return ScoredCandidates(drawn, inputs.scores_rng.random(len(drawn.rows)))
    _refresh_norm(inputs, proxy)
    scores, probs = [np.zeros(0)], [np.zeros((0, inputs.state.n_classes), dtype=np.float32)]
    for items in taken(drawn.rows, inputs=inputs):
        logits = _passes(proxy, items, inputs=inputs)
        batch_scores, batch_probs = acquisition.score_with_probabilities(inputs.strategy.acquisition, logits)
        scores.append(batch_scores)
        probs.append(batch_probs)
    return ScoredCandidates(drawn, np.concatenate(scores), np.concatenate(probs))


def _refresh_norm(inputs: RoundInputs, proxy: Proxy) -> None:
    if inputs.strategy.refresh_norm and len(inputs.pool_rows):
        rows = inputs.scores_rng.permutation(inputs.pool_rows)[: inputs.strategy.refresh_norm]
        proxy.refresh_norm(inputs.pool.source.take(np.sort(rows)))


def _passes(proxy: Proxy, items: Items, *, inputs: RoundInputs) -> Floats32:
    """[C] per item from one plain pass, [T, C] from several."""
    if inputs.strategy.passes == 1 and inputs.strategy.ensemble == 1:
        return proxy.logits(items)
    return proxy.passes(items, rng=inputs.scores_rng)


def taken(rows_R: Ints, *, inputs: RoundInputs) -> Iterator[Items]:
    """The items of `rows_R` in their order, a few thousand at a time. Raises RoundStopped between parts."""
    for start in range(0, len(rows_R), TAKE_ROWS):
        stop_if_asked(inputs.should_stop)
        yield inputs.pool.source.take(rows_R[start : start + TAKE_ROWS])


def logits_of(proxy: Proxy, rows_R: Ints, *, inputs: RoundInputs) -> Floats32:
    """float32[R, C] in the order of `rows_R`. Raises RoundStopped between parts."""
    parts = [np.zeros((0, inputs.state.n_classes), dtype=np.float32)]
    return np.concatenate([*parts, *(proxy.logits(items) for items in taken(rows_R, inputs=inputs))])


def embeddings_of(proxy: Proxy, rows_R: Ints, *, inputs: RoundInputs) -> Floats32:
    """float32[R, D] in the order of `rows_R`; float32[0, 0] for no rows. Raises RoundStopped between parts."""
    parts = [proxy.embeddings(items) for items in taken(rows_R, inputs=inputs)]
    return np.concatenate(parts) if parts else np.zeros((0, 0), dtype=np.float32)
