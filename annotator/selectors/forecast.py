"""What the next labels should buy: the learning curve in labels, money and hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from annotator.models import Project, Round
from annotator.statistics import learning_curve
from annotator.statistics.learning_curve import LearningCurve, Range

MOST_LABELS = 500
# A curve is not drawn on beyond four times the labels that it comes from.
FURTHEST = 4
STEPS = 8
# A tenth of a point: what the sentence rounds to.
SHOWN = 0.001


@dataclass(frozen=True)
class ForecastPoint:
    """Accuracy to expect after so many labels, those that files brought among them.

    money: spent by then, new computing left out; None without a price.
    """

    labels: int
    money: Decimal | None
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Forecast:
    """What the next `labels` should add, and the curve from the last measured point to the end of the budget.

    gain: accuracy, 0 to 1. hours: at today's pace; None while nobody labels. The curve ends sooner where the budget is
    more than four times the labels that were given.
    """

    labels: int
    money: Decimal | None
    hours: float | None
    gain: Range
    curve: list[ForecastPoint]

    @property
    def is_clear(self) -> bool:
        """Is the gain more than its uncertainty? Else only its bounds are worth saying."""
        return self.gain.low >= SHOWN / 2 and self.gain.high - self.gain.low <= 2 * self.gain.value


def forecast(project: Project, published: Sequence[Round], *, left: int, labels_per_hour: float) -> Forecast | None:
    """From the measured rounds, in order. None: too few of them, or nothing is left to spend."""
    if not left:
        return None
    curve = learning_curve.fit(
        [done.given_labels for done in published],
        [done.audit_right for done in published],
        [done.audit_n for done in published],
    )
    if curve is None:
        return None
    given = project.labels_spent + published[-1].arrived_labels
    more = _rounded(min(left, MOST_LABELS))
    return Forecast(
        labels=more,
        money=more * project.price_per_label if project.price_per_label else None,
        hours=more / labels_per_hour if labels_per_hour else None,
        gain=curve.gain(given, more),
        curve=_points(project, curve, last=published[-1], end=given + max(more, min(left, (FURTHEST - 1) * given))),
    )


def _rounded(labels: int) -> int:
    """Down to two digits: 347 -> 340."""
    step = 10 if labels >= 100 else 1
    return labels // step * step


def _points(project: Project, curve: LearningCurve, *, last: Round, end: int) -> list[ForecastPoint]:
    """From the last measured point on, evenly spaced."""
    first = last.given_labels
    counts = sorted({first + round((end - first) * step / STEPS) for step in range(STEPS + 1)})
    return [_point(project, curve, labels=labels, last=last) for labels in counts]


def _point(project: Project, curve: LearningCurve, *, labels: int, last: Round) -> ForecastPoint:
    share, price = curve.accuracy(labels), project.price_per_label
    money = last.spent_money + (labels - last.given_labels) * price if price else None
    return ForecastPoint(labels=labels, money=money, value=share.value, low=share.low, high=share.high)
