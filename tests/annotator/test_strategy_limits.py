"""What a project's strategy may ask of the machine that all projects share."""

from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

import selection
from annotator.errors import Invalid
from annotator.selectors import strategy_limits
from annotator.selectors.strategies import strategy_with
from annotator.services.projects import projects
from labelapp.machine import memory_mb
from tests.cast import text_project

BEYOND: list[tuple[str, dict[str, Any]]] = [
    *(("image", {name: int(most) + 1}) for name, most in strategy_limits.MOST.items() if name != "replay_ratio"),
    ("text", {"replay_ratio": 1000.5}),
    ("image", {"schedule": "segments", "segments": "600@0.1 401@0.01"}),
    ("image", {"schedule": "segments", "segments": "1@0.1 " * 100}),
    ("text", {"threads": 0}),
    ("text", {"threads": 1000}),
]


@pytest.mark.parametrize(("kind", "asked"), BEYOND, ids=lambda asked: str(asked)[:40])
def test_what_is_beyond_a_limit_is_refused_by_field_and_limit(kind: str, asked: dict[str, Any]) -> None:
    asked = {name: float(value) if name == "epochs" else value for name, value in asked.items()}
    with pytest.raises(selection.StrategyError) as refused:
        strategy_with("default", kind=kind, overrides=asked)
    said = str(refused.value)
    assert list(asked)[-1] in said
    assert "at most" in said or "from 1 to" in said


@pytest.mark.parametrize("kind", ["image", "text"])
def test_every_strategy_by_name_is_within_the_limits(kind: str) -> None:
    for name, preset in selection.PRESETS.items():
        if preset.kind == kind:
            assert strategy_with(name, kind=kind, overrides={}).name == preset.name


def test_a_table_that_no_memory_holds_is_refused(settings: Settings) -> None:
    asked = {"text_dim": 300, "text_bucket": 2_000_000}
    settings.ROUND_MEMORY_MB = 6_866
    assert strategy_with("default", kind="text", overrides=asked).text_dim == 300
    settings.ROUND_MEMORY_MB = 6_000
    with pytest.raises(selection.StrategyError, match="would take 6,866 MB, and a round may take 6,000 MB"):
        strategy_with("default", kind="text", overrides=asked)


def head(features: str) -> dict[str, Any]:
    return {"proxy": "linear_head", "update": "keep", "features": features, "peak_lr": 0.1}


def test_features_come_only_from_what_the_operator_has_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "way-out").symlink_to(tmp_path)
    settings.PROXY_FEATURES = ["resnet18", "small-sentences", f"{tmp_path}/models"]
    allowed = [
        ("image", "resnet18"),
        ("image", f"resnet50:{tmp_path}/models/mine.pth"),
        ("text", "small-sentences"),
        ("text", f"{tmp_path}/models/sentences"),
    ]
    for kind, features in allowed:
        assert strategy_with("default", kind=kind, overrides=head(features)).features == features
    refused = [
        ("image", "resnet50"),
        ("image", "resnet18:/etc/passwd"),
        ("image", f"resnet18:{tmp_path}/models/../secret.pth"),
        ("image", f"resnet18:{tmp_path}/models/way-out/secret.pth"),
        ("image", "resnet18:models/mine.pth"),
        ("text", "somebody/else"),
        ("text", f"{tmp_path}"),
        ("text", "resnet18/../../etc"),
    ]
    for kind, features in refused:
        with pytest.raises(selection.StrategyError, match="not allowed here") as error:
            strategy_with("default", kind=kind, overrides=head(features))
        assert str(tmp_path) not in str(error.value).replace(features, "")


@pytest.mark.parametrize(("kind", "view"), [("text", "sentences"), ("image", "photos"), ("text", "auto")])
def test_views_that_come_with_the_pool_need_nobodys_leave(kind: str, view: str) -> None:
    overrides = {"proxy": "logistic_head", "features": view}
    assert strategy_with("default", kind=kind, overrides=overrides).features == view


@pytest.mark.django_db
def test_the_settings_name_the_field_that_asks_too_much() -> None:
    project = text_project(start=False)
    with pytest.raises(Invalid, match="epochs can be at most 1,000 here; got 1e\\+09") as refused:
        projects.update(project.pk, changes={"advanced": {"epochs": 1e9}})
    assert refused.value.attr == "advanced"


def test_a_container_has_the_memory_that_it_was_given(tmp_path: Path) -> None:
    limit = tmp_path / "memory.max"
    whole = memory_mb(limit)
    limit.write_text("268435456\n")
    assert memory_mb(limit) == 256
    limit.write_text("max\n")
    assert memory_mb(limit) == whole
