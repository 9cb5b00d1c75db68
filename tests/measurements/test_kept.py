"""What is kept of a measurement says the same, and is small."""

import json
from pathlib import Path
from typing import Any

import pytest

from measurements.figures import Figure
from measurements.kept import PRODUCT, NotKept, keep, read_product
from measurements.sizes import QUICK

SUBMISSIONS = Figure("answers", 113.0, "labels/s", 109.0, 117.0, target=170.0, peers={"other": 12.9})
PAGE = Figure("page", 207.0, "kB", 207.0, 207.0)


def bench(tmp_path: Path, *, commit: str, figures: dict[str, list[Figure]], **rest: Any) -> Path:
    """results.json as `make bench` writes it, with what lies behind the figures."""
    measurements = {
        name: {
            "load_1m_before": 0.1,
            "seconds": 9.0,
            "figures": [figure.as_json() for figure in of],
            "raw": list(range(5000)),
        }
        for name, of in figures.items()
    }
    path = tmp_path / "results.json"
    path.write_text(json.dumps({"environment": {"commit": commit}, "measurements": measurements, **rest}))
    return path


def test_figures_and_where_they_were_measured_are_kept_and_raw_numbers_are_not(tmp_path: Path) -> None:
    path = keep(bench(tmp_path, commit="a1", figures={"submissions": [SUBMISSIONS], "page": [PAGE]}), tmp_path)
    assert path == tmp_path / PRODUCT
    assert path.stat().st_size < 1000
    kept = read_product(tmp_path)
    assert kept["submissions"]["figures"] == [SUBMISSIONS]
    assert kept["page"]["environment"] == {"commit": "a1"}


def test_what_was_not_measured_again_stays_with_its_own_commit(tmp_path: Path) -> None:
    lighter = Figure("page", 150.0, "kB", 150.0, 150.0)
    keep(bench(tmp_path, commit="a1", figures={"submissions": [SUBMISSIONS], "page": [PAGE]}), tmp_path)
    keep(bench(tmp_path, commit="b2", figures={"page": [lighter]}), tmp_path)
    kept = read_product(tmp_path)
    assert list(kept) == ["submissions", "page"]
    assert (kept["submissions"]["environment"], kept["submissions"]["figures"]) == ({"commit": "a1"}, [SUBMISSIONS])
    assert (kept["page"]["environment"], kept["page"]["figures"]) == ({"commit": "b2"}, [lighter])


def test_a_quick_run_is_refused(tmp_path: Path) -> None:
    quick = bench(tmp_path, commit="a1", figures={"page": [PAGE]}, sizes=vars(QUICK))
    with pytest.raises(NotKept, match="quick run"):
        keep(quick, tmp_path)
    assert not (tmp_path / PRODUCT).exists()


@pytest.mark.parametrize("content", ["no JSON", "{}", '{"measurements": {"page": {}}}'])
def test_a_file_without_results_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "results.json").write_text(content)
    with pytest.raises(NotKept, match="holds no results"):
        keep(tmp_path / "results.json", tmp_path)


@pytest.mark.parametrize(("experiment", "folder"), [("contest-reviews", "contests"), ("grid-small", "claims")])
def test_runs_are_kept_without_the_rows_they_chose(experiment: str, folder: str, tmp_path: Path) -> None:
    line = {
        "arm": "random",
        "clock": {"round_s": 0.5},
        "found": {"error": 0.25, "rows": [3, 1, 2]},
        "round": 0,
        "seed": 0,
    }
    header = {"header": {"configuration": {}, "experiment": experiment, "hash": "0"}}
    (tmp_path / "runs.jsonl").write_text("".join(json.dumps(record) + "\n" for record in (header, line)))
    kept = keep(tmp_path / "runs.jsonl", tmp_path)
    assert kept == tmp_path / folder / "runs.jsonl"
    assert [json.loads(record) for record in kept.read_text().splitlines()] == [
        header,
        {**line, "found": {"error": 0.25}},
    ]


def test_curves_are_kept_without_the_rows_they_chose(tmp_path: Path) -> None:
    report = {"config": {"seeds": 1}, "records": [{"strategy": "random", "labels": 9, "error": 0.5, "rows": [4, 2]}]}
    (tmp_path / "imdb.json").write_text(json.dumps(report))
    kept = keep(tmp_path / "imdb.json", tmp_path / "results")
    assert json.loads(kept.read_text()) == {**report, "records": [{"strategy": "random", "labels": 9, "error": 0.5}]}
