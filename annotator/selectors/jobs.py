"""Questions about long work: imports, exports, oracles; and rounds and benchmarks, which look like jobs to people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from annotator.models import Benchmark, Job, JobState, Project, Role, Round, RoundStatus, User
from annotator.selectors.benchmark import rows as benchmarks
from annotator.selectors.benchmark.rows import BenchmarkRow

LIMIT = 50
ROUND_PREFIX, BENCHMARK_PREFIX = "round-", "benchmark-"
ROUND_STATES = {
    RoundStatus.RUNNING: JobState.RUNNING,
    RoundStatus.DONE: JobState.DONE,
    RoundStatus.FAILED: JobState.FAILED,
}


@dataclass(frozen=True)
class JobRow:
    """A job, a round or a benchmark as people see it. rate: rows per second; problems: how many are listed."""

    id: str
    kind: str
    title: str
    project: int
    project_name: str
    state: str
    done: int
    total: int | None
    rate: float | None
    seconds_left: float | None
    started_at: datetime | None
    finished_at: datetime | None
    created_at: datetime
    message: str
    error: str
    problems: int
    counts: dict[str, int] | None
    can_cancel: bool
    download_url: str | None
    problems_url: str | None
    log: list[str]


def managed_by(user: User) -> QuerySet[Project]:
    """Projects whose jobs this person may see."""
    return Project.objects.filter(memberships__user=user, memberships__role=Role.MANAGER)


def rows(projects: Sequence[int] | QuerySet[Project], *, now: datetime) -> list[JobRow]:
    """The newest jobs, rounds and benchmarks of these projects."""
    jobs = _jobs().filter(project__in=projects).order_by("-created_at")[:LIMIT]
    rounds = Round.objects.select_related("project").filter(project__in=projects).order_by("-started_at")[:LIMIT]
    played = Benchmark.objects.select_related("project").filter(project__in=projects).order_by("-created_at")[:LIMIT]
    found = [
        *(job_row(job, now=now) for job in jobs),
        *(round_row(one) for one in rounds),
        *(_benchmark_row(one, row) for one, row in zip(played, benchmarks.rows(played), strict=True)),
    ]
    return sorted(found, key=lambda row: row.created_at, reverse=True)[:LIMIT]


def job(pk: int) -> Job | None:
    return _jobs().filter(pk=pk).first()


def round_of(pk: int) -> Round | None:
    return Round.objects.select_related("project").filter(pk=pk).first()


def job_row(job: Job, *, now: datetime) -> JobRow:
    rate = _rate(job, now=now)
    is_open = job.state in (JobState.WAITING, JobState.RUNNING)
    n_problems: int = getattr(job, "n_problems", 0)
    has_file = job.state == JobState.DONE and bool(job.result_path)
    return JobRow(
        id=str(job.pk),
        kind=job.kind,
        title=job.title,
        project=job.project_id,
        project_name=job.project.name,
        state=job.state,
        done=job.done,
        total=job.total,
        rate=rate,
        seconds_left=_seconds_left(job, rate),
        started_at=job.started_at,
        finished_at=job.finished_at,
        created_at=job.created_at,
        message=job.message,
        error=job.error,
        problems=n_problems,
        counts=job.counts or None,
        can_cancel=is_open and not job.cancel_requested,
        download_url=f"/api/jobs/{job.pk}/file" if has_file else None,
        problems_url=f"/api/jobs/{job.pk}/problems" if n_problems else None,
        log=job.log,
    )


def round_row(one: Round) -> JobRow:
    seconds = one.update_s + one.score_s + one.query_s + one.other_s
    is_done = one.status == RoundStatus.DONE
    message = f"{one.labels_new:,} new labels, {one.candidates:,} candidates, {seconds:.1f} s." if is_done else ""
    ended: dict[str, Any] = {"counts": None, "can_cancel": False, "download_url": None, "problems_url": None}
    return JobRow(
        id=f"{ROUND_PREFIX}{one.pk}",
        kind="round",
        title=f"Round {one.number}",
        project=one.project_id,
        project_name=one.project.name,
        state=ROUND_STATES[RoundStatus(one.status)],
        done=one.candidates,
        total=one.candidates if is_done else None,
        rate=one.candidates / one.score_s if is_done and one.score_s else None,
        seconds_left=None,
        started_at=one.started_at,
        finished_at=one.finished_at,
        created_at=one.started_at,
        message=message,
        error=one.error,
        problems=0,
        log=[],
        **ended,
    )


def benchmark_row(one: Benchmark) -> JobRow:
    return _benchmark_row(one, benchmarks.row(one))


def _benchmark_row(one: Benchmark, row: BenchmarkRow) -> JobRow:
    ended: dict[str, Any] = {"rate": None, "counts": None, "download_url": None, "problems_url": None}
    return JobRow(
        id=f"{BENCHMARK_PREFIX}{one.pk}",
        kind="benchmark",
        title=one.title,
        project=one.project_id,
        project_name=one.project.name,
        state=row.state,
        done=row.done,
        total=row.total,
        seconds_left=row.seconds_left,
        started_at=row.started_at,
        finished_at=row.finished_at,
        created_at=row.created_at,
        message=row.sentence,
        error=row.error,
        problems=0,
        can_cancel=row.can_cancel,
        log=[],
        **ended,
    )


def _jobs() -> QuerySet[Job]:
    return Job.objects.select_related("project").annotate(n_problems=Count("problems"))


def _rate(job: Job, *, now: datetime) -> float | None:
    if job.started_at is None or not job.done:
        return None
    seconds = ((job.finished_at or now) - job.started_at).total_seconds()
    return job.done / seconds if seconds > 0 else None


def _seconds_left(job: Job, rate: float | None) -> float | None:
    if job.state != JobState.RUNNING or not rate or job.total is None:
        return None
    return max(0, job.total - job.done) / rate
