"""Multinomial logistic regression with L2: Σ -log p(label) + strength / 2 · |weights|²; biases are free."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from selection.arrays import Floats32, Ints
from selection.proxies.calibration import best_factor, cautious_factor
from selection.proxies.descent import Regressions, descended
from selection.proxies.fit import Fit
from selection.proxies.whitened import Whitened
from selection.stopping import Stop

# The part of the loss that may be left to gain: of the fit that asks, and of those that only judge.
TOLERANCE, TOLERANCE_OF_FOLDS = 1e-5, 3e-4
# Of rows at the length that `Scaling` gives. Many classes want little, two of them much.
STRENGTHS = (1.0, 10.0, 100.0)
FACTORS = tuple(np.geomspace(0.1, 4, 21).tolist())
FOLDS = 4
# Choosing a strength takes no more rows than keep rows × numbers × classes below this: tenths of a second.
MOST_WORK = 4_000_000
# The one fit that says how sure to be, where cross-validation does not, takes no more.
MOST_WORK_FOR_A_FACTOR = 60_000_000
# Fewer rows may all be right by chance.
LEAST_HELD = 20
# With fewer rows than so many per class, folds lack classes, and say nothing of the strength.
LEAST_PER_CLASS = 5
# Logits of regressions that are computed side by side.
MOST_LOGITS = 4_000_000


@dataclass(frozen=True, kw_only=True)
class Task:
    """Scaled rows float32[N, D] with labels int64[N] in [0, n_classes), N ≥ 1."""

    rows: Floats32
    labels: Ints
    n_classes: int
    should_stop: Stop | None = None

    def at(self, pos: Ints) -> "Task":
        """Some of the rows."""
        return replace(self, rows=self.rows[pos], labels=self.labels[pos])

    def whitened(self, strength: float) -> Whitened:
        """The rows, for fits at this strength."""
        return Whitened.of(self.rows, n_classes=self.n_classes, strength=strength)

    def regressions(self, whitened: Whitened, *, told: Floats32, penalties: Floats32) -> Regressions:
        """Side by side, as `Regressions` has them."""
        return Regressions(
            rows=whitened.rows,
            labels=self.labels,
            n_classes=self.n_classes,
            told=told,
            penalties=penalties,
            should_stop=self.should_stop,
        )


def fitted(task: Task, *, strength: float, start: Fit | None = None) -> Fit:
    """The fit to all rows, from the weights of `start` on. Raises RoundStopped."""
    whitened, one = task.whitened(strength), np.ones((1, len(task.labels)), dtype=np.float32)
    begun = None if start is None else whitened.inward(start.weights, start.biases)[None]
    regressions = task.regressions(whitened, told=one, penalties=one[0, :1])
    found = descended(regressions, begun, tolerance=TOLERANCE)
    return Fit(*whitened.outward(found.weights[0]), passes=found.passes, strength=strength)


def strength_and_factor(task: Task, *, rng: np.random.Generator) -> tuple[float, float]:
    """Of `STRENGTHS` the one with the lowest loss in cross-validation, and the factor on logits that went with it.

    The weakest, and 1, where there are too few rows per class to say. Raises RoundStopped.
    """
    best = _chosen_by_folds(task.at(rng.permutation(len(task.labels))[: _cheap(task)]))
    return (best.strength, best.factor) if best else (STRENGTHS[0], 1.0)


def calibrated_fit(task: Task, *, start: Fit | None, rng: np.random.Generator) -> Fit:
    """The fit at the strength with the lowest loss in cross-validation, and the factor that went with it.

    Where there are too few rows per class to say: at the weakest, with a factor by `_factor_by_a_fifth`.
    Raises RoundStopped.
    """
    best = _chosen_by_folds(task.at(rng.permutation(len(task.labels))[: _cheap(task)]))
    if best:
        return replace(fitted(task, strength=best.strength, start=start), factor=best.factor)
    fit = fitted(task, strength=STRENGTHS[0], start=start)
    return replace(fit, factor=_factor_by_a_fifth(task, fit, rng=rng))


@dataclass(frozen=True)
class HeldOut:
    """logits float32[N, C] of each row by the fit to other folds, at a strength, and the factor that suits them."""

    strength: float
    factor: float
    logits: Floats32


def held_out(task: Task) -> HeldOut:
    """In folds of rows that come in random order, at the strength at which a head learns. Raises RoundStopped."""
    best = _chosen_by_folds(task.at(np.arange(_cheap(task))))
    if best and len(best.logits) == len(task.labels):
        return best
    strength = best.strength if best else STRENGTHS[0]
    logits = logits_of_folds(task, folds_of(len(task.labels)), strength=strength)
    return HeldOut(strength, best_factor(logits, task.labels, factors=FACTORS)[1], logits)


def folds_of(n_rows: int) -> Ints:
    """int64[N]: in which fold each row is left out."""
    folds: Ints = np.arange(n_rows) % FOLDS
    return folds


def logits_of_folds(task: Task, folds_N: Ints, *, strength: float) -> Floats32:
    """float32[N, C]: of each row by the fit to the rows of other folds. Raises RoundStopped."""
    return _by_penalty(task, folds_N, strength=strength, penalties=(1.0,))[0]


def _cheap(task: Task) -> int:
    """Of how many rows choosing a strength costs little."""
    return min(len(task.labels), MOST_WORK // _work(task))


def _chosen_by_folds(part: Task) -> HeldOut | None:
    """Of rows in random order; None where there are too few per class."""
    if len(part.labels) < max(LEAST_PER_CLASS * part.n_classes, 2 * FOLDS):
        return None
    middle, folds = STRENGTHS[len(STRENGTHS) // 2], folds_of(len(part.labels))
    penalties = tuple(strength / middle for strength in STRENGTHS)
    best: tuple[float, HeldOut] | None = None
    tried = _by_penalty(part, folds, strength=middle, penalties=penalties)
    for strength, logits in zip(STRENGTHS, tried, strict=True):
        loss, factor = best_factor(logits, part.labels, factors=FACTORS)
        if best is None or loss <= best[0]:
            best = loss, HeldOut(strength, factor, logits)
    assert best is not None  # There is a strength.
    return best[1]


def _by_penalty(task: Task, folds_N: Ints, *, strength: float, penalties: Sequence[float]) -> list[Floats32]:
    """`logits_of_folds` float32[N, C] for each of the penalties, in strengths."""
    whitened = task.whitened(strength)
    logits = [np.zeros((len(folds_N), task.n_classes), dtype=np.float32) for _ in penalties]
    each = [(fold, place) for fold in np.unique(folds_N) for place in range(len(penalties))]
    at_once = max(1, MOST_LOGITS // (len(folds_N) * task.n_classes))
    for start in range(0, len(each), at_once):
        some = each[start : start + at_once]
        told = np.array([folds_N != fold for fold, _ in some], dtype=np.float32)
        measured = np.array([penalties[place] for _, place in some], dtype=np.float32)
        regressions = task.regressions(whitened, told=told, penalties=measured)
        found = descended(regressions, tolerance=TOLERANCE_OF_FOLDS).logits
        for (fold, place), of_all in zip(some, found, strict=True):
            logits[place][folds_N == fold] = of_all[:, folds_N == fold].T
    return logits


def _factor_by_a_fifth(task: Task, fit: Fit, *, rng: np.random.Generator) -> float:
    """What suits logits of a fifth of the rows by the fit to the others; a third of a fit.

    Never below 1: at the weakest strength a head is not too sure, and a fit to four fifths errs more than one to all.
    """
    rows = rng.permutation(len(task.labels))[: MOST_WORK_FOR_A_FACTOR // _work(task)]
    held, told = np.split(rows, [len(rows) // 5])
    if len(held) < LEAST_HELD:
        return 1.0
    others = fitted(task.at(told), strength=fit.strength, start=fit)
    return max(1.0, cautious_factor(others.logits(task.rows[held]), task.labels[held], factors=FACTORS))


def _work(task: Task) -> int:
    """Products per row and pass."""
    return max(1, min(task.rows.shape) * task.n_classes)
