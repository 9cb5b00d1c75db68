"""Which rows of a batch the project has already."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from annotator.models import Item, Project
from annotator.selectors.items.finding import items_called
from annotator.services.imports.copy import Incoming

# One probe of a unique index per row, whatever the planner believes about a table that grows as it looks (a stale
# estimate once chose to read the whole project for each row). OFFSET 0 forbids to turn the probes into a join, "+ 0"
# hides the project from every index that merely begins with it, and the comparisons with '' are what the two partial
# indexes ask for.
KNOWN_SQL = """
    SELECT key, '', known.* FROM unnest(%s::text[]) AS key CROSS JOIN LATERAL (
        SELECT id, row, content_hash, truth_id FROM annotator_item
        WHERE project_id + 0 = %s AND external_id = key AND external_id <> '' OFFSET 0
    ) AS known
    UNION ALL
    SELECT '', key, known.* FROM unnest(%s::text[]) AS key CROSS JOIN LATERAL (
        SELECT id, row, content_hash, truth_id FROM annotator_item
        WHERE project_id + 0 = %s AND content_hash = key AND external_id = '' OFFSET 0
    ) AS known
"""


class KnownItem(NamedTuple):
    """An item that is there already, or that came earlier in this batch (pk 0; truth: as the file has it)."""

    pk: int
    row: int
    digest: str
    truth_id: int | None
    truth: str = ""


def known_digests(project_id: int, digests: Sequence[str]) -> set[str]:
    """Which of these contents the project has already, as far as can be said without its lock."""
    items = Item.objects.filter(project=project_id, content_hash__in=digests, external_id="")
    return set(items.values_list("content_hash", flat=True))


def how_many_known(project: Project, keys: Sequence[tuple[str, str]]) -> int:
    """How many of these items (external id or "", content hash) the project has, as far as can be said unlocked."""
    ids, digests = [name for name, _ in keys if name], [digest for name, digest in keys if not name]
    return items_called(project, ids).count() + len(known_digests(project.pk, digests))


def all_differ(items: Sequence[Incoming]) -> bool:
    ids = [item.external_id for item in items if item.external_id]
    digests = [item.digest for item in items if not item.external_id]
    return len(set(ids)) == len(ids) and len(set(digests)) == len(digests)


def known_items(project: Project, items: Sequence[Incoming]) -> dict[tuple[str, str], KnownItem]:
    """The items that these rows may be, by (external id, "") or ("", content hash): also those without an id that
    have the content of a row with one."""
    ids = [item.external_id for item in items if item.external_id]
    digests = [item.digest for item in items]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
        cursor.execute(KNOWN_SQL, [ids, project.pk, digests, project.pk])
        return {(external_id, digest): KnownItem(*rest) for external_id, digest, *rest in cursor.fetchall()}
