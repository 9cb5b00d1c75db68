"""The dashboard's first line, in plain words: intervals first, and no figure that nobody can know."""

import math

from annotator.models import Project, ProjectStatus
from annotator.selectors import words
from annotator.selectors.awaited import Waiting
from annotator.selectors.budget import Left
from annotator.selectors.forecast import Forecast
from annotator.statistics.learning_curve import Range
from annotator.statistics.shares import Estimate


def plain_sentence(
    project: Project,
    *,
    given: int,
    accuracy: Estimate | Waiting,
    left: Left,
    coming: Forecast | None,
) -> str:
    """How good it is and what more labels should bring; until that can be told, what is missing and what is left.

    given: labels from which the model could learn so far.
    """
    if project.status == ProjectStatus.DRAFT:
        return "This project is not started yet."
    if coming:
        paused = " The project is paused." if project.status == ProjectStatus.PAUSED else ""
        return f"{_quality(given, accuracy)} {_coming(coming, project.currency)}{paused}"
    # While accuracy is not known, the first sentence has said why nothing can be foretold.
    unknown = " Too few rounds to forecast." if isinstance(accuracy, Estimate) and left.labels else ""
    return f"{_quality(given, accuracy)} {_rest(project, left)}{unknown}"


def _coming(coming: Forecast, currency: str) -> str:
    price = words.money(coming.money, currency) if coming.money is not None else ""
    time = f"about {words.duration(coming.hours)}" if coming.hours is not None else ""
    cost = ", ".join(filter(None, [price, time]))
    labels = "label" if coming.labels == 1 else f"{coming.labels:,} labels"
    return f"The next {labels}{f' ({cost})' if cost else ''} {_gain(coming)}."


def _gain(coming: Forecast) -> str:
    gain = coming.gain
    if coming.is_clear:
        ends = f"{100 * gain.low:.1f} and {100 * gain.high:.1f} points"
        return f"should add between {ends}, most likely {100 * gain.value:.1f}"
    low, high = _bounds(gain)
    return "should add less than 0.1 points" if high == "0.0" else f"may add between {low} and {high} points"


def _bounds(gain: Range) -> tuple[str, str]:
    """Outwards to whole points; where that would say too little, to tenths."""
    low, high = 100 * gain.low, 100 * gain.high
    if high >= 2:
        return str(math.floor(low)), str(math.ceil(high))
    return f"{low:.1f}" if low >= 0.05 else "0", f"{high:.1f}"


def _quality(given: int, accuracy: Estimate | Waiting) -> str:
    labels = words.plural(given, "label")
    if isinstance(accuracy, Waiting):
        return f"{labels} so far; how often the model is right is not known yet. {accuracy.detail}"
    ends = f"{100 * accuracy.low:.1f} and {100 * accuracy.high:.1f} %"
    return f"At {labels} the model is right on between {ends} of items, most likely {100 * accuracy.value:.1f} %."


def _rest(project: Project, left: Left) -> str:
    if not left.labels:
        return _over(project, left)
    if project.status == ProjectStatus.PAUSED:
        return f"{_amount(project, left)}; the project is paused."
    pace = _lasting(left.hours) if left.hours is not None else "nobody is labelling at the moment"
    return f"{_amount(project, left)}; {pace}."


def _over(project: Project, left: Left) -> str:
    if left.ends_with_items:
        return "Every item has its labels."
    return f"The budget is spent: {project.labels_spent:,} of {project.budget_labels:,} labels."


def _amount(project: Project, left: Left) -> str:
    labels = words.plural(left.labels, "label")
    if left.ends_with_items:
        return f"After {words.plural(left.labels, 'more label')} every item has its labels"
    money = f" and {words.money(left.money, project.currency)}" if left.money is not None else ""
    return f"{labels}{money} {'is' if left.labels == 1 and not money else 'are'} left"


def _lasting(hours: float) -> str:
    work = " of labelling" if hours >= 1 else ""
    return f"about {words.duration(hours)}{work} at today's pace"
