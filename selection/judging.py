"""Models by which a round is judged: trained from scratch on all labels, or the strategy's own as it stands."""

from collections.abc import Mapping, Sequence

import numpy as np

from selection import acquisition
from selection.arrays import Floats32, Ints
from selection.presets import evaluation_strategy
from selection.proxies import Proxy, build_proxy
from selection.representation import proxy_strategy
from selection.sources import Items, ItemSource, View
from selection.state import State
from selection.stopping import Stop
from selection.strategy import AUTO, Strategy, with_overrides

# Rows that are read at once; images of a few thousand rows fit into any memory.
TAKE_ROWS = 4096
# The draw of halves is no part of any training's generator.
HALVES = 2


def fresh_model(
    strategy: Strategy,
    items: Items,
    labels_N: Ints,
    *,
    n_classes: int,
    rng: np.random.Generator,
    should_stop: Stop | None = None,
) -> Proxy:
    """A model trained from scratch on N >= 1 items; the same generator gives the same model on one device.

    A target has no memory of earlier budgets (Selection via Proxy, §4). Raises what `Proxy.update` raises.
    """
    model = build_proxy(strategy, n_classes=n_classes)
    model.update(items, labels_N, rng=rng, should_stop=should_stop)
    return model


def judging_strategies(evaluation: Strategy, views: Mapping[str, View], *, from_scratch: bool = True) -> list[Strategy]:
    """What is trained to judge a round: `evaluation` itself, unless its features are "auto".

    Then a head on each view that has all its rows, and the model from scratch unless there are heads and it is not
    wanted: the best of them judges, the same for all strategies (`of_the_best`).
    """
    if evaluation.features != AUTO:
        return [evaluation]
    heads = [with_overrides(evaluation, {"features": name}) for name, view in views.items() if view.ready.all()]
    if heads and not from_scratch:
        return heads
    return [*heads, evaluation_strategy(kind=evaluation.kind, overrides={"threads": evaluation.threads})]


def of_the_best(said: Sequence[Ints], truth_T: Ints, *, seed: Sequence[int]) -> Ints:
    """int64[T]: of what several judges say of the same test items, what the best of them says.

    Of each half the one that errs least on the other half speaks: so no item takes part in choosing its own judge.
    seed: of the judges; it draws the halves.
    """
    if len(said) == 1:
        return said[0]
    half = np.random.default_rng([*seed, HALVES]).permutation(len(truth_T)) % 2 == 0
    wrong = [classes != truth_T for classes in said]
    best_of_half, best_of_other = (int(np.argmin([w[part].sum() for w in wrong])) for part in (~half, half))
    return np.where(half, said[best_of_half], said[best_of_other])


def own_model(state: State, *, strategy: Strategy) -> Proxy | None:
    """The proxy that the state holds; None where nothing was learned yet. Raises BadState."""
    if not state.proxy:
        return None
    return build_proxy(proxy_strategy(strategy, state.choice), n_classes=state.n_classes, blob=state.proxy)


def probabilities_of(model: Proxy, source: ItemSource, rows_R: Ints) -> Floats32:
    """float32[R, C]: the class probabilities that a trained model gives each of `rows_R`, in their order.

    Raises NonFiniteScore.
    """
    return acquisition.probabilities(model.logits(source.take(rows_R))).astype(np.float32)


def classes_of(model: Proxy, source: ItemSource, rows_R: Ints) -> Ints:
    """int64[R]: the class that a trained model gives each of `rows_R`, in their order."""
    parts = [np.zeros(0, dtype=np.int64)]
    for start in range(0, len(rows_R), TAKE_ROWS):
        parts.append(model.logits(source.take(rows_R[start : start + TAKE_ROWS])).argmax(axis=1))
    return np.concatenate(parts)
