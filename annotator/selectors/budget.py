"""What may still be spent. A service that acts on it holds the project's lock: only then does it stay true."""

from decimal import ROUND_FLOOR

from annotator.models import Project


def affordable(project: Project) -> int:
    """Labels that the budget still pays for, in annotations and in money, whichever ends first."""
    by_count = project.budget_labels - project.labels_spent
    if project.budget_money is None or not project.price_per_label:
        return max(0, by_count)
    money_left = project.budget_money - project.money_spent
    by_money = (money_left / project.price_per_label).to_integral_value(rounding=ROUND_FLOOR)
    return max(0, min(by_count, int(by_money)))
