"""Left-out probabilities against heads that are refitted without the row."""

from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression, Ridge

from selection import left_out
from selection.arrays import Floats, Floats32, Ints
from selection.errors import BadInput, NonFiniteScore, RoundStopped
from selection.left_out import left_out_probabilities, unseen_probabilities
from selection.proxies.axes import Axes
from selection.proxies.logistic import Task, strength_and_factor
from selection.proxies.ridge import Ridge as ClosedForm
from selection.proxies.ridge import told_by_leaving_out
from selection.proxies.scaling import Scaling
from selection.sources import Items


def blobs(*, n: int, width: int, classes: int, seed: int = 0) -> tuple[Floats32, Ints]:
    rng = np.random.default_rng(seed)
    labels = np.concatenate([np.arange(classes), rng.integers(classes, size=n - classes)])
    centres = rng.normal(size=(classes, width)) * 1.5
    return (centres[labels] + rng.normal(size=(n, width)) + 3).astype(np.float32), labels


def asked(features: Any, labels: Any, *, classes: int = 4, **more: Any) -> Floats32:
    return left_out_probabilities(features, labels, n_classes=classes, rng=np.random.default_rng(1), **more)


def softmax(logits: Floats) -> Floats:
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return np.asarray(shares, dtype=np.float64)


@pytest.mark.parametrize(("n", "width"), [(40, 6), (25, 60)])
def test_ridge_says_what_a_ridge_says_that_was_refitted_without_the_row(n: int, width: int) -> None:
    features, labels = blobs(n=n, width=width, classes=4)
    scaled = Scaling.of(features).applied(features)
    told = told_by_leaving_out(ClosedForm.of(Axes.of(scaled), labels, n_classes=4))
    refitted = np.zeros((n, 4))
    for row in range(n):
        others = np.arange(n) != row
        ridge = Ridge(alpha=told.strength).fit(scaled[others].astype(np.float64), np.eye(4)[labels[others]])
        refitted[row] = ridge.predict(scaled[[row]].astype(np.float64))[0]
    np.testing.assert_allclose(asked(features, labels), softmax(refitted * told.factor), atol=2e-3)


def test_logistic_says_what_folds_say_that_were_refitted() -> None:
    features, labels = blobs(n=60, width=5, classes=3, seed=4)
    scaled = Scaling.of(features).applied(features)
    rng = np.random.default_rng(1)
    strength, factor = strength_and_factor(Task(rows=scaled, labels=labels, n_classes=3), rng=rng)
    folds = rng.permutation(60) % 10
    refitted = np.zeros((60, 3))
    for fold in range(10):
        held = folds == fold
        model = LogisticRegression(C=1 / strength, tol=1e-8, max_iter=5000).fit(scaled[~held], labels[~held])
        refitted[held] = model.decision_function(scaled[held])
    found = asked(features, labels, classes=3, head="logistic_head")
    np.testing.assert_allclose(found, softmax(refitted * factor), atol=0.02)


@pytest.mark.parametrize("head", ["ridge_head", "logistic_head"])
def test_a_wrong_label_is_told_by_the_others(head: str) -> None:
    features, labels = blobs(n=120, width=8, classes=4, seed=2)
    right = labels.copy()
    labels[7] = (labels[7] + 1) % 4
    found = asked(features, labels, head=head)
    of_given = found[np.arange(120), labels]
    assert of_given.argmin() == 7
    assert found[7].argmax() == right[7]


@pytest.mark.parametrize("head", ["ridge_head", "logistic_head"])
def test_classes_without_labels_have_no_probability_and_rows_sum_to_one(head: str) -> None:
    features, labels = blobs(n=30, width=5, classes=3)
    found = asked(features, labels * 2, classes=7, head=head)
    assert found.shape == (30, 7)
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)
    assert (found[:, [1, 3, 5, 6]] == 0).all()


@pytest.mark.parametrize("head", ["ridge_head", "logistic_head"])
def test_a_class_of_one_label_and_a_single_class_are_borne(head: str) -> None:
    features, labels = blobs(n=30, width=5, classes=2)
    labels[0] = 2
    lonely = asked(features, labels, classes=3, head=head)
    assert lonely[0, 2] < 0.5
    one_class = asked(features, np.zeros(30, dtype=np.int64), classes=2, head=head)
    assert (one_class == [1, 0]).all()


