"""Linear heads on features: against refitting, against scikit-learn, and what a head remembers."""

from typing import Any

import numpy as np
import pytest

from selection import BadInput, BadState, NonFiniteScore, RoundStopped, Strategy
from selection.arrays import Floats32, Ints
from selection.proxies import Proxy, build_proxy
from selection.proxies.axes import Axes
from selection.proxies.calibration import mean_loss
from selection.proxies.logistic import Task, calibrated_fit, fitted
from selection.proxies.ridge import STRENGTHS, Ridge, told_by_leaving_out
from selection.proxies.scaling import Scaling

HEADS = ("ridge_head", "logistic_head")


def clusters(n: int = 60, *, width: int = 8, n_classes: int = 3, seed: int = 0) -> tuple[Floats32, Ints]:
    """Overlapping clouds far from zero, one per class."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(n_classes, size=n)
    middles = 1.5 * np.random.default_rng(99).normal(size=(n_classes, width))
    return (5 + middles[labels] + rng.normal(size=(n, width))).astype(np.float32), labels


def head(name: str, *, n_classes: int = 3, blob: bytes = b"", **overrides: Any) -> Proxy:
    chosen = Strategy(kind="text", proxy=name, **{"features": "words", "threads": 1, **overrides})
    return build_proxy(chosen, n_classes=n_classes, blob=blob)


def learned(name: str, features: Floats32, labels: Ints, *, into: Proxy | None = None, n_classes: int = 3) -> Proxy:
    proxy = into or head(name, n_classes=n_classes)
    proxy.update(features, labels, rng=np.random.default_rng(0), should_stop=None)
    return proxy


@pytest.mark.parametrize(("n", "width"), [(12, 30), (40, 6)])
@pytest.mark.parametrize("strength", [1.0, 100.0])
def test_left_out_scores_are_those_of_refitting_without_the_row(n: int, width: int, strength: float) -> None:
    features, labels = clusters(n, width=width)
    centred = features.astype(np.float64) - features.mean(axis=0)
    quick = Ridge.of(Axes.of(centred.astype(np.float32)), labels, n_classes=3).left_out(strength)
    for row in range(n):
        others = np.arange(n) != row
        mean, shares = centred[others].mean(axis=0), np.eye(3)[labels[others]].mean(axis=0)
        inside, targets = centred[others] - mean, np.eye(3)[labels[others]] - shares
        weights = np.linalg.solve(inside.T @ inside + strength * np.eye(width), inside.T @ targets)
        np.testing.assert_allclose(quick[row], (centred[row] - mean) @ weights + shares, atol=0.02)


def test_the_strength_told_has_the_lowest_loss_and_the_weights_give_the_fitted_scores() -> None:
    features, labels = clusters()
    axes = Axes.of(Scaling.of(features).applied(features))
    ridge = Ridge.of(axes, labels, n_classes=3)
    told = told_by_leaving_out(ridge)
    losses = {strength: mean_loss(told.factor * ridge.left_out(strength), labels) for strength in STRENGTHS}
    assert losses[told.strength] == min(losses.values())
    rows = Scaling.of(features).applied(features).astype(np.float64)
    dense = np.linalg.solve(rows.T @ rows + told.strength * np.eye(8), rows.T @ ridge.targets)
    np.testing.assert_allclose(ridge.fit(told).weights, dense, atol=1e-4)


@pytest.mark.parametrize(("n", "width"), [(25, 40), (80, 6)])
@pytest.mark.parametrize("strength", [1.0, 10.0])
def test_the_logistic_fit_is_the_optimum(n: int, width: int, strength: float) -> None:
    from sklearn.linear_model import LogisticRegression

    features, labels = clusters(n, width=width)
    rows = Scaling.of(features).applied(features)
    fit = fitted(Task(rows=rows, labels=labels, n_classes=3), strength=strength)
    best = LogisticRegression(C=1 / strength, tol=1e-8, max_iter=5000).fit(rows, labels)

    def objective(weights: np.ndarray, logits: np.ndarray) -> float:
        return n * mean_loss(logits, labels) + strength / 2 * float((weights**2).sum())

    ours, theirs = objective(fit.weights, fit.logits(rows)), objective(best.coef_, best.decision_function(rows))
    assert ours <= theirs * 1.001
    assert (fit.logits(rows).argmax(axis=1) == best.predict(rows)).mean() > 0.97


def test_strength_is_not_guessed_from_a_handful_of_rows_and_noise_wants_more_of_it() -> None:
    rng = np.random.default_rng(0)
    noise = rng.normal(size=(200, 30)).astype(np.float32)
    labels = rng.integers(2, size=200)
    task = Task(rows=Scaling.of(noise).applied(noise), labels=labels, n_classes=2)
    assert calibrated_fit(task, start=None, rng=np.random.default_rng(0)).strength == 100
    few = calibrated_fit(task.at(np.arange(6)), start=None, rng=np.random.default_rng(0))
    assert (few.strength, few.factor) == (1.0, 1.0)


@pytest.mark.parametrize("width", [20, 40])
def test_many_classes_with_few_labels_each_are_calibrated_too(width: int) -> None:
    """Four labels of each of forty classes: too few to choose a strength by, enough to say how sure to be."""
    features, labels = clusters(1160, width=width, n_classes=40)
    scaling = Scaling.of(features[:160])
    task = Task(rows=scaling.applied(features[:160]), labels=labels[:160], n_classes=40)
    fit = calibrated_fit(task, start=None, rng=np.random.default_rng(0))
    assert fit.strength == 1
    unseen, truth = fit.logits(scaling.applied(features[160:])), labels[160:]
    assert mean_loss(fit.factor * unseen, truth) < mean_loss(unseen, truth) - 0.04


@pytest.mark.parametrize("name", HEADS)
class TestEveryHead:
    def test_is_right_about_rows_it_has_not_seen(self, name: str) -> None:
        features, labels = clusters(300)
        proxy = learned(name, features[:100], labels[:100])
        assert (proxy.logits(features[100:]).argmax(axis=1) == labels[100:]).mean() > 0.9

    def test_what_it_learned_before_leaves_no_trace(self, name: str) -> None:
        """Corrected labels, rows taken back: the same as never having seen them."""
        features, labels = clusters(120)
        wrong = labels.copy()
        wrong[:40] = (wrong[:40] + 1) % 3
        before = learned(name, features, wrong)
        again = learned(name, features[:100], labels[:100], into=before)
        fresh = learned(name, features[:100], labels[:100])
        np.testing.assert_allclose(again.logits(features), fresh.logits(features), atol=0.1)
        assert (again.logits(features).argmax(axis=1) == fresh.logits(features).argmax(axis=1)).all()

    def test_classes_without_labels_are_the_least_likely_by_far(self, name: str) -> None:
        features, labels = clusters(60)
        logits = learned(name, features, np.array([1, 4, 2])[labels], n_classes=6).logits(features)
        assert logits.shape == (60, 6)
        np.testing.assert_allclose(logits[:, [0, 3, 5]], np.repeat(logits.min(axis=1)[:, None], 3, axis=1))
        assert (logits[:, [0]] <= logits[:, [1, 2, 4]].min(axis=1)[:, None] - 9.9).all()

    def test_a_class_that_gets_its_first_label_is_learned(self, name: str) -> None:
        features, labels = clusters(150)
        two = labels < 2
        proxy = learned(name, features[two], labels[two])
        grown = head(name, n_classes=4, blob=proxy.to_bytes())
        assert grown.logits(features).shape == (150, 4)
        learned(name, features, labels, into=grown)
        assert (grown.logits(features).argmax(axis=1) == labels).mean() > 0.9

    def test_bytes_of_another_representation_are_refused(self, name: str) -> None:
        blob = learned(name, *clusters()).to_bytes()
        with pytest.raises(BadState, match="another model"):
            head(name, blob=blob, features="sentences")

    def test_features_of_another_width_are_refused(self, name: str) -> None:
        with pytest.raises(BadInput, match="8 numbers"):
            learned(name, *clusters()).logits(np.zeros((2, 9), dtype=np.float32))

    def test_a_feature_that_is_not_finite_is_not_learned(self, name: str) -> None:
        features, labels = clusters()
        features[3, 2] = np.nan
        with pytest.raises(NonFiniteScore):
            learned(name, features, labels)

    def test_features_that_are_all_alike_give_the_shares_of_the_classes(self, name: str) -> None:
        labels = np.array([0, 0, 0, 0, 0, 0, 0, 0, 1, 2])
        logits = learned(name, np.ones((10, 5), dtype=np.float32), labels).logits(np.ones((2, 5), dtype=np.float32))
        assert (logits.argmax(axis=1) == 0).all()

    def test_stops_when_asked(self, name: str) -> None:
        with pytest.raises(RoundStopped):
            head(name).update(*clusters(), rng=np.random.default_rng(0), should_stop=lambda: True)
