"""Questions about frozen features: which projects want some, and how far they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import selection
from annotator.models import FeatureSet, Job, JobKind, JobState, Project, ProjectStatus
from annotator.selectors.strategies import strategy_of

# Weights that were missing or damaged are looked at again after so long.
LOOK_AGAIN_AFTER = timedelta(minutes=10)
UNFINISHED = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True)
class FeatureProgress:
    """One encoder's features of a project: `rows` of `total` are there. error: why there can be none here."""

    encoder: str
    about: str
    rows: int
    total: int
    error: str


def progress_of(project: Project) -> list[FeatureProgress]:
    """The features that were begun, the quickest encoder first."""
    encoders = selection.ENCODERS
    sets = [each for each in project.feature_sets.all() if each.encoder in encoders]
    return [
        FeatureProgress(
            encoder=each.encoder,
            about=encoders[each.encoder].about,
            rows=each.rows,
            total=project.next_row,
            error=each.error,
        )
        for each in sorted(sets, key=lambda each: encoders[each.encoder].seconds)
    ]


def next_to_encode(*, now: datetime, but: int | None = None) -> Project | None:
    """Of the projects that want features which they have not, the one that has waited longest; None while any job
    computes features, `but` aside: the encoders' memory is there once.
    """
    jobs = Job.objects.filter(kind=JobKind.FEATURES)
    if jobs.filter(state__in=UNFINISHED).exclude(project=but).exists():
        return None
    last_turn = dict(jobs.order_by("id").values_list("project", "created_at"))
    waiting = [project for project in _lacking(now=now) if project.pk != but]
    return min(waiting, key=lambda project: last_turn.get(project.pk, project.created_at), default=None)


def is_importing(project: Project) -> bool:
    """Whether items still come in by a job."""
    return project.jobs.filter(kind=JobKind.IMPORT, state__in=UNFINISHED).exists()


def wants_features(project: Project) -> bool:
    """Whether the project's strategy looks at representations; not where its settings contradict each other."""
    try:
        return strategy_of(project).by_view
    except selection.StrategyError:
        return False


def _lacking(*, now: datetime) -> Iterator[Project]:
    for project in Project.objects.exclude(status=ProjectStatus.FINISHED).filter(next_row__gt=0):
        if wants_features(project) and _lacks(project, now=now):
            yield project


def _lacks(project: Project, *, now: datetime) -> bool:
    """1. There was no job yet, or items came since, or were rewritten.
    2. The last job left something to do: it gave way to another project, or weights were missing some time ago.
    One that was cancelled, or failed, waits for new items or for somebody to start it again.
    """
    last = project.jobs.filter(kind=JobKind.FEATURES).order_by("-id").first()
    if last is None or last.params.get("rows", 0) < project.next_row or _has_rewritten(project, last):
        return True
    if last.state != JobState.DONE:
        return False
    stale = FeatureSet.objects.filter(project=project, changed_at__lt=now - LOOK_AGAIN_AFTER).exclude(error="")
    return not last.params.get("complete", False) or stale.exists()


def _has_rewritten(project: Project, last: Job) -> bool:
    """Whether an import since has changed what items show."""
    imports = project.jobs.filter(kind=JobKind.IMPORT, finished_at__gt=last.created_at)
    return imports.filter(counts__updated__gt=0).exists()
