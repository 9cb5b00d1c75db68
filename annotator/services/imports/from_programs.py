"""Items that a program sends as JSON, row by row: what is new is added, what is known says more.

Under the project's lock, in one transaction, as a batch of a file is. Each row is answered for; one that is refused
hinders no other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from annotator.errors import Conflict
from annotator.files import RowProblem
from annotator.files.texts import record_of
from annotator.models import Item, Kind, Project
from annotator.services import messages
from annotator.services.imports.choices import shown_of
from annotator.services.imports.copy import Incoming, insert_items, text_item
from annotator.services.imports.identity import identifying
from annotator.services.imports.known import known_items
from annotator.services.imports.meaning import Meant
from annotator.services.locks import lock_project
from annotator.services.queue import decide

STATUSES = ["added", "updated", "unchanged", "refused"]
REFUSALS = {
    "other_content": "This id is known with another text. A text that people may have judged does not change.",
    "twice": "An earlier row of this request is the same item.",
    **{code: decide.REFUSALS[code] for code in ("unknown_item", "unknown_label")},
}
# Both or none: what is known of an item may stay as it is.
_SAY_MORE = """
UPDATE annotator_item item
SET metadata = coalesce(new.metadata, item.metadata), truth_id = coalesce(new.truth, item.truth_id)
FROM unnest(%(items)s::bigint[], %(metadata)s::jsonb[], %(truths)s::bigint[]) AS new (id, metadata, truth)
WHERE item.id = new.id AND (item.metadata, item.truth_id) IS DISTINCT FROM (
    coalesce(new.metadata, item.metadata), coalesce(new.truth, item.truth_id))
RETURNING item.id
"""


@dataclass(frozen=True, kw_only=True)
class TextRow:
    """metadata: all its other columns, None to leave them as they are; truth: the name of a label, empty for none."""

    text: str
    external_id: str = ""
    metadata: Mapping[str, Any] | None = None
    truth: str = ""


@dataclass
class RowResult:
    """id: of the item; None where there is none."""

    status: str = "unchanged"
    id: int | None = None
    code: str = ""
    detail: str = ""


@dataclass
class _Sorted:
    """By place: the rows that are new, in their order; of those whose item is there, its id; and what rows say beside
    their text, cleaned, where they say it.
    """

    results: list[RowResult]
    added: dict[int, Incoming] = field(default_factory=dict)
    known: dict[int, int] = field(default_factory=dict)
    metadata: dict[int, str] = field(default_factory=dict)


def store_texts(project_id: int, rows: Sequence[TextRow]) -> list[RowResult]:
    """What became of each row. Raises Conflict (items_are_images)."""
    with transaction.atomic():
        project = lock_project(project_id)
        if project.kind != Kind.TEXT:
            raise Conflict("items_are_images", "Pictures come as files: POST them to uploads, and import them.")
        labels = dict(project.labels.values_list("name", "pk"))
        found = _sorted(project, rows, labels)
        _add(project, found, labels)
        _say_more(found, rows, labels)
    messages.ask_for_round_if_due(project)
    return found.results


def _sorted(project: Project, rows: Sequence[TextRow], labels: Mapping[str, int]) -> _Sorted:
    found = _Sorted([RowResult() for _ in rows])
    identified = identifying(shown_of(project.fields))
    incoming: dict[int, Incoming] = {}
    for place, row in enumerate(rows):
        record = record_of("", place, row.text, "", row.external_id, row.metadata or {})
        if isinstance(record, RowProblem):
            found.results[place] = RowResult("refused", code=record.code, detail=record.detail)
        elif row.truth and row.truth not in labels:
            found.results[place] = refused("unknown_label")
        else:
            incoming[place] = text_item("", identified(record), Meant(truth=row.truth))
            if row.metadata is not None:
                found.metadata[place] = record.metadata
    _tell_apart(project, incoming, found)
    return found


def _tell_apart(project: Project, incoming: Mapping[int, Incoming], found: _Sorted) -> None:
    known = known_items(project, list(incoming.values()))
    seen: set[tuple[str, str]] = set()
    for place, item in incoming.items():
        key = (item.external_id, "") if item.external_id else ("", item.digest)
        before = known.get(key)
        if key in seen:
            found.results[place] = refused("twice")
        elif before is None:
            found.added[place] = item
        elif before.digest != item.digest:
            found.results[place] = refused("other_content", before.pk)
        else:
            found.known[place] = before.pk
            found.results[place].id = before.pk
        seen.add(key)


def _add(project: Project, found: _Sorted, labels: Mapping[str, int]) -> None:
    if not found.added:
        return
    rows = insert_items(project, list(found.added.values()), labels).tolist()
    project.next_row += len(rows)
    Project.all_with_arenas.filter(pk=project.pk).update(next_row=project.next_row)
    ids = dict(Item.objects.filter(project=project, row__in=rows).values_list("row", "pk"))
    for place, row in zip(found.added, rows, strict=True):
        found.results[place] = RowResult("added", ids[row])


def _say_more(found: _Sorted, rows: Sequence[TextRow], labels: Mapping[str, int]) -> None:
    if not found.known:
        return
    with connection.cursor() as cursor:
        values: dict[str, Any] = {
            "items": list(found.known.values()),
            "metadata": [found.metadata.get(place) for place in found.known],
            "truths": [labels.get(rows[place].truth) for place in found.known],
        }
        cursor.execute(_SAY_MORE, values)
        changed = {pk for (pk,) in cursor.fetchall()}
    for place, pk in found.known.items():
        if pk in changed:
            found.results[place].status = "updated"


def refused(code: str, pk: int | None = None) -> RowResult:
    """By a code of REFUSALS. pk: of the item, where there is one."""
    return RowResult("refused", pk, code, REFUSALS[code])
