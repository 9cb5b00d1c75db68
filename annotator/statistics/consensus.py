"""The label that an item's answers amount to: the one rule, for rounds, benchmarks, the dashboard and exports."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)
Label = TypeVar("Label", bound=Hashable)


def consensus(answers: Iterable[tuple[Item, Label]]) -> dict[Item, Label | None]:
    """Each item that was answered -> the label that most answers gave; None: a tie, no label was given most often.

    answers: (item, label) of current answers, skips left out, in any order: who answered first decides nothing. Items
    come out in the order in which they first came in.

    A tie is never settled here, and no caller may settle it. It has no consensus label: a round does not learn it, it
    is no truth to measure against, and an export says that it is one.
    """
    by_item: dict[Item, list[Label]] = defaultdict(list)
    for item, label in answers:
        by_item[item].append(label)
    return {item: consensus_of(labels) for item, labels in by_item.items()}


def settled(answers: Iterable[tuple[Item, Label]]) -> dict[Item, Label]:
    """The same for those that have a label: ties are left out."""
    return {item: label for item, label in consensus(answers).items() if label is not None}


def consensus_of(labels: Sequence[Label]) -> Label | None:
    """The label that one item's answers gave most often; None for a tie. Raises ValueError where there are none."""
    if not labels:
        raise ValueError("an item that nobody answered has no consensus, not even a tie")
    if len(labels) == 1:
        return labels[0]
    (first, votes), *others = Counter(labels).most_common(2)
    return None if others and others[0][1] == votes else first
