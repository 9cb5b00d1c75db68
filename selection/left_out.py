"""What a head would say of a labelled row if it had not learned that row's label."""

from collections.abc import Callable

import numpy as np

from selection import acquisition
from selection.arrays import Floats32, Ints
from selection.errors import BadInput, NonFiniteScore
from selection.proxies.axes import Axes
from selection.proxies.blas import blas_threads
from selection.proxies.logistic import Task, logits_of_folds, strength_and_factor
from selection.proxies.ridge import Ridge, told_by_leaving_out
from selection.proxies.scaling import Scaling
from selection.sources import ItemSource, features_at
from selection.stopping import Stop, stop_if_asked

# For a head that has no closed form: each row is left out with a tenth of the others.
FOLDS = 10
# Of many labels so many are learned, and no more than so many of their one-hot numbers: 64 MB in each of a few arrays.
MOST_TAUGHT, MOST_TARGETS = 20_000, 8_000_000
# Rows whose features are read at once.
AT_ONCE = 20_000


def left_out_probabilities(
    features_ND: Floats32,
    labels_N: Ints,
    *,
    n_classes: int,
    rng: np.random.Generator,
    head: str = "ridge_head",
    should_stop: Stop | None = None,
) -> Floats32:
    """Class probabilities float32[N, C] of labelled rows, each by a head that learned from others; each row sums to 1.

    "ridge_head": each row left out alone, exactly, in closed form; O(N D min(N, D)). "logistic_head": by at most ten
    folds, which `rng` draws. Strength and calibration are chosen once, on all rows. A class without any label has a
    probability of 0; one whose only label is left out, a small one.
    Raises BadInput (fewer than two rows, shapes that differ, a label out of range, another head), NonFiniteScore (a
    feature is not finite), RoundStopped.
    """
    _check(features_ND, labels_N, n_classes=n_classes, head=head)
    classes, labels = np.unique(labels_N, return_inverse=True)
    # Beside others on a server: several threads would spin while they wait for each other.
    with blas_threads(1):
        stop_if_asked(should_stop)
        rows = Scaling.of(features_ND).applied(features_ND)
        task = Task(rows=rows, labels=labels, n_classes=len(classes), should_stop=should_stop)
        seen = acquisition.probabilities(_HEADS[head](task, rng))
    probabilities = np.zeros((len(labels), n_classes), dtype=np.float32)
    probabilities[:, classes] = seen
    return probabilities


def unseen_probabilities(
    source: ItemSource,
    rows_N: Ints,
    labels_N: Ints,
    *,
    n_classes: int,
    rng: np.random.Generator,
    should_stop: Stop | None = None,
) -> Floats32:
    """Class probabilities float32[N, C] of labelled rows of features, by a ridge head that never learned their label.

    Of at most MOST_TAUGHT rows (fewer where there are many classes), each is left out alone, as by
    `left_out_probabilities`. Of more, so many are drawn, and all others are told by the head that these make, which
    learned none of them: O(M D min(M, D) + N D C) for M rows drawn. A class of which none is drawn has a probability
    of 0. Raises BadInput, NonFiniteScore, RoundStopped as `left_out_probabilities`.
    """
    taught, others = np.split(rng.permutation(len(rows_N)), [max(2, min(MOST_TAUGHT, MOST_TARGETS // n_classes))])
    features = features_at(source, rows_N[taught])
    _check(features, labels_N[taught], n_classes=n_classes, head="ridge_head")
    classes, labels = np.unique(labels_N[taught], return_inverse=True)
    probabilities = np.zeros((len(rows_N), n_classes), dtype=np.float32)
    with blas_threads(1):
        stop_if_asked(should_stop)
        scaling = Scaling.of(features)
        ridge = Ridge.of(Axes.of(scaling.applied(features)), labels, n_classes=len(classes))
        told = told_by_leaving_out(ridge)
        seen = acquisition.probabilities(ridge.left_out(told.strength) * told.factor)
        probabilities[np.ix_(taught, classes)] = seen
        fit = ridge.fit(told)
        for start in range(0, len(others), AT_ONCE):
            stop_if_asked(should_stop)
            part = others[start : start + AT_ONCE]
            logits = fit.logits(scaling.applied(features_at(source, rows_N[part]))) * np.float32(fit.factor)
            probabilities[np.ix_(part, classes)] = acquisition.probabilities(logits)
    return probabilities


def _check(features_ND: Floats32, labels_N: Ints, *, n_classes: int, head: str) -> None:
    if head not in _HEADS:
        raise BadInput(f"Rows are left out by one of {', '.join(_HEADS)}, not by {head}.")
    if features_ND.ndim != 2 or labels_N.shape != (len(features_ND),):
        raise BadInput(f"Features {list(features_ND.shape)} need one label each; got {list(labels_N.shape)}.")
    if len(labels_N) < 2:
        raise BadInput("Whoever leaves a row out needs another: two rows at least.")
    if labels_N.min() < 0 or labels_N.max() >= n_classes:
        raise BadInput(f"Labels must be between 0 and {n_classes - 1}.")
    if not np.isfinite(features_ND).all():
        raise NonFiniteScore("A feature is not finite.")


def _by_ridge(task: Task, _rng: np.random.Generator) -> Floats32:
    ridge = Ridge.of(Axes.of(task.rows), task.labels, n_classes=task.n_classes)
    told = told_by_leaving_out(ridge)
    return (ridge.left_out(told.strength) * told.factor).astype(np.float32)


def _by_logistic(task: Task, rng: np.random.Generator) -> Floats32:
    strength, factor = strength_and_factor(task, rng=rng)
    fold_N = rng.permutation(len(task.labels)) % FOLDS
    return logits_of_folds(task, fold_N, strength=strength) * np.float32(factor)


_HEADS: dict[str, Callable[[Task, np.random.Generator], Floats32]] = {
    "ridge_head": _by_ridge,
    "logistic_head": _by_logistic,
}
