"""How often a representation's proxy is right about labels that it has not learned."""

import math
from statistics import NormalDist

import numpy as np

from selection.arrays import Bools, Floats32, Ints
from selection.choice import Judged
from selection.proxies import build_proxy
from selection.sources import Items
from selection.stopping import Stop
from selection.strategy import Strategy

FOLDS = 3
# Chance of taking what is no better, over all rivals together. (Bonferroni.)
CHANCE = 0.05


def right_left_out(features_ND: Floats32, labels_N: Ints, *, n_classes: int) -> Bools:
    """bool[N]: whether ridge regression on the other rows' features gets each row right."""
    # scipy and the like come with the first head.
    from selection.proxies.axes import Axes
    from selection.proxies.ridge import Ridge, told_by_leaving_out
    from selection.proxies.scaling import Scaling

    axes = Axes.of(Scaling.of(features_ND).applied(features_ND))
    return told_by_leaving_out(Ridge.of(axes, labels_N, n_classes=n_classes)).right


def right_in_folds(
    strategy: Strategy,
    items: Items,
    labels_N: Ints,
    *,
    n_classes: int,
    rng: np.random.Generator,
    should_stop: Stop | None,
) -> Bools:
    """bool[N]: whether the strategy's proxy, learned on the other two thirds, gets each row right. N ≥ 3.

    Raises what `Proxy.update` raises.
    """
    fold_N, right = np.arange(len(labels_N)) % FOLDS, np.zeros(len(labels_N), dtype=np.bool_)
    for fold, fold_rng in enumerate(rng.spawn(FOLDS)):
        proxy = build_proxy(strategy, n_classes=n_classes)
        kept, held = np.flatnonzero(fold_N != fold), np.flatnonzero(fold_N == fold)
        proxy.update(_at(items, kept), labels_N[kept], rng=fold_rng, should_stop=should_stop)
        right[held] = proxy.logits(_at(items, held)).argmax(axis=1) == labels_N[held]
    return right


def _at(items: Items, pos: Ints) -> Items:
    return [items[place] for place in pos] if isinstance(items, list) else items[pos]


def judged(name: str, right_N: Bools) -> Judged:
    """The share that is right, with its standard error."""
    share = float(right_N.mean())
    return Judged(name, share, (share * (1 - share) / len(right_N)) ** 0.5)


def taken(right: dict[str, Bools]) -> str:
    """The first representation that is not clearly worse than the best, on the same labels.

    right: in the order of preference, that which is in use first; so it stays until another is clearly better.
    """
    best = max(right, key=lambda name: right[name].mean())
    limit = NormalDist().inv_cdf(1 - CHANCE / max(1, len(right) - 1)) if len(right) > 1 else 0.0
    return next(name for name in right if not _is_clearly_worse(right[name], right[best], limit=limit))


def _is_clearly_worse(right_N: Bools, best_N: Bools, *, limit: float) -> bool:
    """By the labels on which only one of the two is right. (McNemar 1947, with Edwards' correction.)"""
    wins, losses = int((best_N & ~right_N).sum()), int((right_N & ~best_N).sum())
    return wins - losses - 1 > limit * math.sqrt(wins + losses)
