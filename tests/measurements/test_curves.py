"""Results files become tables and pictures."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from measurements import curves
from selection.benchmark.curves import svg

HEADLESS = [
    {"strategy": "default", "seed": 0, "labels": 100, "error": 0.30},
    {"strategy": "default", "seed": 1, "labels": 100, "error": 0.20},
    {"strategy": "default", "seed": 0, "labels": 200, "error": 0.10},
    {"strategy": "random", "seed": 0, "labels": 100, "error": 0.40},
]
FULL_STACK = [
    {"strategy": "default", "seed": 0, "labels_total": 0, "accuracy": None},
    {"strategy": "default", "seed": 0, "labels_total": 50, "accuracy": 0.75},
]


def test_seeds_are_joined_and_gaps_are_shown() -> None:
    lines = curves.table(curves.read(HEADLESS)).splitlines()
    assert lines[0] == "| labels | default | random |"
    assert lines[2:] == ["| 100 | 25.0 ± 7.1 | 40.0 |", "| 200 | 10.0 | – |"]


def test_the_full_stacks_accuracy_is_shown_as_error() -> None:
    assert curves.read(FULL_STACK) == {"default": [curves.Point(50, (0.25,))]}


def test_the_picture_is_svg_with_every_strategy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "results.json").write_text(json.dumps({"records": HEADLESS}))
    curves.main([str(tmp_path / "results.json"), "--svg", str(tmp_path / "curves.svg")])
    texts = [node.text or "" for node in ElementTree.parse(tmp_path / "curves.svg").iter() if node.tag.endswith("text")]
    assert {"default 10.0", "random 40.0"} <= set(texts)
    assert "| labels |" in capsys.readouterr().out


def test_nobody_ever_errs() -> None:
    drawn = svg({"default": [curves.Point(100, (0.0, 0.0)), curves.Point(200, (0.0, 0.0))]})
    assert "default 0.0" in drawn
    ElementTree.fromstring(drawn)
