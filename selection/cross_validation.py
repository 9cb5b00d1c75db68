"""What a representation's proxy says of labels that it has not learned, and which representation that speaks for."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from selection.acquisition import log_softmax
from selection.arrays import Bools, Floats, Floats32, Ints
from selection.choice import Judged
from selection.proxies import build_proxy
from selection.proxies.calibration import best_factor
from selection.sources import Items
from selection.stopping import Stop
from selection.strategy import Strategy

FOLDS = 3
# Chance of leaving what is as good as any, over all rivals together (Bonferroni). Much less keeps a bad one for long:
# with a hundred labels the better of two is seldom beyond all doubt.
CHANCE = 0.1
FACTORS = tuple(np.geomspace(0.1, 4, 13).tolist())


@dataclass(frozen=True)
class LeftOut:
    """Of each of N labels, by what has learned others only.

    right bool[N]: whether it was the likeliest class. losses float64[N]: of heads Brier's, 0 to 2, of calibrated
    probabilities: they tell two representations apart with fewer labels than rights and wrongs do, and none weighs more
    than two.
    """

    right: Bools
    losses: Floats

    @classmethod
    def of(cls, logits_NC: Floats | Floats32, labels_N: Ints) -> "LeftOut":
        """From logits of any scale."""
        _, factor = best_factor(logits_NC, labels_N, factors=FACTORS)
        misses = np.exp(log_softmax(logits_NC * factor)).astype(np.float64)
        misses[np.arange(len(labels_N)), labels_N] -= 1
        return cls(logits_NC.argmax(axis=1) == labels_N, np.square(misses).sum(axis=1))

    def judged(self, name: str) -> Judged:
        """The share that is right, with its standard error."""
        share = float(self.right.mean())
        return Judged(name, share, (share * (1 - share) / len(self.right)) ** 0.5)


def by_head(features_ND: Floats32, labels_N: Ints, *, threads: int, should_stop: Stop | None) -> LeftOut:
    """By logistic regression on the features of other folds, as a head learns: N ≥ 1 in random order.

    Raises RoundStopped.
    """
    # Threads of numpy's products are looked for with the first head.
    from selection.proxies.axes import Axes
    from selection.proxies.blas import blas_threads
    from selection.proxies.logistic import Task, held_out
    from selection.proxies.scaling import Scaling

    classes, labels = np.unique(labels_N, return_inverse=True)
    with blas_threads(threads):
        axes = Axes.of(Scaling.of(features_ND).applied(features_ND))
        task = Task(axes=axes, labels=labels, n_classes=len(classes), should_stop=should_stop)
        return LeftOut.of(held_out(task).logits, labels)


def by_proxy(
    strategy: Strategy,
    items: Items,
    labels_N: Ints,
    *,
    n_classes: int,
    rng: np.random.Generator,
    should_stop: Stop | None,
) -> LeftOut:
    """By the strategy's proxy, learned on the other two thirds. N ≥ 3. Raises what `Proxy.update` raises.

    A loss is 1 where it is wrong: how sure proxies of different kinds are of classes that they know too little of
    says more of the kind than of the labels.
    """
    fold_N, right = np.arange(len(labels_N)) % FOLDS, np.zeros(len(labels_N), dtype=np.bool_)
    for fold, fold_rng in enumerate(rng.spawn(FOLDS)):
        proxy = build_proxy(strategy, n_classes=n_classes)
        kept, held = np.flatnonzero(fold_N != fold), np.flatnonzero(fold_N == fold)
        proxy.update(_at(items, kept), labels_N[kept], rng=fold_rng, should_stop=should_stop)
        right[held] = proxy.logits(_at(items, held)).argmax(axis=1) == labels_N[held]
    return LeftOut(right, (~right).astype(np.float64))


def _at(items: Items, pos: Ints) -> Items:
    return [items[place] for place in pos] if isinstance(items, list) else items[pos]


def taken(told: Mapping[str, LeftOut]) -> str:
    """The first representation that is not clearly worse than the best, on the same labels.

    told: in the order of preference, that which is in use first; so it stays until another is clearly better.
    """
    best = min(told, key=lambda name: told[name].losses.mean())
    limit = NormalDist().inv_cdf(1 - CHANCE / max(1, len(told) - 1)) if len(told) > 1 else 0.0
    return next(name for name in told if not _is_clearly_worse(told[name], told[best], limit=limit))


def _is_clearly_worse(one: LeftOut, best: LeftOut, *, limit: float) -> bool:
    """By the differences label by label, which vary far less than either's losses."""
    differences = one.losses - best.losses
    return bool(differences.mean() > limit * differences.std() / math.sqrt(len(differences)))
