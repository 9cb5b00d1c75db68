"""Unbiased estimates of the proxy's error beside its error on the test set, from saved runs."""

import numpy as np

from selection.arrays import Floats
from selection.papers.verdicts import Records

PARTS = ("error", "low", "high")
NOTE = (
    "Estimates of the proxy's error from 100 points each, less its error on the test items, in percentage points, over "
    "all rounds and arms that have both. They speak of what is still open and of the oracle's answers, so that odd "
    "pools differ from the test items by more than chance.\n"
)


def estimate_lines(records: Records) -> list[str]:
    """A table in Markdown; nothing where no round has both estimates and an error on the test set."""
    truth = _pooled(records, "proxy_error")
    rows = [_row(name, truth, *(_pooled(records, f"{name}_{part}") for part in PARTS)) for name in ("audit", "lure")]
    if not any(rows):
        return []
    head = [
        "| estimate | rounds | less test error | its interval's half | intervals that hold it |",
        "|---|---|---|---|---|",
    ]
    return [NOTE, *head, *rows, ""]


def _pooled(records: Records, name: str) -> Floats:
    """float64[arms * seeds * rounds], NaN where there is none."""
    return np.concatenate([records.table(name, arm).ravel() for arm in records.arms])


def _row(name: str, truth: Floats, value: Floats, low: Floats, high: Floats) -> str:
    known = np.isfinite(truth) & np.isfinite(value) & np.isfinite(low)
    if not known.any():
        return ""
    off, reach = 100 * (value - truth)[known], 50 * (high - low)[known].mean()
    held = 100 * ((low <= truth) & (truth <= high))[known].mean()
    spread = f" ± {off.std(ddof=1):.1f}" if len(off) > 1 else ""
    return f"| {name} | {len(off)} | {off.mean():+.1f}{spread} | {reach:.1f} | {held:.0f} % |"
