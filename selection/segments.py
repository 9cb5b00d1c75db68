"""The text behind fixed step schedules: "1@0.01 90@0.1 45@0.01 45@0.001" is 181 epochs at four rates."""

import math
import re
from dataclasses import dataclass

from selection.errors import StrategyError


@dataclass(frozen=True)
class Segment:
    """Some epochs, not necessarily whole ones, at one learning rate. Both are above 0."""

    epochs: float
    rate: float


def parse_segments(text: str) -> tuple[Segment, ...]:
    """epochs@rate, separated by spaces or commas. Raises StrategyError in one sentence."""
    return tuple(_segment(part) for part in re.split(r"[\s,]+", text) if part)


def _segment(part: str) -> Segment:
    epochs, _, rate = part.partition("@")
    try:
        numbers = float(epochs), float(rate)
    except ValueError:
        numbers = (0.0, 0.0)
    if not all(math.isfinite(number) and number > 0 for number in numbers):
        raise StrategyError(f"segments are epochs@rate, as in '1@0.01 90@0.1'; {part!r} is not.")
    return Segment(*numbers)
