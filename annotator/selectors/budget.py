"""What may still be spent. A service that acts on it holds the project's lock: only then does it stay true."""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_FLOOR, Decimal

from annotator.models import Project


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
