"""Models by which a round is judged: the same each time, and the strategy's own as the round left it."""

import numpy as np
import pytest

import selection
from selection import judging
from selection.strategy import Strategy
from tests.selection import toys


def fresh_classes(chosen: Strategy, *, seed: int) -> np.ndarray:
    """What a model trained on the first 60 toys says of the other 30."""
    source, truth, rows = toys.source_for(chosen), toys.labels(), np.arange(60)
    rng = np.random.default_rng(seed)
    model = selection.fresh_model(chosen, source.take(rows), truth[rows], n_classes=toys.N_CLASSES, rng=rng)
    return selection.classes_of(model, source, np.arange(60, 90))


@pytest.mark.parametrize("chosen", [toys.strategy(min_steps=60), toys.text_strategy()], ids=["images", "texts"])
def test_a_fresh_judge_learns_and_is_the_same_under_a_seed(chosen: Strategy) -> None:
    first = fresh_classes(chosen, seed=3)
    assert np.array_equal(first, fresh_classes(chosen, seed=3))
    assert np.mean(first == toys.labels()[60:]) > 0.6


def test_the_own_model_is_the_proxy_that_asked_and_none_before_it_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = toys.strategy()
    cold, warm = toys.rounds(chosen, n_rounds=2, probe_rows=(probes := np.arange(80, 90)))
    assert selection.own_model(cold.state, strategy=chosen) is None
    own = selection.own_model(warm.state, strategy=chosen)
    assert own is not None
    assert warm.probe_probs_PC is not None
    at_once = selection.classes_of(own, toys.source_for(chosen), probes)
    assert np.array_equal(at_once, warm.probe_probs_PC.argmax(axis=1))
    monkeypatch.setattr(judging, "TAKE_ROWS", 3)
    assert np.array_equal(at_once, selection.classes_of(own, toys.source_for(chosen), probes))
    assert selection.classes_of(own, toys.source_for(chosen), probes[:0]).shape == (0,)


def test_heads_judge_beside_a_model_from_scratch_or_alone() -> None:
    evaluation = selection.evaluation_strategy(kind="text", overrides={"proxy": "logistic_head", "features": "auto"})
    source = selection.TextRows(toys.texts(4))
    there = selection.View(source, np.ones(4, dtype=np.bool_))
    views = {"words": there, "tokens": selection.View(source, np.arange(4) < 3)}

    def judges(views: dict[str, selection.View], *, from_scratch: bool) -> list[tuple[str, str]]:
        chosen = selection.judging_strategies(evaluation, views, from_scratch=from_scratch)
        return [(strategy.proxy, strategy.features) for strategy in chosen]

    scratch, head = ("fasttext", ""), ("logistic_head", "words")
    assert judges(views, from_scratch=True) == [head, scratch]
    assert judges(views, from_scratch=False) == [head]
    # Somebody has to judge.
    assert judges({"tokens": views["tokens"]}, from_scratch=False) == [scratch]
