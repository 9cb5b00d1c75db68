"""The round."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from selection import (
    BadInput,
    ImageRows,
    LabelledBatch,
    Likeliest,
    NonFiniteScore,
    Pool,
    RoundStopped,
    State,
    StepResult,
    Strategy,
    TextRows,
    own_model,
    probabilities_of,
    results,
    round_rng,
    step,
)
from selection.acquisition import score
from selection.blobs import pack, unpack
from selection.proxies import build_proxy
from selection.state import Ledger
from tests.selection import toys

STRATEGIES: dict[str, Strategy] = {
    "clactive": toys.strategy(acquisition="least_confidence"),
    "default": toys.strategy(candidates="history", candidate_count=30, uniform_floor=0.1, pick="power", power_beta=3.0),
    "uniform": toys.strategy(candidates="uniform", candidate_fraction=0.5, acquisition="entropy"),
    "random": toys.strategy(acquisition="random"),
    "scratch": toys.strategy(update="scratch", replay="all"),
    "text": toys.text_strategy(replay="all", candidates="history", candidate_count=30),
    "clactive-text": toys.text_strategy(replay="off", acquisition="least_confidence"),
}
NO_BATCH = LabelledBatch()


def pool_of(chosen: Strategy, **parts: Any) -> Pool:
    return Pool(toys.source_for(chosen), **parts)


def fresh(chosen: Strategy, n_rows: int = toys.N_ITEMS, n_classes: int = 3) -> State:
    return State.fresh(n_rows=n_rows, n_classes=n_classes, strategy=chosen)


def labelled(rows: list[int]) -> LabelledBatch:
    return LabelledBatch(np.array(rows), toys.labels()[rows])


def first(chosen: Strategy, batch: LabelledBatch, *, pool: Pool | None = None, seed: int = 0) -> StepResult:
    return step(fresh(chosen), batch, pool=pool or pool_of(chosen), strategy=chosen, rng=round_rng(seed, 0))


@cache
def four_rounds(name: str) -> tuple[StepResult, ...]:
    """Played once for all that look at them: nothing changes a result."""
    return tuple(toys.rounds(STRATEGIES[name], n_rounds=4))


@pytest.mark.parametrize("name", STRATEGIES)
class TestEveryStrategy:
    def test_ranks_open_rows_only_and_none_twice(self, name: str) -> None:
        done: set[int] = set()
        for result in toys.rounds(STRATEGIES[name], n_rounds=4, probe_rows=np.arange(80, 90)):
            rows = result.ranking.rows.tolist()
            assert len(rows) == len(set(rows)) == result.report.n_candidates
            assert not set(rows) & (done | set(range(80, 90)))
            done |= set(toys.query_of(result).tolist())

    def test_the_query_has_the_size_asked_for(self, name: str) -> None:
        sizes = [result.ranking.n_query for result in four_rounds(name)]
        assert sizes == [12, 6, 6, 6]

    def test_the_same_seed_gives_the_same_ranking_and_another_seed_another(self, name: str) -> None:
        first, same = four_rounds(name)[:3], toys.rounds(STRATEGIES[name], n_rounds=3)
        other = toys.rounds(STRATEGIES[name], n_rounds=3, seed=2)
        for left, right in zip(first, same, strict=True):
            np.testing.assert_array_equal(left.ranking.rows, right.ranking.rows)
            np.testing.assert_array_equal(left.ranking.scores, right.ranking.scores)
            assert left.state.to_bytes() == right.state.to_bytes()
        assert first[-1].ranking.rows.tolist() != other[-1].ranking.rows.tolist()

    def test_scores_are_finite_and_probabilities_within_zero_and_one(self, name: str) -> None:
        for result in four_rounds(name):
            ranking = result.ranking
            assert len(ranking.rows) == len(ranking.scores) == len(ranking.probabilities)
            assert np.isfinite(ranking.scores).all()
            assert ((ranking.probabilities > 0) & (ranking.probabilities <= 1)).all()

    def test_the_reserve_falls_in_score(self, name: str) -> None:
        ranking = four_rounds(name)[-1].ranking
        assert (np.diff(ranking.scores[ranking.n_query :]) <= 0).all()

    def test_the_old_state_stays_as_it_was(self, name: str) -> None:
        chosen = STRATEGIES[name]
        state = four_rounds(name)[1].state
        before = state.to_bytes()
        step(state, labelled([0, 1, 2]), pool=pool_of(chosen), strategy=chosen, rng=round_rng(0, 9))
        assert state.to_bytes() == before

    def test_an_empty_pool_gives_an_empty_ranking(self, name: str) -> None:
        chosen = STRATEGIES[name]
        pool = pool_of(chosen, excluded_rows=np.arange(toys.N_ITEMS))
        for batch in (NO_BATCH, labelled([0, 1, 2, 3])):
            result = first(chosen, batch, pool=pool)
            assert len(result.ranking.rows) == result.ranking.n_query == result.report.n_pool == 0
            assert result.state.round == 1

    def test_a_project_without_items(self, name: str) -> None:
        chosen = STRATEGIES[name]
        empty = TextRows([]) if chosen.kind == "text" else ImageRows(toys.images()[:0])
        result = step(fresh(chosen, 0), NO_BATCH, pool=Pool(empty), strategy=chosen, rng=round_rng(0, 0))
        assert len(result.ranking.rows) == 0

    def test_a_pool_of_one(self, name: str) -> None:
        pool = pool_of(STRATEGIES[name], excluded_rows=np.delete(np.arange(toys.N_ITEMS), 41))
        assert first(STRATEGIES[name], labelled([0, 1, 2]), pool=pool).ranking.rows.tolist() == [41]

    def test_a_batch_of_a_single_class_still_ranks(self, name: str) -> None:
        result = first(STRATEGIES[name], labelled([0, 3, 6, 9]))
        assert result.ranking.n_query == 6

    def test_more_classes_than_seen_and_classes_added_between_rounds(self, name: str) -> None:
        chosen = STRATEGIES[name]
        state = toys.rounds(chosen, n_rounds=3, n_classes=10)[-1].state.resized(n_rows=120, n_classes=12)
        batch = LabelledBatch(np.array([100, 101]), np.array([11, 10]))
        pool = Pool(toys.source_for(chosen, 120), probe_rows=np.array([5]))
        result = step(state, batch, pool=pool, strategy=chosen, rng=round_rng(0, 3))
        assert result.ranking.n_query == 6
        assert result.probe_probs_PC is not None
        assert result.probe_probs_PC.shape == (1, 12)


@pytest.mark.parametrize("name", [name for name in STRATEGIES if name != "random"])
class TestLedger:
    @pytest.mark.slow
    def test_every_score_is_written_to_the_row_it_belongs_to(self, name: str) -> None:
        """The code released with Compute-Efficient AL gave each re-scored row another row's value from round 2 on."""
        chosen = STRATEGIES[name]
        for result in four_rounds(name)[1:]:
            rows = np.flatnonzero(result.state.ledger.round == result.report.round)
            assert len(rows) == result.report.n_candidates
            np.testing.assert_allclose(
                result.state.ledger.value[rows], own_scores(result, rows, chosen=chosen), atol=0.03
            )
            np.testing.assert_allclose(
                result.ranking.scores, own_scores(result, result.ranking.rows, chosen=chosen), atol=0.03
            )

    def test_rows_not_scored_keep_what_was_known(self, name: str) -> None:
        before, after = four_rounds(name)[-2:]
        kept = after.state.ledger.round != after.report.round
        np.testing.assert_array_equal(after.state.ledger.value[kept], before.state.ledger.value[kept])
        np.testing.assert_array_equal(after.state.ledger.round[kept], before.state.ledger.round[kept])


