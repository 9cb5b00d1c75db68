"""Items leave a project for good, with their answers; what was paid for these stays in the ledger.

Their rows stay empty: the arrays of the engine keep their places, and a round excludes them and forgets what it learned
of them (selectors/items/gone.py).
"""

from collections.abc import Collection, Sequence
from contextlib import suppress

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Max, QuerySet

from annotator.errors import Conflict, NotFound
from annotator.models import UNFINISHED, Item, Job, JobKind, LogKind, Project, User
from annotator.selectors import rounds
from annotator.selectors.items.choosing import chosen_ids, refuse_others
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.items.removal import Removal, removal_of
from annotator.selectors.words import plural
from annotator.services import project_log
from annotator.services.locks import lock_project
from annotator.services.project_log import Fact
from annotator.sources import features, pixels

# Files are deleted after that, so many while the project is locked: in a bucket each takes some 20 ms.
PICTURES_AT_ONCE = 50

# What stood for near-duplicates is gone: the first of them stands for the others now.
_STAND_IN = """
UPDATE annotator_item item SET duplicate_of = nullif(others.first, item.row)
FROM (SELECT duplicate_of, min(row) AS first FROM annotator_item
      WHERE project_id = %(project)s AND duplicate_of = ANY(%(rows)s) AND NOT row = ANY(%(rows)s)
      GROUP BY duplicate_of) others
WHERE item.project_id = %(project)s AND item.duplicate_of = others.duplicate_of
"""
# How much of an imported file counts is compared with what is there (selectors/counters.py).
_IMPORTED_LESS = """
UPDATE annotator_submission submission SET accepted = submission.accepted - gone.n
FROM (SELECT submission_id, count(*) AS n FROM annotator_annotation WHERE item_id = ANY(%(items)s)
      GROUP BY submission_id) gone
WHERE submission.id = gone.submission_id AND submission.origin = 'import'
"""

# By hand: Django would read each row first, and there are thousands.
_DELETE = [
    *(
        f"DELETE FROM annotator_{table} WHERE item_id = ANY(%(items)s)"  # noqa: S608 - our own names
        for table in (
            *("queueentry", "suggestion", "prediction", "suspected"),
            *("sentback", "decided", "annotation", "lease"),
        )
    ),
    "DELETE FROM annotator_item WHERE id = ANY(%(items)s)",
]


def preview_removal(project: Project, chosen: ItemFilter | Collection[int]) -> Removal:
    """What would go; nothing is changed. chosen: by what they are like, or ids; others than the project's do not count.

    Raises Invalid as ItemFilter.items.
    """
    items, left = chosen_ids(project, chosen)
    return removal_of(project, items, left=left)


def remove_items(
    project_id: int, chosen: ItemFilter | Collection[int], *, by: User | None, expected: int | None = None
) -> Removal:
    """Remove the items, at most MAX_ITEMS_AT_ONCE of them, the first by row; what went.

    expected: how many there were when somebody looked. Raises Conflict (other_items) where there are others by now, and
    (importing) while data are added, Invalid as ItemFilter.items.
    """
    with transaction.atomic():
        project = lock_project(project_id)
        last_import = _last_import(project)
        items, left = chosen_ids(project, chosen)
        refuse_others(len(items), expected=expected, before="remove")
        removal = removal_of(project, items, left=left)
        if items:
            _remove(project, items, removal, last_import=last_import)
            went = f"{plural(removal.labels, 'label')} and {plural(removal.skips, 'skip')}"
            project_log.write(project, Fact(LogKind.ITEMS_REMOVED, plural(len(items), "item"), before=went), by=by)
    return removal


def _last_import(project: Project) -> int | None:
    """The newest import that there was. Raises Conflict (importing) while one is not through.

    An import stores no picture that an item shows already: were that item removed, the picture would be lost.
    """
    newest = _newest_import(project)
    if _imports(project).filter(state__in=UNFINISHED).exists():
        detail = (
            "Data are being added to this project. Remove items once that is done, or cancel it under “Jobs” first."
        )
        raise Conflict("importing", detail)
    return newest


def _newest_import(project: Project) -> int | None:
    newest: int | None = _imports(project).aggregate(newest=Max("pk"))["newest"]
    return newest


def _imports(project: Project) -> QuerySet[Job]:
    return Job.objects.filter(project=project, kind=JobKind.IMPORT)


def _remove(project: Project, items: Sequence[int], removal: Removal, *, last_import: int | None) -> None:
    rows, media = zip(*Item.objects.filter(pk__in=items).values_list("row", "media"), strict=True)
    with connection.cursor() as cursor:
        for statement in (_STAND_IN, _IMPORTED_LESS, *_DELETE):
            cursor.execute(statement, {"project": project.pk, "rows": list(rows), "items": list(items)})
    project.items_removed += len(items)
    project.labels_removed += removal.paid_labels
    project.labels_waiting = rounds.waiting(project)
    project.save(update_fields=["items_removed", "labels_removed", "labels_waiting"])
    transaction.on_commit(lambda: _clear_files(project, rows, set(filter(None, media)), last_import=last_import))


def _clear_files(project: Project, rows: Sequence[int], media: Collection[str], *, last_import: int | None) -> None:
    """What was computed from them, and what was seen of them. A picture that another item shows stays."""
    pixels.forget(project.pk, rows)
    features.forget(project, rows)
    shared = Item.objects.filter(project=project, media__in=media).values_list("media", flat=True) if media else ()
    gone = sorted(set(media).difference(shared))
    # Where the project goes meanwhile, its files go with it.
    with suppress(NotFound):
        for start in range(0, len(gone), PICTURES_AT_ONCE):
            _delete_pictures(project.pk, gone[start : start + PICTURES_AT_ONCE], last_import=last_import)


def _delete_pictures(project_id: int, names: Sequence[str], *, last_import: int | None) -> None:
    """Not once another import has begun, which waits for this lock: it may use what it finds there."""
    with transaction.atomic():
        project = lock_project(project_id)
        if _newest_import(project) == last_import:
            for name in names:
                default_storage.delete(name)
