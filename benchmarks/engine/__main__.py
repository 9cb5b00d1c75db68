"""python -m benchmarks.engine [--only NAME …] [--quick] [--out FILE]: measure the engine, print a table, write JSON.

Each measurement runs in a process of its own, so that its peak memory is its own.
"""

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.engine.alone import measured_alone
from benchmarks.environment import ROOT, environment
from benchmarks.figures import Figure, Result
from benchmarks.table import markdown, table

# Each is a module with `measure(*, quick: bool) -> Result`.
MEASUREMENTS: dict[str, str] = {
    "throughput": "benchmarks.engine.throughput",
    "flat_rounds": "benchmarks.engine.flat_rounds",
    "pool_growth": "benchmarks.engine.pool_growth",
    "k_centers": "benchmarks.engine.k_centers",
    "entropy": "benchmarks.engine.entropy",
}


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _arguments(arguments)
    report: dict[str, Any] = {"environment": environment(), "quick": asked.quick, "measurements": {}}
    figures: list[Figure] = []
    for name in asked.only or list(MEASUREMENTS):
        print(f"{name}…", file=sys.stderr, flush=True)
        result, about = measured(name, quick=asked.quick)
        figures += result.figures
        report["measurements"][name] = {**about, **result.as_json()}
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        asked.out.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    asked.out.with_suffix(".md").write_text(markdown(figures) + "\n", encoding="utf-8")
    print(table(figures))


def measured(name: str, *, quick: bool) -> tuple[Result, dict[str, Any]]:
    """The measurement in a fresh process, its peak memory among the figures."""
    load, started = os.getloadavg()[0], time.monotonic()
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        result, peak_mb = pool.submit(measured_alone, MEASUREMENTS[name], quick=quick).result()
    peak = Figure(f"{name.replace('_', ' ')}: peak memory of the process", peak_mb, "MB", peak_mb, peak_mb)
    about = {"load_1m_before": round(load, 2), "seconds": round(time.monotonic() - started, 1)}
    return Result([*result.figures, peak], result.raw), about


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(MEASUREMENTS), help="may be given several times")
    parser.add_argument("--quick", action="store_true", help="small sizes: proves that it runs, measures nothing")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "out" / "engine.json")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
