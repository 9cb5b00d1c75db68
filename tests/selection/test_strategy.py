"""A strategy rejects contradictions, in words."""

import dataclasses
import json
from typing import Any

import pytest

from selection import IMAGE_PRESETS, PRESETS, TEXT_PRESETS, Strategy, StrategyError, strategy_fields, strategy_for
from selection.acquisition import ACQUISITIONS, RANDOM
from selection.candidates.draw import CANDIDATES
from selection.candidates.history import HISTORY_WEIGHTS
from selection.cold_start import COLD_STARTS
from selection.proxies import PROXIES
from selection.query import PICKS
from selection.replay.draw import REPLAYS
from selection.replay.memory import MEMORIES
from selection.strategy import HEAD_PROXIES, IMAGE_PROXIES, TEXT_PROXIES
from selection.training.optimisers import OPTIMISERS
from selection.training.samplers import SAMPLERS
from selection.training.schedules import SCHEDULES


@pytest.mark.parametrize(
    ("overrides", "sentence"),
    [
        ({"temperture": 1.0}, "Unknown strategy field: temperture"),
        ({"query": 0}, "query must be at least 1"),
        ({"query": 2.5}, "query must be a whole number"),
        ({"query": True}, "query must be a whole number"),
        ({"temperature": 0.0}, "temperature must be above 0"),
        ({"temperature": float("nan")}, "temperature must be a number"),
        ({"acquisition": "guess"}, "acquisition must be one of"),
        ({"candidates": "all", "candidate_count": 10, "candidate_fraction": 0.0}, "must be 0"),
        ({"candidates": "uniform", "candidate_count": 0, "candidate_fraction": 0.0}, "set candidate_count"),
        ({"candidates": "uniform", "candidate_count": 5, "candidate_fraction": 0.5}, "leave the other"),
        ({"candidates": "uniform", "candidate_count": 0, "candidate_fraction": 1.5}, "cannot be above 1"),
        ({"proxy": "fasttext"}, "does not work on image"),
        (
            {"acquisition": "random", "candidates": "history", "candidate_count": 5, "candidate_fraction": 0.0},
            "no history",
        ),
        ({"acquisition": "random", "pick": "badge"}, "badge looks at what the proxy makes"),
        ({"acquisition": "random", "pick": "k_centers"}, "k_centers looks at what the proxy makes"),
        ({"acquisition": "random", "pick": "class_balanced"}, "class_balanced looks at what the proxy makes"),
        ({"start_lr": 0.5}, "peak_lr the highest"),
        ({"momentum": 1.0}, "momentum and label_smoothing must be below 1"),
        ({"epochs": 0.0, "min_steps": 0}, "nothing is learned"),
        ({"shrink": 1.1}, "shrink"),
        ({"sampler_floor": 1.1}, "sampler_floor are shares"),
        ({"bandit_exploit": 1.1}, "bandit_exploit and"),
    ],
)
def test_a_contradiction_is_refused_in_one_sentence(overrides: dict[str, object], sentence: str) -> None:
    with pytest.raises(StrategyError, match=sentence):
        strategy_for("clactive", overrides=overrides)


def test_fasttext_cannot_keep_its_weights() -> None:
    with pytest.raises(StrategyError, match="scratch"):
        strategy_for("default", kind="text", overrides={"update": "keep"})


@pytest.mark.parametrize(("name", "kind"), [("nonsense", "image"), ("clactive-text", "image"), ("default", "sound")])
def test_an_unknown_name_is_refused(name: str, kind: str) -> None:
    with pytest.raises(StrategyError):
        strategy_for(name, kind=kind)


def test_every_preset_is_found_by_its_name_and_kind() -> None:
    assert {"default", "random", "clactive", "full"} <= IMAGE_PRESETS.keys() & TEXT_PRESETS.keys()
    assert "clactive-text" in PRESETS
    for kind, presets in (("image", IMAGE_PRESETS), ("text", TEXT_PRESETS)):
        for name, preset in presets.items():
            assert strategy_for(name, kind=kind) == preset
            assert preset.kind == kind


def test_overrides_replace_only_what_they_name() -> None:
    changed = strategy_for("clactive", overrides={"query": 7})
    assert changed.query == 7
    assert dataclasses.replace(changed, query=strategy_for("clactive").query) == strategy_for("clactive")


def test_an_integer_is_good_enough_for_a_number() -> None:
    assert strategy_for("clactive", overrides={"epochs": 3}).epochs == 3


def test_the_described_fields_are_all_the_fields_and_fit_into_json() -> None:
    described = strategy_fields()
    assert [field["name"] for field in described] == [field.name for field in dataclasses.fields(Strategy)]
    assert all(field["help"] and field["group"] for field in described)
    json.dumps(described)


def test_every_choice_has_its_member_in_a_family() -> None:
    choices = {field["name"]: set(field["choices"]) for field in strategy_fields()}
    assert choices["acquisition"] == ACQUISITIONS.keys() | {RANDOM}
    assert choices["candidates"] == CANDIDATES.keys()
    assert choices["history_weights"] == HISTORY_WEIGHTS.keys()
    assert choices["memory"] == MEMORIES.keys()
    assert choices["pick"] == PICKS.keys()
    assert choices["cold_start"] == COLD_STARTS.keys()
    assert choices["replay"] == REPLAYS.keys()
    assert choices["sampler"] == SAMPLERS.keys()
    assert choices["schedule"] == SCHEDULES.keys()
    assert choices["optimiser"] == OPTIMISERS.keys()
    assert choices["proxy"] == PROXIES.keys() == {*IMAGE_PROXIES, *TEXT_PROXIES, *HEAD_PROXIES}


@pytest.mark.parametrize(
    ("settings", "n_pool", "wanted"),
    [
        ({"candidates": "all"}, 100, 100),
        ({"candidates": "uniform", "candidate_fraction": 0.1}, 1000, 100),
        ({"candidates": "uniform", "candidate_fraction": 0.1}, 100, 25),
        ({"candidates": "uniform", "candidate_count": 40}, 1000, 40),
        ({"candidates": "uniform", "candidate_count": 40}, 30, 30),
        ({"candidates": "uniform", "candidate_count": 40}, 0, 0),
    ],
)
def test_candidates_are_never_fewer_than_the_query_nor_more_than_the_pool(
    settings: dict[str, Any], n_pool: int, wanted: int
) -> None:
    assert Strategy(query=25, **settings).n_candidates(n_pool) == wanted
