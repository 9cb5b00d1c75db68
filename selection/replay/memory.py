"""Replay memory: which of the labels consumed so far later rounds may draw from. (CLActive §3, "memory".)

    whole       all of them (CLActive)
    reservoir   an even sample of them, bounded (Vitter 1985, algorithm R)
    balanced    bounded; rare classes stay whole, the others hold even samples (Chrysakis & Moens 2020, CBRS)

The state knows every label anyway, so memory is a mask over them: a corrected label stays what it was, held or
not, and a place that falls free is filled again.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from selection.arrays import Bools, Ints
from selection.draws import even_draw
from selection.sources import LabelledBatch
from selection.state import State
from selection.strategy import Strategy


@dataclass(frozen=True)
class LabelStream:
    """labels int64[M] of distinct rows, in the order in which they came; the last `n_fresh` came just now.

    held bool[M]: in memory. full bool[C]: classes that are, or once were, the largest of a memory without room.
    """

    labels: Ints
    held: Bools
    full: Bools
    n_fresh: int = 0


Policy = Callable[[LabelStream, int, np.random.Generator], LabelStream]


def _whole(stream: LabelStream, _capacity: int, _rng: np.random.Generator) -> LabelStream:
    return replace(stream, held=np.ones(len(stream.held), dtype=np.bool_))


def _reservoir(stream: LabelStream, capacity: int, rng: np.random.Generator) -> LabelStream:
    """Every label is held with the same probability, capacity / labels."""
    n_known = len(stream.labels) - stream.n_fresh
    held = stream.held.copy()
    _fit_evenly(held[:n_known], capacity, rng=rng)
    slots = np.flatnonzero(held).tolist()
    # The i-th label of the stream draws one of i slots; a slot beyond the capacity means that it is not kept.
    drawn = rng.integers(0, np.arange(n_known, len(held)) + 1)
    for pos, slot in enumerate(drawn.tolist(), start=n_known):
        if len(slots) < capacity:
            slots.append(pos)
        elif slot < capacity:
            slots[slot] = pos
    return replace(stream, held=_mask(slots, len(held)))


def _fit_evenly(held_K: Bools, capacity: int, *, rng: np.random.Generator) -> None:
    """Gives up, or takes up, labels at random until memory is as full as it can be. In place."""
    inside, outside = np.flatnonzero(held_K), np.flatnonzero(~held_K)
    held_K[inside[even_draw(len(inside), max(0, len(inside) - capacity), rng=rng)]] = False
    held_K[outside[even_draw(len(outside), max(0, capacity - len(inside)), rng=rng)]] = True


def _balanced(stream: LabelStream, capacity: int, rng: np.random.Generator) -> LabelStream:
    """CBRS (Chrysakis & Moens 2020).

    Without room, a label of a class that was never the largest takes a place of the largest class; one of a class
    that was takes a place of its own class, as often as leaves those held an even sample of the class.
    """
    n_known = len(stream.labels) - stream.n_fresh
    held_by_class = _held_by_class(stream, capacity, rng=rng)
    full = stream.full.copy()
    seen = np.bincount(stream.labels[:n_known], minlength=len(full)).tolist()
    for pos, label in enumerate(stream.labels[n_known:].tolist(), start=n_known):
        seen[label] += 1
        if sum(map(len, held_by_class)) >= capacity:
            largest = _largest(held_by_class)
            full[largest] = True
            if full[label]:
                _maybe_swap(held_by_class[label], pos, chance=len(held_by_class[label]) / seen[label], rng=rng)
                continue
            _drop_one(held_by_class[largest[int(rng.integers(len(largest)))]], rng=rng)
        held_by_class[label].append(pos)
    return replace(
        stream, held=_mask([pos for positions in held_by_class for pos in positions], len(stream.held)), full=full
    )


def _largest(held_by_class: list[list[int]]) -> list[int]:
    most = max(map(len, held_by_class))
    return [label for label, positions in enumerate(held_by_class) if len(positions) == most]


def _drop_one(positions: list[int], *, rng: np.random.Generator) -> None:
    place = int(rng.integers(len(positions)))
    positions[place] = positions[-1]
    positions.pop()


def _maybe_swap(positions: list[int], pos: int, *, chance: float, rng: np.random.Generator) -> None:
    if rng.random() < chance:
        positions[int(rng.integers(len(positions)))] = pos


def _held_by_class(stream: LabelStream, capacity: int, *, rng: np.random.Generator) -> list[list[int]]:
    """Positions held before the fresh labels, by class; as many as there is room for, and as level as can be."""
    known = slice(0, len(stream.labels) - stream.n_fresh)
    labels, held, n_classes = stream.labels[known], stream.held[known], len(stream.full)
    held_counts, known_counts = np.bincount(labels[held], minlength=n_classes), np.bincount(labels, minlength=n_classes)
    if held_counts.sum() > capacity:
        wanted = _level(np.zeros_like(held_counts), held_counts, total=capacity, rng=rng)
    else:
        wanted = _level(held_counts, known_counts, total=capacity, rng=rng)
    return [
        _fit_class(np.flatnonzero(labels == label), held, int(wanted[label]), rng=rng) for label in range(n_classes)
    ]


def _fit_class(positions: Ints, held: Bools, wanted: int, *, rng: np.random.Generator) -> list[int]:
    """`wanted` of the positions: first of those held, then of the others, each drawn evenly."""
    inside, outside = positions[held[positions]], positions[~held[positions]]
    kept = inside[np.sort(even_draw(len(inside), wanted, rng=rng))]
    taken = outside[np.sort(even_draw(len(outside), wanted - len(kept), rng=rng))]
    return [*kept.tolist(), *taken.tolist()]


def _level(low_C: Ints, high_C: Ints, *, total: int, rng: np.random.Generator) -> Ints:
    """Counts between low and high whose sum comes as near to `total` as it can, the smallest raised first."""
    if high_C.sum() <= total:
        return high_C
    below, above = 0, int(high_C.max())
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (middle, above) if np.clip(middle, low_C, high_C).sum() <= total else (below, middle)
    counts: Ints = np.clip(below, low_C, high_C)
    raised = np.flatnonzero(np.clip(above, low_C, high_C) > counts)
    counts[raised[even_draw(len(raised), total - int(counts.sum()), rng=rng)]] += 1
    return counts


def _mask(positions: list[int], n: int) -> Bools:
    mask = np.zeros(n, dtype=np.bool_)
    mask[positions] = True
    return mask


MEMORIES: dict[str, Policy] = {"whole": _whole, "reservoir": _reservoir, "balanced": _balanced}


def kept(stream: LabelStream, *, strategy: Strategy, rng: np.random.Generator) -> LabelStream:
    """The stream with `held` and `full` as `strategy.memory` wants them after the fresh labels."""
    return MEMORIES[strategy.memory](stream, strategy.memory_capacity, rng)


def remembering(state: State, batch: LabelledBatch, *, strategy: Strategy, rng: np.random.Generator) -> State:
    """`state` with the batch consumed: forgotten rows gone, corrected labels replaced, new ones offered to memory.

    batch: each row once (`LabelledBatch.checked`). A label that comes again keeps its place in memory, or its lack
    of one, so that a row counts once however often its label changes.
    """
    after = state.remembering(batch)
    n_fresh = len(batch) - int(np.isin(batch.rows_B, state.memory_rows).sum())
    stream = LabelStream(after.memory_labels, after.memory_held, after.full_classes, n_fresh)
    done = kept(stream, strategy=strategy, rng=rng)
    return replace(after, memory_held=done.held, full_classes=done.full)


def replayable(state: State, batch: LabelledBatch) -> LabelledBatch:
    """What memory held before the batch came, oldest first, less the rows that the batch brings anew or takes back."""
    held = LabelledBatch(state.memory_rows[state.memory_held], state.memory_labels[state.memory_held])
    return held.without(batch.rows_B).without(batch.forgotten_rows)
