"""The labels that answers amount to with a model as one more annotator: CROWDLAB (Goh, Tkachenko and Mueller 2022,
arXiv:2210.06812). Suffixes: A answers, N items, P people, K labels.
"""

from dataclasses import dataclass

import numpy as np

from annotator.statistics.answers import Answers, Floats, Ints

# Weights and errors are this at least, as in the authors' own code.
LEAST = 1e-6


@dataclass(frozen=True)
class Crowdlab:
    """probs_NK: how likely each label is the true one; rows sum to 1. agreement_P: how often each person says what
    another says of the same item, 0 to 1. weights_P, model_weight: how much a person's answer and the model's word
    count, 1 for whoever never errs.
    """

    probs_NK: Floats
    agreement_P: Floats
    weights_P: Floats
    model_weight: float


def crowdlab(answers: Answers, model_NK: Floats) -> Crowdlab:
    """model_NK: the model's class probabilities, of items that it did not learn (out of sample); rows sum to 1.

    An item without answers has the model's word alone. What people are worth is told by the items that two or more
    answered: raises ValueError where there are none, where there is one label only, or where shapes differ.
    """
    counts_NK = answers.counts_NK
    m_N = counts_NK.sum(axis=1)
    several_N = m_N > 1
    if model_NK.shape != counts_NK.shape or answers.n_labels < 2:
        raise ValueError(f"{model_NK.shape} probabilities do not fit {counts_NK.shape} items and labels, two or more")
    if not several_N.any():
        raise ValueError("no item has two answers")
    # The majority, where it is torn the likelier one by the model.
    majority_N = np.argmax(counts_NK + model_NK / 2, axis=1)
    agreement_P = _agreement(answers, m_N)
    times_M, truth_M = answers.times_N[several_N], majority_N[several_N]
    by_class_K = np.bincount(truth_M, weights=times_M, minlength=answers.n_labels)
    # What somebody errs who always says the commonest label.
    error = max(LEAST, 1 - by_class_K.max() / times_M.sum())
    alike_M = counts_NK[several_N, truth_M] / m_N[several_N]
    wrong_M = model_NK[several_N].argmax(axis=1) != truth_M
    weights_P = np.maximum(LEAST, 1 - (1 - agreement_P) / error)
    # A model counts like as many people as items have answers, but for what it shares with itself.
    crowd = np.sqrt(np.average(m_N[m_N > 0], weights=answers.times_N[m_N > 0]))
    model_weight = float(max(LEAST, 1 - np.average(wrong_M, weights=times_M) / error) * crowd)
    return Crowdlab(
        _weighed(answers, model_NK, weights_P, model_weight, sure=float(np.average(alike_M, weights=times_M))),
        agreement_P,
        weights_P,
        model_weight,
    )


def _agreement(answers: Answers, m_N: Ints) -> Floats:
    """The mean over a person's answers, each as often as others answered its item; who was never alone with nobody
    else has the others' mean.
    """
    times_A = answers.times_N[answers.items_A]
    others_A = (m_N[answers.items_A] - 1) * times_A
    alike_A = (answers.counts_NK[answers.items_A, answers.labels_A] - 1) * times_A
    alike_P, others_P = (
        np.bincount(answers.people_A, weights=each, minlength=answers.n_people) for each in (alike_A, others_A)
    )
    known_P = others_P > 0
    agreement_P = np.zeros(answers.n_people)
    agreement_P[known_P] = alike_P[known_P] / others_P[known_P]
    agreement_P[~known_P] = agreement_P[known_P].mean()
    return agreement_P


def _weighed(answers: Answers, model_NK: Floats, weights_P: Floats, model_weight: float, *, sure: float) -> Floats:
    """Everybody's word, weighed. sure: how likely a label is that somebody says; the rest is split among the others."""
    rest = (1 - sure) / (answers.n_labels - 1)
    weights_A = weights_P[answers.people_A]
    said_NK = np.bincount(
        answers.items_A * answers.n_labels + answers.labels_A, weights=weights_A, minlength=model_NK.size
    ).reshape(model_NK.shape)
    sums_N1 = said_NK.sum(axis=1, keepdims=True)
    words_NK = model_weight * model_NK + (sure - rest) * said_NK + rest * sums_N1
    probs_NK: Floats = words_NK / (model_weight + sums_N1)
    return probs_NK
