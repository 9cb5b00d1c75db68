"""What the contests of representations were set up to show, from saved runs: pure functions and a table.

Errors are means over seeds, linear between budgets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from selection.arrays import Floats
from selection.benchmark.statistics import labels_to_reach
from selection.papers.contest_results import areas, judged_rounds
from selection.papers.contests import INCUMBENT, RANDOM
from selection.papers.verdicts import Records
from selection.strategy import AUTO

# So many labels of the default before are the measure, or the last budget where there are fewer.
LABELS = 750


@dataclass(frozen=True)
class Errors:
    """`auto` beside the default before. incumbent: what that errs, in % with `labels`; reached: as in Shown."""

    incumbent: float
    labels: int
    reached: float | None


@dataclass(frozen=True)
class Shown:
    """One data set. auto, best, incumbent, random: mean error from the first to the last budget, %.

    best, best_arm: of the fixed representations that which errs least.
    labels: of the incumbent; reached: with how many `auto` errs no more than it then; None where it never does.
    own: the same with the error of each arm's own model instead of the judge's; None where it was not measured.
    beside_random: how many times the labels of random order `auto` needs for the same error, at the budget where that
        is most; None where it does not get so far.
    """

    name: str
    n_seeds: int
    auto: float
    best: float
    best_arm: str
    incumbent: float
    random: float
    labels: int
    reached: float | None
    own: Errors | None
    beside_random: float | None


def can_show(records: Records) -> bool:
    """Whether all were played that are compared."""
    return {INCUMBENT, AUTO, RANDOM.name} < set(records.arms)


def shown_by(name: str, records: Records) -> Shown:
    """Of a contest's complete seeds. Raises BadInput with fewer than two judged rounds."""
    mean = {arm: float(values.mean()) for arm, values in areas(records).items()}
    fixed = [arm for arm in mean if arm not in (INCUMBENT, AUTO, RANDOM.name)]
    best = min(fixed, key=lambda arm: mean[arm])
    rounds = judged_rounds(records, INCUMBENT)
    budgets = records.table("labels", INCUMBENT)[0, rounds]
    curves = {arm: records.table("error", arm)[:, rounds].mean(axis=0) for arm in (INCUMBENT, AUTO, RANDOM.name)}
    judged = _beside_incumbent(budgets, curves)
    return Shown(
        name,
        len(records.seeds),
        auto=mean[AUTO],
        best=mean[best],
        best_arm=best,
        incumbent=mean[INCUMBENT],
        random=mean[RANDOM.name],
        labels=judged.labels,
        reached=judged.reached,
        own=_own(records),
        beside_random=_beside(budgets, curves[AUTO], curves[RANDOM.name]),
    )


def _own(records: Records) -> Errors | None:
    """A proxy that asks has learned the labels of the round before."""
    curves = {arm: records.table("proxy_error", arm)[:, 1:].mean(axis=0) for arm in (INCUMBENT, AUTO)}
    if not all(np.isfinite(curve).all() for curve in curves.values()):
        return None
    return _beside_incumbent(records.table("labels", INCUMBENT)[0, :-1], curves)


def _beside_incumbent(budgets: Floats, curves: Mapping[str, Floats]) -> Errors:
    labels = min(LABELS, int(budgets[-1]))
    target = float(np.interp(labels, budgets, curves[INCUMBENT]))
    reached = labels_to_reach(budgets.tolist(), curves[AUTO].tolist(), target=target)
    return Errors(100 * target, labels, reached)


def _beside(budgets: Floats, auto: Floats, random: Floats) -> float | None:
    """Of an error that random order had with fewer labels before, these count."""
    shares = list[float]()
    for at, error in zip(budgets.tolist(), np.minimum.accumulate(random).tolist(), strict=True):
        needed = labels_to_reach(budgets.tolist(), auto.tolist(), target=error)
        if needed is None:
            return None
        shares.append(needed / at)
    # With the first labels nobody is ahead of anybody.
    return max(shares if shares[0] > 1 else shares[1:])


def table_of(shown: Sequence[Shown]) -> list[str]:
    """Lines of a table, a row per data set."""
    heads = (
        "data",
        "seeds",
        "`auto`",
        "best fixed",
        "`auto` ÷ best fixed",
        "default before",
        "random",
        "labels for what the default before has, of its own",
        "the same, each by its own model",
        "labels for what random order has, of its own, at worst",
    )
    return [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|", *map(_row, shown)]


def _row(shown: Shown) -> str:
    beside = "not reached" if shown.beside_random is None else f"{shown.beside_random:.2f} ×"
    cells = (
        shown.name,
        str(shown.n_seeds),
        f"{shown.auto:.1f}",
        f"{shown.best:.1f} ({shown.best_arm})",
        f"{shown.auto / shown.best:.2f}",
        f"{shown.incumbent:.1f}",
        f"{shown.random:.1f}",
        _of(shown.reached, shown.labels),
        _own_cell(shown.own),
        beside,
    )
    return f"| {' | '.join(cells)} |"


def _own_cell(own: Errors | None) -> str:
    return "–" if own is None else f"{own.incumbent:.1f} %: {_of(own.reached, own.labels)}"


def _of(reached: float | None, labels: int) -> str:
    if reached is None:
        return f"more than all of {labels}"
    return f"{reached:.0f} of {labels} ({100 * reached / labels:.0f} %)"
