"""What goes when items are removed, said before and after."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import connection

from annotator.models import Project
from annotator.selectors import words
from annotator.selectors.paid import COST, MONEY, rounded, stays_paid

_COUNTS = f"""
WITH answer AS (
    SELECT a.label_id, a.paid, a.replaced_at, {MONEY} AS money FROM annotator_annotation a {COST}
    WHERE a.item_id = ANY(%(items)s)
)
SELECT (SELECT count(*) FROM annotator_item WHERE id = ANY(%(items)s)),
       (SELECT count(DISTINCT item_id) FROM annotator_lease WHERE item_id = ANY(%(items)s) AND ended_at IS NULL),
       (SELECT count(*) FROM annotator_suggestion WHERE item_id = ANY(%(items)s)),
       count(*) FILTER (WHERE replaced_at IS NULL AND label_id IS NOT NULL),
       count(*) FILTER (WHERE replaced_at IS NULL AND label_id IS NULL),
       count(*) FILTER (WHERE paid), coalesce(sum(money), 0)
FROM answer
"""  # noqa: S608 - composed of our own texts


@dataclass(frozen=True)
class Removal:
    """labels, skips: answers that stand. paid_labels: corrected ones too; money: what was paid for them. held: items in
    people's hands. left: there are more than are removed at once. detail: all this in plain sentences.
    """

    items: int
    held: int
    suggestions: int
    labels: int
    skips: int
    paid_labels: int
    money: Decimal
    left: bool
    detail: str = ""


def removal_of(project: Project, items: Sequence[int], *, left: bool) -> Removal:
    """items: ids of items of the project."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"items": list(items), "price": project.price_per_label})
        items_there, held, suggestions, labels, skips, paid, money = cursor.fetchone()
    removal = Removal(items_there, held, suggestions, labels, skips, paid, rounded(money), left)
    return replace(removal, detail=" ".join(_sentences(project, removal)))


def _sentences(project: Project, went: Removal) -> list[str]:
    given = [words.plural(went.labels, "label")]
    given += [words.plural(went.skips, "skip")] if went.skips else []
    given += [words.plural(went.suggestions, "suggestion")] if went.suggestions else []
    said = [f"{words.plural(went.items, 'item')} with {' and '.join(given)}: only importing brings such items back."]
    if went.paid_labels:
        said.append(stays_paid(project, labels=went.paid_labels, money=went.money))
    if went.labels:
        said.append("The model forgets them in its next round.")
    if went.held:
        said.append(f"{words.plural(went.held, 'item')} in people’s hands: their answers will be refused.")
    return said
