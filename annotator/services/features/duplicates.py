"""Items that are nearly the same as another: one of them is asked, the others when nothing else is left.

Only among items of the pool: audit items are neither held back nor do they hold others back, so that they stay a
random sample of all items (docs/decisions/043-near-duplicates-are-asked-last.md).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from django.db import connection, transaction
from django.db.models import Case, Value, When

import selection
from annotator.models import Item, ItemRole, ItemState, Project, QueueEntry
from annotator.services.features.fill import stop_of
from annotator.services.jobs.progress import Progress
from annotator.services.locks import lock_project
from annotator.sources.features import Rows, views_of

# Looked through in this order, and from which cosine on two items are nearly the same.
LIKENESS: dict[str, float] = {
    "sentences+words": 0.97,
    "sentences": 0.99,
    "words": 0.98,
    "photos+shapes": 0.94,
    "photos": 0.95,
    "shapes": 0.98,
}
# Rows written under the project's lock at a time.
WRITTEN = 1000

_WRITE = """
UPDATE annotator_item item SET duplicate_of = new.stands
FROM unnest(%(rows)s::int[], %(stands)s::int[]) AS new (row, stands)
WHERE item.project_id = %(project)s AND item.row = new.row AND (new.stands IS NULL OR item.role = 'pool')
"""


@dataclass(frozen=True)
class _Known:
    """Items of the pool in the order in which they stand for others; `before`: what is stored of them, -1 for none."""

    rows: Rows
    before: Rows
    n_answered: int


def note(project: Project, *, progress: Progress) -> int:
    """Seek near-duplicates anew where the project wants them asked once; how many there are.

    Raises JobCancelled; what is written until then is right, only not complete.
    """
    if not project.duplicates_once:
        return 0
    known, view = _known(project), _view(project)
    stands = _stands(known, *view, progress=progress) if view else np.full(len(known.rows), -1)
    for part in _parts(np.flatnonzero(stands != known.before)):
        _write(project, known.rows[part], stands[part])
        progress.check()
    Project.objects.filter(pk=project.pk, duplicates_once=True).update(duplicates_sought=True)
    return int((stands >= 0).sum())


def _view(project: Project) -> tuple[selection.View, float] | None:
    views = views_of(project)
    return next(((views[name], least) for name, least in LIKENESS.items() if name in views), None)


def _known(project: Project) -> _Known:
    """Answered items first, then those that somebody holds; the others as random fills take them."""
    place = Case(
        When(answers__gt=0, then=Value(0)), When(open_slots__lt=project.overlap, then=Value(1)), default=Value(2)
    )
    items = Item.objects.filter(project=project, role=ItemRole.POOL, state=ItemState.OPEN, row__lt=project.next_row)
    listed = list(items.order_by(place, "draw").values_list("row", "duplicate_of", "answers"))
    before = [-1 if of is None else of for _, of, _ in listed]
    n_answered = sum(answers > 0 for _, _, answers in listed)
    return _Known(np.array([row for row, _, _ in listed], dtype=np.int64), np.array(before, dtype=np.int64), n_answered)


def _stands(known: _Known, view: selection.View, least: float, *, progress: Progress) -> Rows:
    """int64[N]: the row that is asked instead of each; -1 where it is asked itself, or has no features."""
    is_ready = view.ready[known.rows]
    rows = known.rows[is_ready]
    found = selection.near_duplicates(
        view,
        rows,
        threshold=least,
        n_fixed=int(is_ready[: known.n_answered].sum()),
        should_stop=stop_of(progress),
    )
    stands = np.full(len(known.rows), -1, dtype=np.int64)
    stands[is_ready] = np.where(found == rows, -1, found)
    return stands


def _parts(pos: Rows) -> Iterator[Rows]:
    return (pos[start : start + WRITTEN] for start in range(0, len(pos), WRITTEN))


def _write(project: Project, rows: Rows, stands: Rows) -> None:
    """Under the lock, unless the switch was turned meanwhile; what is held back leaves the queue."""
    with transaction.atomic():
        if not lock_project(project.pk).duplicates_once:
            return
        given = [None if row < 0 else row for row in stands.tolist()]
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, {"project": project.pk, "rows": rows.tolist(), "stands": given})
        held_back = rows[stands >= 0].tolist()
        QueueEntry.objects.filter(project=project, item__row__in=held_back).delete()
