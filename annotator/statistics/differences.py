"""What changed between two models that were judged on the same items."""

import math
from collections.abc import Collection
from dataclasses import dataclass

from annotator.statistics.shares import wilson


@dataclass(frozen=True)
class Difference:
    """The later share less the earlier one, -1 to 1, with its 95 % interval, from n items that both were judged on."""

    value: float
    low: float
    high: float
    n: int

    @property
    def is_clear(self) -> bool:
        """Is it more than chance? Among models that are equally good, one comparison in twenty says so."""
        return self.low > 0 or self.high < 0


def paired_difference(*, gained: int, lost: int, both: int, neither: int) -> Difference:
    """How much more often the later model is right: Newcombe's score interval for paired shares (1998, method 10).

    gained, lost: items that only the later, only the earlier model got right. R. G. Newcombe, "Improved confidence
    intervals for the difference between binomial proportions based on paired data", Statistics in Medicine 17. It keeps
    its 95 % in samples where McNemar's interval does not (tests/annotator/test_differences.py simulates both ends).
    Raises ValueError where there are no items, or fewer than none.
    """
    n = gained + lost + both + neither
    if n < 1 or min(gained, lost, both, neither) < 0:
        raise ValueError(f"nothing to compare in {gained}, {lost}, {both}, {neither}")
    later, earlier = wilson(both + gained, n), wilson(both + lost, n)
    alike = _correlation(gained, lost, both, neither)
    value = (gained - lost) / n
    down = _distance(later.value - later.low, earlier.high - earlier.value, alike)
    up = _distance(later.high - later.value, earlier.value - earlier.low, alike)
    return Difference(value=value, low=max(-1.0, value - down), high=min(1.0, value + up), n=n)


def difference_of(
    *, earlier: tuple[Collection[int], Collection[int]], later: tuple[Collection[int], Collection[int]]
) -> Difference | None:
    """The same, from the items on which each model was right and wrong; None where no item is in both."""
    (right, wrong), (right_later, wrong_later) = map(frozenset, earlier), map(frozenset, later)
    counts = {
        "gained": len(wrong & right_later),
        "lost": len(right & wrong_later),
        "both": len(right & right_later),
        "neither": len(wrong & wrong_later),
    }
    return paired_difference(**counts) if any(counts.values()) else None


def _correlation(gained: int, lost: int, both: int, neither: int) -> float:
    """The correlation of the two models' rights and wrongs; Newcombe's correction keeps a positive one small."""
    spread = (both + gained) * (neither + lost) * (both + lost) * (neither + gained)
    if not spread:
        return 0.0
    alike = both * neither - gained * lost
    corrected = alike if alike < 0 else max(0.0, alike - (gained + lost + both + neither) / 2)
    return corrected / math.sqrt(spread)


def _distance(first: float, second: float, alike: float) -> float:
    return math.sqrt(max(0.0, first**2 - 2 * alike * first * second + second**2))
