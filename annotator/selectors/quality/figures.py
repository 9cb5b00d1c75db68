"""A figure with its interval and what it rests on; until that is enough, how much is missing."""

from dataclasses import dataclass

from annotator.statistics.shares import Estimate, answers_needed, centre, wilson


@dataclass(frozen=True)
class Figure:
    """value, low, high: with its 95 % interval; None while too few items tell it, and where it has no meaning, as all
    answers are the same. n: items on which it rests; needed: about how many make it a figure.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    needed: int


def figure(estimate: Estimate | None, *, share: Estimate | None) -> Figure:
    """share: how often answers are the same on the items that `estimate` is counted from. It decides whether they are
    enough, as for every share (statistics/shares.py): drawn anew, a few items that agree say that all do.
    """
    if share is None:
        return Figure(None, None, None, n=0, needed=answers_needed())
    hits = round(share.value * share.n)
    if not wilson(hits, share.n).is_sure:
        return Figure(None, None, None, n=share.n, needed=answers_needed(centre(hits, share.n)))
    if estimate is None:
        return Figure(None, None, None, n=share.n, needed=share.n)
    return Figure(estimate.value, estimate.low, estimate.high, n=estimate.n, needed=estimate.n)
