"""One batch of an import, from rows read to items stored: one short transaction under the project's lock.

The job's counts and position are written in the same transaction, so that a killed import neither loses nor repeats
a row. What becomes of a row: deciding.py. A new truth on known content counts as updated, like answers and suggestions
that are new there.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from annotator.files import RowProblem
from annotator.models import Item, Job, Problem, Project
from annotator.services.imports.classes import TOLD, Classes
from annotator.services.imports.copy import Incoming, insert_items
from annotator.services.imports.deciding import Again, Decided, decide
from annotator.services.imports.known import KnownItem, known_items
from annotator.services.imports.saying import OfNew, Sayings, Stored
from annotator.services.jobs.progress import Progress
from annotator.services.locks import lock_project
from annotator.sources.pixels import Rows

# So many problems are kept with a job; the counts go on.
MAX_PROBLEMS = 10_000


@dataclass
class Counts:
    """What became of the rows so far, and what was stored with them."""

    added: int = 0
    unchanged: int = 0
    updated: int = 0
    rejected: int = 0
    answers: int = 0
    skips: int = 0
    truths: int = 0
    suggestions: int = 0
    people: int = 0


@dataclass
class Batch:
    """Rows read together. consumed: rows of the file that they stand for; total: rows in the file, as far as known."""

    items: list[Incoming] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    consumed: int = 0
    total: int | None = None


class _Written(NamedTuple):
    """A batch whose new items are stored; rows: those that they got."""

    decided: Decided
    classes: Classes
    of_new: OfNew
    rows: Rows


class Store:
    """The way of one import into the database, batch by batch.

    A batch is first stored as if all of it were new: the unique indexes object at no cost, while looking each row up
    takes a third of PostgreSQL's work. Where they object, and after a batch that met known items, rows are looked up.
    """

    def __init__(self, progress: Progress, *, file: str) -> None:
        self._progress = progress
        self._sayings = Sayings(progress.job, file=file)
        self._meets_known = False

    def add(self, batch: Batch) -> tuple[Rows, list[Incoming]]:
        """Store the batch; the rows that its new items got, and these items, in the same order."""
        job = self._progress.job
        with transaction.atomic():
            with connection.cursor() as cursor:
                # Rows and position are lost together or not at all: nothing needs to wait for the disk.
                cursor.execute("SET LOCAL synchronous_commit = off")
            project = lock_project(job.project_id)
            first_row = job.params.get("first_row", project.next_row)
            now = timezone.now()
            written = self._stored(project, batch, first_row=first_row, now=now)
            decided, classes = written.decided, written.classes
            if decided.added:
                # Not in the savepoint: two transactions on one row make every check of a foreign key to it dear.
                Project.objects.filter(pk=project.pk).update(next_row=project.next_row + len(decided.added))
            stored = self._sayings.store(project, decided, classes, of_new=written.of_new, now=now)
            relabelled = _rewrite(decided, classes)
            problems = [*batch.problems, *decided.problems, *classes.problems, *stored.problems]
            problems += _unsaid(decided, classes, stored)
            _keep_problems(job, problems)
            counts = _counted(Counts(**job.counts), decided, classes, stored, relabelled=relabelled)
            counts.rejected += sum(problem.rejected for problem in problems)
            _report(self._progress, batch, counts, params={**job.params, "first_row": first_row, TOLD: classes.told})
        return written.rows, decided.added

    def _stored(self, project: Project, batch: Batch, *, first_row: int, now: datetime) -> _Written:
        if not self._meets_known:
            # A savepoint: what the indexes refuse leaves the lock and the transaction as they were.
            with suppress(IntegrityError), transaction.atomic():
                return self._written(project, batch, known={}, first_row=first_row, now=now)
            self._sayings.forget_people()
        known = known_items(project, batch.items)
        self._meets_known = bool(known)
        return self._written(project, batch, known=known, first_row=first_row, now=now)

    def _written(
        self,
        project: Project,
        batch: Batch,
        *,
        known: dict[tuple[str, str], KnownItem],
        first_row: int,
        now: datetime,
    ) -> _Written:
        decided = decide(project, batch.items, known=known, first_row=first_row)
        classes = Classes(project, decided.items, job=self._progress.job)
        of_new = self._sayings.of_new(project, decided, classes, now=now)
        rows = insert_items(project, decided.added, classes.ids, brought=of_new.brought)
        return _Written(decided, classes, of_new, rows)


# By these the queue and lists look for rows.
_LOOKED_FOR = {
    "annotator_item": "project_id, row, role, state, draw, answers, open_slots",
    "annotator_annotation": "project_id, item_id, user_id, label_id, round_id, replaced_at",
}


def renew_statistics(counts: Counts, *, least: int) -> None:
    """Let the planner know what the tables hold now into which at least so many rows came."""
    came = {"annotator_item": counts.added, "annotator_annotation": counts.answers + counts.skips}
    for table, n_rows in came.items():
        if n_rows < least:
            continue
        with transaction.atomic(), connection.cursor() as cursor:
            # A sample of 9,000 rows: it costs a tenth of a second, not half of one, and says what these columns need.
            cursor.execute("SET LOCAL default_statistics_target = 30")
            # Whoever vacuums or analyses the table at this moment does the same work.
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {table} ({_LOOKED_FOR[table]})")


def _rewrite(decided: Decided, classes: Classes) -> set[int]:
    """Content that is another now, and truths that are new; the rows whose truth is new."""
    for again in decided.updated:
        truth = classes.ids.get(again.item.label, again.known.truth_id)
        item = again.item
        # What it is like now is not known yet.
        shown = {"text": item.text, "content_hash": item.digest, "duplicate_of": None}
        Item.objects.filter(pk=again.known.pk).update(**shown, truth=truth)
    return {_relabel(again, classes) for again in decided.again if _is_news(again, classes)}


def _is_news(again: Again, classes: Classes) -> bool:
    """Within one file the first truth stays; a later file knows better."""
    truth = classes.ids.get(again.item.label)
    stands = classes.ids.get(again.known.truth, again.known.truth_id)
    return truth is not None and truth != stands and not (again.in_file and stands)


def _relabel(again: Again, classes: Classes) -> int:
    by_row = Item.objects.filter(project=classes.project, row=again.known.row)
    by_row.update(truth=classes.ids[again.item.label])
    return again.known.row


def _unsaid(decided: Decided, classes: Classes, stored: Stored) -> list[RowProblem]:
    """What to say of rows of one file whose item came earlier in it: contradictions, and rows that add nothing."""
    problems = []
    for again in decided.again:
        if again.in_file and id(again.item) not in stored.said:
            problems.append(_twice(again, classes))
    return problems


def _twice(again: Again, classes: Classes) -> RowProblem:
    item, truth = again.item, classes.ids.get(again.item.label)
    stands = classes.ids.get(again.known.truth, again.known.truth_id)
    if truth is not None and stands is not None and truth != stands:
        detail = (
            f"The same content came earlier in this file as “{classes.name_of(stands)}” and is “{item.label}” here."
            f" The first stays: “{classes.name_of(stands)}”."
        )
        return RowProblem(item.file, item.line, "contradiction", detail, rejected=False)
    detail = "The same content came earlier in this file. It was imported once."
    return RowProblem(item.file, item.line, "duplicate", detail, rejected=False)


def _counted(counts: Counts, decided: Decided, classes: Classes, stored: Stored, *, relabelled: set[int]) -> Counts:
    n_changed = sum(again.known.row in relabelled | stored.rows for again in decided.again)
    counts.added += len(decided.added)
    counts.updated += len(decided.updated) + n_changed
    counts.unchanged += len(decided.again) - n_changed
    counts.truths += sum(item.label in classes.ids for item in decided.added) + len(relabelled)
    counts.answers += stored.labels
    counts.skips += stored.skips
    counts.suggestions += stored.suggestions
    counts.people = stored.people
    return counts


def _keep_problems(job: Job, problems: Sequence[RowProblem]) -> None:
    kept = list(problems)
    if not kept:
        return
    room = max(0, MAX_PROBLEMS - job.problems.count())
    if len(kept) > room > 0:
        detail = f"There are more than {MAX_PROBLEMS:,} problems; the rest are counted but not listed."
        kept = [*kept[: room - 1], RowProblem(kept[0].file, None, "and_more", detail, rejected=False)]
    Problem.objects.bulk_create(
        Problem(job=job, file=p.file[:500], line=p.line, code=p.code, detail=p.detail[:1000], rejected=p.rejected)
        for p in kept[:room]
    )


def _report(progress: Progress, batch: Batch, counts: Counts, *, params: dict[str, object]) -> None:
    job = progress.job
    total = max(batch.total or job.total or 0, job.done + batch.consumed)
    progress.store(done=job.done + batch.consumed, total=total, counts=vars(counts), params=params)
