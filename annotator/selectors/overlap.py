"""What another overlap would cost, before it is set; and what stays when it is lowered."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from annotator.models import Project
from annotator.selectors import budget, words
from annotator.selectors.slots import open_slots, wanted

_BEFORE, _AFTER = (wanted(overlap=f"%({when})s", leases="item.held") for when in ("before", "after"))
# Who holds what is counted once, not item by item: nobody's lock is held, and a million items are looked at.
_COUNTS = f"""
WITH held AS (
    SELECT item_id, count(*) AS n FROM annotator_lease
    WHERE project_id = %(project)s AND ended_at IS NULL GROUP BY item_id
), item AS (
    SELECT item.role, item.answers, item.settled_id, item.asked_for, coalesce(held.n, 0) AS held
    FROM annotator_item item LEFT JOIN held ON held.item_id = item.id
    WHERE item.project_id = %(project)s AND item.state = 'open' AND item.role <> 'gold'
), slots AS (
    SELECT {open_slots(_BEFORE)} AS before, {open_slots(_AFTER)} AS after, {_AFTER} AS wanted,
           greatest(0, item.answers - greatest(%(after)s, item.asked_for)) AS beyond, item.held
    FROM item
)
SELECT count(*) FILTER (WHERE before <> after), coalesce(sum(after - before), 0), coalesce(sum(after + held), 0),
       coalesce(sum(beyond), 0), coalesce(sum(greatest(0, -wanted - beyond)), 0)
FROM slots
"""  # noqa: S608 - composed of our own texts


@dataclass(frozen=True)
class _Counts:
    """items: asked more or less often. more: labels, below 0 for fewer. to_come: all that would then be asked for, and
    what people hold. beyond: labels that items have above the new overlap. in_hands: leases above it.
    """

    items: int
    more: int
    to_come: int
    beyond: int
    in_hands: int


@dataclass(frozen=True)
class OverlapChange:
    """items: that would be asked more or less often; labels: how many more at most, below 0 for fewer; money: their
    price, None without one. affordable: labels that the budget still pays for. detail: all this in plain sentences.
    """

    items: int
    labels: int
    money: Decimal | None
    affordable: int
    detail: str


def overlap_change(project: Project, *, before: int) -> OverlapChange:
    """project: with the overlap, the budget and the price that it would have; before: its overlap now."""
    counts, affordable = _counts(project, before=before), budget.affordable(project)
    money = abs(counts.more) * project.price_per_label if project.price_per_label else None
    detail = " ".join(_sentences(project, counts, before=before, money=money, affordable=affordable))
    return OverlapChange(counts.items, counts.more, money, affordable, detail)


def _counts(project: Project, *, before: int) -> _Counts:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"project": project.pk, "before": before, "after": project.overlap})
        return _Counts(*map(int, cursor.fetchone()))


def _sentences(project: Project, counts: _Counts, *, before: int, money: Decimal | None, affordable: int) -> list[str]:
    if project.overlap == before:
        return []
    change = f"{words.plural(project.overlap, 'answer')} instead of {before:,} on {words.plural(counts.items, 'item')}"
    price = "" if money is None else f", {words.money(money, project.currency)}"
    if project.overlap > before:
        return [f"{change}: up to {words.plural(counts.more, 'more label')}{price}; {_allowed(counts, affordable)}."]
    return [f"{change}: {words.plural(-counts.more, 'label')} fewer to come{price}.", *_staying(counts)]


def _allowed(counts: _Counts, affordable: int) -> str:
    if counts.to_come <= affordable:
        return f"the budget allows all {words.plural(counts.to_come, 'label')} that are then to come"
    return f"the budget allows {affordable:,} of the {words.plural(counts.to_come, 'label')} that are then to come"


def _staying(counts: _Counts) -> list[str]:
    """What the lower overlap does not undo."""
    sentences = []
    if counts.beyond:
        sentences.append(f"What is given beyond that, {words.plural(counts.beyond, 'label')}, stays and stays paid.")
    if counts.in_hands:
        sentences.append(f"{words.plural(counts.in_hands, 'item')} in people's hands may still be answered.")
    return sentences or ["All answers stay."]
