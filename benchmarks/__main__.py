"""python -m benchmarks [--only NAME …] [--quick] [--out FOLDER]: measure, print one table, write one JSON."""

import argparse
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import exports, imports, keypress, memory, page_weight, rounds, submissions
from benchmarks.environment import ROOT, environment
from benchmarks.figures import Result
from benchmarks.sizes import FULL, QUICK, Sizes
from benchmarks.table import table

MEASUREMENTS: dict[str, Callable[[Sizes], Result]] = {
    "submissions": submissions.measure,
    "import": imports.measure,
    "export": exports.measure,
    "rounds": rounds.measure,
    "keypress": keypress.measure,
    "page": page_weight.measure,
    "memory": memory.measure,
}


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _arguments(arguments)
    # A stack that is measured must not outlive the measurement.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sizes = QUICK if asked.quick else FULL
    report: dict[str, Any] = {"environment": environment(), "sizes": vars(sizes), "measurements": {}}
    figures = []
    for name in asked.only or list(MEASUREMENTS):
        print(f"{name}…", file=sys.stderr, flush=True)
        load, started = os.getloadavg()[0], time.monotonic()
        result = MEASUREMENTS[name](sizes)
        figures += result.figures
        report["measurements"][name] = {
            "load_1m_before": round(load, 2),
            "seconds": round(time.monotonic() - started, 1),
            "figures": [figure.as_json() for figure in result.figures],
            "raw": result.raw,
        }
        _write(asked.out, report)
    print(table(figures))


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(MEASUREMENTS), help="may be given several times")
    parser.add_argument("--quick", action="store_true", help="small sizes: proves that it runs, measures nothing")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "out", help="folder for results.json")
    return parser.parse_args(arguments)


def _write(folder: Path, report: dict[str, Any]) -> None:
    """After each measurement, so that a later failure loses nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
