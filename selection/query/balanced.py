"""Picks that even out the classes."""

import numpy as np

from selection.arrays import Ints
from selection.draws import random_order_by
from selection.query.evidence import Evidence, Picked
from selection.strategy import Strategy


def class_balanced(evidence: Evidence, k: int, _strategy: Strategy, rng: np.random.Generator) -> Picked:
    """The highest scores, so that the classes predicted, with the labels known so far, come out as even as can be.

    One after the other: the class with the fewest labels and picks that still has a candidate gives its highest
    score. The j-th of class c comes when the class has count_c + j: sorting by that is the same, without a loop.
    """
    order = random_order_by(evidence.scores_K, rng=rng)
    predicted = evidence.class_probabilities()[order].argmax(axis=1)
    level = _counts(evidence)[predicted] + _place_in_group(predicted)
    return Picked.surely(order[np.argsort(level, kind="stable")[:k]], n=len(order))


def _counts(evidence: Evidence) -> Ints:
    """Labels known per class; 0 for classes added since."""
    counts = np.zeros(evidence.class_probabilities().shape[1], dtype=np.int64)
    counts[: len(evidence.labelled_counts)] = evidence.labelled_counts
    return counts


def _place_in_group(groups_K: Ints) -> Ints:
    """int64[K]: how many earlier entries are of the same group."""
    by_group = np.argsort(groups_K, kind="stable")
    sizes = np.bincount(groups_K)
    starts = np.cumsum(sizes) - sizes
    places = np.empty(len(groups_K), dtype=np.int64)
    places[by_group] = np.arange(len(groups_K)) - np.repeat(starts, sizes)
    return places
