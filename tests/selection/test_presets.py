"""Every preset runs, on toys: three rounds within a second or two."""

from typing import Any

import numpy as np
import pytest

from selection import IMAGE_PRESETS, TEXT_PRESETS, Strategy, strategy_for, with_overrides
from selection.paper_presets import CEAL_VARIATION_RATIO, PAPER_IMAGE_PRESETS, PAPER_TEXT_PRESETS, SVP_50_EPOCHS
from selection.training.schedules import learning_rates
from tests.selection import toys

pytestmark = pytest.mark.slow

ALL: dict[str, Strategy] = {
    f"{preset.kind} {name}": preset
    for presets in (IMAGE_PRESETS, PAPER_IMAGE_PRESETS, TEXT_PRESETS, PAPER_TEXT_PRESETS)
    for name, preset in presets.items()
}
# The deep networks have tests of their own; here it is the configuration that runs.
SMALLER = {
    "preact_resnet20": "small_cnn",
    "preact_resnet56": "small_cnn",
    "preact_resnet164": "small_cnn",
    "mnist_cnn": "small_cnn",
    "vdcnn29": "fasttext",
}


def tiny(preset: Strategy, **more: Any) -> Strategy:
    """The preset with a toy's sizes; what makes it that strategy stays."""
    fast = toys.FAST_TEXT if preset.kind == "text" else toys.FAST
    sizes = ("initial", "query", "epochs", "min_steps", "minibatch", "text_bucket", "threads")
    smaller: dict[str, Any] = {name: fast[name] for name in sizes if name in fast}
    smaller |= {"proxy": SMALLER.get(preset.proxy, preset.proxy), "passes": min(preset.passes, 3), "device": "cpu"}
    if preset.segments:
        smaller["segments"] = "1@0.01 2@0.05 1@0.005"
    if preset.candidate_count:
        smaller["candidate_count"] = 30
    return with_overrides(preset, {**smaller, **more})


@pytest.mark.parametrize("name", ALL)
class TestEveryPreset:
    def test_three_rounds_rank_what_is_open(self, name: str) -> None:
        results = toys.rounds(tiny(ALL[name]), n_rounds=3, probe_rows=np.arange(80, 90))
        assert [result.ranking.n_query for result in results] == [12, 6, 6]
        done = set(toys.query_of(results[0]).tolist()) | set(toys.query_of(results[1]).tolist())
        assert not set(results[2].ranking.rows.tolist()) & (done | set(range(80, 90)))
        assert results[2].probe_probs_PC is not None
        assert results[2].report.sample_steps > 0

    def test_the_same_seed_gives_the_same_ranking(self, name: str) -> None:
        first, same = (toys.rounds(tiny(ALL[name]), n_rounds=3, seed=3)[-1] for _ in range(2))
        np.testing.assert_array_equal(first.ranking.rows, same.ranking.rows)
        np.testing.assert_array_equal(first.ranking.scores, same.ranking.scores)
        assert first.state.to_bytes() == same.state.to_bytes()


# A preset by view has another's proxy where there is no view (tests/selection/test_representation.py).
@pytest.mark.parametrize("name", [name for name, preset in ALL.items() if not preset.by_view])
def test_memory_can_be_off_on_or_whole(name: str) -> None:
    """Training rows of the third round: 6 new ones, and none, as many or all 12 earlier ones."""
    trained = {}
    for replay in ("off", "ratio", "all"):
        exact = {"epochs": 16.0, "min_steps": 0, "replay_floor": 0, "text_budget": 0, "sampler": "uniform"}
        if ALL[name].segments:
            exact["segments"] = "8@0.01 8@0.05"
        chosen = tiny(ALL[name], replay=replay, **exact)
        report = toys.rounds(chosen, n_rounds=3, probe_rows=np.arange(80, 90))[-1].report
        trained[replay] = report.sample_steps / 16
    assert trained == {"off": 6, "ratio": 12, "all": 18}


def test_the_papers_numbers() -> None:
    """SVP: 181 and 50 epochs. CLActive: 20 epochs, 0.01 → 0.2 → 0.001. Each as in the papers' text or code."""
    for name in ("svp-paper", "full-paper"):
        preset = strategy_for(name)
        assert preset.epochs_in_all == 181
        assert (preset.minibatch, preset.momentum, preset.weight_decay, preset.update) == (128, 0.9, 5e-4, "scratch")
        assert preset.replay == "all"
    assert strategy_for("svp-paper", overrides=SVP_50_EPOCHS).epochs_in_all == 50
    rates = learning_rates(10_000, strategy=strategy_for("clactive-paper"))
    assert len(rates) == 1563
    assert (rates[0], rates.max(), rates[-1]) == tuple(map(pytest.approx, (0.01, 0.2, 0.001)))
    assert strategy_for("full-paper", kind="text").epochs_in_all == 15
    ceal = strategy_for("ceal-paper")
    assert (ceal.optimiser, ceal.peak_lr, ceal.minibatch, ceal.passes, ceal.history_power) == (
        "adam",
        1e-3,
        64,
        64,
        1.2,
    )
    assert set(learning_rates(600, strategy=ceal)) == {1e-3}
    assert strategy_for("ceal-paper", overrides=CEAL_VARIATION_RATIO).passes == 128


def test_clactive_differs_from_its_paper_only_below_640_images() -> None:
    product, paper = strategy_for("clactive"), strategy_for("clactive-paper")
    assert with_overrides(product, {"name": paper.name, "min_steps": 0}) == paper
    for n_images in (641, 5000, 10_000):
        np.testing.assert_array_equal(
            learning_rates(n_images, strategy=product), learning_rates(n_images, strategy=paper)
        )
