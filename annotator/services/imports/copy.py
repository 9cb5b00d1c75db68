"""New items by COPY: what PostgreSQL reads of each row, and the statement that it comes with."""

import io
import json
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from django.db import connection
from django.utils import timezone

from annotator.files import Answer, Record, Suggestion
from annotator.models import Project
from annotator.selectors.slots import slots_untouched
from annotator.services.imports.meaning import Meant
from annotator.sources.pixels import Rows
from annotator.statistics.audit_draw import draws

# As `insert_items` and `incoming` write them.
COLUMNS = (
    "project_id, row, role, draw, truth_id, text, media, width, height, metadata, content_hash, external_id,"
    " state, created_at, answers, open_slots"
)
NULL = "\\N"


class Incoming(NamedTuple):
    """A row of a file on its way to become an item. cells: what COPY gets of it; made outside of any lock.

    label: what is known to be right, by the name of its class; answers, suggestions: by such names, too.
    """

    file: str
    line: int | None
    external_id: str
    digest: str
    label: str
    text: str
    cells: str
    answers: tuple[Answer, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def says_something(self) -> bool:
        """Beside what is known to be right."""
        return bool(self.answers or self.suggestions)


def text_item(file: str, row: Record, meant: Meant) -> Incoming:
    cells = f"{_escaped(row.text)}\t\t0\t0\t{_escaped(row.metadata)}\t{row.digest}\t{_escaped(row.external_id)}"
    return Incoming(
        file, row.line, row.external_id, row.digest, meant.truth, row.text, cells, meant.answers, meant.suggestions
    )


def image_item(row: Record, meant: Meant, *, media: str, size: tuple[int, int]) -> Incoming:
    """row: its text is the path of the image."""
    cells = f"\t{media}\t{size[0]}\t{size[1]}\t{_escaped(row.metadata)}\t{row.digest}\t{_escaped(row.external_id)}"
    line = row.line or None
    return Incoming(
        row.text, line, row.external_id, row.digest, meant.truth, "", cells, meant.answers, meant.suggestions
    )


def without_id(item: Incoming) -> Incoming:
    """The same, known by its content; the id stays in its metadata, unless that has one."""
    *before, metadata, digest, _ = item.cells.split("\t")
    kept = _escaped(json.dumps({"id": item.external_id})[:-1]) + ("}" if metadata == "{}" else f", {metadata[1:]}")
    return item._replace(external_id="", cells="\t".join([*before, kept, digest, ""]))


def insert_items(
    project: Project, items: Sequence[Incoming], truths: dict[str, int], *, meanwhile: Callable[[], None]
) -> Rows:
    """COPY straight into the table: under the project's lock nobody else adds items, and known ones are sorted out."""
    rows = np.arange(project.next_row, project.next_row + len(items), dtype=np.int64)
    if not items:
        meanwhile()
        return rows
    numbers = draws(project.seed, rows)
    tail = f"\topen\t{timezone.now().isoformat()}\t0\t{slots_untouched(project)}\n"
    data = io.StringIO()
    for row, draw, item in zip(rows.tolist(), numbers.tolist(), items, strict=True):
        role = "audit" if draw < project.audit_share else "pool"
        truth = truths.get(item.label, NULL)
        data.write(f"{project.pk}\t{row}\t{role}\t{draw!r}\t{truth}\t{item.cells}{tail}")
    data.seek(0)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        meanwhile()
        # In one piece: between pieces this thread would have to win the interpreter back.
        cursor.copy_expert(f"COPY annotator_item ({COLUMNS}) FROM STDIN", data, 2**30)
    return rows


def _escaped(text: str) -> str:
    """The text, escaped for COPY's text format."""
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
