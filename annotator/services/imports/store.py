"""One batch of an import, from rows read to items stored: one short transaction under the project's lock.

The job's counts and position are written in the same transaction, so that a killed import neither loses nor repeats
a row. Policy:

| known by              | content   | answers        | what happens |
|-----------------------|-----------|----------------|--------------|
| external id           | the same  |                | unchanged    |
| external id           | other     | none           | updated      |
| external id           | other     | some, or leased| rejected     |
| content hash (no id)  | the same  |                | unchanged    |

A new label on known content becomes the item's truth and counts as updated. The second of two equal rows in one file
is unchanged and reported; two contents under one id in one file: the first stays, the second is rejected.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from operator import attrgetter

from django.db import IntegrityError, connection, transaction

from annotator.files import RowProblem
from annotator.limits import MAX_LABELS
from annotator.models import Annotation, Item, Job, Label, Lease, Problem, Project, ProjectStatus
from annotator.services.imports.copy import Incoming, insert_items
from annotator.services.imports.known import KnownItem, all_differ, known_items
from annotator.services.jobs.progress import Progress
from annotator.services.locks import lock_project
from annotator.services.projects.labels import add_labels, find
from annotator.sources.pixels import Rows

# So many problems are kept with a job; the counts go on.
MAX_PROBLEMS = 10_000


@dataclass
class Counts:
    """What became of the rows so far."""

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


@dataclass
class _Decided:
    """What is to be done with a batch."""

    added: list[Incoming] = field(default_factory=list)
    updated: list[tuple[KnownItem, Incoming]] = field(default_factory=list)
    relabelled: list[tuple[KnownItem, Incoming]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    unchanged: int = 0


class Store:
    """The way of one import into the database, batch by batch.

    A batch is first stored as if all of it were new: the unique indexes object at no cost, while looking each row up
    takes a third of PostgreSQL's work. Where they object, and after a batch that met known items, rows are looked up.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._meets_known = False

    def add(self, batch: Batch, *, meanwhile: Callable[[], None] = lambda: None) -> tuple[Rows, list[Incoming]]:
        """Store the batch; the rows that its new items got, and these items, in the same order.

        meanwhile: called right before the longest wait for the database, at times twice.
        """
        job = self._progress.job
        with transaction.atomic():
            with connection.cursor() as cursor:
                # Rows and position are lost together or not at all: nothing needs to wait for the disk.
                cursor.execute("SET LOCAL synchronous_commit = off")
            project = lock_project(job.project_id)
            first_row = job.params.get("first_row", project.next_row)
            decided, rows = self._stored(project, batch, first_row=first_row, meanwhile=meanwhile)
            if decided.added:
                # Not in the savepoint: two transactions on one row make every check of a foreign key to it dear.
                Project.objects.filter(pk=project.pk).update(next_row=project.next_row + len(decided.added))
            problems = [*batch.problems, *decided.problems]
            _keep_problems(job, problems)
            _report(self._progress, batch, decided, problems, params={**job.params, "first_row": first_row})
        return rows, decided.added

    def _stored(
        self, project: Project, batch: Batch, *, first_row: int, meanwhile: Callable[[], None]
    ) -> tuple[_Decided, Rows]:
        if not self._meets_known:
            # A savepoint: what the indexes refuse leaves the lock and the transaction as they were.
            with suppress(IntegrityError), transaction.atomic():
                decided = _decide(project, batch.items, known={}, first_row=first_row)
                return decided, _written(project, decided, job=self._progress.job, meanwhile=meanwhile)
        known = known_items(project, batch.items)
        self._meets_known = bool(known)
        decided = _decide(project, batch.items, known=known, first_row=first_row)
        return decided, _written(project, decided, job=self._progress.job, meanwhile=meanwhile)


def _written(project: Project, decided: _Decided, *, job: Job, meanwhile: Callable[[], None]) -> Rows:
    truths = _truths(project, decided, job=job)
    rows = insert_items(project, decided.added, truths, meanwhile=meanwhile)
    _rewrite(decided, truths)
    return rows


def renew_statistics() -> None:
    """Let the planner know what the table holds now, in the columns by which the queue looks for items."""
    columns = "project_id, row, role, state, draw, answers, open_slots"
    with transaction.atomic(), connection.cursor() as cursor:
        # A sample of 9,000 rows: it costs a tenth of a second, not half of one, and says what these columns need.
        cursor.execute("SET LOCAL default_statistics_target = 30")
        # Whoever vacuums or analyses the table at this moment does the same work.
        cursor.execute(f"ANALYZE (SKIP_LOCKED) annotator_item ({columns})")


