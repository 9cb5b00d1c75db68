"""The import job: a file from storage or from disk, batch by batch, into items. Takes up where it was killed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction

from annotator import files
from annotator.files import ImageFiles
from annotator.models import Job, Kind
from annotator.services import messages
from annotator.services.imports.bring import bring
from annotator.services.imports.choices import Said
from annotator.services.imports.far_files import ByWorker
from annotator.services.imports.images import import_images
from annotator.services.imports.opened import opened_file, opened_images
from annotator.services.imports.store import Counts, renew_statistics
from annotator.services.imports.texts import import_texts
from annotator.services.jobs.progress import JobCancelled, Progress
from annotator.services.locks import lock_project

# New rows from which on the planner's picture of a table is renewed at once, not when autovacuum comes round to it.
ANALYZE_FROM = 1_000


def run(job: Job, progress: Progress) -> str:
    """Import the job's file. What was committed stays, whatever happens after."""
    job.counts = vars(Counts(**job.counts))
    _wait_for_removals(job)
    try:
        bring(job, progress)
        if job.project.kind == Kind.TEXT:
            with opened_file(job) as (file, name):
                import_texts(progress, file, name)
        else:
            with _opened_images(job, progress) as images:
                import_images(progress, images, name=_name_of(job))
    except JobCancelled:
        progress.log(f"Cancelled after {job.done:,} rows. Importing the file again takes up the rest.")
        raise
    counts = Counts(**job.counts)
    renew_statistics(counts, least=ANALYZE_FROM)
    job.project.refresh_from_db()
    messages.ask_for_round_if_due(job.project)
    progress.store(total=job.done)
    return _summary(counts)


def _wait_for_removals(job: Job) -> None:
    """Who removes items and their pictures is done with it, or sees this job (services/projects/removal.py)."""
    with transaction.atomic():
        lock_project(job.project_id)


def _summary(counts: Counts) -> str:
    summary = f"{counts.added:,} items added"
    for number, words in ((counts.updated, "updated"), (counts.unchanged, "unchanged"), (counts.rejected, "left out")):
        summary += f", {number:,} {words}" if number else ""
    for number, words in ((counts.answers, "answers"), (counts.skips, "skips"), (counts.suggestions, "suggestions")):
        summary += f", {number:,} {words}" if number else ""
    return summary + "."


def _name_of(job: Job) -> str:
    path = job.params.get("path")
    return Path(str(path)).name if path else job.upload.filename if job.upload else ""


@contextmanager
def _opened_images(job: Job, progress: Progress) -> Iterator[ImageFiles]:
    def on_read(_n_bytes: int) -> None:
        progress.advance(job.done)

    choices, far = Said.of(job.params).for_reader(), ByWorker()
    with opened_images(job, far) as (place, name):
        yield files.open_images(place, name, choices, on_read=on_read, far=far)
