"""What models trained from scratch on all labels so far say of the test items."""

from collections.abc import Sequence

import numpy as np

from selection.arrays import Ints
from selection.benchmark.data import LabelledItems
from selection.judging import fresh_model, judging_strategies, of_the_best
from selection.strategy import Strategy


def fresh_classes(
    evaluation: Strategy,
    labelled: LabelledItems,
    *,
    test: LabelledItems,
    n_classes: int,
    seed: Sequence[int],
    from_scratch: bool = True,
) -> Ints:
    """int64[T]: the class that a model of `evaluation` gives each test item; with features "auto" the best of several.

    from_scratch: whether a model from scratch is one of those. Raises as `fresh_model` does.
    """
    views = {name: view for name, view in labelled.views.items() if view.ready.all() and test.views[name].ready.all()}
    said = [
        _classes(judge, labelled, test=test, n_classes=n_classes, seed=seed)
        for judge in judging_strategies(evaluation, views, from_scratch=from_scratch)
    ]
    return of_the_best(said, test.labels, seed=seed)


def _classes(
    judge: Strategy, labelled: LabelledItems, *, test: LabelledItems, n_classes: int, seed: Sequence[int]
) -> Ints:
    rng = np.random.default_rng(seed)
    model = fresh_model(judge, labelled.all(judge), labelled.labels, n_classes=n_classes, rng=rng)
    classes: Ints = model.logits(test.all(judge)).argmax(axis=1)
    return classes
