"""Multinomial logistic regression with L2: Σ -log p(label) + strength / 2 · |weights|²; biases are free."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from selection.arrays import Bools, Floats32, Ints
from selection.proxies.calibration import best_factor, cautious_factor
from selection.proxies.descent import Regressions, descended
from selection.proxies.fit import Fit
from selection.proxies.whitened import Whitened
from selection.stopping import Stop

# The part of the loss that may be left to gain: of fits that are used, and of those that only compare.
TOLERANCE, COARSE = 1e-5, 1e-3
# Of rows at the length that `Scaling` gives. Many classes want little, two of them much.
STRENGTHS = (1.0, 10.0, 100.0)
FACTORS = tuple(np.geomspace(0.1, 4, 21).tolist())
FOLDS = 4
# Of more labels times classes two folds say enough.
MOST_FOR_ALL_FOLDS = 40_000
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
    return _chosen_at_random(task, rng) or (STRENGTHS[0], 1.0)


def calibrated_fit(task: Task, *, start: Fit | None, rng: np.random.Generator) -> Fit:
    """The fit at the strength with the lowest loss in cross-validation, and the factor that went with it.

    Where there are too few rows per class to say: at the weakest, with a factor by `_factor_by_a_fifth`.
    Raises RoundStopped.
    """
    if best := _chosen_at_random(task, rng):
        strength, factor = best
        return replace(fitted(task, strength=strength, start=start), factor=factor)
    fit = fitted(task, strength=STRENGTHS[0], start=start)
    return replace(fit, factor=_factor_by_a_fifth(task, fit, rng=rng))


@dataclass(frozen=True)
class HeldOut:
    """logits float32[M, C] of the rows `asked` int64[M] by the fits to other folds, at a strength.

    known bool[M]: whether the other folds have the row's label; where not, its logit says nothing.
    """

    strength: float
    asked: Ints
    logits: Floats32
    known: Bools


def held_out(task: Task) -> HeldOut:
    """In folds of rows that come in random order, at the strength at which a head learns. Raises RoundStopped."""
    best, folds = _chosen_by_folds(task.at(np.arange(_cheap(task)))), folds_of(len(task.labels))
    strength = best[0] if best else STRENGTHS[0]
    asked = np.flatnonzero(folds < folds_asked(task.labels))
    logits = _by_penalty(task, folds, strength=strength, asked=folds[asked].max() + 1)[0]
    return HeldOut(strength, asked, logits[asked], _known(task.labels, folds)[asked])


def folds_of(n_rows: int) -> Ints:
    """int64[N]: in which fold each row is left out."""
    folds: Ints = np.arange(n_rows) % FOLDS
    return folds


def folds_asked(labels_N: Ints) -> int:
    """How many of the folds are worth their fits, the first ones."""
    n_classes = len(np.unique(labels_N))
    return FOLDS if len(labels_N) * n_classes <= MOST_FOR_ALL_FOLDS else FOLDS // 2


def _known(labels_N: Ints, folds_N: Ints) -> Bools:
    """bool[N]: whether other folds have the row's label."""
    counts = np.zeros((int(folds_N.max()) + 1, int(labels_N.max()) + 1), dtype=np.int64)
    np.add.at(counts, (folds_N, labels_N), 1)
    known: Bools = counts.sum(axis=0)[labels_N] > counts[folds_N, labels_N]
    return known


def logits_of_folds(task: Task, folds_N: Ints, *, strength: float) -> Floats32:
    """float32[N, C]: of each row by the fit to the rows of other folds. Raises RoundStopped."""
    return _by_penalty(task, folds_N, strength=strength, tolerance=TOLERANCE)[0]


def _cheap(task: Task) -> int:
    """Of how many rows choosing a strength costs little."""
    return min(len(task.labels), MOST_WORK // _work(task))


def _chosen_at_random(task: Task, rng: np.random.Generator) -> tuple[float, float] | None:
    """By folds of as many rows, drawn at random, as cost little."""
    return _chosen_by_folds(task.at(rng.permutation(len(task.labels))[: _cheap(task)]))


def _chosen_by_folds(part: Task) -> tuple[float, float] | None:
    """Strength, and the factor that suits it, of rows in random order; None where there are too few per class."""
    if len(part.labels) < max(LEAST_PER_CLASS * part.n_classes, 2 * FOLDS):
        return None
    middle, folds = STRENGTHS[len(STRENGTHS) // 2], folds_of(len(part.labels))
    known, penalties = _known(part.labels, folds), tuple(strength / middle for strength in STRENGTHS)
    tried = _by_penalty(part, folds, strength=middle, penalties=penalties)
    found = [best_factor(logits[known], part.labels[known], factors=FACTORS) for logits in tried]
    at = min(reversed(range(len(found))), key=lambda at: found[at][0])
    return STRENGTHS[at], found[at][1]


def _by_penalty(
    task: Task,
    folds_N: Ints,
    *,
    strength: float,
    penalties: Sequence[float] = (1.0,),
    asked: int | None = None,
    tolerance: float = COARSE,
) -> list[Floats32]:
    """`logits_of_folds` float32[N, C] for each of the penalties, in strengths; 0 in folds from `asked` on."""
    whitened = task.whitened(strength)
    logits = [np.zeros((len(folds_N), task.n_classes), dtype=np.float32) for _ in penalties]
    each = [(fold, place) for fold in np.unique(folds_N)[:asked] for place in range(len(penalties))]
    at_once = max(1, MOST_LOGITS // (len(folds_N) * task.n_classes))
    for start in range(0, len(each), at_once):
        some = each[start : start + at_once]
        told = np.array([folds_N != fold for fold, _ in some], dtype=np.float32)
        measured = np.array([penalties[place] for _, place in some], dtype=np.float32)
        regressions = task.regressions(whitened, told=told, penalties=measured)
        found = descended(regressions, tolerance=tolerance).logits
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
    n_rows, width = task.rows.shape
    work: int = min(n_rows, width) * task.n_classes
    return max(1, work)