def own_scores(result: StepResult, rows: np.ndarray, *, chosen: Strategy) -> np.ndarray:
    """Each row scored alone by the proxy that the round left behind."""
    proxy = build_proxy(chosen, n_classes=3, blob=result.state.proxy)
    source = toys.source_for(chosen)
    alone = [proxy.logits(source.take(np.array([row]))) for row in rows]
    return score(chosen.acquisition, np.concatenate(alone))


def test_the_check_above_would_catch_the_released_bug() -> None:
    """Values come in draw order, the released code writes them through a mask, in pool order."""
    rows, scores = np.array([40, 3, 77, 12]), np.array([0.4, 0.03, 0.77, 0.12])
    mask = np.zeros(toys.N_ITEMS, dtype=bool)
    mask[rows] = True
    released = np.zeros(toys.N_ITEMS)
    released[mask] = scores
    ours = Ledger.fresh(toys.N_ITEMS).written(rows, scores_R=scores, probabilities_R=scores, round_=0).value
    np.testing.assert_allclose(ours[rows], scores, atol=0.03)
    with pytest.raises(AssertionError):
        np.testing.assert_allclose(released[rows], scores, atol=0.03)


class TestColdStart:
    def test_the_start_is_random_over_the_whole_pool_and_the_same_for_every_strategy(self) -> None:
        starts = {name: first(chosen, NO_BATCH).ranking for name, chosen in STRATEGIES.items()}
        for ranking in starts.values():
            np.testing.assert_array_equal(ranking.rows, starts["random"].rows)
            assert len(ranking.rows) == toys.N_ITEMS
            np.testing.assert_allclose(ranking.probabilities, 12 / toys.N_ITEMS)

    def test_nothing_is_learned_and_nothing_scored(self) -> None:
        result = first(STRATEGIES["clactive"], NO_BATCH, pool=pool_of(STRATEGIES["clactive"], probe_rows=np.array([1])))
        assert result.probe_probs_PC is None
        assert result.state.proxy == b""
        assert not result.state.ledger.scored.any()
        assert (result.report.proxy, result.report.sample_steps) == ("none", 0)

    def test_every_row_has_the_same_chance(self) -> None:
        counts = np.zeros(toys.N_ITEMS)
        for seed in range(1500):
            counts[toys.query_of(first(STRATEGIES["random"], NO_BATCH, seed=seed))] += 1
        np.testing.assert_allclose(counts / 1500, 12 / toys.N_ITEMS, atol=0.045)


