"""python -m measurements [--only NAME …] [--quick] [--out FOLDER]: measure, print one table, write it and the JSON."""

import argparse
import json
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from measurements import (
    cadence,
    exports,
    imports,
    item_pages,
    keypress,
    large,
    memory,
    page_weight,
    rounds,
    strangers,
    submissions,
)
from measurements.engine import alone
from measurements.environment import ROOT, environment
from measurements.figures import Result
from measurements.sizes import FULL, QUICK, Sizes
from measurements.stack import Stack, running_stack
from measurements.table import markdown, table

MEASUREMENTS: dict[str, Callable[[Stack, Sizes], Result]] = {
    "submissions": submissions.measure,
    "import": imports.measure,
    "export": exports.measure,
    "large": large.measure,
    "largest": large.measure_largest,
    "items": item_pages.measure,
    "rounds": rounds.measure,
    "cadence": cadence.measure,
    "keypress": keypress.measure,
    "page": page_weight.measure,
    "memory": memory.measure,
    "strangers": strangers.measure,
}
ALL = [*MEASUREMENTS, *alone.MEASUREMENTS]
NUMBERS = re.compile(r"\[[\s\d.,e-]+\]")


def main(arguments: Sequence[str] | None = None) -> None:
    options = _arguments(arguments)
    # A stack that is measured must not outlive the measurement.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sizes = QUICK if options.quick else FULL
    report: dict[str, Any] = {"environment": environment(), "sizes": vars(sizes), "measurements": {}}
    figures = []
    with _stacks(one_for_all=options.quick) as stack_for:
        for name in options.only or ALL:
            result, about = _measured(name, stack_for, sizes, quick=options.quick)
            figures += result.figures
            report["measurements"][name] = {**about, **result.as_json()}
            _write(options.out, report)
    (options.out / "results.md").write_text(markdown(figures) + "\n", encoding="utf-8")
    print(table(figures))


StackFor = Callable[[], AbstractContextManager[Stack]]


@contextmanager
def _stacks(*, one_for_all: bool) -> Iterator[StackFor]:
    """A fresh stack for each measurement; one for all where only the running is proved."""
    if not one_for_all:
        yield running_stack
        return
    with running_stack() as stack:
        yield lambda: nullcontext(stack)


def _measured(name: str, stack_for: StackFor, sizes: Sizes, *, quick: bool) -> tuple[Result, dict[str, Any]]:
    print(f"{name}…", file=sys.stderr, flush=True)
    load, started = os.getloadavg()[0], time.monotonic()
    if name in alone.MEASUREMENTS:
        result = alone.measured(name, quick=quick)
    else:
        with stack_for() as stack:
            result = MEASUREMENTS[name](stack, sizes)
    return result, {"load_1m_before": round(load, 2), "seconds": round(time.monotonic() - started, 1)}


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m measurements", description=__doc__)
    parser.add_argument("--only", action="append", choices=ALL, help="may be given several times")
    parser.add_argument("--quick", action="store_true", help="small sizes: proves that it runs, measures nothing")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "measurements" / "out", help="folder for results.json and results.md"
    )
    return parser.parse_args(arguments)


def _write(folder: Path, report: dict[str, Any]) -> None:
    """After each measurement, so that a later failure loses nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(report, indent=1, ensure_ascii=False)
    # Thousands of numbers, one per line, would hide the rest.
    text = NUMBERS.sub(lambda match: " ".join(match[0].split()), text)
    (folder / "results.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
