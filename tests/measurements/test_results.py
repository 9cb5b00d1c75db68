"""The committed reports say what the runs beside them say."""

import shutil
from pathlib import Path

import pytest

from selection.papers.report import write_report

RESULTS = Path(__file__).parents[2] / "measurements" / "results"


@pytest.mark.parametrize("folder", ["claims", pytest.param("contests", marks=pytest.mark.slow)])
def test_a_report_regenerates_from_its_runs(folder: str, tmp_path: Path) -> None:
    for runs in (RESULTS / folder).glob("*.jsonl"):
        shutil.copy(runs, tmp_path)
    write_report(tmp_path)
    made = {path.name: path.read_text() for path in tmp_path.iterdir() if path.suffix != ".jsonl"}
    assert "report.md" in made
    for name, text in made.items():
        assert text == (RESULTS / folder / name).read_text(), name
