"""What changed in a person's work between the earlier and the later half of a range, and how to say it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annotator.selectors.work.reading import Half
from annotator.statistics.shares import Estimate, wilson

# What a change is called where the figure is higher later, and where it is lower.
_WORDS = {
    "right": ("More often right", "Less often right"),
    "agreement": ("Agrees with others more often", "Agrees with others less often"),
    "seconds": ("Slower", "Faster"),
}


@dataclass(frozen=True)
class Change:
    """A figure in both halves, each with its 95 % interval. what: “right” or “agreement” (shares, 0 to 1), or
    “seconds” (the median).
    """

    what: str
    first: Estimate
    second: Estimate

    @property
    def is_clear(self) -> bool:
        """The intervals do not overlap. Where nothing changed, that is so in less than one case of a hundred for halves
        of like size, and in one of twenty at most.
        """
        return self.first.high < self.second.low or self.second.high < self.first.low


def changes_of(halves: dict[bool, Half]) -> list[Change]:
    """Of all that was measured in both halves."""
    if len(halves) < 2:
        return []
    return list(_changes(halves[False], halves[True]))


def drift_sentence(changes: list[Change]) -> str:
    """What has clearly changed; without that, that the data carry no change, or that nothing can be compared."""
    if not changes:
        return "Too few labels in both halves to compare."
    clear = [_words(change) for change in changes if change.is_clear]
    return " ".join(clear) if clear else "No change that the data carry."


def _changes(earlier: Half, later: Half) -> Iterator[Change]:
    for what, measured in _MEASURED.items():
        first, second = measured(earlier), measured(later)
        if first is not None and second is not None:
            yield Change(what, first, second)


def _right(half: Half) -> Estimate | None:
    return wilson(half.counted.right, half.counted.known) if half.counted.known else None


def _agreement(half: Half) -> Estimate | None:
    return agreement(half.counted.same, half.counted.shared)


def _seconds(half: Half) -> Estimate | None:
    quartiles, ends = half.counted.quartiles_s, half.median_s
    if quartiles is None or ends is None:
        return None
    return Estimate(value=quartiles[1], low=ends[0], high=ends[1], n=half.counted.timed)


_MEASURED: dict[str, Callable[[Half], Estimate | None]] = {
    "right": _right,
    "agreement": _agreement,
    "seconds": _seconds,
}


def agreement(same: float, shared: int) -> Estimate | None:
    """How often another person's label is theirs, of `shared` items; `same` may be off by rounding. None for none."""
    return wilson(min(same, shared), shared) if shared else None


def _words(change: Change) -> str:
    more, less = _WORDS[change.what]
    first, second = (_figure(change.what, each.value) for each in (change.first, change.second))
    return f"{more if change.second.value > change.first.value else less}: {first}, then {second}."


def _figure(what: str, value: float) -> str:
    return f"{value:.1f} s" if what == "seconds" else f"{100 * value:.1f} %"
