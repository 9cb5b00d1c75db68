"""Where the items of a project are, in numbers."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from annotator.models import Project

_COUNTS = """
WITH held AS (
    SELECT DISTINCT item_id FROM annotator_lease
    WHERE project_id = %(project)s AND ended_at IS NULL AND expires_at > %(now)s
), item AS (
    SELECT role, duplicate_of, CASE WHEN settled_id IS NULL
                      THEN greatest(0, greatest(%(overlap)s, asked_for) - answers) ELSE 0 END AS wanted,
                 CASE WHEN item.state <> 'open' THEN 'set_aside'
                      WHEN item.answers > 0 OR item.settled_id IS NOT NULL THEN 'answered'
                      WHEN held.item_id IS NOT NULL THEN 'leased'
                      WHEN item.role <> 'pool' THEN 'audit'
                      ELSE 'pool' END AS part
    FROM annotator_item item LEFT JOIN held ON held.item_id = item.id
    WHERE item.project_id = %(project)s
)
SELECT count(*),
       count(*) FILTER (WHERE part = 'pool'), count(*) FILTER (WHERE part = 'audit'),
       count(*) FILTER (WHERE part = 'leased'), count(*) FILTER (WHERE part = 'answered'),
       count(*) FILTER (WHERE part = 'set_aside'), count(*) FILTER (WHERE part <> 'set_aside' AND role = 'audit'),
       coalesce(sum(wanted) FILTER (WHERE part <> 'set_aside'), 0),
       count(*) FILTER (WHERE part = 'pool' AND duplicate_of IS NOT NULL)
FROM item
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
