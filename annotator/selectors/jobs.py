"""Questions about long work: imports, exports, oracles; and rounds and benchmarks, which look like jobs to people."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from annotator.models import Benchmark, Job, JobState, Project, Role, Round, RoundStatus, User
from annotator.selectors.benchmark import rows as benchmarks
from annotator.selectors.benchmark.rows import BenchmarkRow

LIMIT = 50
# Of a job's params: rows that were done when this attempt began, by another or by an earlier job.
DONE_BEFORE = "done_before"
# A number with more digits fits no row.
MAX_ID_DIGITS = 18
ROUND_PREFIX, BENCHMARK_PREFIX = "round-", "benchmark-"
ROUND_STATES = {
    RoundStatus.RUNNING: JobState.RUNNING,
    RoundStatus.DONE: JobState.DONE,
    RoundStatus.FAILED: JobState.FAILED,
    RoundStatus.CANCELLED: JobState.CANCELLED,
}
# Of an import from before all of these were counted.
NO_COUNTS = dict.fromkeys(
    ("added", "unchanged", "updated", "rejected", "answers", "skips", "truths", "suggestions", "people"), 0
)

# What people see as one list.
LongWork = Job | Round | Benchmark


@dataclass(frozen=True)
class JobFile:
    """The file that a job left; sha256 is empty where nobody has taken it."""

    name: str
    size: int
    sha256: str


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
    file: JobFile | None
    problems_url: str | None
    log: list[str]


def managed_by(user: User) -> QuerySet[Project]:
    """Projects whose jobs this person may see."""
    return Project.objects.filter(memberships__user=user, memberships__role=Role.MANAGER)


def rows(projects: Sequence[int] | QuerySet[Project], *, now: datetime) -> list[JobRow]:
    """The newest jobs, rounds and benchmarks of these projects."""
    jobs = jobs_with_problems().filter(project__in=projects).order_by("-created_at")[:LIMIT]
    rounds = Round.objects.select_related("project").filter(project__in=projects).order_by("-started_at")[:LIMIT]
    played = Benchmark.objects.select_related("project").filter(project__in=projects).order_by("-created_at")[:LIMIT]
    all_rows = [
        *(_job_row(job, now=now) for job in jobs),
        *(_round_row(round_) for round_ in rounds),
        *(_benchmark_row(benchmark, row) for benchmark, row in zip(played, benchmarks.rows(played), strict=True)),
    ]
    return sorted(all_rows, key=lambda row: row.created_at, reverse=True)[:LIMIT]


def work_of(job_id: str) -> LongWork | None:
    """The job, round or benchmark of this id, such as "12", "round-3" or "benchmark-7"."""
    number = job_id.rpartition("-")[2]
    find = FINDERS.get(job_id.removesuffix(number))
    if find is None or not number.isdecimal() or len(number) > MAX_ID_DIGITS:
        return None
    return find(int(number))


def row_of(work: LongWork, *, now: datetime) -> JobRow:
    if isinstance(work, Round):
        return _round_row(work)
    if isinstance(work, Benchmark):
        return _benchmark_row(work, benchmarks.row(work))
    return _job_row(work, now=now)


def _job(pk: int) -> Job | None:
    return jobs_with_problems().filter(pk=pk).first()


def _round(pk: int) -> Round | None:
    return Round.objects.select_related("project").filter(pk=pk).first()


# What stands before the number of a round or a benchmark; a job has nothing there.
FINDERS: Mapping[str, Callable[[int], LongWork | None]] = {
    "": _job,
    ROUND_PREFIX: _round,
    BENCHMARK_PREFIX: benchmarks.benchmark_of,
}


def _job_row(job: Job, *, now: datetime) -> JobRow:
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
        counts={**NO_COUNTS, **job.counts} if job.counts else None,
        can_cancel=is_open and not job.cancel_requested,
        download_url=f"/api/jobs/{job.pk}/file" if has_file else None,
        file=_file(job) if has_file else None,
        problems_url=f"/api/jobs/{job.pk}/problems" if n_problems else None,
        log=job.log,
    )


def _file(job: Job) -> JobFile:
    return JobFile(job.result_name, job.params.get("size", 0), job.params.get("sha256", ""))


def job_id(round_: Round) -> str:
    """A round's name among the jobs."""
    return f"{ROUND_PREFIX}{round_.pk}"


def _round_row(round_: Round) -> JobRow:
    seconds = round_.update_s + round_.score_s + round_.query_s + round_.other_s
    is_done = round_.status == RoundStatus.DONE
    message = f"{round_.labels_new:,} new labels, {round_.candidates:,} candidates, {seconds:.1f} s." if is_done else ""
    ended: dict[str, Any] = {"counts": None, "download_url": None, "file": None, "problems_url": None}
    return JobRow(
        id=job_id(round_),
        kind="round",
        title=f"Round {round_.number}",
        project=round_.project_id,
        project_name=round_.project.name,
        state=ROUND_STATES[RoundStatus(round_.status)],
        done=round_.candidates,
        total=round_.candidates if is_done else None,
        rate=round_.candidates / round_.score_s if is_done and round_.score_s else None,
        seconds_left=None,
        started_at=round_.started_at,
        finished_at=round_.finished_at,
        created_at=round_.started_at,
        message=message,
        error=round_.error,
        problems=0,
        can_cancel=round_.status == RoundStatus.RUNNING and not round_.cancel_requested,
        log=[],
        **ended,
    )


def _benchmark_row(benchmark: Benchmark, row: BenchmarkRow) -> JobRow:
    ended: dict[str, Any] = {"rate": None, "counts": None, "download_url": None, "file": None, "problems_url": None}
    return JobRow(
        id=f"{BENCHMARK_PREFIX}{benchmark.pk}",
        kind="benchmark",
        title=benchmark.title,
        project=benchmark.project_id,
        project_name=benchmark.project.name,
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


def jobs_with_problems() -> QuerySet[Job]:
    return Job.objects.select_related("project").annotate(n_problems=Count("problems"))


def _rate(job: Job, *, now: datetime) -> float | None:
    done = job.done - job.params.get(DONE_BEFORE, 0)
    if job.started_at is None or done <= 0:
        return None
    seconds = ((job.finished_at or now) - job.started_at).total_seconds()
    return done / seconds if seconds > 0 else None


def _seconds_left(job: Job, rate: float | None) -> float | None:
    if job.state != JobState.RUNNING or not rate or job.total is None:
        return None
    return max(0, job.total - job.done) / rate
