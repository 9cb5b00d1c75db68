"""What models trained from scratch on all labels so far say of the test items."""

from collections.abc import Sequence

import numpy as np

from selection.arrays import Ints
from selection.benchmark.data import LabelledItems
from selection.judging import fresh_model
from selection.presets import evaluation_strategy
from selection.strategy import AUTO, Strategy, with_overrides

# The draw of halves is no part of any training's generator.
HALVES = 2


def fresh_classes(
    evaluation: Strategy, labelled: LabelledItems, *, test: LabelledItems, n_classes: int, seed: Sequence[int]
) -> Ints:
    """int64[T]: the class that a model of `evaluation` gives each test item. Raises as `fresh_model` does.

    With features "auto" the judge is the best representation, the same for all arms: a head on each view and the model
    trained from scratch all learn the labels; of each half of the test items the one that errs least on the other
    half speaks. So no item takes part in choosing its own judge.
    """
    if evaluation.features != AUTO:
        return _classes(evaluation, labelled, test=test, n_classes=n_classes, seed=seed)
    names = [name for name in test.views if test.views[name].ready.all() and labelled.views[name].ready.all()]
    judges = [with_overrides(evaluation, {"features": name}) for name in names]
    judges.append(evaluation_strategy(kind=evaluation.kind, overrides={"threads": evaluation.threads}))
    said = [_classes(judge, labelled, test=test, n_classes=n_classes, seed=seed) for judge in judges]
    return _of_the_best(said, test.labels, rng=np.random.default_rng([*seed, HALVES]))


def _classes(
    judge: Strategy, labelled: LabelledItems, *, test: LabelledItems, n_classes: int, seed: Sequence[int]
) -> Ints:
    rng = np.random.default_rng(seed)
    model = fresh_model(judge, labelled.all(judge), labelled.labels, n_classes=n_classes, rng=rng)
    classes: Ints = model.logits(test.all(judge)).argmax(axis=1)
    return classes


def _of_the_best(said: Sequence[Ints], truth_T: Ints, *, rng: np.random.Generator) -> Ints:
    """int64[T]; the first of those that err equally often."""
    half = rng.permutation(len(truth_T)) % 2 == 0
    wrong = [classes != truth_T for classes in said]
    best_of_half, best_of_other = (int(np.argmin([w[part].sum() for w in wrong])) for part in (~half, half))
    return np.where(half, said[best_of_half], said[best_of_other])
