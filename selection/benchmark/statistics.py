"""Statistics of paired runs: differences over seeds, curves over budgets. Pure functions, errors in any one unit.

Paired seeds, intervals and the area under the budget curve: as in BADGE (1906.03671) and Beck et al. (2106.15324).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from selection.arrays import Floats
from selection.errors import BadInput

CONFIDENCE = 0.95
# Two seeds may differ by the same amount by chance, and their interval is then a point.
SEEDS_TO_DECIDE = 3
RESAMPLES = 1000


@dataclass(frozen=True)
class Interval:
    """low <= high, in the unit of the values."""

    low: float
    high: float


@dataclass(frozen=True)
class Mean:
    """Mean and standard deviation of one value per seed; t: Student's interval, None for a single seed."""

    value: float
    spread: float
    t: Interval | None
    n_seeds: int


def mean_of(values_S: Floats, *, confidence: float = CONFIDENCE) -> Mean:
    """Mean over seeds with Student's interval: of the few seeds that training allows, a bootstrap's is too narrow.

    Raises BadInput on no value or one not finite.
    """
    values = np.asarray(values_S, dtype=np.float64)
    if values.ndim != 1 or not len(values) or not np.isfinite(values).all() or not 0 < confidence < 1:
        raise BadInput("A mean needs finite numbers, one per seed, and a confidence between 0 and 1.")
    if len(values) == 1:
        return Mean(float(values[0]), 0.0, None, 1)
    return Mean(
        float(values.mean()),
        float(values.std(ddof=1)),
        t_interval(values, confidence=confidence),
        len(values),
    )


def paired(left_S: Floats, right_S: Floats, *, confidence: float = CONFIDENCE) -> Mean:
    """`mean_of` of left less right, seed by seed. Raises BadInput where the lengths differ."""
    if np.shape(left_S) != np.shape(right_S):
        raise BadInput("Paired values need the same seeds on both sides.")
    return mean_of(np.asarray(left_S, dtype=np.float64) - np.asarray(right_S, dtype=np.float64), confidence=confidence)


def pooled(groups: Sequence[Floats], *, confidence: float = CONFIDENCE) -> tuple[float, Interval | None]:
    """The mean of the groups' means, and Student's interval from the spread within the groups alone.

    Groups are fixed, such as worlds; values within them vary by seed and count as independent. More degrees of
    freedom than a mean per seed has: with three seeds, three such means that happen to agree look like certainty.
    No interval where every group has one value. Raises BadInput on no group or an empty one.
    """
    if not groups or not all(len(group) for group in groups):
        raise BadInput("Pooling needs groups, and a value in each.")
    from scipy.special import stdtrit

    middle = float(np.mean([group.mean() for group in groups]))
    freedom = sum(len(group) - 1 for group in groups)
    if not freedom:
        return middle, None
    variance = sum(float(((group - group.mean()) ** 2).sum()) for group in groups) / freedom
    error = math.sqrt(variance * sum(1 / len(group) for group in groups)) / len(groups)
    reach = float(stdtrit(freedom, (1 + confidence) / 2)) * error
    return middle, Interval(middle - reach, middle + reach)


def against(
    differences: Mapping[str, Sequence[Floats]], *, comparisons: int, confidence: float = CONFIDENCE
) -> dict[str, tuple[float, Interval | None]]:
    """One against many: of each rival the `pooled` mean of its differences to the one, and its interval.

    differences: rival -> float64[seeds] per world. The intervals are so wide that in `confidence` of all cases chance
    makes none of `comparisons` rivals look better or worse (Bonferroni): the best of many looks good by chance alone.
    Raises BadInput as `pooled`.
    """
    each = 1 - (1 - confidence) / max(1, comparisons)
    return {rival: pooled(groups, confidence=each) for rival, groups in differences.items()}


def t_interval(values_S: Floats, *, confidence: float = CONFIDENCE) -> Interval:
    """Student's interval of the mean of at least two values."""
    from scipy.special import stdtrit

    n = len(values_S)
    reach = float(stdtrit(n - 1, (1 + confidence) / 2)) * float(np.std(values_S, ddof=1)) / math.sqrt(n)
    middle = float(np.mean(values_S))
    return Interval(middle - reach, middle + reach)


def area_under_budget_curve(labels_B: Sequence[float], errors_B: Sequence[float]) -> float:
    """AUBC: mean error between the first and the last budget, linear in between; lower is better.

    labels_B: at least two, rising. Raises BadInput.
    """
    labels, errors = _curve(labels_B, errors_B)
    widths = np.diff(labels)
    return float((widths * (errors[1:] + errors[:-1]) / 2).sum() / widths.sum())


