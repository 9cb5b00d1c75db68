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
from selection.proxies.blas import blas_threads
from selection.proxies.calibration import best_factor
from selection.proxies.logistic import FACTORS, Task, folds_asked, folds_of, held_out
from selection.proxies.scaling import Scaling
from selection.sources import Items
from selection.stopping import Stop
from selection.strategy import Strategy

# A rival must be better by so much of its loss: labels that were asked for because one view is unsure of them are
# harder for it than for others. And that beyond the chance of leaving what is as good, over all rivals together.
CHANCE, MARGIN = 0.02, 0.1
# By so many standard errors a proxy that is in use may be worse in the first folds before the others are spared.
HOPELESS = 3.0


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
    def of(cls, logits_NC: Floats | Floats32, labels_N: Ints, *, known: Bools | None = None) -> "LeftOut":
        """From logits of any scale. known: labels by which these are calibrated; all without it."""
        told = np.ones(len(labels_N), dtype=np.bool_) if known is None or not known.any() else known
        _, factor = best_factor(logits_NC[told], labels_N[told], factors=FACTORS)
        misses = np.exp(log_softmax(logits_NC * np.float32(factor)))
        misses[np.arange(len(labels_N)), labels_N] -= 1
        return cls(logits_NC.argmax(axis=1) == labels_N, np.square(misses).sum(axis=1))

    @classmethod
    def by_rights(cls, right_N: Bools) -> "LeftOut":
        """A loss is 1 where it is wrong, however sure it was."""
        return cls(right_N, (~right_N).astype(np.float64))

    def judged(self, name: str) -> Judged:
        """The share that is right, with its standard error."""
        share = float(self.right.mean())
        return Judged(name, share, (share * (1 - share) / len(self.right)) ** 0.5)


def by_head(features_ND: Floats32, labels_N: Ints, *, threads: int, should_stop: Stop | None) -> LeftOut:
    """By logistic regression on the features of other folds, as a head learns: N ≥ 1 in random order.

    Of the labels in the first `folds_asked`. Raises RoundStopped.
    """
    classes, labels = np.unique(labels_N, return_inverse=True)
    with blas_threads(threads):
        rows = Scaling.of(features_ND).applied(features_ND)
        found = held_out(Task(rows=rows, labels=labels, n_classes=len(classes), should_stop=should_stop))
        return LeftOut.of(found.logits, labels[found.asked], known=found.known)


@dataclass(frozen=True)
class Labelled:
    """N items with labels int64[N] in [0, n_classes), in random order."""

    items: Items
    labels: Ints
    n_classes: int

    def at(self, pos: Ints) -> "Labelled":
        """Some of them."""
        items = [self.items[place] for place in pos] if isinstance(self.items, list) else self.items[pos]
        return Labelled(items, self.labels[pos], self.n_classes)


def by_proxy(
    strategy: Strategy,
    labelled: Labelled,
    *,
    rival: LeftOut,
    is_used: bool,
    rng: np.random.Generator,
    should_stop: Stop | None,
) -> tuple[LeftOut, LeftOut]:
    """By the strategy's proxy, learned on the other folds; and the rival, a head's, on the same labels, by rights.

    How sure proxies of different kinds are of classes that they know too little of says more of the kind than of the
    labels. Folds are spared once the proxy has shown that it will not be taken: a challenger that is behind is not
    going to be clearly ahead. N ≥ 4, as the rival was asked them. Raises what `Proxy.update` raises.
    """
    fold_N, n_folds = folds_of(len(labelled.labels)), folds_asked(labelled.labels)
    asked = fold_N[fold_N < n_folds]
    right = np.zeros(len(asked), dtype=np.bool_)
    for fold, fold_rng in enumerate(rng.spawn(n_folds)):
        proxy = build_proxy(strategy, n_classes=labelled.n_classes)
        others, held = labelled.at(np.flatnonzero(fold_N != fold)), labelled.at(np.flatnonzero(fold_N == fold))
        proxy.update(others.items, others.labels, rng=fold_rng, should_stop=should_stop)
        right[asked == fold] = proxy.logits(held.items).argmax(axis=1) == held.labels
        told, versus = (LeftOut.by_rights(each[asked <= fold]) for each in (right, rival.right))
        if _is_clearly_worse(told, versus, limit=HOPELESS if is_used else 0.0):
            break
    return told, versus


def taken(told: Mapping[str, LeftOut]) -> str:
    """The first representation that is not clearly worse than the best, by more than a tenth, on the same labels.

    told: in the order of preference.
    """
    best = min(told, key=lambda name: told[name].losses.mean())
    limit = NormalDist().inv_cdf(1 - CHANCE / max(1, len(told) - 1)) if len(told) > 1 else 0.0
    return next(name for name in told if not _is_clearly_worse(told[name], told[best], limit=limit, margin=MARGIN))


def _is_clearly_worse(one: LeftOut, best: LeftOut, *, limit: float, margin: float = 0.0) -> bool:
    """By more than the margin; by the differences label by label, which vary far less than either's losses."""
    differences = one.losses - (1 + margin) * best.losses
    return bool(differences.mean() > limit * differences.std() / math.sqrt(len(differences)))
