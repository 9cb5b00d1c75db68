"""The dashboard's first line, in plain words."""

import math
from decimal import Decimal

from annotator.models import Project, ProjectStatus
from annotator.selectors.forecast import Forecast
from annotator.statistics.learning_curve import Range
from annotator.statistics.shares import Estimate


def plain_sentence(
    project: Project,
    *,
    accuracy: Estimate | None,
    left: int,
    money: Decimal | None,
    hours: float | None,
    coming: Forecast | None,
) -> str:
    """How good it is and what more labels should bring; until that can be told, what is left and how long it lasts."""
    if project.status == ProjectStatus.DRAFT:
        return "This project is not started yet."
    if coming:
        paused = " The project is paused." if project.status == ProjectStatus.PAUSED else ""
        return f"{_quality(project, accuracy)} {_coming(coming, project.currency)}{paused}"
    # Without audit answers the first sentence has said why nothing can be foretold.
    unknown = " Too few audit answers to forecast." if accuracy and left else ""
    return f"{_quality(project, accuracy)} {_rest(project, left, money, hours)}{unknown}"


def _coming(coming: Forecast, currency: str) -> str:
    price = f"{coming.money:,.2f} {currency}" if coming.money is not None else ""
    cost = ", ".join(filter(None, [price, _work(coming.hours)]))
    labels = "label" if coming.labels == 1 else f"{coming.labels:,} labels"
    return f"The next {labels}{f' ({cost})' if cost else ''} {_gain(coming)}."


def _work(hours: float | None) -> str:
    if hours is None:
        return ""
    return f"about {max(1, round(hours * 60))} min" if hours < 1 else f"about {round(hours):,} h"


def _gain(coming: Forecast) -> str:
    gain = coming.gain
    if coming.is_clear:
        return f"should add {100 * gain.value:.1f} points ({100 * gain.low:.1f} to {100 * gain.high:.1f})"
    low, high = _bounds(gain)
    return "should add less than 0.1 points" if high == "0.0" else f"may add between {low} and {high} points"


def _bounds(gain: Range) -> tuple[str, str]:
    """Outwards to whole points; where that would say too little, to tenths."""
    low, high = 100 * gain.low, 100 * gain.high
    if high >= 2:
        return str(math.floor(low)), str(math.ceil(high))
    return f"{low:.1f}" if low >= 0.05 else "0", f"{high:.1f}"


def _quality(project: Project, accuracy: Estimate | None) -> str:
    spent = f"{project.labels_spent:,} label" + ("" if project.labels_spent == 1 else "s")
    if accuracy is None:
        return f"{spent} so far; there are no answers on audit items yet, so accuracy is not known."
    return f"At {spent} the model is right on {100 * accuracy.value:.1f} % ({_interval(accuracy)}) of items."


def _interval(share: Estimate) -> str:
    """± half the interval, or its two ends where it is lopsided (near 0 and 100 %)."""
    above, below = 100 * (share.high - share.value), 100 * (share.value - share.low)
    if abs(above - below) < 0.2 * (above + below):
        return f"± {(above + below) / 2:.1f}"
    return f"between {100 * share.low:.1f} and {100 * share.high:.1f}"


def _rest(project: Project, left: int, money: Decimal | None, hours: float | None) -> str:
    if not left:
        return f"The budget is spent: {project.labels_spent:,} of {project.budget_labels:,} labels."
    amount = f" and {money:,.2f} {project.currency}" if money is not None else ""
    rest = f"{left:,} labels{amount} are left"
    if project.status == ProjectStatus.PAUSED:
        return f"{rest}; the project is paused."
    return f"{rest}; {_lasting(hours)}." if hours is not None else f"{rest}; nobody is labelling at the moment."


def _lasting(hours: float) -> str:
    if hours < 1:
        return f"at today's pace they last about {max(1, round(hours * 60))} minutes"
    if hours < 48:
        return f"at today's pace they last about {round(hours)} hours of labelling"
    return f"at today's pace they last about {round(hours / 24)} days of labelling"
