"""Logistic regressions side by side: against scikit-learn, alone and in folds; rows in other coordinates."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from selection.acquisition import log_softmax
from selection.arrays import Floats, Floats32, Ints
from selection.proxies import logistic
from selection.proxies.calibration import best_factor, cautious_factor, mean_loss
from selection.proxies.logistic import FACTORS, Task, fitted, folds_of, held_out, logits_of_folds
from selection.proxies.scaling import Scaling
from selection.proxies.whitened import Whitened


def rows(n: int, *, width: int, n_classes: int, seed: int = 0) -> tuple[Floats32, Ints]:
    """Scaled, as heads see them; directions differ in how much of the rows lies along them."""
    rng = np.random.default_rng(seed)
    labels = np.concatenate([np.arange(n_classes), rng.integers(n_classes, size=n - n_classes)])
    middles = rng.normal(size=(n_classes, width))
    features = (0.7 * middles[labels] + rng.normal(size=(n, width))) * np.geomspace(1, 0.05, width)
    return Scaling.of(features.astype(np.float32)).applied(features.astype(np.float32)), labels


def task(n: int, *, width: int, n_classes: int, seed: int = 0) -> Task:
    features, labels = rows(n, width=width, n_classes=n_classes, seed=seed)
    return Task(rows=features, labels=labels, n_classes=n_classes)


def probabilities(logits: Floats | Floats32) -> Floats:
    return np.asarray(np.exp(log_softmax(logits)), dtype=np.float64)


def by_sklearn(task: Task, told: Ints, strength: float) -> Floats:
    """Probabilities of all rows. Of two classes it has one row of weights, the difference of our two."""
    one = 2 if task.n_classes == 2 else 1
    best = LogisticRegression(C=one / strength, tol=1e-9, max_iter=20_000).fit(task.rows[told], task.labels[told])
    return np.asarray(best.predict_proba(task.rows), dtype=np.float64)


SHAPES = [(120, 10, 2), (150, 12, 5), (90, 300, 4), (60, 40, 3)]


@pytest.mark.parametrize(("n", "width", "n_classes"), SHAPES)
@pytest.mark.parametrize("strength", [1.0, 10.0, 100.0])
class TestExact:
    def test_alone(self, n: int, width: int, n_classes: int, strength: float) -> None:
        whole = task(n, width=width, n_classes=n_classes)
        found = probabilities(fitted(whole, strength=strength).logits(whole.rows))
        np.testing.assert_allclose(found, by_sklearn(whole, np.arange(n), strength), atol=0.02)

    def test_side_by_side_in_folds(self, n: int, width: int, n_classes: int, strength: float) -> None:
        whole, folds = task(n, width=width, n_classes=n_classes), folds_of(n)
        found = probabilities(logits_of_folds(whole, folds, strength=strength))
        for fold in range(logistic.FOLDS):
            held = folds == fold
            told = np.flatnonzero(~held)
            np.testing.assert_allclose(found[held], by_sklearn(whole, told, strength)[held], atol=0.03)


@pytest.mark.parametrize(("n", "width", "n_classes"), SHAPES)
def test_the_strength_that_is_chosen_is_the_one_with_the_lowest_loss_of_folds(
    n: int, width: int, n_classes: int
) -> None:
    whole = task(n, width=width, n_classes=n_classes)
    exact = {strength: logits_of_folds(whole, folds_of(n), strength=strength) for strength in logistic.STRENGTHS}
    losses = {strength: best_factor(logits, whole.labels, factors=FACTORS)[0] for strength, logits in exact.items()}
    found = held_out(whole)
    assert losses[found.strength] <= min(losses.values()) * 1.1
    assert found.asked.tolist() == list(range(n))
    loss, _ = best_factor(found.logits, whole.labels, factors=FACTORS)
    assert loss == pytest.approx(losses[found.strength], rel=0.1, abs=0.003)


def test_of_many_rows_some_choose_the_strength_and_all_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = task(200, width=10, n_classes=2)
    monkeypatch.setattr(logistic, "MOST_WORK", 80 * 10 * 2)
    found, few = held_out(whole), held_out(whole.at(np.arange(80)))
    assert found.strength == few.strength
    assert found.logits.shape == (200, 2)


def test_of_more_rows_times_classes_two_folds_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = task(200, width=10, n_classes=2)
    every = held_out(whole)
    monkeypatch.setattr(logistic, "MOST_FOR_ALL_FOLDS", 399)
    found = held_out(whole)
    assert found.asked.tolist() == [row for row in range(200) if row % 4 < 2]
    np.testing.assert_allclose(probabilities(found.logits), probabilities(every.logits)[found.asked], atol=0.05)


def test_a_label_that_no_other_fold_has_is_not_known() -> None:
    features, labels = rows(40, width=10, n_classes=2)
    labels[7] = 2
    found = held_out(Task(rows=features, labels=labels, n_classes=3))
    assert np.flatnonzero(~found.known).tolist() == [7]
    assert probabilities(found.logits)[7, 2] < 0.1


def test_folds_in_several_turns_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = task(90, width=10, n_classes=3)
    together = logits_of_folds(whole, folds_of(90), strength=1.0)
    monkeypatch.setattr(logistic, "MOST_LOGITS", 3 * 90)
    np.testing.assert_allclose(
        probabilities(together), probabilities(logits_of_folds(whole, folds_of(90), strength=1.0)), atol=0.03
    )


def test_the_last_weights_spare_passes_and_change_nothing() -> None:
    for width in (10, 300):
        whole = task(120, width=width, n_classes=4)
        first = fitted(whole, strength=1.0)
        again = fitted(whole, strength=1.0, start=first)
        assert again.passes <= 3 < first.passes
        np.testing.assert_allclose(again.logits(whole.rows), first.logits(whole.rows), atol=0.1)


@pytest.mark.parametrize(("n", "width"), [(80, 6), (20, 60), (40, 60)])
class TestWhitened:
    def test_the_curvature_is_one_and_weights_are_measured_as_they_were(self, n: int, width: int) -> None:
        """What the logits of all rows fall short of is strength · |weights|²."""
        features, _ = rows(n, width=width, n_classes=3)
        white = Whitened.of(features, n_classes=3, strength=2.0)
        inward = (np.random.default_rng(0).normal(size=(3, n)) @ white.rows.T).astype(np.float32)
        weights, biases = white.outward(inward)
        np.testing.assert_allclose((inward @ white.rows).T, features @ weights + biases, atol=1e-3)
        short = np.square(inward).sum() - np.square(inward @ white.rows).sum() / 3
        np.testing.assert_allclose(short, 2.0 * np.square(weights).sum(), rtol=1e-3)

    def test_inward_undoes_outward(self, n: int, width: int) -> None:
        features, _ = rows(n, width=width, n_classes=3)
        white = Whitened.of(features, n_classes=3, strength=2.0)
        weights = (np.random.default_rng(0).normal(size=(3, n)) @ features).T.astype(np.float32)
        back, biases = white.outward(white.inward(weights, np.ones(3, dtype=np.float32)))
        np.testing.assert_allclose(back, weights, atol=1e-2 * np.abs(weights).max())
        np.testing.assert_allclose(biases, 1, atol=1e-2 * np.abs(features @ weights).max())


def test_rows_that_depend_on_each_other_are_borne() -> None:
    features, labels = rows(12, width=60, n_classes=3)
    twice = Task(rows=np.concatenate([features, features]), labels=np.concatenate([labels, labels]), n_classes=3)
    found = probabilities(fitted(twice, strength=1.0).logits(twice.rows))
    np.testing.assert_allclose(found, by_sklearn(twice, np.arange(24), 1.0), atol=0.02)


@pytest.mark.parametrize("scale", [0.1, 1.0, 30.0])
def test_the_best_factor_is_the_best_of_all(scale: float) -> None:
    rng = np.random.default_rng(0)
    labels = rng.integers(4, size=200)
    scores = (np.eye(4)[labels] + rng.normal(size=(200, 4))) / scale
    loss, factor = best_factor(scores, labels, factors=FACTORS)
    losses = {factor: mean_loss(scores * factor, labels) for factor in FACTORS}
    assert factor == min(losses, key=lambda factor: losses[factor])
    assert loss == pytest.approx(losses[factor], abs=1e-5)


def test_a_cautious_factor_does_not_take_a_few_right_rows_for_certainty() -> None:
    labels = np.arange(24) % 3
    scores = np.eye(3)[labels]
    assert best_factor(scores, labels, factors=FACTORS)[1] == FACTORS[-1]
    steep = tuple(np.geomspace(0.1, 100, 40).tolist())
    assert cautious_factor(scores, labels, factors=steep) < 10
