"""Rows whose items were removed: the arrays of the engine keep their places."""

from collections.abc import Iterator

from django.db import connection

from annotator.models import Project

_GONE = """
SELECT row FROM generate_series(0, %(rows)s - 1) AS row
WHERE NOT EXISTS (SELECT 1 FROM annotator_item item WHERE item.project_id = %(project)s AND item.row = row.row)
ORDER BY row
"""


def gone_rows(project: Project) -> Iterator[int]:
    """Of the rows that `project` knows, those that have no item any more, ascending."""
    if not project.items_removed:
        return
    with connection.cursor() as cursor:
        cursor.execute(_GONE, {"project": project.pk, "rows": project.next_row})
        yield from (row for (row,) in cursor.fetchall())