class TestLearning:
    def test_the_proxy_learns_from_what_was_asked(self) -> None:
        probes = np.arange(60, 90)
        chosen = toys.strategy(min_steps=30)
        probs = toys.rounds(chosen, n_rounds=4, probe_rows=probes)[-1].probe_probs_PC
        assert probs is not None
        np.testing.assert_allclose(probs.sum(axis=1), 1, atol=1e-5)
        assert (probs.argmax(axis=1) == toys.labels()[probes]).mean() > 0.85

    def test_probe_rows_are_never_trained_on(self) -> None:
        """Their labels are wrong on purpose; had they been learned, the bytes would differ."""
        chosen, probes = STRATEGIES["scratch"], np.array([1, 2])
        honest = first(chosen, labelled([0, 3, 4, 5]), pool=pool_of(chosen, probe_rows=probes))
        lying = LabelledBatch(np.array([0, 1, 2, 3, 4, 5]), np.array([0, 0, 0, 0, 1, 2]))
        tempted = first(chosen, lying, pool=pool_of(chosen, probe_rows=probes))
        assert tempted.state.proxy == honest.state.proxy
        assert tempted.report.n_new == 4

    def test_rows_that_became_probes_are_left_out_from_then_on(self) -> None:
        chosen = STRATEGIES["scratch"]
        state = first(chosen, labelled([0, 1, 2, 3])).state
        pool = pool_of(chosen, probe_rows=np.array([1, 2]))
        result = step(state, labelled([4, 5]), pool=pool, strategy=chosen, rng=round_rng(0, 1))
        assert result.report.sample_steps > 0
        clean_state = first(chosen, labelled([0, 3])).state
        clean = step(clean_state, labelled([4, 5]), pool=pool, strategy=chosen, rng=round_rng(0, 1))
        assert result.state.proxy == clean.state.proxy

    def test_probe_probabilities_come_in_the_order_given(self) -> None:
        chosen, rows = STRATEGIES["clactive"], np.array([70, 10, 44])
        straight = first(chosen, labelled([0, 1, 2]), pool=pool_of(chosen, probe_rows=rows)).probe_probs_PC
        turned = first(chosen, labelled([0, 1, 2]), pool=pool_of(chosen, probe_rows=rows[::-1])).probe_probs_PC
        assert straight is not None
        assert turned is not None
        np.testing.assert_allclose(straight, turned[::-1], atol=0.02)

    def test_random_trains_only_where_somebody_asks_for_probabilities(self) -> None:
        chosen = STRATEGIES["random"]
        without = first(chosen, labelled([0, 1, 2]))
        asked = first(chosen, labelled([0, 1, 2]), pool=pool_of(chosen, probe_rows=np.array([89])))
        assert without.report.sample_steps == 0
        assert asked.report.sample_steps > 0
        assert asked.probe_probs_PC is not None

    def test_the_update_costs_the_same_however_much_is_labelled(self) -> None:
        chosen = toys.strategy(min_steps=0, epochs=8.0)
        steps = [result.report.sample_steps for result in toys.rounds(chosen, n_rounds=8)]
        assert len(set(steps[3:])) == 1

    def test_a_round_without_new_labels_scores_with_the_proxy_there_is(self) -> None:
        chosen = STRATEGIES["clactive"]
        state = toys.rounds(chosen, n_rounds=3)[-1].state
        pool = pool_of(chosen, excluded_rows=state.memory_rows)
        result = step(state, NO_BATCH, pool=pool, strategy=chosen, rng=round_rng(0, 3))
        assert result.report.sample_steps == 0
        assert result.state.proxy == state.proxy
        assert result.report.rank_correlation == pytest.approx(1.0)

    def test_a_strategy_that_starts_late_learns_from_the_whole_memory(self) -> None:
        state = four_rounds("random")[-1].state
        chosen = toys.strategy(min_steps=0, epochs=16.0, replay="off")
        result = step(state, NO_BATCH, pool=pool_of(chosen), strategy=chosen, rng=round_rng(0, 4))
        assert result.report.sample_steps == 16 * 24
        assert result.report.proxy == "small_cnn"

    def test_latest_batch_only_is_latest_batch_only(self) -> None:
        chosen = replace(STRATEGIES["clactive-text"], min_steps=0, epochs=10.0)
        results = toys.rounds(chosen, n_rounds=4)
        assert [result.report.sample_steps for result in results] == [0, 120, 60, 60]


