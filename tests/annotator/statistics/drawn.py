"""Answers for the tests of statistics."""

from typing import Any

import numpy as np

from annotator.statistics.answers import Answers

NOBODY = -1


def table(rows: Any, *, n_labels: int | None = None, times: Any = None) -> Answers:
    """From one row per item and one column per person, NOBODY where they gave no answer."""
    table_NP = np.asarray(rows)
    items, people = np.nonzero(table_NP != NOBODY)
    labels = table_NP[items, people]
    sizes = (table_NP.shape[1], n_labels or int(labels.max()) + 1)
    return Answers.of(items, people, labels, sizes=sizes, times=np.ones(len(table_NP)) if times is None else times)


def counted(counts: Any) -> Answers:
    """From how often each item was given each label, by whomever."""
    rows = [np.repeat(np.arange(len(each)), each) for each in counts]
    most = max(map(len, rows))
    filled = [np.pad(each, (0, most - len(each)), constant_values=NOBODY) for each in rows]
    return table(filled, n_labels=len(counts[0]))


def crowd(
    *, items: int, people: int, labels: int, rng: np.random.Generator, missing: float = 0.3, right: Any = 0.75
) -> tuple[Answers, np.ndarray]:
    """Drawn answers and the truth. right: how often everybody says the true label, or one number per person."""
    truth_N = rng.integers(labels, size=items)
    is_right_NP = rng.random((items, people)) < np.broadcast_to(right, people)
    other_NP = (truth_N[:, None] + rng.integers(1, labels, size=(items, people))) % labels
    said_NP = np.where(is_right_NP, truth_N[:, None], other_NP)
    said_NP[rng.random((items, people)) < missing] = NOBODY
    return table(said_NP, n_labels=labels), truth_N