def test_two_rows_are_enough_and_features_that_are_all_alike_say_nothing() -> None:
    assert asked(np.eye(2, dtype=np.float32), np.array([0, 1]), classes=2).shape == (2, 2)
    alike = asked(np.ones((20, 3), dtype=np.float32), np.arange(20) % 2, classes=2)
    np.testing.assert_allclose(alike, 0.5, atol=0.1)


@pytest.mark.parametrize(
    ("features", "labels", "more", "words"),
    [
        (np.ones((1, 2)), [0], {}, "two rows"),
        (np.ones((3, 2)), [0, 1], {}, "one label each"),
        (np.ones((3, 2)), [0, 1, 4], {}, "between 0 and 3"),
        (np.ones((3, 2)), [0, -1, 1], {}, "between 0 and 3"),
        (np.ones((3, 2)), [0, 1, 1], {"head": "fasttext"}, "not by fasttext"),
    ],
)
def test_what_makes_no_sense_is_refused(features: Any, labels: Any, more: Any, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        asked(features.astype(np.float32), np.array(labels), **more)


def test_a_feature_that_is_not_finite_is_refused() -> None:
    with pytest.raises(NonFiniteScore):
        asked(np.array([[0, np.nan], [1, 2]], dtype=np.float32), np.array([0, 1]))


@pytest.mark.parametrize("head", ["ridge_head", "logistic_head"])
def test_it_can_be_stopped(head: str) -> None:
    features, labels = blobs(n=60, width=5, classes=4)
    with pytest.raises(RoundStopped):
        asked(features, labels, head=head, should_stop=lambda: True)


class Rows:
    """Features of more rows than have labels."""

    def __init__(self, features: Floats32) -> None:
        self._features = features

    @property
    def n_rows(self) -> int:
        return len(self._features)

    def take(self, rows: Ints, /) -> Items:
        return self._features[rows]


def unseen(features: Floats32, labels: Ints, rows: Ints, *, classes: int = 4, **more: Any) -> Floats32:
    rng = np.random.default_rng(2)
    return unseen_probabilities(Rows(features), rows, labels[rows], n_classes=classes, rng=rng, **more)


def test_of_few_labels_each_is_left_out_as_by_the_closed_form() -> None:
    features, labels = blobs(n=50, width=6, classes=4)
    rows = np.arange(40)[::-1]
    expected = asked(features[rows], labels[rows])
    np.testing.assert_allclose(unseen(features, labels, rows), expected, atol=1e-4)


def test_of_many_labels_those_that_were_not_learned_are_told_by_those_that_were(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(left_out, "MOST_TAUGHT", 60)
    monkeypatch.setattr(left_out, "AT_ONCE", 7)
    features, labels = blobs(n=100, width=6, classes=3)
    found = unseen(features, labels, np.arange(100), classes=4)
    taught = np.random.default_rng(2).permutation(100)[:60]
    others = np.setdiff1d(np.arange(100), taught)
    scaling = Scaling.of(features[taught])
    ridge = ClosedForm.of(Axes.of(scaling.applied(features[taught])), labels[taught], n_classes=3)
    told = told_by_leaving_out(ridge)
    fitted = Ridge(alpha=told.strength).fit(scaling.applied(features[taught]), np.eye(3)[labels[taught]])
    expected = softmax(fitted.predict(scaling.applied(features[others])) * told.factor)
    np.testing.assert_allclose(found[others, :3], expected, atol=2e-3)
    np.testing.assert_allclose(found[taught, :3], asked(features[taught], labels[taught], classes=3), atol=1e-4)
    assert found[:, 3].max() == 0
    assert found.sum(axis=1) == pytest.approx(np.ones(100), abs=1e-5)


def test_whoever_stops_a_round_stops_this_too() -> None:
    features, labels = blobs(n=30, width=6, classes=3)
    with pytest.raises(RoundStopped):
        unseen(features, labels, np.arange(30), should_stop=lambda: True)
    with pytest.raises(BadInput):
        unseen(features, labels, np.arange(1))