class TestReport:
    def test_counts_what_happened(self) -> None:
        results = four_rounds("default")
        report = results[-1].report
        assert (report.round, report.n_new, report.n_labels, report.n_pool) == (3, 6, 24, 66)
        assert report.n_candidates == 30
        assert min(report.update_s, report.score_s, report.query_s) > 0
        assert report.device.startswith("cpu")

    def test_rank_correlation_compares_with_the_scores_before(self) -> None:
        results = four_rounds("clactive")
        assert [result.report.rank_correlation is None for result in results] == [True, True, False, False]
        assert -1 <= (results[-1].report.rank_correlation or 0) <= 1


class TestReserve:
    """A ranking of a whole pool of ten million rows would only cost memory."""

    @pytest.fixture(autouse=True)
    def _small_reserve(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(results, "RESERVE_AT_LEAST", 5)
        monkeypatch.setattr(results, "RESERVE_QUERIES", 2)

    @pytest.mark.parametrize("name", STRATEGIES)
    def test_a_ranking_is_the_query_and_a_bounded_reserve(self, name: str) -> None:
        results = toys.rounds(STRATEGIES[name], n_rounds=3)
        assert [len(result.ranking.rows) for result in results] == [12 + 12, 6 + 12, 6 + 12]

    def test_the_reserve_is_the_best_of_the_rest(self) -> None:
        result = toys.rounds(STRATEGIES["clactive"], n_rounds=3)[-1]
        value, at = result.state.ledger.value, result.state.ledger.round == 2
        np.testing.assert_allclose(np.sort(value[at])[::-1][:18], result.ranking.scores, rtol=1e-6)

    def test_random_rows_say_with_which_probability_they_got_into_the_query(self) -> None:
        for result in toys.rounds(STRATEGIES["random"], n_rounds=3):
            wanted = result.ranking.n_query / result.report.n_pool
            np.testing.assert_allclose(result.ranking.probabilities, wanted)

    def test_every_row_still_has_the_same_chance(self) -> None:
        counts = np.zeros(toys.N_ITEMS)
        for seed in range(1500):
            counts[toys.query_of(first(STRATEGIES["random"], NO_BATCH, seed=seed))] += 1
        share = 12 / toys.N_ITEMS
        assert (np.abs(counts - 1500 * share) < 4.5 * np.sqrt(1500 * share * (1 - share))).all()


class TestRefused:
    def test_a_state_of_another_size(self) -> None:
        chosen = STRATEGIES["clactive"]
        with pytest.raises(BadInput, match="resize"):
            step(fresh(chosen, 80), NO_BATCH, pool=pool_of(chosen), strategy=chosen, rng=round_rng(0, 0))

    @pytest.mark.parametrize(("row", "label"), [(90, 0), (-1, 0), (0, 3), (0, -1)])
    def test_a_row_or_label_out_of_range(self, row: int, label: int) -> None:
        with pytest.raises(BadInput):
            first(STRATEGIES["clactive"], LabelledBatch(np.array([row]), np.array([label])))

    def test_items_of_the_other_kind(self) -> None:
        chosen = STRATEGIES["clactive"]
        with pytest.raises(BadInput, match="images"):
            first(chosen, labelled([0, 1]), pool=Pool(TextRows(toys.texts())))

    def test_a_proxy_of_nan_never_becomes_interesting(self) -> None:
        chosen = STRATEGIES["clactive"]
        state = first(chosen, labelled([0, 1, 2])).state
        weights = unpack(state.proxy)[1]
        weights["head.bias"][:] = np.nan
        broken = replace(state, proxy=pack({}, weights))
        with pytest.raises(NonFiniteScore):
            step(broken, NO_BATCH, pool=pool_of(chosen), strategy=chosen, rng=round_rng(0, 1))


@pytest.mark.parametrize("after", [0, 3, 12])
def test_a_stop_leaves_the_old_state_valid(after: int) -> None:
    chosen, calls = STRATEGIES["clactive"], 0

    def should_stop() -> bool:
        nonlocal calls
        calls += 1
        return calls > after

    state = toys.rounds(chosen, n_rounds=2)[-1].state
    before = state.to_bytes()
    with pytest.raises(RoundStopped):
        step(
            state,
            labelled([0, 1, 2]),
            pool=pool_of(chosen),
            strategy=chosen,
            rng=round_rng(0, 2),
            should_stop=should_stop,
        )
    assert state.to_bytes() == before


def test_rows_are_only_names() -> None:
    """The same items in another order, the same labels: every item gets the same score."""
    chosen = toys.strategy(acquisition="margin", update="scratch", replay="all", precision="float32")
    order = np.random.default_rng(5).permutation(toys.N_ITEMS)
    place = np.argsort(order)
    rows = np.array([0, 1, 2, 9, 10, 11])
    straight = first(chosen, LabelledBatch(rows, toys.labels()[rows]))
    moved = step(
        fresh(chosen),
        LabelledBatch(place[rows], toys.labels()[rows]),
        pool=Pool(ImageRows(toys.images()[order])),
        strategy=chosen,
        rng=round_rng(0, 0),
    )
    np.testing.assert_allclose(moved.state.ledger.value[place], straight.state.ledger.value, atol=1e-4)


@pytest.mark.parametrize("name", ["clactive", "text"])
def test_what_the_proxy_makes_of_ranked_rows_is_told_row_by_row(name: str) -> None:
    chosen = STRATEGIES[name]
    result = first(chosen, labelled(list(range(12))))
    told, model = result.likeliest, own_model(result.state, strategy=chosen)
    assert told is not None
    assert model is not None
    np.testing.assert_array_equal(told.rows, result.ranking.rows)
    probs = probabilities_of(model, toys.source_for(chosen), told.rows)
    for likely, classes, probabilities in zip(probs.tolist(), told.classes, told.probabilities, strict=True):
        assert [likely[position] for position in classes] == pytest.approx(sorted(likely, reverse=True), abs=1e-5)
        assert probabilities.tolist() == pytest.approx(sorted(likely, reverse=True), abs=1e-5)


def test_where_no_proxy_was_asked_nothing_is_told() -> None:
    assert first(STRATEGIES["clactive"], NO_BATCH).likeliest is None
    assert first(STRATEGIES["random"], labelled(list(range(12)))).likeliest is None


def test_the_likeliest_classes_come_first_and_of_equals_the_first() -> None:
    probs = np.array([[0.1, 0.4, 0.1, 0.4], [1.0, 0.0, 0.0, 0.0]], dtype=np.float32)
    told = Likeliest.of(np.array([7, 3]), probs)
    assert told.classes.tolist() == [[1, 3, 0], [0, 1, 2]]
    np.testing.assert_allclose(told.probabilities, [[0.4, 0.4, 0.1], [1.0, 0.0, 0.0]])
    assert told.first(1).rows.tolist() == [7]
    assert Likeliest.of(np.array([7]), probs[:1, :2]).classes.tolist() == [[1, 0]]