def _decide(
    project: Project, items: Sequence[Incoming], *, known: dict[tuple[str, str], KnownItem], first_row: int
) -> _Decided:
    """What is to be done with these items. known: those that are there already; this batch's own are added to it."""
    if not known and all_differ(items):
        return _Decided(added=list(items))
    decided = _Decided()
    for item in items:
        key = (item.external_id, "") if item.external_id else ("", item.digest)
        before = known.get(key)
        if before is None:
            # Rows of this batch count as being in this file.
            known[key] = KnownItem(0, project.next_row, item.digest, None)
            decided.added.append(item)
        elif before.row >= first_row:
            decided.problems.append(_twice(item, before))
            decided.unchanged += before.digest == item.digest
        elif before.digest != item.digest:
            decided.updated.append((before, item))
        else:
            decided.unchanged += 1
            if item.label:
                decided.relabelled.append((before, item))
    _refuse_answered(decided)
    return decided


def _twice(item: Incoming, before: KnownItem) -> RowProblem:
    if before.digest == item.digest:
        detail = "The same content came earlier in this file. It was imported once."
        return RowProblem(item.file, item.line, "duplicate", detail, rejected=False)
    detail = (
        f"The id “{item.external_id[:80]}” came earlier in this file with other content. Give each item its own id."
    )
    return RowProblem(item.file, item.line, "duplicate_id", detail)


def _refuse_answered(decided: _Decided) -> None:
    """Content that people have judged, or have before their eyes, does not change under them."""
    if not decided.updated:
        return
    pks = [known.pk for known, _ in decided.updated]
    answered = set(Annotation.objects.filter(item__in=pks).values_list("item", flat=True))
    leased = set(Lease.objects.filter(item__in=pks, ended_at__isnull=True).values_list("item", flat=True))
    for known, item in decided.updated:
        if known.pk in answered:
            detail = "This item has answers already and its content differs. Import the new content under a new id."
            decided.problems.append(RowProblem(item.file, item.line, "already_answered", detail))
        elif known.pk in leased:
            detail = "Somebody is labelling this item now and its content differs. Import it again later."
            decided.problems.append(RowProblem(item.file, item.line, "item_in_use", detail))
    decided.updated = [(known, item) for known, item in decided.updated if known.pk not in answered | leased]


def _truths(project: Project, decided: _Decided, *, job: Job) -> dict[str, int]:
    """Label as in the file -> id. Labels that are unknown and may not be created are reported."""
    items = [*decided.added, *(i for _, i in decided.updated), *(i for _, i in decided.relabelled)]
    names = dict.fromkeys(map(attrgetter("label"), items))
    names.pop("", None)
    if not names:
        return {}
    labels = list(project.labels.all())
    truths = {name: label.pk for name in names if (label := find(labels, name))}
    missing = [name for name in names if name not in truths]
    if missing and job.params.get("create_labels") and project.status == ProjectStatus.DRAFT:
        new = add_labels(project, missing[: MAX_LABELS - len(labels)], by=job.user)
        truths.update((name, label.pk) for name, label in new.items())
    if unknown := names.keys() - truths.keys():
        decided.problems.extend(_unknown_label(item, labels) for item in items if item.label in unknown)
    return truths


def _unknown_label(item: Incoming, labels: Sequence[Label]) -> RowProblem:
    if len(labels) >= MAX_LABELS:
        detail = f"A project can have {MAX_LABELS:,} labels. Taken without its label; choose another label column."
        return RowProblem(item.file, item.line, "too_many_labels", detail, rejected=False)
    detail = f"The project has no label “{item.label}”. Taken without it; add the label and import again."
    return RowProblem(item.file, item.line, "unknown_label", detail, rejected=False)


def _rewrite(decided: _Decided, truths: dict[str, int]) -> None:
    for known, item in decided.updated:
        truth = truths.get(item.label, known.truth_id)
        # What it is like now is not known yet.
        shown = {"text": item.text, "content_hash": item.digest, "duplicate_of": None}
        Item.objects.filter(pk=known.pk).update(**shown, truth=truth)
    for known, item in list(decided.relabelled):
        if truths.get(item.label) in (None, known.truth_id):
            decided.relabelled.remove((known, item))
        else:
            Item.objects.filter(pk=known.pk).update(truth=truths[item.label])
    decided.unchanged -= len(decided.relabelled)


def _keep_problems(job: Job, problems: Iterable[RowProblem]) -> None:
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


def _report(
    progress: Progress, batch: Batch, decided: _Decided, problems: Sequence[RowProblem], *, params: dict[str, object]
) -> None:
    job = progress.job
    counts = Counts(**job.counts)
    counts.added += len(decided.added)
    counts.updated += len(decided.updated) + len(decided.relabelled)
    counts.unchanged += decided.unchanged
    counts.rejected += sum(problem.rejected for problem in problems)
    total = max(batch.total or job.total or 0, job.done + batch.consumed)
    progress.store(done=job.done + batch.consumed, total=total, counts=vars(counts), params=params)
