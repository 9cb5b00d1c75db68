"""Multinomial logistic regression with L2, by L-BFGS.

It minimises Σ -log p(label) + strength / 2 · |weights|²; biases are free. Along the axes of the rows, each scaled by
the curvature there, 20 passes do what 150 do otherwise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from selection.arrays import Floats, Floats32, Ints
from selection.proxies.axes import Axes
from selection.proxies.calibration import best_factor, cautious_factor
from selection.proxies.fit import Fit
from selection.stopping import Stop, stop_if_asked

# The largest entry of the scaled gradient, per class: a tenth of it takes three times as long at 77 classes, and moves
# errors by a tenth of a point.
GRADIENT, MOST_PASSES, CORRECTIONS = 4e-4, 200, 10
# Of rows at the length that `Scaling` gives. Many classes want little, two of them much.
STRENGTHS = (1.0, 10.0, 100.0)
FACTORS = tuple(np.geomspace(0.25, 4, 17).tolist())
FOLDS = 4
# Cross-validation takes no more rows than keep rows × numbers × classes below this: tenths of a second.
MOST_WORK = 4_000_000
# The one fit that says how sure to be, where cross-validation does not, takes no more.
MOST_WORK_FOR_A_FACTOR = 60_000_000
# Fewer rows may all be right by chance.
LEAST_HELD = 20
# With fewer rows than so many per class, folds lack classes, and say nothing of the strength.
LEAST_PER_CLASS = 5


@dataclass(frozen=True, kw_only=True)
class Task:
    """Rows in their axes with labels int64[N] in [0, n_classes), N ≥ 1."""

    axes: Axes
    labels: Ints
    n_classes: int
    should_stop: Stop | None = None

    def at(self, pos: Ints) -> "Task":
        """Some of the rows."""
        return replace(self, axes=self.axes.at(pos), labels=self.labels[pos])


def fitted(task: Task, *, strength: float, start: Fit | None = None) -> Fit:
    """The fit to all rows, from the weights of `start` on. Raises RoundStopped."""
    # Slow to import, and only heads need it.
    from scipy.optimize import fmin_l_bfgs_b

    problem = _Problem(task, strength)
    scaled, _, facts = fmin_l_bfgs_b(
        problem, problem.begun(start), pgtol=GRADIENT * task.n_classes, factr=0, m=CORRECTIONS, maxfun=MOST_PASSES
    )
    weights, biases = problem.unscaled(scaled)
    return Fit(task.axes.back.T @ weights, biases, passes=int(facts["funcalls"]), strength=strength)


def strength_and_factor(task: Task, *, rng: np.random.Generator) -> tuple[float, float]:
    """Of `STRENGTHS` the one with the lowest loss in cross-validation, and the factor on logits that went with it.

    The weakest, and 1, where there are too few rows per class to say. Raises RoundStopped.
    """
    best = _by_folds(task, rng=rng)
    return (best.strength, best.factor) if best else (STRENGTHS[0], 1.0)


def calibrated_fit(task: Task, *, start: Fit | None, rng: np.random.Generator) -> Fit:
    """The fit at the strength with the lowest loss in cross-validation, and the factor that went with it.

    Where there are too few rows per class to say: at the weakest, with a factor by `_factor_by_a_fifth`.
    Raises RoundStopped.
    """
    best = _by_folds(task, rng=rng)
    if best:
        return replace(fitted(task, strength=best.strength, start=start), factor=best.factor)
    fit = fitted(task, strength=STRENGTHS[0], start=start)
    return replace(fit, factor=_factor_by_a_fifth(task, fit, rng=rng))


def _by_folds(task: Task, *, rng: np.random.Generator) -> "HeldOut | None":
    """Of as many rows as cost little; None where these are too few per class."""
    rows = rng.permutation(len(task.labels))[: MOST_WORK // _work(task)]
    enough = len(rows) >= max(LEAST_PER_CLASS * task.n_classes, 2 * FOLDS)
    return held_out(task.at(rows)) if enough else None


def _factor_by_a_fifth(task: Task, fit: Fit, *, rng: np.random.Generator) -> float:
    """What suits logits of a fifth of the rows by the fit to the others; a third of a fit.

    Never below 1: at the weakest strength a head is not too sure, and a fit to four fifths errs more than one to all.
    """
    rows = rng.permutation(len(task.labels))[: MOST_WORK_FOR_A_FACTOR // _work(task)]
    held, told = np.split(rows, [len(rows) // 5])
    if len(held) < LEAST_HELD:
        return 1.0
    others = fitted(task.at(told), strength=fit.strength, start=fit)
    logits = task.axes.turned[held] @ (task.axes.back @ others.weights) + others.biases
    return max(1.0, cautious_factor(logits, task.labels[held], factors=FACTORS))


def _work(task: Task) -> int:
    """Products per row and pass."""
    return max(1, len(task.axes.spectrum) * task.n_classes)


@dataclass(frozen=True)
class HeldOut:
    """logits float32[N, C] of each fold by the fit to the others, at a strength, and the factor that suits them."""

    strength: float
    factor: float
    logits: Floats32


def held_out(task: Task) -> HeldOut:
    """At the strength with the lowest loss; of too few rows per class to say, at the weakest. Raises RoundStopped."""
    folds = np.arange(len(task.labels)) % FOLDS
    strengths = STRENGTHS if len(task.labels) >= LEAST_PER_CLASS * task.n_classes else STRENGTHS[:1]
    best: tuple[float, HeldOut] | None = None
    for strength, logits in _held_out(task, folds, strengths=strengths):
        loss, factor = best_factor(logits, task.labels, factors=FACTORS)
        if best is None or loss < best[0]:
            best = loss, HeldOut(strength, factor, logits)
    assert best is not None  # There is a strength.
    return best[1]


def _held_out(task: Task, folds_N: Ints, *, strengths: Sequence[float]) -> Iterator[tuple[float, Floats32]]:
    """Strength, and logits float32[N, C] of each fold by the fit to the others; the strongest first."""
    starts: list[Fit | None] = [None] * FOLDS
    for strength in reversed(strengths):
        logits = np.zeros((len(folds_N), task.n_classes), dtype=np.float32)
        for fold in range(FOLDS):
            fit = fitted(task.at(np.flatnonzero(folds_N != fold)), strength=strength, start=starts[fold])
            held = folds_N == fold
            logits[held] = task.axes.turned[held] @ (task.axes.back @ fit.weights) + fit.biases
            starts[fold] = fit
        yield strength, logits


@dataclass(frozen=True)
class _Problem:
    """Loss and gradient at scaled weights float64[(r + 1) C], the biases last."""

    task: Task
    strength: float

    @cached_property
    def scale(self) -> Floats32:
        """float32[r + 1]: one over the root of the curvature along each axis, where all classes are as likely."""
        curvature = np.append(self.task.axes.spectrum, len(self.task.labels)) / self.task.n_classes
        curvature[:-1] += self.strength
        scale: Floats = 1 / np.sqrt(curvature)
        return scale.astype(np.float32)

    @cached_property
    def rows(self) -> Floats32:
        """float32[N, r + 1], scaled."""
        ones = np.ones((len(self.task.labels), 1), dtype=np.float32)
        rows: Floats32 = np.concatenate([self.task.axes.turned, ones], axis=1) * self.scale
        return rows

    @cached_property
    def penalty(self) -> Floats32:
        penalty: Floats32 = np.float32(self.strength) * np.square(self.scale)[:, None]
        penalty[-1] = 0
        return penalty

    def begun(self, start: Fit | None) -> Floats:
        """Scaled weights; zeros without a start."""
        if start is None:
            return np.zeros(self.task.n_classes * len(self.scale))
        weights = np.concatenate([self.task.axes.back @ start.weights, start.biases[None]])
        scaled: Floats = (weights / self.scale[:, None]).astype(np.float64)
        return scaled.ravel()

    def unscaled(self, scaled: Floats) -> tuple[Floats32, Floats32]:
        """Weights float32[r, C] along the axes, biases float32[C]."""
        weights = scaled.astype(np.float32).reshape(-1, self.task.n_classes) * self.scale[:, None]
        return weights[:-1], weights[-1]

    def __call__(self, scaled: Floats) -> tuple[float, Floats]:
        stop_if_asked(self.task.should_stop)
        weights = scaled.astype(np.float32).reshape(-1, self.task.n_classes)
        labels, each = self.task.labels, np.arange(len(self.task.labels))
        logits = self.rows @ weights
        logits -= logits.max(axis=1, keepdims=True)
        loss = -float(logits[each, labels].sum(dtype=np.float64))
        np.exp(logits, out=logits)
        sums = logits.sum(axis=1)
        loss += float(np.log(sums).sum(dtype=np.float64))
        logits /= sums[:, None]
        logits[each, labels] -= 1
        penalised = self.penalty * weights
        gradient = self.rows.T @ logits + penalised
        loss += 0.5 * float((penalised * weights).sum(dtype=np.float64))
        return loss, gradient.ravel().astype(np.float64)
