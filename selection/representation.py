"""What a round's proxy sees: a view of the pool, or the items themselves.

`features` of a strategy name a view, or "auto": then the project's own labels choose, anew after each doubling. Where
no view is ready, the default proxy of the kind of items learns from the items: the representation "own".
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from selection import acquisition
from selection.arrays import Bools, Ints, as_rows
from selection.choice import Choice
from selection.cross_validation import Labelled, LeftOut, by_head, by_proxy, taken
from selection.draws import even_draw
from selection.errors import BadInput
from selection.presets import strategy_for
from selection.replay.memory import replayable
from selection.sources import ItemSource, LabelledBatch, Pool, View, features_at
from selection.state import State
from selection.stopping import Stop
from selection.strategy import AUTO, IMAGE, OWN, REPRESENTATIONS, TEXT, Strategy

# With fewer labels nothing is told from chance, and the first view in order is as good a guess.
LEAST_LABELS = 20
# From so many labels on the proxy from scratch is tried too; with fewer it never wins, and it takes seconds.
OWN_FROM = {TEXT: 80, IMAGE: 320}
# More labels, drawn evenly, would not change a judgement: so many, or so many over the number of classes.
MOST_OF_MANY_CLASSES, MOST_BY_CLASSES, MOST_JUDGED = 1000, 20_000, 5000
# What reading and ranking a row cost beside each product with a class, in classes.
READING = 40
# What the default preset of a kind does not say for the proxy from scratch: it is the strategy's own.
KEPT = ("name", "initial", "query", "cold_start", "acquisition", "memory", "memory_capacity", "device", "threads")

WHOLE: dict[str, Any] = {
    "candidates": "all",
    "candidate_count": 0,
    "candidate_fraction": 0.0,
    "uniform_floor": 0.0,
    "exclude_lowest": 0.0,
    "shuffle_history": False,
}


@dataclass(frozen=True)
class Seen:
    """What a round works with: the strategy of its own proxy, the pool as that proxy sees it, and the choice."""

    strategy: Strategy
    pool: Pool
    choice: Choice


def seen(
    state: State,
    batch: LabelledBatch,
    *,
    pool: Pool,
    strategy: Strategy,
    rng: np.random.Generator,
    should_stop: Stop | None,
) -> Seen:
    """The round's strategy and pool; as they are, unless the strategy's features are a view.

    With a view, candidates are rows that are ready in it, and all of them where `whole_below` allows.
    Raises BadInput, and what judging raises: RoundStopped, TrainingFailed.
    """
    if not strategy.by_view:
        return Seen(strategy, pool, Choice(strategy.features or OWN))
    labels = _Labels.of(state, batch, pool=pool, strategy=strategy)
    choice = _chosen(state.choice, labels, rng=rng.spawn(1)[0], should_stop=should_stop)
    own = proxy_strategy(strategy, choice)
    if choice.name == OWN:
        return Seen(own, pool, choice)
    view = pool.views[choice.name]
    seen_pool = replace(pool, source=view.source, excluded_rows=np.union1d(pool.excluded_rows, _waiting(view)))
    return Seen(_whole_where_cheap(own, view, n_classes=state.n_classes), seen_pool, choice)


def proxy_strategy(strategy: Strategy, choice: Choice) -> Strategy:
    """The strategy by which the proxy of this choice is built: the same where the features are no view."""
    if not strategy.by_view:
        return strategy
    if choice.name not in ("", OWN):
        return replace(strategy, features=choice.name)
    preset = "random" if strategy.acquisition == acquisition.RANDOM else "default"
    return strategy_for(preset, kind=strategy.kind, overrides={field: getattr(strategy, field) for field in KEPT})


def source_of(pool: Pool, choice: Choice) -> ItemSource:
    """What the proxy of this choice reads."""
    return pool.views[choice.name].source if choice.name in pool.views else pool.source


@dataclass(frozen=True)
class _Labels:
    """The labels that a proxy may learn from, all rows that it must be able to read, and what there is to judge."""

    rows: Ints
    labels: Ints
    read: Ints
    pool: Pool
    strategy: Strategy
    n_classes: int

    @classmethod
    def of(cls, state: State, batch: LabelledBatch, *, pool: Pool, strategy: Strategy) -> "_Labels":
        probe_rows = as_rows(pool.probe_rows, n_rows=state.n_rows, name="probe rows")
        new = batch.checked(n_rows=state.n_rows, n_classes=state.n_classes).without(probe_rows)
        old = replayable(state, new).without(probe_rows)
        rows, labels = np.concatenate([old.rows_B, new.rows_B]), np.concatenate([old.labels_B, new.labels_B])
        read = np.concatenate([state.memory_rows, new.rows_B, probe_rows])
        return cls(rows, labels, read, pool, strategy, state.n_classes)

    def __len__(self) -> int:
        return len(self.rows)

    def drawn(self, most: int, *, rng: np.random.Generator) -> "_Labels":
        """An even draw in random order, so that folds are random too."""
        pos = even_draw(len(self), most, rng=rng)
        return replace(self, rows=self.rows[pos], labels=self.labels[pos])

    @property
    def ready(self) -> list[str]:
        """Views that have all labelled and probe rows and enough to ask for, in the order of preference."""
        is_open = self._is_open
        wanted = min(int(is_open.sum()), self.strategy.query)

        def is_ready(name: str) -> bool:
            marks = self.pool.views[name].ready
            if len(marks) != len(is_open):
                raise BadInput(f"The view {name} has {len(marks)} rows, the pool {len(is_open)}.")
            return bool(marks[self.read].all()) and int((marks & is_open).sum()) >= wanted

        return [name for name in REPRESENTATIONS[self.strategy.kind] if name in self.pool.views and is_ready(name)]

    @property
    def _is_open(self) -> Bools:
        is_open = np.zeros(self.pool.source.n_rows, dtype=np.bool_)
        is_open[self.pool.open_rows()] = True
        return is_open


def _chosen(last: Choice, labels: _Labels, *, rng: np.random.Generator, should_stop: Stop | None) -> Choice:
    """The representation of this round.

    1. A view that the strategy names, while it is ready.
    2. With "auto": a judgement, where labels have doubled since the last or a view came that it did not know.
    3. Otherwise what it was, or the best there is.
    """
    ready, accuracy = labels.ready, {told.name: told.accuracy for told in last.judged}
    if labels.strategy.features != AUTO:
        return Choice(labels.strategy.features if labels.strategy.features in ready else OWN)
    is_due = len(labels) >= 2 * last.n_labels or not accuracy.keys() >= set(ready)
    if ready and len(labels) >= LEAST_LABELS and is_due:
        return _judgement(last, labels, ready, rng=rng, should_stop=should_stop)
    if last.name in ready or (last.name == OWN and OWN in accuracy):
        return last
    return replace(last, name=max(ready, key=lambda name: accuracy.get(name, 0.0), default=OWN))


def _judgement(
    last: Choice, labels: _Labels, ready: list[str], *, rng: np.random.Generator, should_stop: Stop | None
) -> Choice:
    """Views among each other by cross-validation of their heads; the best of them against the proxy from scratch."""
    most = max(MOST_OF_MANY_CLASSES, min(MOST_JUDGED, MOST_BY_CLASSES // labels.n_classes))
    told = labels.drawn(most, rng=rng)
    left_out: dict[str, LeftOut] = {}
    for name in ready:
        features = features_at(labels.pool.views[name].source, told.rows)
        left_out[name] = by_head(features, told.labels, threads=labels.strategy.threads, should_stop=should_stop)
    name = taken(left_out)
    if len(labels) >= OWN_FROM[labels.strategy.kind]:
        left_out[OWN], versus = by_proxy(
            proxy_strategy(labels.strategy, Choice(OWN)),
            Labelled(labels.pool.source.take(told.rows), told.labels, labels.n_classes),
            rival=left_out[name],
            is_used=last.name == OWN,
            rng=rng,
            should_stop=should_stop,
        )
        rivals = {OWN: left_out[OWN], name: versus}
        name = taken({each: rivals[each] for each in ((OWN, name) if last.name == OWN else (name, OWN))})
    return Choice(name, tuple(left_out[each].judged(each) for each in left_out), len(labels))


def _waiting(view: View) -> Ints:
    """Rows that are not ready."""
    return np.flatnonzero(~view.ready)


def _whole_where_cheap(strategy: Strategy, view: View, *, n_classes: int) -> Strategy:
    """All candidates where that costs less than `whole_below`; the strategy's own draw otherwise."""
    ready = np.flatnonzero(view.ready)
    if not len(ready) or not strategy.whole_below:
        return strategy
    width = features_at(view.source, ready[:1]).shape[1]
    if len(ready) * width * (n_classes + READING) > strategy.whole_below * 1e9:
        return strategy
    return replace(strategy, **WHOLE)
