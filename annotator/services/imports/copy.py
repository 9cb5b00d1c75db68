"""New items by COPY: what PostgreSQL reads of each row, and the statement that it comes with."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from struct import Struct
from typing import NamedTuple

import numpy as np
from django.utils import timezone

from annotator import copying
from annotator.files import Answer, Record, Suggestion
from annotator.models import Project
from annotator.selectors.slots import slots_unheld
from annotator.services.imports.meaning import Meant
from annotator.services.queue.brought import NOTHING_BROUGHT, Brought
from annotator.sources.pixels import Rows
from annotator.statistics.audit_draw import draws

TABLE = "annotator_item"
# As `cells_of` and what makes an `Incoming` write them.
COLUMNS = (
    "project_id, row, draw, role, answers, open_slots, truth_id, text, media, width, height, metadata, content_hash,"
    " external_id, state, created_at"
)
# How many columns, and the first three of them with their lengths.
_HEAD = Struct(">hiqiiid")
_N_COLUMNS = 16
_NO_TEXT = copying.text("")
# Of a text: no picture, of no size; and where nothing else stands beside it, up to the length of the digest.
_TEXT_HAS = _NO_TEXT + 2 * copying.integer(0)
_TEXT_ALONE = _TEXT_HAS + copying.jsonb("{}") + copying.text(32 * "0")[:4]


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
    cells: bytes
    answers: tuple[Answer, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def says_something(self) -> bool:
        """Beside what is known to be right."""
        return bool(self.answers or self.suggestions)


def text_item(file: str, row: Record, meant: Meant) -> Incoming:
    line, text, external_id, _, metadata, digest, *_ = row
    truth, answers, suggestions, _ = meant
    if metadata == "{}" and not external_id:
        cells = b"".join((copying.text(text), _TEXT_ALONE, digest.encode(), _NO_TEXT))
    else:
        cells = b"".join((copying.text(text), _TEXT_HAS, _beside(row)))
    # As `Incoming(…)` makes it, at half the cost.
    return tuple.__new__(Incoming, (file, line, external_id, digest, truth, text, cells, answers, suggestions))


def image_item(row: Record, meant: Meant, *, media: str, size: tuple[int, int]) -> Incoming:
    """row: its text is the path of the image."""
    cells = copying.text("") + copying.text(media) + copying.integer(size[0]) + copying.integer(size[1]) + _beside(row)
    line = row.line or None
    return Incoming(
        row.text, line, row.external_id, row.digest, meant.truth, "", cells, meant.answers, meant.suggestions
    )


def _beside(row: Record) -> bytes:
    """Metadata, digest and id."""
    return copying.jsonb(row.metadata) + copying.text(row.digest) + copying.text(row.external_id)


def without_id(item: Incoming) -> Incoming:
    """The same, known by its content; the id stays in its metadata, unless that has one."""
    *before, metadata, digest, _ = copying.values_in(item.cells)
    # After length and version.
    known = metadata[5:].decode()
    kept = json.dumps({"id": item.external_id})[:-1] + ("}" if known == "{}" else f", {known[1:]}")
    cells = b"".join((*before, copying.jsonb(kept), digest, copying.text("")))
    return item._replace(external_id="", cells=cells)


def insert_items(
    project: Project, items: Sequence[Incoming], truths: Mapping[str, int], *, brought: Brought = NOTHING_BROUGHT
) -> Rows:
    """COPY straight into the table: under the project's lock nobody else adds items, and known ones are sorted out.

    brought: what people said of these items; they are stored as it leaves them. One with a label is no audit item.
    """
    rows = np.arange(project.next_row, project.next_row + len(items), dtype=np.int64)
    if items:
        copying.copy_into(TABLE, COLUMNS, cells_of(project, items, rows, truths, brought=brought))
    return rows


def cells_of(
    project: Project,
    items: Sequence[Incoming],
    rows: Rows,
    truths: Mapping[str, int],
    *,
    brought: Brought = NOTHING_BROUGHT,
) -> Iterator[bytes]:
    """The items of these rows, as COPY takes them."""
    numbers = draws(project.seed, rows).tolist()
    counted = _counted(project, rows.tolist(), numbers, brought)
    truth_of = {name: copying.big(pk) for name, pk in truths.items()}
    tail = copying.text("open") + copying.moment(timezone.now())
    for row, draw, count, item in zip(rows.tolist(), numbers, counted, items, strict=True):
        yield _HEAD.pack(_N_COLUMNS, 8, project.pk, 4, row, 8, draw)
        yield count
        yield truth_of.get(item.label, copying.NULL)
        yield item.cells
        yield tail


def _counted(project: Project, rows: Sequence[int], numbers: Sequence[float], brought: Brought) -> list[bytes]:
    """Role, answers and open slots of each row."""

    @cache
    def cells(role: str, answers: int) -> bytes:
        return copying.text(role) + copying.small(answers) + copying.small(slots_unheld(project, answers=answers))

    audit, pool = cells("audit", 0), cells("pool", 0)
    counted = [audit if draw < project.audit_share else pool for draw in numbers]
    for row in brought.labelled:
        counted[row - rows[0]] = cells("pool", brought.answers[row])
    return counted
