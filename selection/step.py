"""The one place where a round happens.

    labelled batch → memory → proxy update → candidates → scores → query → ranking, ledger, report

`step` is pure: the old state stays as it was, so a round that dies or is stopped leaves nothing half done.
"""

import time
from dataclasses import replace

import numpy as np

from selection import acquisition, cold_start, query, representation
from selection.arrays import Floats32, Ints
from selection.candidates.draw import misplaced
from selection.proxies import Proxy, build_proxy
from selection.ranks import spearman
from selection.replay.draw import replayed_pos
from selection.results import MOST_TOLD, Likeliest, Ranking, RoundReport, StepResult, reserve_of
from selection.round_inputs import RoundInputs
from selection.scoring import ScoredCandidates, embeddings_of, logits_of, scored_candidates, taken
from selection.sources import LabelledBatch, Pool
from selection.state import State
from selection.stopping import Stop
from selection.strategy import Strategy

MIN_COMPARED = 10


def round_rng(seed: int, round_: int) -> np.random.Generator:
    """The generator of one round, the same for every driver."""
    return np.random.default_rng([seed, round_])


def step(
    state: State,
    batch: LabelledBatch,
    *,
    pool: Pool,
    strategy: Strategy,
    rng: np.random.Generator,
    should_stop: Stop | None = None,
) -> StepResult:
    """One round: learns from `batch`, ranks the pool.

    0. Where the strategy's features are a view of the pool, the representation is chosen (`representation.seen`).
    1. The batch goes into memory, what it forgets leaves it; probe rows never enter.
    2. The proxy is updated on the batch and its replay.
    3. Candidates are drawn and scored without augmentation.
    4. The query is picked from them; with no label so far, `strategy.initial` rows by `strategy.cold_start`.
    5. Each score goes back to the ledger row it belongs to.
    Raises BadInput, NonFiniteScore, TrainingFailed, RoundStopped, BadState (a proxy of other layers).
    """
    times = [time.perf_counter()]
    seen = representation.seen(state, batch, pool=pool, strategy=strategy, rng=rng, should_stop=should_stop)
    inputs = RoundInputs.begun(
        state.choosing(seen.choice), batch, pool=seen.pool, strategy=seen.strategy, rng=rng, should_stop=should_stop
    )
    proxy, sample_steps = _updated_proxy(inputs)
    proxy_bytes = proxy.to_bytes() if proxy and sample_steps else inputs.state.proxy
    times.append(time.perf_counter())
    scored = scored_candidates(inputs, proxy)
    times.append(time.perf_counter())
    ranking = _ranking(inputs, scored, proxy)
    times.append(time.perf_counter())
    return StepResult(
        state=_next_state(inputs, scored, proxy_bytes=proxy_bytes),
        ranking=ranking,
        report=_report(inputs, scored, proxy=proxy, sample_steps=sample_steps, times=times),
        probe_probs_PC=_probe_probs(inputs, proxy),
        likeliest=_likeliest(scored, ranking),
    )


def _updated_proxy(inputs: RoundInputs) -> tuple[Proxy | None, int]:
    """The proxy after this round's labels, and sample steps; no proxy where nobody would ask it."""
    if inputs.is_cold or (inputs.scores_at_random and not len(inputs.probe_rows)):
        return None, 0
    proxy = build_proxy(inputs.strategy, n_classes=inputs.state.n_classes, blob=inputs.state.proxy)
    draw_rng, train_rng = inputs.update_rng.spawn(2)
    rows, labels = _training_rows(inputs, has_learned=proxy.trained, rng=draw_rng)
    if not len(rows):
        return (proxy if proxy.trained else None), 0
    items = inputs.pool.source.take(rows)
    return proxy, proxy.update(items, labels, rng=train_rng, should_stop=inputs.should_stop)


