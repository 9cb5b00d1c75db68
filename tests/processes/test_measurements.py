"""The measurements that need no browser, once and small: that they run and count rightly, never how fast."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.stack import ROOT

NAMES = ("submissions", "import", "export", "large", "items", "rounds", "cadence", "memory", "strangers")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str]:
    """The JSON of a quick run, and what it printed."""
    out = tmp_path_factory.mktemp("measurements")
    only = [word for name in NAMES for word in ("--only", name)]
    command = [sys.executable, "-m", "measurements", "--quick", "--out", str(out), *only]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280)
    assert ran.returncode == 0, ran.stderr[-3000:]
    return json.loads((out / "results.json").read_text()), ran.stdout


def test_every_measurement_reports_figures_and_what_they_were_measured_on(done: tuple[dict[str, Any], str]) -> None:
    report, printed = done
    assert tuple(report["measurements"]) == NAMES
    assert {"cpu", "cores", "memory_gb", "commit", "date", "packages"} <= report["environment"].keys()
    for name, measured in report["measurements"].items():
        assert measured["figures"], name
        for figure in measured["figures"]:
            assert {
                "name",
                "value",
                "unit",
                "low",
                "high",
                "target",
                "peers",
                "times_better_than_peer",
            } <= figure.keys()
            assert figure["low"] <= figure["value"] <= figure["high"]
            assert figure["name"] in printed


def test_no_item_is_labelled_beyond_its_overlap_and_every_answer_is_stored(done: tuple[dict[str, Any], str]) -> None:
    phases = done[0]["measurements"]["submissions"]["raw"]["phases"]
    assert {phase["clients"] for phase in phases} == {1, 4}
    for phase in phases:
        for run in phase["runs"]:
            assert run["counted"]["beyond_overlap"] == 0
            assert run["counted"]["wrong_counters"] == []
            assert run["counted"]["labels"] == run["accepted_in_all"] > 0
            assert run["refused"] == 0


def test_all_parts_of_a_round_and_all_processes_are_there(done: tuple[dict[str, Any], str]) -> None:
    measured = done[0]["measurements"]
    for rows in measured["rounds"]["raw"].values():
        assert len(rows) >= 2
        assert all(row[part] >= 0 for row in rows for part in ("update_s", "score_s", "query_s", "other_s"))
    commands = " ".join(process["name"] for process in measured["memory"]["raw"]["after"])
    assert all(word in commands for word in ("labelapp.up", "gunicorn", "-Q rounds", "-Q io", "postgres"))
