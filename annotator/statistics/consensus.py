"""The label that an item's answers amount to: the one rule, for rounds, benchmarks, the dashboard and exports.

Beside it stands what is only ever shown, and said to be so: how sure a label is by one of BELIEFS.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np

from annotator.statistics.answers import Answers, Floats, Ints
from annotator.statistics.dawid_skene import dawid_skene, shares

# The label of an item on which no label is likelier than every other.
TIE = -1
# Between two labels that are equally likely, rounding decides nothing.
ALIKE = 1e-9

Item = TypeVar("Item", bound=Hashable)
Label = TypeVar("Label", bound=Hashable)
NOTHING_DECIDED: Mapping[Any, Any] = MappingProxyType({})


def consensus(
    answers: Iterable[tuple[Item, Label]], *, decided: Mapping[Item, Label] = NOTHING_DECIDED
) -> dict[Item, Label | None]:
    """Each item that was answered -> the label that most answers gave; None: a tie, no label was given most often.

    decided: items on which a manager or reviewer has decided, and how: that is their label, whatever was answered, and
    also where nothing was; these come last.

    answers: (item, label) of current answers, skips left out, in any order: who answered first decides nothing. Items
    come out in the order in which they first came in.

    A tie is never settled here, and no caller may settle it. It has no consensus label: a round does not learn it, it
    is no truth to measure against, and an export says that it is one.
    """
    by_item: dict[Item, list[Label]] = defaultdict(list)
    for item, label in answers:
        by_item[item].append(label)
    return {**{item: consensus_of(labels) for item, labels in by_item.items() if item not in decided}, **decided}


def settled(
    answers: Iterable[tuple[Item, Label]], *, decided: Mapping[Item, Label] = NOTHING_DECIDED
) -> dict[Item, Label]:
    """The same for those that have a label: ties are left out."""
    return {item: label for item, label in consensus(answers, decided=decided).items() if label is not None}


def label_of(labels: Sequence[Label], decided: Label | None) -> Label | None:
    """The label of one item: what was decided on it (None: nothing), else its consensus; None for a tie, or nothing."""
    if decided is not None:
        return decided
    return consensus_of(labels) if labels else None


def share_of(labels: Sequence[Label], label: Label | None) -> float | None:
    """The share of one item's answers that give this label, or (None) one side of the tie; None without answers."""
    if not labels:
        return None
    votes = Counter(labels)
    return (max(votes.values()) if label is None else votes[label]) / len(labels)


def consensus_of(labels: Sequence[Label]) -> Label | None:
    """The label that one item's answers gave most often; None for a tie. Raises ValueError where there are none."""
    if not labels:
        raise ValueError("an item that nobody answered has no consensus, not even a tie")
    if len(labels) == 1:
        return labels[0]
    (first, votes), *others = Counter(labels).most_common(2)
    return None if others and others[0][1] == votes else first


# Answers -> how likely each label is an item's true one, float64[N, K]; rows sum to 1. Of these, the majority's shares
# are the rule above: their likeliest label is the consensus.
BELIEFS: Mapping[str, Callable[[Answers], Floats]] = {
    "majority": shares,
    "dawid_skene": lambda answers: dawid_skene(answers).probs_NK,
}


def likeliest(probs_NK: Floats) -> Ints:
    """int64[N]: the label that is likelier than every other one; TIE where none is."""
    if probs_NK.shape[1] < 2:
        return np.zeros(len(probs_NK), dtype=np.int64)
    second_N, first_N = np.partition(probs_NK, -2, axis=1)[:, -2:].T
    return np.where(first_N - second_N > ALIKE, probs_NK.argmax(axis=1), TIE)
