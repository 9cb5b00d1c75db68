"""What was in fact paid for an answer, as SQL on rows called `a` of annotator_annotation.

The price may have changed since. It asks for %(price)s, that of the project, for answers of which the ledger does not
say it.
"""

from decimal import Decimal

from annotator.models import Project
from annotator.selectors import words

COST = "LEFT JOIN annotator_costentry cost ON cost.submission_id = a.submission_id AND cost.kind = 'labels'"
MONEY = "CASE WHEN a.paid THEN coalesce(cost.amount / nullif(cost.quantity, 0)::numeric, %(price)s) ELSE 0 END"


def rounded(money: Decimal | int) -> Decimal:
    """To four places, as the ledger has it."""
    return Decimal(money).quantize(Decimal("0.0001"))


def stays_paid(project: Project, *, labels: int, money: Decimal) -> str:
    """So many labels count no more; the sentence about what was paid for them."""
    price = f", {words.money(money, project.currency)}," if money else ""
    return f"What was paid{price} stays paid: {words.plural(labels, 'label')} of the budget."
