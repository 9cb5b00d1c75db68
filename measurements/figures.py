"""One measured number beside its target and the peers' numbers, and how such numbers are summed up."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Figure:
    """low and high are the extremes of the repetitions. higher_is_better says which way the ratios point."""

    name: str
    value: float
    unit: str
    low: float
    high: float
    target: float | None = None
    peers: dict[str, float] = field(default_factory=dict)
    higher_is_better: bool = False

    def ratio(self, other: float) -> float | None:
        """How many times better than `other` the value is; below 1 it is worse."""
        over, under = (self.value, other) if self.higher_is_better else (other, self.value)
        return over / under if under else None

    def as_json(self) -> dict[str, Any]:
        ratios = {peer: self.ratio(value) for peer, value in self.peers.items()}
        of_target = None if self.target is None else self.ratio(self.target)
        return {**asdict(self), "times_better_than_peer": ratios, "times_better_than_target": of_target}


@dataclass(frozen=True)
class Result:
    """What one measurement found; raw holds every single number behind the figures."""

    figures: list[Figure]
    raw: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        return {"figures": [figure.as_json() for figure in self.figures], "raw": self.raw}


def figure(name: str, values: Sequence[float], unit: str, **rest: Any) -> Figure:
    """The median of the repetitions, with their extremes."""
    return Figure(name, statistics.median(values), unit, min(values), max(values), **rest)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
