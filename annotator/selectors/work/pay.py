"""What the ledger paid to whom, day by day, week by week or month by month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from annotator.models import Project
from annotator.selectors.paid import rounded
from annotator.selectors.work.figures import Who, who_worked
from annotator.selectors.work.span import Span, within
from annotator.sql import one_moment, read_rows

# Weeks begin on Monday.
PERIODS = ("day", "week", "month")

_PAID = f"""
SELECT date_trunc(%(period)s, cost.created_at AT TIME ZONE %(zone)s)::date, submission.user_id,
    sum(CASE WHEN cost.kind = 'labels' THEN cost.quantity ELSE 0 END)::bigint,
    min(round(cost.amount / nullif(cost.quantity, 0)::numeric, 4)) FILTER (WHERE cost.kind = 'labels'),
    max(round(cost.amount / nullif(cost.quantity, 0)::numeric, 4)) FILTER (WHERE cost.kind = 'labels'),
    sum(cost.amount)
FROM annotator_costentry cost LEFT JOIN annotator_submission submission ON submission.id = cost.submission_id
WHERE cost.project_id = %(project)s AND {within("cost.created_at")} GROUP BY 1, 2
"""  # noqa: S608 - composed of our own texts
_SKIPS = f"""
SELECT date_trunc(%(period)s, a.received_at AT TIME ZONE %(zone)s)::date, a.user_id, count(*)
FROM annotator_annotation a
WHERE a.project_id = %(project)s AND a.replaced_at IS NULL AND a.label_id IS NULL AND {within("a.received_at")}
GROUP BY 1, 2
"""  # noqa: S608 - composed of our own texts


@dataclass(frozen=True)
class PayRow:
    """One person in the period that begins on the day `period`; who: None for computing.

    labels: paid ones, whether they stand or not; skips: that stand, unpaid. price_low, price_high: of a label, the same
    where it did not change meanwhile; None without labels.
    """

    period: date
    who: Who | None
    labels: int
    skips: int
    price_low: Decimal | None
    price_high: Decimal | None
    money: Decimal


@dataclass(frozen=True)
class PaySheet:
    """rows: the newest period first, in it by name, computing last. labels, skips, money: the sums of all rows."""

    span: Span
    rows: list[PayRow]
    labels: int
    skips: int
    money: Decimal


def pay_sheet(project: Project, span: Span, *, period: str) -> PaySheet:
    """period: one of PERIODS, in the server's time zone. Its sums are those of the ledger in the range."""
    zone = timezone.get_current_timezone_name()
    asked = {"project": project.pk, "period": period, "zone": zone, **span.parameters}
    with one_moment():
        paid = {(begins, user): rest for begins, user, *rest in read_rows(_PAID, asked)}
        skips = {(begins, user): count for begins, user, count in read_rows(_SKIPS, asked)}
        everybody = who_worked(project, {user for _, user in (*paid, *skips) if user is not None})
    rows = sorted(_pay_rows(paid, skips, everybody), key=_place)
    return PaySheet(
        span=span,
        rows=rows,
        labels=sum(row.labels for row in rows),
        skips=sum(row.skips for row in rows),
        money=rounded(sum((row.money for row in rows), Decimal(0))),
    )


def _pay_rows(
    paid: dict[tuple[date, int | None], list[Any]],
    skips: dict[tuple[date, int | None], int],
    everybody: dict[int, Who],
) -> Iterator[PayRow]:
    for begins, user in paid.keys() | skips.keys():
        labels, low, high, money = paid.get((begins, user), (0, None, None, Decimal(0)))
        who = None if user is None else everybody[user]
        yield PayRow(begins, who, labels, skips.get((begins, user), 0), low, high, rounded(money))


def _place(row: PayRow) -> tuple[int, bool, str, int]:
    name, pk = ("", 0) if row.who is None else (row.who.name, row.who.id)
    return -row.period.toordinal(), row.who is None, name, pk
