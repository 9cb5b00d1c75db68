"""Where the items of a project are, in numbers: from what is kept (models/tallies.py) and the few leases that live."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import F, IntegerField, OuterRef, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, Greatest

from annotator.models import ItemRole, ItemState, ItemTally, Project

_COUNTS = """
WITH held AS (
    SELECT count(*) FILTER (WHERE item.role = 'pool') AS pool, count(*) FILTER (WHERE item.role <> 'pool') AS audit,
           count(*) FILTER (WHERE item.role = 'pool' AND item.duplicate_of IS NOT NULL) AS duplicates
    FROM (SELECT DISTINCT item_id FROM annotator_lease
          WHERE project_id = %(project)s AND ended_at IS NULL AND expires_at > %(now)s) live
    CROSS JOIN LATERAL (SELECT role, duplicate_of FROM annotator_item
                        WHERE id = live.item_id AND state = 'open' AND answers = 0 AND settled_id IS NULL OFFSET 0) item
), tally AS (
    SELECT role, state = 'open' AS is_open, is_duplicate, items, answers > 0 OR is_settled AS has_label,
           CASE WHEN is_settled THEN 0 ELSE greatest(0, greatest(%(overlap)s, asked_for) - answers) END AS wanted
    FROM annotator_itemtally WHERE project_id = %(project)s
), counted AS (
    SELECT coalesce(sum(items), 0)::bigint AS total,
           coalesce(sum(items) FILTER (WHERE is_open AND NOT has_label AND role = 'pool'), 0)::bigint AS pool,
           coalesce(sum(items) FILTER (WHERE is_open AND NOT has_label AND role <> 'pool'), 0)::bigint AS audit,
           coalesce(sum(items) FILTER (WHERE is_open AND has_label), 0)::bigint AS answered,
           coalesce(sum(items) FILTER (WHERE NOT is_open), 0)::bigint AS set_aside,
           coalesce(sum(items) FILTER (WHERE is_open AND role = 'audit'), 0)::bigint AS audit_in_all,
           coalesce(sum(items * wanted) FILTER (WHERE is_open), 0)::bigint AS labels_wanted,
           coalesce(sum(items) FILTER (WHERE is_open AND NOT has_label AND role = 'pool' AND is_duplicate), 0)::bigint
               AS duplicates
    FROM tally
)
SELECT total, counted.pool - held.pool, counted.audit - held.audit, held.pool + held.audit, answered, set_aside,
       audit_in_all, labels_wanted, counted.duplicates - held.duplicates
FROM counted, held
"""


@dataclass(frozen=True)
class ItemCounts:
    """Where the items are. Each is in one part, the last of these that fits; the parts add up to the total.

    pool: waits for its first answer. audit: waits as well, and will measure the model. leased: somebody holds it, and
    nobody has answered it. answered: has a label at least, or one that was decided. set_aside: is not shown to anybody.
    audit_in_all: audit items, answered and held ones too, that are not set aside; no part. labels_wanted: until each
    item has as many as its overlap. duplicates: near-duplicates in the pool, which are asked last; no part.
    """

    total: int
    pool: int
    audit: int
    leased: int
    answered: int
    set_aside: int
    audit_in_all: int
    labels_wanted: int
    duplicates: int


def item_counts(project: Project, *, now: datetime) -> ItemCounts:
    """In one statement, so that the parts add up whatever people do meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"project": project.pk, "overlap": project.overlap, "now": now})
        return ItemCounts(*cursor.fetchone())


def tallies(*projects: int) -> QuerySet[ItemTally]:
    """What is kept of the items of these projects."""
    return ItemTally.objects.filter(project__in=projects)


def wanting_labels(overlap: F | OuterRef) -> QuerySet[ItemTally]:
    """Items that people are asked about and that have not as many labels as they should, held ones among them.

    overlap: of their project.
    """
    asked = ItemTally.objects.filter(role__in=(ItemRole.POOL, ItemRole.AUDIT), state=ItemState.OPEN, is_settled=False)
    return asked.filter(items__gt=0, answers__lt=Greatest(overlap, F("asked_for")))


def number_of(tallied: QuerySet[ItemTally]) -> int:
    """How many items these are."""
    found: int = tallied.aggregate(n=Coalesce(Sum("items"), Value(0), output_field=IntegerField()))["n"]
    return found
