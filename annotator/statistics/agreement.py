"""How much people agree on the items that two or more of them answered: beyond chance, by class, and by pair.

Suffixes: U kinds of items (alike to the measure), B draws, K labels, C cells of a confusion.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from annotator.statistics.answers import Answers, Floats, Ints
from annotator.statistics.confusion import Confusion
from annotator.statistics.resampling import DRAWS, estimates
from annotator.statistics.shares import Estimate

# counts_UK: answers by label of items with two or more; weights_BU: how many there are of each -> values_B.
OfAll = Callable[[Floats, Floats], Floats]


@dataclass(frozen=True)
class ClassAgreement:
    """agreement: where one person says this label, how often another does (0 to 1). kappa: the same beyond chance, at
    most 1. Both rest on the items that anybody gave the label; None where nobody did, or nothing else was said.
    """

    agreement: Estimate | None
    kappa: Estimate | None


def agreement(answers: Answers, *, rng: np.random.Generator, draws: int = DRAWS) -> dict[str, Estimate | None]:
    """Each of MEASURES, by name, with its 95 % interval over items; n: items with two answers or more.

    None: not defined, because no item has two answers or, beyond chance, because all answers are the same.
    """
    counts_UK, times_U = _kinds(answers)
    n = np.full(len(MEASURES), times_U.sum())
    found = estimates(
        lambda weights_BU: np.stack([measure(counts_UK, weights_BU) for measure in MEASURES.values()], axis=1),
        times_U,
        n=n,
        rng=rng,
        draws=draws,
    )
    return dict(zip(MEASURES, found, strict=True))


def class_agreement(answers: Answers, *, rng: np.random.Generator, draws: int = DRAWS) -> list[ClassAgreement]:
    """Of each label: proportion of specific agreement and category kappa (Fleiss 1971), with 95 % intervals over items.

    Items of more answers than two count each answer once: its agreement is with a random other one of the item.
    """
    counts_UK, times_U = _kinds(answers)
    n_K = times_U @ (counts_UK > 0)
    found = estimates(
        lambda weights_BU: _by_class(counts_UK, weights_BU), times_U, n=np.concatenate([n_K, n_K]), rng=rng, draws=draws
    )
    return [ClassAgreement(*each) for each in zip(found[: len(n_K)], found[len(n_K) :], strict=True)]


def kappa(confusion: Confusion, *, rng: np.random.Generator, draws: int = DRAWS) -> Estimate | None:
    """Cohen's kappa (1960) of a pair of people, at most 1, with its 95 % interval over the items that both answered.

    None: not defined, as both gave one and the same label only.
    """
    alike_C = (confusion.first_C == confusion.second_C).astype(np.float64)
    labels = np.union1d(confusion.first_C, confusion.second_C)
    first_CK, second_CK = (
        (column[:, None] == labels).astype(np.float64) for column in (confusion.first_C, confusion.second_C)
    )

    def measure(weights_BC: Floats) -> Floats:
        total_B = weights_BC.sum(axis=1)
        by_chance_B = ((weights_BC @ first_CK) * (weights_BC @ second_CK)).sum(axis=1) / total_B**2
        return _beyond(weights_BC @ alike_C / total_B, by_chance_B)[:, None]

    (found,) = estimates(measure, confusion.times_C, n=np.array([confusion.n]), rng=rng, draws=draws)
    return found


def _percent(counts_UK: Floats, weights_BU: Floats) -> Floats:
    """The share of pairs of answers that are alike, averaged over items: 0 to 1."""
    m_U = counts_UK.sum(axis=1)
    alike_U = (counts_UK * (counts_UK - 1)).sum(axis=1) / (m_U * (m_U - 1))
    shares_B: Floats = weights_BU @ alike_U / weights_BU.sum(axis=1)
    return shares_B


def _fleiss(counts_UK: Floats, weights_BU: Floats) -> Floats:
    """Fleiss' kappa (1971), at most 1: chance is that two answers drawn from all are alike.

    Where items have different numbers of answers, each item counts once in what is observed, each answer in chance.
    """
    shares_BK = _shares(weights_BU @ counts_UK)
    return _beyond(_percent(counts_UK, weights_BU), (shares_BK**2).sum(axis=1))


def _alpha(counts_UK: Floats, weights_BU: Floats) -> Floats:
    """Krippendorff's alpha (2011) for names, at most 1: each answer counts once, however many its item has."""
    m_U = counts_UK.sum(axis=1)
    apart_U = (m_U**2 - (counts_UK**2).sum(axis=1)) / (m_U - 1)
    marginals_BK = weights_BU @ counts_UK
    n_B = marginals_BK.sum(axis=1)
    by_chance_B = (n_B**2 - (marginals_BK**2).sum(axis=1)) / (n_B - 1)
    return _less_than(weights_BU @ apart_U, by_chance_B)