def _training_rows(inputs: RoundInputs, *, has_learned: bool, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Rows and labels of the new batch and its replay; all of replay memory for a proxy that starts late.

    Rows that became probe rows after they were annotated are left out.
    """
    new, old = inputs.new, inputs.earlier
    if not has_learned:
        return np.concatenate([old.rows_B, new.rows_B]), np.concatenate([old.labels_B, new.labels_B])
    if not len(new) and not inputs.forgets_in_full:
        return new.rows_B, new.labels_B
    pos = replayed_pos(len(old), n_new=len(new), strategy=inputs.strategy, rng=rng)
    return np.concatenate([new.rows_B, old.rows_B[pos]]), np.concatenate([new.labels_B, old.labels_B[pos]])


def _evidence(inputs: RoundInputs, scored: ScoredCandidates, proxy: Proxy) -> query.Evidence:
    """What a pick may look at. Embeddings are computed only if it does."""
    return query.Evidence(
        scores_K=scored.scores_K,
        probs_KC=scored.probs_KC,
        embeddings=lambda: embeddings_of(proxy, scored.drawn.rows, inputs=inputs),
        labelled_embeddings=lambda: embeddings_of(proxy, inputs.state.memory_rows, inputs=inputs),
        labelled_at=lambda pos: embeddings_of(proxy, inputs.state.memory_rows[pos], inputs=inputs),
        embeddings_at=lambda pos: embeddings_of(proxy, scored.drawn.rows[pos], inputs=inputs),
        labelled_counts=np.bincount(inputs.state.memory_labels, minlength=inputs.state.n_classes),
    )


def _picked(
    inputs: RoundInputs, scored: ScoredCandidates, proxy: Proxy | None, *, rng: np.random.Generator
) -> query.Picked:
    wanted = inputs.n_wanted
    if proxy is not None and scored.probs_KC is not None:
        return query.pick(
            inputs.strategy.pick, _evidence(inputs, scored, proxy), wanted, strategy=inputs.strategy, rng=rng
        )
    # Nothing was learned that could be asked. A random start is the same for every strategy, so that runs are paired.
    how = inputs.strategy.cold_start if inputs.is_cold else cold_start.RANDOM
    return cold_start.pick(
        how, scored.scores_K, wanted, take=lambda pos: taken(scored.drawn.rows[pos], inputs=inputs), rng=rng
    )


def _ranking(inputs: RoundInputs, scored: ScoredCandidates, proxy: Proxy | None) -> Ranking:
    drawn, scores = scored.drawn, scored.scores_K
    pick_rng, reserve_rng = inputs.query_rng.spawn(2)
    picked = _picked(inputs, scored, proxy, rng=pick_rng)
    order = query.with_reserve(picked.positions, scores, rng=reserve_rng, limit=reserve_of(inputs.strategy))
    return Ranking(
        rows=drawn.rows[order],
        scores=scores[order],
        probabilities=(drawn.probabilities * picked.probabilities)[order],
        n_query=len(picked.positions),
    )


def _likeliest(scored: ScoredCandidates, ranking: Ranking) -> Likeliest | None:
    if scored.probs_KC is None:
        return None
    rows = ranking.rows[:MOST_TOLD]
    return Likeliest.of(rows, scored.probs_KC[np.searchsorted(scored.drawn.rows, rows)])


def _next_state(inputs: RoundInputs, scored: ScoredCandidates, *, proxy_bytes: bytes) -> State:
    ledger, drawn = inputs.state.ledger, scored.drawn
    if scored.probs_KC is not None:
        wrong = inputs.strategy.shuffle_history
        scores = misplaced(scored.scores_K, drawn) if wrong else scored.scores_K
        ledger = ledger.written(
            drawn.rows, scores_R=scores, probabilities_R=drawn.probabilities, round_=inputs.state.round
        )
    return replace(inputs.state, round=inputs.state.round + 1, ledger=ledger, proxy=proxy_bytes)


def _report(
    inputs: RoundInputs,
    scored: ScoredCandidates,
    *,
    proxy: Proxy | None,
    sample_steps: int,
    times: list[float],
) -> RoundReport:
    update_s, score_s, query_s = np.diff(times).tolist()
    return RoundReport(
        round=inputs.state.round,
        n_new=len(inputs.new),
        n_labels=len(inputs.state.memory_rows),
        n_candidates=len(scored.drawn.rows),
        n_pool=len(inputs.pool_rows),
        update_s=update_s,
        score_s=score_s,
        query_s=query_s,
        sample_steps=sample_steps,
        rank_correlation=_rank_correlation(inputs, scored),
        device=proxy.device if proxy else "none",
        proxy=inputs.strategy.proxy if proxy else "none",
        threads=inputs.strategy.threads,
        representation=inputs.state.choice.name,
        judged=inputs.state.choice.judged,
    )


def _rank_correlation(inputs: RoundInputs, scored: ScoredCandidates) -> float | None:
    """Spearman's correlation with the scores that the same rows had before, by an earlier proxy."""
    ledger, rows = inputs.state.ledger, scored.drawn.rows
    before = ledger.scored[rows]
    if inputs.scores_at_random or before.sum() < MIN_COMPARED:
        return None
    return spearman(ledger.value[rows[before]].astype(np.float64), scored.scores_K[before])


def _probe_probs(inputs: RoundInputs, proxy: Proxy | None) -> Floats32 | None:
    if proxy is None or not len(inputs.probe_rows):
        return None
    return acquisition.probabilities(logits_of(proxy, inputs.probe_rows, inputs=inputs)).astype(np.float32)
