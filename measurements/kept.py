"""What is kept of a measurement in git: its figures, never the thousands of single numbers behind them.

- Of `make bench`: each figure with its spread, and where it was measured. What was not measured again stays as it was.
- Of runs of claims and contests, and of files with curves: all but the rows that each round chose.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from measurements.environment import ROOT
from measurements.figures import Figure
from measurements.sizes import FULL

RESULTS = ROOT / "measurements" / "results"
PRODUCT = "product-cpu.jsonl"
# Where, when and under what load one measurement was made, and its figures under "figures".
Measurement = dict[str, Any]


class NotKept(Exception):
    """A file that holds no results, or none worth keeping; the message says why."""


def keep(path: Path, results: Path = RESULTS) -> Path:
    """Store what is worth keeping of a file of results, and say where. Raises NotKept."""
    try:
        text = path.read_text(encoding="utf-8")
        return _keep_runs(path, text, results) if path.suffix == ".jsonl" else _keep_report(path, text, results)
    except (OSError, ValueError, KeyError) as error:
        raise NotKept(f"{path} holds no results: {error!r}.") from error


def read_product(results: Path = RESULTS) -> dict[str, Measurement]:
    """Measurement by name, in the order of the file; empty where nothing was measured yet."""
    by_name: dict[str, Measurement] = {}
    path = results / PRODUCT
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        content = json.loads(line)
        if "figure" in content:
            by_name[content["measurement"]]["figures"].append(Figure(**content["figure"]))
        else:
            by_name[content["measurement"]] = {**content, "figures": []}
    return by_name


def all_figures(results: Path = RESULTS) -> list[Figure]:
    return [figure for measurement in read_product(results).values() for figure in measurement["figures"]]


def stored_figure(stored: Mapping[str, Any]) -> Figure:
    """A figure as `make bench` writes it; the ratios beside it follow from it."""
    return Figure(**{part.name: stored[part.name] for part in fields(Figure)})


def without_rows(text: str) -> str:
    """Saved runs, as `selection` writes them, less the rows that each round chose."""
    lines = [json.loads(line) for line in text.splitlines()]
    for line in lines:
        line.get("found", {}).pop("rows", None)
    return "".join(json.dumps(line, sort_keys=True, allow_nan=False) + "\n" for line in lines)


def _keep_runs(path: Path, text: str, results: Path) -> Path:
    experiment = json.loads(text.partition("\n")[0])["header"]["experiment"]
    folder = "contests" if experiment.startswith("contest-") else "claims"
    return _written(results / folder / path.name, without_rows(text))


def _keep_report(path: Path, text: str, results: Path) -> Path:
    report = json.loads(text)
    if "measurements" in report:
        measured = {**read_product(results), **_measured(report, path)}
        return _written(results / PRODUCT, "".join(_lines(measured)))
    records = [{name: value for name, value in record.items() if name != "rows"} for record in report["records"]]
    return _written(results / path.name, json.dumps({**report, "records": records}, indent=1) + "\n")


def _measured(report: Mapping[str, Any], path: Path) -> dict[str, Measurement]:
    full = json.loads(json.dumps(vars(FULL)))
    if report.get("quick") or report.get("sizes", full) != full:
        raise NotKept(f"{path} is of a quick run, which measures nothing.")
    return {
        name: {
            "environment": measurement.get("environment", report["environment"]),
            "load_1m_before": measurement["load_1m_before"],
            "seconds": measurement["seconds"],
            "figures": [stored_figure(figure) for figure in measurement["figures"]],
        }
        for name, measurement in report["measurements"].items()
    }


def _lines(measurements: Mapping[str, Measurement]) -> Iterator[str]:
    """A line per figure, so that a difference between two versions shows what changed."""
    for name, measurement in measurements.items():
        about = {part: value for part, value in measurement.items() if part not in ("measurement", "figures")}
        yield json.dumps({"measurement": name, **about}, ensure_ascii=False) + "\n"
        for figure in measurement["figures"]:
            yield json.dumps({"measurement": name, "figure": asdict(figure)}, ensure_ascii=False) + "\n"


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