def labels_to_reach(labels_B: Sequence[float], errors_B: Sequence[float], *, target: float) -> float | None:
    """Fewest labels at which the curve, linear between budgets, comes down to `target`; None if it never does."""
    labels, errors = _curve(labels_B, errors_B)
    reached = np.flatnonzero(errors <= target)
    if not len(reached):
        return None
    first = int(reached[0])
    if first == 0:
        return float(labels[0])
    before, after = errors[first - 1], errors[first]
    share = (before - target) / (before - after)
    return float(labels[first - 1] + share * (labels[first] - labels[first - 1]))


def _curve(labels_B: Sequence[float], errors_B: Sequence[float]) -> tuple[Floats, Floats]:
    labels, errors = np.asarray(labels_B, dtype=np.float64), np.asarray(errors_B, dtype=np.float64)
    if labels.shape != errors.shape or len(labels) < 2 or not (np.diff(labels) > 0).all():
        raise BadInput("A curve needs at least two budgets in rising order, and an error for each.")
    return labels, errors


def label_factor(
    labels_B: Sequence[float], random_SB: Floats, other_SB: Floats, *, confidence: float = CONFIDENCE
) -> tuple[float, Interval | None]:
    """How many times as many labels random order needs as the other, for the lowest mean error that both reach.

    random_SB, other_SB: errors of the same S seeds. The interval is a bootstrap's over the seeds, which stay paired;
    none for a single one. (2602.13359.) Raises BadInput.
    """
    random, other = np.asarray(random_SB, dtype=np.float64), np.asarray(other_SB, dtype=np.float64)
    if random.shape != other.shape or random.ndim != 2 or not len(random):
        raise BadInput("A factor of labels needs the same seeds and budgets on both sides.")
    factor = _factor(labels_B, random.mean(axis=0), other.mean(axis=0))
    if len(random) == 1:
        return factor, None
    draws = np.random.default_rng(0).integers(len(random), size=(RESAMPLES, len(random)))
    factors = [_factor(labels_B, random[seeds].mean(axis=0), other[seeds].mean(axis=0)) for seeds in draws]
    low, high = np.quantile(factors, [(1 - confidence) / 2, (1 + confidence) / 2]).tolist()
    return factor, Interval(low, high)


def _factor(labels_B: Sequence[float], random_B: Floats, other_B: Floats) -> float:
    target = float(max(random_B.min(), other_B.min()))
    needed, instead = (labels_to_reach(labels_B, errors.tolist(), target=target) for errors in (random_B, other_B))
    assert needed is not None  # Both come so far.
    assert instead is not None
    return needed / instead


def speed_ups(baseline_B: Sequence[float], other_B: Sequence[float]) -> Floats:
    """float64[B]: cost of the baseline up to each round over that of the other; costs per round, in any one unit.

    Sample steps and seconds alike. Raises BadInput on different lengths, or where the other has cost nothing yet.
    """
    baseline, other = np.cumsum(baseline_B, dtype=np.float64), np.cumsum(other_B, dtype=np.float64)
    if baseline.shape != other.shape or not (other > 0).all():
        raise BadInput("A speed-up needs as many rounds on both sides, and a cost above 0.")
    return baseline / other


def penalty_matrix(errors: Mapping[str, Floats], *, confidence: float = CONFIDENCE) -> dict[str, dict[str, float]]:
    """How often each beats each: a[i][j] grows by 1 / B for each of B budgets at which i has the lower error.

    errors: name -> float64[S, B], the same S seeds (at least 2) and budgets for all. "Lower" is a paired t-test at
    1 - `confidence`, two-sided. A row's mean says how often a name wins, a column's how often it loses.
    (BADGE §5, Beck et al. §4.) Raises BadInput.
    """
    shapes = {np.shape(table) for table in errors.values()}
    if len(shapes) != 1 or len(shape := shapes.pop()) != 2 or shape[0] < 2 or shape[1] < 1:
        raise BadInput("A penalty matrix needs the same seeds, at least two, and the same budgets for all.")
    return {
        winner: {loser: _wins(errors[winner], errors[loser], confidence=confidence) for loser in errors}
        for winner in errors
    }


def _wins(left_SB: Floats, right_SB: Floats, *, confidence: float) -> float:
    differences = np.asarray(left_SB) - np.asarray(right_SB)
    highs = [t_interval(column, confidence=confidence).high for column in differences.T]
    return float(np.mean([high < 0 for high in highs]))
