"""python -m measurements.engine [--only NAME …] [--quick] [--out FILE]: the engine alone, where there is no product.

`python -m measurements` measures the same beside the product.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from measurements.engine.alone import MEASUREMENTS, measured
from measurements.environment import ROOT, environment
from measurements.figures import Figure
from measurements.table import markdown, table


def main(arguments: Sequence[str] | None = None) -> None:
    options = _arguments(arguments)
    report: dict[str, Any] = {"environment": environment(), "quick": options.quick, "measurements": {}}
    figures: list[Figure] = []
    for name in options.only or list(MEASUREMENTS):
        print(f"{name}…", file=sys.stderr, flush=True)
        load, started = os.getloadavg()[0], time.monotonic()
        result = measured(name, quick=options.quick)
        about = {"load_1m_before": round(load, 2), "seconds": round(time.monotonic() - started, 1)}
        figures += result.figures
        report["measurements"][name] = {**about, **result.as_json()}
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    options.out.with_suffix(".md").write_text(markdown(figures) + "\n", encoding="utf-8")
    print(table(figures))


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m measurements.engine", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(MEASUREMENTS), help="may be given several times")
    parser.add_argument("--quick", action="store_true", help="small sizes: proves that it runs, measures nothing")
    parser.add_argument("--out", type=Path, default=ROOT / "measurements" / "out" / "engine.json")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
