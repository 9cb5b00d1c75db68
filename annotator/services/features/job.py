"""The job that computes features: encoder by encoder, the quickest first, in the order in which rows are wanted.

What is stored stays: a job that is cancelled or killed is taken up where it stood. Weights that are missing or
damaged cost their own representation alone.
"""

import time

from django.utils import timezone

import selection
from annotator.models import FeatureSet, Job
from annotator.selectors.features import is_importing, next_to_encode
from annotator.selectors.words import plural
from annotator.services.features import duplicates
from annotator.services.features.fill import Fill, note
from annotator.services.jobs.progress import Progress
from annotator.sources.features import encoders_of

# Other projects wait no longer than this for their turn, and one part.
TURN_S = 120.0
# While an import goes on, what it has stored is looked for so often.
LOOK_EVERY_S = 2.0


def run(job: Job, progress: Progress) -> str:
    """Fill what is missing, until no import brings more or another project waits for its turn."""
    until = time.monotonic() + TURN_S
    while True:
        job.project.refresh_from_db()
        importing = is_importing(job.project)
        complete = _fill_all(progress, importing=importing, until=until)
        if not importing or not complete:
            break
        time.sleep(LOOK_EVERY_S)
        progress.check()
    progress.store(params={"rows": job.project.next_row, "complete": complete}, total=job.done)
    n_duplicates = duplicates.note(job.project, progress=progress) if complete else 0
    return _summary(job, complete=complete, n_duplicates=n_duplicates)


def _fill_all(progress: Progress, *, importing: bool, until: float) -> bool:
    """Whether nothing is left to do that could be done."""
    project = progress.job.project
    # What learns from all of the items waits for the last of them.
    encoders = [encoder for encoder in encoders_of(project.kind) if not (encoder.is_fitted and importing)]
    progress.job.total = progress.job.done + project.next_row * len(encoders)
    for encoder in encoders:
        try:
            fill = Fill.begun(project, encoder, progress=progress)
            progress.advance(progress.job.done + fill.n_rows)
            for n_rows in fill.parts():
                progress.advance(progress.job.done + n_rows)
                if n_rows and time.monotonic() > until and next_to_encode(now=timezone.now(), but=project.pk):
                    return False
        except selection.StrategyError as error:
            note(project.pk, encoder, error=str(error))
            progress.log(f"{encoder.name}: {error}")
    return True


def _summary(job: Job, *, complete: bool, n_duplicates: int) -> str:
    sets = FeatureSet.objects.filter(project=job.project_id)
    there = ", ".join(f"{each.encoder} {each.rows:,}" for each in sets.filter(rows__gt=0).order_by("encoder"))
    missing = ", ".join(each.encoder for each in sets.exclude(error="").order_by("encoder"))
    said = f"Features of {job.project.n_items:,} items: {there or 'none'}."
    said += f" {plural(n_duplicates, 'near-duplicate')}, asked last." if n_duplicates else ""
    said += f" Not to be had here: {missing}." if missing else ""
    return said if complete else f"{said} Another project’s turn; it goes on after that."
