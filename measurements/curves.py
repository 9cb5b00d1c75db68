"""Curves of a results file: python -m measurements.curves results.json [--svg FILE]. A table, and a picture if asked.

Reads what `selection.benchmark` wrote (test error of a fresh evaluation model) or `measurements.full_stack` (accuracy
of the proxy on audit items, shown as error). Mean over seeds; the band is the lowest and highest seed.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from selection.benchmark.curves import Curves as Curves
from selection.benchmark.curves import Point as Point
from selection.benchmark.curves import read as read
from selection.benchmark.curves import svg as svg
from selection.benchmark.curves import table as table


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m measurements.curves")
    parser.add_argument("results", type=Path)
    parser.add_argument("--svg", type=Path)
    options = parser.parse_args(arguments)
    curves = read(json.loads(options.results.read_text())["records"])
    print(table(curves))
    if options.svg:
        options.svg.write_text(svg(curves))


if __name__ == "__main__":
    main()
