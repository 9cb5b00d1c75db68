"""Suspected errors, by hand, word for word, and where some were planted."""

import numpy as np
import pytest

from annotator.statistics.label_radar import LEAST_OF_LABEL, SCORES, Radar, filled_up, radar, suspects

LABELS = np.array([0, 0, 1, 1, 2])
PROBS = np.array([[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.1, 0.6, 0.3], [0.5, 0.4, 0.1], [0.3, 0.3, 0.4]])


def test_by_hand() -> None:
    """Class thresholds: (0.8 + 0.2) / 2, (0.6 + 0.4) / 2, 0.4. Rows 1 and 3 are as sure of another class."""
    found = radar(LABELS, PROBS)
    assert found.scores_N == pytest.approx([0.15, 0.75, 0.35, 0.55, 0.45])
    assert found.others_N.tolist() == [1, 1, 2, 0, 0]
    assert found.is_suspected_N.tolist() == [False, True, False, True, False]
    assert found.order_N.tolist() == [1, 3, 4, 2, 0]
    assert radar(LABELS, PROBS, score="self_confidence").scores_N == pytest.approx([0.2, 0.8, 0.4, 0.6, 0.6])


def slow_suspected(labels: np.ndarray, probs: np.ndarray) -> list[bool]:
    """The confident joint of the paper, item by item."""
    k = probs.shape[1]
    sure = {j: probs[labels == j, j].mean() for j in range(k) if (labels == j).any()}
    found = []
    for label, row in zip(labels, probs, strict=True):
        confident = [j for j in sure if row[j] >= sure[j]]
        found.append(bool(confident) and max(confident, key=lambda j: row[j]) != label)
    return found


def planted(seed: int, *, n: int = 3000, k: int = 6) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Labels of which a tenth are wrong, a model's probabilities, and which are wrong."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(k, size=n)
    logits = rng.normal(size=(n, k)) + 3 * np.eye(k)[truth]
    probs = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    is_wrong = rng.random(n) < 0.1
    return np.where(is_wrong, (truth + rng.integers(1, k, size=n)) % k, truth), probs, is_wrong


def auroc(scores: np.ndarray, is_wrong: np.ndarray) -> float:
    higher = scores[is_wrong][:, None] - scores[~is_wrong]
    return float(((higher > 0) + (higher == 0) / 2).mean())


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_suspected_is_what_the_confident_joint_sets_off(kind: type) -> None:
    labels, probs, _ = planted(0, n=500)
    labels = np.minimum(labels, 4)  # the last class has no label
    found = radar(labels, probs.astype(kind))
    assert found.is_suspected_N.tolist() == slow_suspected(labels, probs.astype(kind).astype(np.float64))


@pytest.mark.parametrize("score", list(SCORES))
def test_every_score_finds_what_was_planted(score: str) -> None:
    labels, probs, is_wrong = planted(1)
    found = radar(labels, probs, score=score)
    assert auroc(found.scores_N, is_wrong) > 0.95
    assert (found.scores_N.min() >= 0, found.scores_N.max() <= 1) == (True, True)
    assert np.array_equal(found.scores_N[found.order_N], np.sort(found.scores_N)[::-1])
    # Confident learning holds back: it suspects two thirds of the wrong ones, and few others.
    assert is_wrong[found.is_suspected_N].mean() > 0.7
    assert found.is_suspected_N[is_wrong].mean() > 0.6


def test_no_items_are_none_suspected() -> None:
    found = radar(np.empty(0, dtype=np.int64), np.empty((0, 3)))
    assert [len(each) for each in vars(found).values()] == [0, 0, 0, 0]
    assert isinstance(found, Radar)


@pytest.mark.parametrize(
    ("labels", "probs", "wrong"),
    [
        ([0, 3], np.full((2, 3), 1 / 3), "a label is not between 0 and 2"),
        ([0], np.full((2, 3), 1 / 3), "do not fit"),
        ([0, 0], np.ones((2, 1)), "do not fit"),
        ([0], np.array([[np.nan, 1.0]]), "not finite"),
    ],
)
def test_what_cannot_be_is_refused(labels: list[int], probs: np.ndarray, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        radar(np.array(labels), probs)


def test_suspects_come_most_suspect_first_and_a_rare_label_is_not_suspected_for_being_rare() -> None:
    labels, probs, _ = planted(4)
    found = radar(labels, probs)
    everyone = suspects(found, labels, most=len(labels))
    assert everyone.tolist() == [at for at in found.order_N.tolist() if found.is_suspected_N[at]]
    assert suspects(found, labels, most=7).tolist() == everyone[:7].tolist()
    # A label that only the most suspect few have.
    renamed, more = labels.copy(), np.concatenate([probs, np.full((len(probs), 1), 1e-9)], axis=1)
    renamed[everyone[: LEAST_OF_LABEL - 1]] = probs.shape[1]
    assert not np.isin(suspects(radar(renamed, more), renamed, most=len(labels)), everyone[: LEAST_OF_LABEL - 1]).any()
    nothing = np.zeros(0, dtype=np.int64)
    assert suspects(radar(nothing, np.zeros((0, 2))), nothing, most=5).tolist() == []


def test_of_probabilities_of_which_the_largest_were_kept_the_rest_is_shared_evenly() -> None:
    found = filled_up([[(2, 0.6), (0, 0.2)], [(1, 1.0)], [(3, 0.3), (2, 0.3)]], n_labels=4)
    assert found[0] == pytest.approx([0.2, 0.1, 0.6, 0.1])
    assert found[1] == pytest.approx([0, 1, 0, 0])
    assert found.sum(axis=1) == pytest.approx([1, 1, 1])
    # No label is likelier than one that was kept: 0.1 was lost to rounding, or to a label that came later.
    assert filled_up([[(0, 0.5), (1, 0.02)]], n_labels=3)[0] == pytest.approx([0.5 / 0.54, 0.02 / 0.54, 0.02 / 0.54])
    with pytest.raises(ValueError, match="no probability"):
        filled_up([[]], n_labels=3)
