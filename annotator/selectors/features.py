"""Questions about frozen features: which projects want some, and how far they are."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

import selection
from annotator.models import UNFINISHED, FeatureSet, Job, JobKind, JobState, Project, ProjectStatus
from annotator.selectors.strategies import strategy_of

# Weights that were missing or damaged are looked at again after so long.
LOOK_AGAIN_AFTER = timedelta(minutes=10)


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
    computes features, `but` aside: the encoders' memory is there once. A fixed number of queries.
    """
    jobs = Job.objects.filter(kind=JobKind.FEATURES)
    if jobs.filter(state__in=UNFINISHED).exclude(project=but).exists():
        return None
    last = {job.project_id: job for job in jobs.order_by("project", "-id").distinct("project")}
    rewritten, stale = _rewritten_at(), _stale(now=now)

    def lacks(project: Project) -> bool:
        job, at = last.get(project.pk), rewritten.get(project.pk)
        is_rewritten = job is not None and at is not None and at > job.created_at
        return is_rewritten or _lacks(project, job, is_stale=project.pk in stale)

    projects = Project.objects.exclude(status=ProjectStatus.FINISHED).filter(next_row__gt=0)
    waiting = [project for project in projects if project.pk != but and wants_features(project) and lacks(project)]
    turns = {pk: job.created_at for pk, job in last.items()}
    return min(waiting, key=lambda project: turns.get(project.pk, project.created_at), default=None)


def is_importing(project: Project) -> bool:
    """Whether items still come in by a job."""
    return project.jobs.filter(kind=JobKind.IMPORT, state__in=UNFINISHED).exists()


def wants_features(project: Project) -> bool:
    """Whether the project's strategy looks at representations; not where its settings contradict each other."""
    try:
        return strategy_of(project).by_view
    except selection.StrategyError:
        return False


def _lacks(project: Project, last: Job | None, *, is_stale: bool) -> bool:
    """1. There was no job yet, or items came since.
    2. The last job left something to do: it gave way to another project, weights were missing some time ago, or
       near-duplicates are to be sought anew.
    One that was cancelled, or failed, waits for new items or for somebody to start it again.
    """
    if last is None or last.params.get("rows", 0) < project.next_row:
        return True
    is_unsought = project.duplicates_once and not project.duplicates_sought
    return last.state == JobState.DONE and (is_stale or is_unsought or not last.params.get("complete", False))


def _rewritten_at() -> dict[int, datetime]:
    """project -> when an import last changed what items show."""
    imports = Job.objects.filter(kind=JobKind.IMPORT, finished_at__isnull=False, counts__updated__gt=0)
    return dict(imports.values_list("project").annotate(Max("finished_at")))


def _stale(*, now: datetime) -> set[int]:
    """Projects of which an encoder could not be had some time ago."""
    sets = FeatureSet.objects.filter(changed_at__lt=now - LOOK_AGAIN_AFTER).exclude(error="")
    return set(sets.values_list("project", flat=True))
