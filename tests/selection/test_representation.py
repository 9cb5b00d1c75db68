"""What a round's proxy sees: by name, by what the labels say, and what is ready."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from selection import (
    BadInput,
    Choice,
    ImageRows,
    Judged,
    LabelledBatch,
    Pool,
    RoundStopped,
    State,
    StepResult,
    Strategy,
    TextRows,
    View,
    classes_of,
    own_model,
    representation,
    round_rng,
    source_of,
    step,
    strategy_for,
    with_combinations,
)
from selection.arrays import Bools, Floats32, Ints
from tests.selection import toys

N, N_CLASSES = 240, 3


class Rows:
    """Features in an array; which rows were read is remembered."""

    def __init__(self, features: Floats32) -> None:
        self.features, self.read = features, set[int]()

    @property
    def n_rows(self) -> int:
        return len(self.features)

    def take(self, rows_R: Ints, /) -> Floats32:
        self.read |= set(rows_R.tolist())
        return self.features[rows_R]


TRUTH = toys.labels(N)


def telling(*, spread: float, seed: int = 0, n: int = N) -> Floats32:
    """Features in which the classes are the better told apart the smaller `spread` is."""
    rng = np.random.default_rng(seed)
    middles = 2 * np.eye(6)[:N_CLASSES]
    return (middles[toys.labels(n)] + spread * rng.normal(size=(n, 6))).astype(np.float32)


def view(features: Floats32, ready: Bools | None = None) -> View:
    return View(Rows(features), np.ones(len(features), dtype=np.bool_) if ready is None else ready)


def pool(views: dict[str, View], *, done: Ints | None = None, probes: Ints | None = None) -> Pool:
    nothing = np.zeros(0, dtype=np.int64)
    return Pool(
        TextRows(toys.texts(N)),
        excluded_rows=nothing if done is None else done,
        probe_rows=nothing if probes is None else probes,
        views=views,
    )


def auto(**overrides: Any) -> Strategy:
    quick = {"initial": 20, "query": 20}
    return strategy_for("auto", kind="text", overrides={**quick, **overrides})


def fresh(strategy: Strategy) -> State:
    return State.fresh(n_rows=N, n_classes=N_CLASSES, strategy=strategy)


def labelled(rows: Ints) -> LabelledBatch:
    return LabelledBatch(rows, TRUTH[rows])


def asked(
    views: dict[str, View], rows: Ints, *, strategy: Strategy | None = None, state: State | None = None, **more: Any
) -> StepResult:
    """One round that learns `rows`, which are not asked again."""
    strategy = strategy or auto()
    state = state or fresh(strategy)
    there = pool(views, done=np.union1d(rows, state.memory_rows), **more)
    return step(state, labelled(rows), pool=there, strategy=strategy, rng=round_rng(0, state.round))


@pytest.fixture
def never_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(representation, "OWN_FROM", {"text": 10_000, "image": 10_000})


@pytest.mark.usefixtures("never_own")
class TestChoosing:
    GOOD = {"sentences": view(telling(spread=2.5)), "words": view(telling(spread=0.3, seed=1))}

    def test_the_view_in_which_the_labels_are_told_apart_is_taken_and_reported(self) -> None:
        result = asked(self.GOOD, np.arange(60))
        assert result.report.representation == "words"
        assert result.report.proxy == "logistic_head"
        judged = {told.name: told for told in result.report.judged}
        assert judged["words"].accuracy > 0.95 > 0.8 > judged["sentences"].accuracy
        assert 0.02 < judged["sentences"].standard_error < 0.08
        assert result.state.choice == Choice("words", result.report.judged, 60)
        assert State.from_bytes(result.state.to_bytes()).choice == result.state.choice

    def test_before_there_are_labels_the_first_that_is_ready_is_taken(self) -> None:
        result = asked(self.GOOD, np.zeros(0, dtype=np.int64))
        assert (result.report.representation, result.report.judged) == ("sentences", ())
        assert result.ranking.n_query == 20

    def test_of_images_too_the_combination_comes_first(self) -> None:
        chosen = strategy_for("auto", overrides={"initial": 12, "query": 6})
        views = {name: view(telling(spread=1, n=60)) for name in ("photos", "shapes")}
        state = State.fresh(n_rows=60, n_classes=3, strategy=chosen)
        there = Pool(ImageRows(toys.images(60)), views=with_combinations(views))
        result = step(state, LabelledBatch(), pool=there, strategy=chosen, rng=round_rng(0, 0))
        assert result.report.representation == "photos+shapes"

    def test_the_labels_are_asked_again_once_they_have_doubled(self) -> None:
        result = asked(self.GOOD, np.arange(30))
        counts = [result.state.choice.n_labels]
        for start in (30, 45, 60):
            result = asked(self.GOOD, np.arange(start, start + 15), state=result.state)
            counts.append(result.state.choice.n_labels)
        assert counts == [30, 30, 60, 60]

    def test_a_view_that_comes_later_is_judged_when_it_comes(self) -> None:
        first = asked({"sentences": self.GOOD["sentences"]}, np.arange(60))
        second = asked(self.GOOD, np.arange(60, 65), state=first.state)
        assert (first.report.representation, second.report.representation) == ("sentences", "words")
        assert second.state.choice.n_labels == 65

    def test_a_view_that_is_gone_gives_way_to_the_best_that_is_left(self) -> None:
        first = asked({**self.GOOD, "tokens": view(telling(spread=0.8, seed=2))}, np.arange(60))
        assert first.report.representation == "words"
        left = {"sentences": self.GOOD["sentences"], "tokens": view(telling(spread=0.8, seed=2))}
        assert asked(left, np.arange(60, 65), state=first.state).report.representation == "tokens"

    def test_a_view_by_name_is_used_whatever_the_labels_say(self) -> None:
        result = asked(self.GOOD, np.arange(60), strategy=auto(features="sentences"))
        assert (result.report.representation, result.report.judged) == ("sentences", ())
        missing = asked(self.GOOD, np.arange(60), strategy=auto(features="tokens"))
        assert (missing.report.representation, missing.report.proxy) == ("own", "fasttext")

    def test_without_views_the_default_proxy_learns_from_the_items(self) -> None:
        result = asked({}, np.arange(30))
        assert (result.report.representation, result.report.proxy) == ("own", "fasttext")
        assert result.ranking.n_query == 20

    def test_a_random_order_learns_on_the_best_view_too(self) -> None:
        chosen = auto(acquisition="random", candidates="all", candidate_count=0, uniform_floor=0.0, pick="top_k")
        probes = np.arange(200, 240)
        result = asked(self.GOOD, np.arange(60), strategy=chosen, probes=probes)
        assert result.report.representation == "words"
        assert result.probe_probs_PC is not None
        assert (result.probe_probs_PC.argmax(axis=1) == TRUTH[probes]).mean() > 0.95
        assert asked({}, np.arange(60), strategy=chosen, probes=probes).report.proxy == "fasttext"

    def test_a_stop_is_heard_while_views_are_judged(self) -> None:
        chosen = auto()
        with pytest.raises(RoundStopped):
            step(
                fresh(chosen),
                labelled(np.arange(60)),
                pool=pool(self.GOOD),
                strategy=chosen,
                rng=round_rng(0, 0),
                should_stop=lambda: True,
            )

    def test_the_same_seed_gives_the_same_bytes(self) -> None:
        first, same = (asked(self.GOOD, np.arange(60)) for _ in range(2))
        assert first.state.to_bytes() == same.state.to_bytes()
        np.testing.assert_array_equal(first.ranking.rows, same.ranking.rows)


@pytest.mark.usefixtures("never_own")
class TestReady:
    def test_only_rows_that_are_ready_are_read_and_asked(self) -> None:
        ready = np.arange(N) % 2 == 0
        only = {"words": view(telling(spread=0.3), ready)}
        result = asked(only, np.arange(0, 60, 2), probes=np.arange(200, 240, 2))
        assert result.report.representation == "words"
        assert ready[result.ranking.rows].all()
        source = only["words"].source
        assert isinstance(source, Rows)
        assert ready[sorted(source.read)].all()

    @pytest.mark.parametrize(("not_ready", "why"), [(7, "labelled"), (220, "probe")])
    def test_a_view_that_lacks_a_labelled_or_probe_row_waits(self, not_ready: int, why: str) -> None:
        views = {"words": view(telling(spread=0.3), np.arange(N) != not_ready)}
        result = asked(views, np.arange(40), probes=np.arange(200, 240))
        assert result.report.representation == "own", why

    def test_a_view_with_less_than_a_query_to_ask_for_waits(self) -> None:
        views = {"words": view(telling(spread=0.3), np.arange(N) < 59)}
        assert asked(views, np.arange(40)).report.representation == "own"
        nearly_done = asked(views, np.arange(40), strategy=auto(query=19))
        assert nearly_done.report.representation == "words"

    def test_marks_of_another_number_of_rows_are_refused(self) -> None:
        with pytest.raises(BadInput):
            asked({"words": view(telling(spread=0.3)[:100])}, np.arange(40))


@pytest.mark.usefixtures("never_own")
class TestLearning:
    VIEWS = {"words": view(telling(spread=0.8))}

    def test_a_label_taken_back_leaves_no_trace_even_where_none_is_new(self) -> None:
        chosen = auto()
        wrong = LabelledBatch(np.arange(60), np.concatenate([TRUTH[:50], (TRUTH[50:60] + 1) % 3]))
        there = pool(self.VIEWS, done=np.arange(60), probes=np.arange(200, 240))
        first = step(fresh(chosen), wrong, pool=there, strategy=chosen, rng=round_rng(0, 0))
        back = LabelledBatch(forgotten_rows=np.arange(50, 60))
        after = step(first.state, back, pool=there, strategy=chosen, rng=round_rng(0, 1))
        clean = step(fresh(chosen), labelled(np.arange(50)), pool=there, strategy=chosen, rng=round_rng(0, 0))
        assert first.probe_probs_PC is not None
        assert after.probe_probs_PC is not None
        assert clean.probe_probs_PC is not None
        assert np.abs(after.probe_probs_PC - clean.probe_probs_PC).max() < 0.02
        assert np.abs(first.probe_probs_PC - clean.probe_probs_PC).max() > 0.05

    def test_a_bounded_memory_is_all_that_the_head_learns_from(self) -> None:
        chosen = auto(memory="reservoir", memory_capacity=15)
        result = asked(self.VIEWS, np.arange(60), strategy=chosen)
        later = asked(self.VIEWS, np.arange(60, 65), strategy=chosen, state=result.state)
        assert later.state.memory_held.sum() == 15
        assert later.report.sample_steps % 20 == 0  # 15 held, and 5 new ones.

    def test_the_whole_pool_is_scored_where_it_costs_little_and_a_draw_where_not(self) -> None:
        whole = asked(self.VIEWS, np.arange(60))
        assert whole.report.n_candidates == N - 60
        dear = asked(self.VIEWS, np.arange(60), strategy=auto(whole_below=1e-9, candidate_count=50))
        assert dear.report.n_candidates == 50
        never = asked(self.VIEWS, np.arange(60), strategy=auto(whole_below=0.0, candidate_count=50))
        assert never.report.n_candidates == 50

    def test_the_own_model_is_the_head_on_the_chosen_view(self) -> None:
        probes = np.arange(200, 240)
        result = asked(self.VIEWS, np.arange(60), probes=probes)
        model = own_model(result.state, strategy=auto())
        assert model is not None
        assert result.probe_probs_PC is not None
        source = source_of(pool(self.VIEWS), result.state.choice)
        np.testing.assert_array_equal(classes_of(model, source, probes), result.probe_probs_PC.argmax(axis=1))

    def test_a_strategy_without_views_reports_what_its_proxy_sees(self) -> None:
        assert toys.rounds(toys.strategy(), n_rounds=1)[0].report.representation == "own"


class TestOwn:
    @pytest.mark.slow
    def test_the_proxy_from_scratch_wins_where_no_view_tells_anything(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(representation, "OWN_FROM", {"text": 60, "image": 60})
        noise = np.random.default_rng(5).normal(size=(N, 6)).astype(np.float32)
        result = asked({"words": view(noise)}, np.arange(90))
        assert (result.report.representation, result.report.proxy) == ("own", "fasttext")
        assert [told.name for told in result.report.judged] == ["words", "own"]
        stays = asked({"words": view(noise)}, np.arange(90, 95), state=result.state)
        assert stays.report.representation == "own"
        assert stays.state.choice.n_labels == 90

    def test_and_loses_where_one_does_as_well(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(representation, "OWN_FROM", {"text": 60, "image": 60})
        result = asked({"words": view(telling(spread=0.2))}, np.arange(90))
        assert result.report.representation == "words"
        assert {told.name for told in result.report.judged} == {"words", "own"}

    def test_images_have_their_own_default(self) -> None:
        chosen = strategy_for("auto", overrides={"initial": 12, "query": 6})
        images = ImageRows(toys.images(60))
        state = State.fresh(n_rows=60, n_classes=3, strategy=chosen)
        result = step(state, LabelledBatch(), pool=Pool(images), strategy=chosen, rng=round_rng(0, 0))
        assert result.report.representation == "own"
        assert representation.proxy_strategy(chosen, result.state.choice).proxy == "small_cnn"


def test_a_judgement_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forgetting with how many labels it was made makes the next round make it anew."""
    monkeypatch.setattr(representation, "OWN_FROM", {"text": 10_000, "image": 10_000})
    views = {"words": view(telling(spread=0.3))}
    first = asked(views, np.arange(40)).state
    again = first.choosing(replace(first.choice, n_labels=0))
    assert asked(views, np.arange(40, 45), state=again).state.choice.n_labels == 45
    assert isinstance(first.choice.judged[0], Judged)