def _ordinal_alpha(counts_UK: Floats, weights_BU: Floats) -> Floats:
    """The same for labels whose order means something: two are as far apart as there are answers between them.

    That distance is the difference of the labels' middle ranks, so that sums of squares suffice.
    """
    m_U = counts_UK.sum(axis=1)
    marginals_BK = weights_BU @ counts_UK
    n_B = marginals_BK.sum(axis=1)
    # As shares, and around their mean: nothing large is taken from something large.
    ranks_BK = (np.cumsum(marginals_BK, axis=1) - marginals_BK / 2) / n_B[:, None]
    ranks_BK -= (marginals_BK * ranks_BK).sum(axis=1, keepdims=True) / n_B[:, None]
    apart_BU = 2 * (m_U * (ranks_BK**2 @ counts_UK.T) - (ranks_BK @ counts_UK.T) ** 2) / (m_U - 1)
    by_chance_B = 2 * n_B * (marginals_BK * ranks_BK**2).sum(axis=1) / (n_B - 1)
    return _less_than((weights_BU * apart_BU).sum(axis=1), by_chance_B)


MEASURES: Mapping[str, OfAll] = {
    "percent": _percent,
    "fleiss": _fleiss,
    "krippendorff": _alpha,
    "krippendorff_ordinal": _ordinal_alpha,
}


def _by_class(counts_UK: Floats, weights_BU: Floats) -> Floats:
    m_U = counts_UK.sum(axis=1, keepdims=True)
    given_BK = weights_BU @ counts_UK
    with np.errstate(invalid="ignore", divide="ignore"):
        specific_BK = weights_BU @ (counts_UK * (counts_UK - 1) / (m_U - 1)) / given_BK
    return np.concatenate([specific_BK, _beyond(specific_BK, _shares(given_BK))], axis=1)


def _kinds(answers: Answers) -> tuple[Floats, Ints]:
    """Items with two answers or more, those with the same counts of labels as one: float64[U, K], int64[U]."""
    counts, times = [np.empty((0, answers.n_labels))], [np.empty(0, dtype=np.int64)]
    for begins_G, count in answers.several():
        labels_GM = np.sort(answers.labels_A[begins_G[:, None] + np.arange(count)], axis=1)
        kinds_HM, which_G = np.unique(labels_GM, axis=0, return_inverse=True)
        times_G = answers.times_N[answers.items_A[begins_G]]
        times.append(np.bincount(which_G.ravel(), weights=times_G).astype(np.int64))
        counts_HK = np.zeros((len(kinds_HM), answers.n_labels))
        np.add.at(counts_HK, (np.arange(len(kinds_HM))[:, None], kinds_HM), 1)
        counts.append(counts_HK)
    return np.concatenate(counts), np.concatenate(times)


def _shares(counts_BK: Floats) -> Floats:
    shares_BK: Floats = counts_BK / counts_BK.sum(axis=1, keepdims=True)
    return shares_BK


def _beyond(observed: Floats, by_chance: Floats) -> Floats:
    """NaN where chance alone agrees on everything."""
    return _less_than(1 - observed, 1 - by_chance)


def _less_than(apart: Floats, by_chance: Floats) -> Floats:
    """1 less the share of what chance would set apart; NaN where that is nothing, give or take rounding."""
    defined = by_chance > np.finfo(np.float64).eps * 16
    return np.where(defined, 1 - apart / np.where(defined, by_chance, 1), np.nan)
