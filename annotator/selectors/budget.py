"""What may still be spent. A service that acts on it holds the project's lock: only then does it stay true."""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_FLOOR, Decimal

from annotator.models import Project

# Per cent of a budget: whoever reaches them is told.
MILESTONES = (80, 100)


@dataclass(frozen=True)
class Left:
    """labels: that can still be given; ends_with_items: the items take fewer than the budget pays for.

    hours: labelling hours at today's pace; finish_at: now plus these hours. None while nobody labels.
    """

    labels: int
    money: Decimal | None
    ends_with_items: bool
    finish_at: datetime | None
    hours: float | None


def affordable(project: Project) -> int:
    """Labels that the budget still pays for, in annotations and in money, whichever ends first."""
    by_count = project.budget_labels - project.labels_spent
    if project.budget_money is None or not project.price_per_label:
        return max(0, by_count)
    money_left = project.budget_money - project.money_spent
    by_money = (money_left / project.price_per_label).to_integral_value(rounding=ROUND_FLOOR)
    return max(0, min(by_count, int(by_money)))


def percent_reached(project: Project) -> int:
    """The last of MILESTONES that spending has reached, in labels or in money; 0 before the first.

    100: the budget pays for no more label.
    """
    if not affordable(project):
        return MILESTONES[-1]
    parts = [(Decimal(project.labels_spent), Decimal(project.budget_labels))]
    if project.budget_money is not None and project.price_per_label:
        parts.append((project.money_spent, project.budget_money))
    return MILESTONES[0] if any(100 * spent >= MILESTONES[0] * whole for spent, whole in parts) else 0
