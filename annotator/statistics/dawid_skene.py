"""The labels that answers amount to where people err in ways of their own: Dawid and Skene (1979), by EM.

Each item has a true label, drawn from prior_K; person p who sees true label k says label l with probability
confusions_PKK[p, k, l]. Suffixes: A answers, N items, P people, K labels, V voices (person p saying l: p · K + l).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from annotator.statistics.answers import Answers, Floats

# Answers invented for each person and true label, split as all people's answers to it are: who has answered little is
# taken for one of the crowd. Without them, what somebody was never seen to confuse they could never confuse.
INVENTED = 1.0
MOST_STEPS = 500
# Natural logarithms per answer that a step must gain for another to follow.
LEAST_GAIN = 1e-7
# Numbers in everybody's confusions, and in the beliefs of all answers: 160 MB each.
MOST_CELLS = 20_000_000


@dataclass(frozen=True)
class DawidSkene:
    """probs_NK: how likely each label is the true one; rows sum to 1; an item without answers has prior_K.

    confusions_PKK: person, true label, label that they say; rows sum to 1. log_posteriors: after each step, natural
    logarithms up to a constant; they never fall. is_settled: another step would gain next to nothing.
    """

    probs_NK: Floats
    prior_K: Floats
    confusions_PKK: Floats
    log_posteriors: tuple[float, ...]
    is_settled: bool

    @property
    def right_P(self) -> Floats:
        """How often each person says the true label, labels being as frequent as they are: 0 to 1."""
        right_P: Floats = np.einsum("pkk,k->p", self.confusions_PKK, self.prior_K)
        return right_P


def can_be_told_apart(answers: Answers) -> bool:
    """Whether what is believed of people and answers is few enough numbers to be in memory."""
    beliefs = (answers.n_people * answers.n_labels, len(answers.items_A), answers.n_items)
    return max(beliefs) * answers.n_labels <= MOST_CELLS


def dawid_skene(answers: Answers) -> DawidSkene:
    """The most probable model, sought from the majority's shares on: the same answers give the same one.

    Raises ValueError where people cannot be told apart.
    """
    if not can_be_told_apart(answers):
        raise ValueError(f"{answers.n_people} people and {answers.n_labels} labels are too many to tell people apart")
    add, probs_NK = _adding(answers), shares(answers)
    invented_VK = _invented(answers, add(probs_NK))
    enough = LEAST_GAIN * max(1, answers.times_N[answers.items_A].sum())
    log_posteriors: list[float] = []
    is_settled = False
    while not is_settled and len(log_posteriors) < MOST_STEPS:
        prior_K, log_VK = _most_probable(answers, probs_NK, add(probs_NK) + invented_VK)
        probs_NK, log_likelihood = _expected(answers, np.log(prior_K), log_VK)
        log_posteriors.append(log_likelihood + float((invented_VK * log_VK).sum() + np.log(prior_K).sum()))
        is_settled = len(log_posteriors) > 1 and log_posteriors[-1] - log_posteriors[-2] < enough
    confusions_PKK = np.exp(log_VK).reshape(answers.n_people, answers.n_labels, answers.n_labels).swapaxes(1, 2)
    return DawidSkene(probs_NK, prior_K, confusions_PKK, tuple(log_posteriors), is_settled)


def shares(answers: Answers) -> Floats:
    """float64[N, K]: of each item's answers, the share of each label; even where there are none."""
    counts_NK = answers.counts_NK.astype(np.float64)
    counts_NK[~counts_NK.any(axis=1)] = 1
    shares_NK: Floats = counts_NK / counts_NK.sum(axis=1, keepdims=True)
    return shares_NK


def _adding(answers: Answers) -> Callable[[Floats], Floats]:
    """From what is believed of items, float64[N, K], to how often each voice was heard at each true label, [V, K]."""
    voices_A = answers.people_A * answers.n_labels + answers.labels_A
    order_A = np.argsort(voices_A, kind="stable")
    heard, begins = np.unique(voices_A[order_A], return_index=True)
    items_A = answers.items_A[order_A]
    times_A1 = answers.times_N[items_A][:, None]

    def add(probs_NK: Floats) -> Floats:
        counts_VK = np.zeros((answers.n_people * answers.n_labels, answers.n_labels))
        if len(heard):
            counts_VK[heard] = np.add.reduceat(probs_NK[items_A] * times_A1, begins, axis=0)
        return counts_VK

    return add


def _invented(answers: Answers, counts_VK: Floats) -> Floats:
    """INVENTED for each person and true label, as the crowd would answer it; the crowd itself is given one of each."""
    crowd_LK = counts_VK.reshape(answers.n_people, answers.n_labels, answers.n_labels).sum(axis=0) + 1
    return np.tile(INVENTED * crowd_LK / crowd_LK.sum(axis=0), (answers.n_people, 1))


def _most_probable(answers: Answers, probs_NK: Floats, counts_VK: Floats) -> tuple[Floats, Floats]:
    """The prior (one item of each label is invented) and the logarithms of the confusions."""
    prior_K = answers.times_N @ probs_NK + 1
    of_person_PLK = counts_VK.reshape(answers.n_people, answers.n_labels, answers.n_labels)
    log_PLK = np.log(of_person_PLK / of_person_PLK.sum(axis=1, keepdims=True))
    return prior_K / prior_K.sum(), log_PLK.reshape(counts_VK.shape)


def _expected(answers: Answers, log_prior_K: Floats, log_VK: Floats) -> tuple[Floats, float]:
    """What is believed of each item, and the logarithm of the likelihood of all answers."""
    log_NK = np.tile(log_prior_K, (answers.n_items, 1))
    answered, begins = np.unique(answers.items_A, return_index=True)
    if len(answered):
        said_AK = log_VK[answers.people_A * answers.n_labels + answers.labels_A]
        log_NK[answered] += np.add.reduceat(said_AK, begins, axis=0)
    most_N1 = log_NK.max(axis=1, keepdims=True)
    likely_NK = np.exp(log_NK - most_N1)
    sums_N1 = likely_NK.sum(axis=1, keepdims=True)
    return likely_NK / sums_N1, float(answers.times_N @ (np.log(sums_N1) + most_N1)[:, 0])
