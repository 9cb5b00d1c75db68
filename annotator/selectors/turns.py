"""The line before the worker of rounds: who waits, since when, who is first; and whom the worker is at."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q

from annotator.lock_classes import LockClass
from annotator.models import UNFINISHED, Benchmark, BenchmarkPoint, Project, ProjectStatus, Round, RoundStatus, Turn
from annotator.selectors import rounds
from annotator.selectors.answers import current_answers

# pg_locks shows the locks of all databases of the server.
_HELD = """
SELECT classid::bigint, objid::bigint FROM pg_locks
WHERE locktype = 'advisory' AND classid = ANY(%s) AND granted
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@dataclass(frozen=True)
class Waiting:
    """A due round of a project or, where `benchmark` is set, the next round of that benchmark of it.

    since: when it became due, and not before its project's last turn ended. last_s: seconds of that turn.
    """

    project: int
    benchmark: int | None
    since: datetime
    last_s: float = 0.0

    @property
    def place(self) -> tuple[datetime, bool, int]:
        """Who has waited longest is first; whose last turn took long lets others by for as long."""
        return self.since + timedelta(seconds=self.last_s), self.benchmark is not None, self.project


@dataclass(frozen=True)
class WorkerBusy:
    """Why a due round does not run: the worker is at another one. ahead: how many of the line are before it.

    is_own: it is at a benchmark of the same project. Whose it is otherwise, nobody is told.
    """

    since: datetime
    is_benchmark: bool
    is_own: bool
    ahead: int


def line() -> list[Waiting]:
    """All that wait for a worker and that none is at, the first of the line first."""
    held = _held()
    waiting = [*_rounds(but=held[LockClass.ROUND]), *_benchmarks(but=held[LockClass.BENCHMARK])]
    turns = Turn.objects.in_bulk({one.project for one in waiting})
    return sorted((_after(one, turns.get(one.project)) for one in waiting), key=lambda one: one.place)


def busy_for(project: Project) -> WorkerBusy | None:
    """What the worker is at, where a round of this project waits for it; None where none waits, or none is kept."""
    held = _held()
    turn = _at_work(held)
    if turn is None or turn.began_at is None or project.pk in held[LockClass.ROUND]:
        return None
    newest = Round.objects.filter(project=project).order_by("number").last()
    if project.status != ProjectStatus.ACTIVE or _due_since(project, newest) is None:
        return None
    # Only now: the line asks about every project.
    ahead = next((n for n, one in enumerate(line()) if (one.project, one.benchmark) == (project.pk, None)), 0)
    is_benchmark = turn.project_id not in held[LockClass.ROUND]
    return WorkerBusy(turn.began_at, is_benchmark, is_own=turn.project_id == project.pk, ahead=ahead)


def _at_work(held: dict[int, set[int]]) -> Turn | None:
    """The longest turn of those that go on."""
    played = Benchmark.objects.filter(pk__in=held[LockClass.BENCHMARK]).values_list("project", flat=True)
    at_work = Turn.objects.filter(began_at__isnull=False, project__in={*held[LockClass.ROUND], *played})
    return at_work.order_by("began_at").first()


def _held() -> dict[int, set[int]]:
    """Which rounds (by project) and benchmarks are worked on."""
    held: dict[int, set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [[int(LockClass.ROUND), int(LockClass.BENCHMARK)]])
        for lock, key in cursor.fetchall():
            held[lock].add(key)
    return held


def _after(one: Waiting, turn: Turn | None) -> Waiting:
    if turn is None or turn.ended_at is None:
        return one
    return Waiting(one.project, one.benchmark, max(one.since, turn.ended_at), turn.seconds)


def _rounds(*, but: Collection[int]) -> Iterator[Waiting]:
    """Rounds that are due, whose worker died, or that may be tried again."""
    unfinished = Round.objects.filter(status=RoundStatus.RUNNING).values("project")
    projects = Project.objects.filter(Q(status=ProjectStatus.ACTIVE) | Q(pk__in=unfinished)).exclude(pk__in=but)
    newest = Round.objects.filter(project__in=projects).order_by("project", "-number").distinct("project")
    by_project = {round_.project_id: round_ for round_ in newest}
    for project in projects:
        since = _due_since(project, by_project.get(project.pk))
        if since is not None:
            yield Waiting(project.pk, None, since)


def _due_since(project: Project, newest: Round | None) -> datetime | None:
    if newest is not None and newest.status == RoundStatus.RUNNING:
        return newest.started_at
    if newest is not None and newest.status != RoundStatus.DONE:
        return newest.finished_at if rounds.may_retry(newest) else None
    if not rounds.is_due_after(project, newest=newest, count=lambda: project.labels_waiting):
        return None
    return project.created_at if newest is None else _enough_since(project, newest)


def _enough_since(project: Project, newest: Round) -> datetime | None:
    """When the label came with which the next round was due."""
    waiting = current_answers(project).filter(rounds.WAITS).order_by("received_at")
    times = waiting.values_list("received_at", flat=True)
    return times[rounds.threshold(project, newest=newest) - 1 :].first()


def _benchmarks(*, but: Collection[int]) -> Iterator[Waiting]:
    for benchmark in unplayed(but=but):
        last = BenchmarkPoint.objects.filter(run__benchmark=benchmark).order_by("-created_at").first()
        yield Waiting(benchmark.project_id, benchmark.pk, last.created_at if last else benchmark.created_at)


def unplayed(*, but: Collection[int] | None = None) -> list[Benchmark]:
    """Benchmarks that have not ended and that nobody plays. but: those that are known to be played."""
    playing = _held()[LockClass.BENCHMARK] if but is None else but
    return list(Benchmark.objects.filter(state__in=UNFINISHED).exclude(pk__in=playing).order_by("pk"))
