"""The numbers that the papers print, as they print them: printed.csv. They are theirs; none of them came out here.

budget: percent of the pool that is labelled. error: % of the test items; where a paper prints an accuracy, 100 less it.
speed_up: of choosing, over the paper's baseline, up to that budget. Arms are named as the tables name theirs; an arm
that no table has is one that the paper does not describe well enough to be played.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("printed.csv")


@dataclass(frozen=True, kw_only=True)
class PrintedCell:
    """One cell of a paper's table. spread: what stands behind its ±; None: not printed."""

    arm: str
    budget: float
    error: float | None
    spread: float | None
    speed_up: float | None


@cache
def printed(table: str) -> tuple[PrintedCell, ...]:
    """What the paper prints of a table, in its order; empty where it only draws a figure."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_cell(row) for row in csv.DictReader(file) if row["table"] == table)


def _cell(row: dict[str, str]) -> PrintedCell:
    numbers = {name: float(row[name]) if row[name] else None for name in ("error", "spread", "speed_up")}
    return PrintedCell(arm=row["arm"], budget=float(row["budget"]), **numbers)
