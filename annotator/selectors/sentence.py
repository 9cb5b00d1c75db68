"""The dashboard's first line, in plain words."""

from decimal import Decimal

from annotator.models import Project
from annotator.selectors.estimates import Estimate


def plain_sentence(
    project: Project, *, accuracy: Estimate | None, left: int, money: Decimal | None, hours: float | None
) -> str:
    """How good, what is left, how long it lasts."""
    if project.status == Project.Status.DRAFT:
        return "This project is not started yet."
    return f"{_quality(project, accuracy)} {_rest(project, left, money, hours)}"


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
    said = f"{left:,} labels{amount} are left"
    if project.status == Project.Status.PAUSED:
        return f"{said}; the project is paused."
    return f"{said}; {_lasting(hours)}." if hours is not None else f"{said}; nobody is labelling at the moment."


def _lasting(hours: float) -> str:
    if hours < 1:
        return f"at today's pace they last about {max(1, round(hours * 60))} minutes"
    if hours < 48:
        return f"at today's pace they last about {round(hours)} hours of labelling"
    return f"at today's pace they last about {round(hours / 24)} days of labelling"
