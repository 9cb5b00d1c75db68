"""The package's one door."""

import subprocess
import sys

import pytest

import selection

CONTRACT = {
    *("ImageRows", "TextRows", "ItemSource", "LabelledBatch", "Pool", "State"),
    *("Strategy", "PRESETS", "strategy_for", "strategy_fields"),
    *("round_rng", "step", "StepResult", "Ranking", "RoundReport"),
    *("SelectionError", "StrategyError", "NonFiniteScore", "BadState"),
    *("BadInput", "TrainingFailed", "RoundStopped"),
    *("evaluation_strategy", "fresh_model", "own_model", "classes_of", "error_estimates"),
}


def test_everything_promised_is_behind_the_door() -> None:
    assert set(selection.__all__) >= CONTRACT
    assert all(hasattr(selection, name) for name in selection.__all__)


def test_importing_the_door_brings_no_heavy_library() -> None:
    program = """
import sys
import selection
selection.strategy_for("default", kind="text", overrides={"query": 7}); selection.strategy_fields()
heavy = {"torch", "torchvision", "fasttext", "scipy", "sklearn", "PIL", "django"} & set(sys.modules)
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.slow
def test_an_image_round_needs_no_fasttext() -> None:
    program = """
import sys
sys.modules["fasttext"] = None
from tests.selection import toys
toys.rounds(toys.strategy(), n_rounds=2)
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_every_error_is_a_selection_error() -> None:
    for name in ("BadInput", "BadState", "NonFiniteScore", "RoundStopped", "StrategyError", "TrainingFailed"):
        assert issubclass(getattr(selection, name), selection.SelectionError)
