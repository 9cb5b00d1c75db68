"""python -m measurements.compare BEFORE [AFTER]: two runs of `make bench`, figure by figure, each a results.json.

A figure is better or worse where the extremes of its repetitions do not overlap and the medians differ by more than a
twentieth; one that is measured once has no extremes but itself.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from measurements.environment import ROOT
from measurements.figures import Figure
from measurements.glance import in_full
from measurements.kept import stored_figure
from measurements.table import number

NOISE = 0.05
HEAD = "| what | before | after | times better | |\n|---|---|---|---|---|"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m measurements.compare", description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path, nargs="?", default=ROOT / "measurements" / "out" / "results.json")
    options = parser.parse_args(arguments)
    print(table(figures_in(options.before), figures_in(options.after)))


def figures_in(path: Path) -> list[Figure]:
    measurements = json.loads(path.read_text(encoding="utf-8"))["measurements"].values()
    return in_full([stored_figure(figure) for measurement in measurements for figure in measurement["figures"]])


def table(before: Sequence[Figure], after: Sequence[Figure]) -> str:
    """A row for each figure that both have, in the order of the later run."""
    earlier = {figure.name: figure for figure in before}
    return "\n".join([HEAD, *(_row(earlier[figure.name], figure) for figure in after if figure.name in earlier)])


def verdict(before: Figure, after: Figure) -> str:
    ratio = after.ratio(before.value)
    overlap = after.low <= before.high and before.low <= after.high
    if ratio is None or overlap or abs(ratio - 1) <= NOISE:
        return ""
    return "better" if ratio > 1 else "**worse**"


def _row(before: Figure, after: Figure) -> str:
    ratio = after.ratio(before.value)
    times = "" if ratio is None else f"{number(ratio)}×"
    return f"| {after.name} | {_spread(before)} | {_spread(after)} | {times} | {verdict(before, after)} |"


def _spread(figure: Figure) -> str:
    spread = f" ({number(figure.low)} – {number(figure.high)})" if figure.low != figure.high else ""
    return f"{number(figure.value)} {figure.unit}{spread}"


if __name__ == "__main__":
    main()
