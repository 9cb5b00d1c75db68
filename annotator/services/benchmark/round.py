"""One round of one run: people answer what was asked, the engine learns it and asks again, the judge measures."""

import math
import time
from time import monotonic

from django.db.models import Max, Sum

from annotator.models import Annotation, Benchmark, BenchmarkPoint, BenchmarkRun, Project, Round, RoundStatus
from annotator.selectors.benchmark.items import Frozen
from annotator.selectors.benchmark.settings import Settings
from annotator.services.benchmark.judge import judge
from annotator.services.oracle import oracle
from annotator.services.oracle.simulate import SimulatedAnnotators
from annotator.services.rounds import endings
from annotator.services.rounds.endings import End
from annotator.services.rounds.run import run_due_round
from annotator.services.rounds.watch import Look, Watch
from selection import RoundStopped, Stop


class RoundMissing(RuntimeError):
    """The round that should follow cannot be played now."""


def play_round(run: BenchmarkRun, *, settings: Settings, frozen: Frozen, watch: Watch) -> BenchmarkPoint:
    """The run's next point, not yet stored. Each step looks first how far an earlier attempt came.

    1. The ranking from which this round's batch is asked; for the first one it is drawn, nothing is learned yet.
    2. People answer until the batch is full, all in one transaction.
    3. `run_due_round` learns the batch and asks for the next, as it does for people.
    4. The judge measures.
    Raises RoundStopped when somebody cancels meanwhile or time is over (`watch.why`), and whatever goes wrong.
    """
    assert run.arena is not None
    arena, number = run.arena, run.points.count()
    _ranked(arena, number, watch)
    _go_on(watch)
    _fill(arena, run, settings, labels=sum(settings.sizes[: number + 1]), session=number)
    learned = _ranked(arena, number + 1, watch)
    _go_on(watch)
    return _measured(run, learned, settings=settings, frozen=frozen, number=number, should_stop=watch)


def looking_at(run: BenchmarkRun) -> Look:
    """Asks the database whether the round of this run should end, and why; its time begins now."""
    deadline = endings.deadline()

    def look() -> End | None:
        asked = Benchmark.objects.filter(pk=run.benchmark_id).values_list("cancel_requested", flat=True).first()
        if asked is None:
            return End.DELETED
        if asked:
            return End.CANCELLED
        return End.TOO_LONG if monotonic() > deadline else None

    return look


def _go_on(watch: Watch) -> None:
    if watch.look_now() is not None:
        raise RoundStopped(f"The benchmark's round was stopped: {watch.why}.")


def _ranked(arena: Project, number: int, should_stop: Stop) -> Round:
    """The arena's round of this number, played now where it was not yet."""
    ranked = Round.objects.filter(project=arena, number=number, status=RoundStatus.DONE).first()
    ranked = ranked or run_due_round(arena.pk, should_stop=should_stop)
    if ranked is None or ranked.number != number:
        raise RoundMissing(f"Round {number} could not be played; another worker may be at it.")
    return ranked


def _fill(arena: Project, run: BenchmarkRun, settings: Settings, *, labels: int, session: int) -> None:
    """Answers until so many labels are given in all. Simulated time goes on where it stood."""
    arena.refresh_from_db()
    lacking = labels - arena.labels_spent
    if lacking <= 0:
        return
    last = Annotation.objects.filter(project=arena).aggregate(last=Max("received_at"))["last"]
    people = SimulatedAnnotators(
        project=arena,
        users=oracle.oracle_users(arena, count=settings.annotators.count),
        model=settings.annotators,
        now=last or run.benchmark.created_at,
        seed=run.seed,
        session=session,
    )
    given = oracle.fill_batch(people, labels=lacking)
    if given < lacking:
        raise RoundMissing(f"Only {given:,} of {lacking:,} items could be asked for: the pool is empty.")


def _measured(
    run: BenchmarkRun, round_: Round, *, settings: Settings, frozen: Frozen, number: int, should_stop: Stop
) -> BenchmarkPoint:
    started = time.perf_counter()
    before = [row for point in run.points.order_by("round") for row in point.rows]
    new = list(Annotation.objects.filter(round=round_).order_by("item__row").values_list("item__row", flat=True))
    rows = [*before, *new]
    judged = judge(round_, settings, frozen=frozen, rows=rows, number=number, should_stop=should_stop)
    arena = Project.all_with_arenas.get(pk=round_.project_id)
    seconds = Annotation.objects.filter(project=arena).values_list("seconds", flat=True)
    return BenchmarkPoint(
        run=run,
        round=number,
        labels=arena.labels_spent,
        money=arena.money_spent,
        # The same whatever the order in which the database reads them.
        people_s=math.fsum(seconds),
        **_seconds(round_, with_first=number == 0),
        candidates=round_.candidates,
        sample_steps=round_.report["sample_steps"],
        error=judged.error,
        proxy_error=judged.proxy_error,
        audit=judged.audit,
        lure=judged.lure,
        rows=new,
        measure_s=time.perf_counter() - started,
    )


def _seconds(round_: Round, *, with_first: bool) -> dict[str, float]:
    """The parts of the round's seconds; the first point carries those of the very first ranking as well."""
    numbers = [0, round_.number] if with_first else [round_.number]
    played = Round.objects.filter(project=round_.project_id, number__in=numbers)
    parts = ("update_s", "score_s", "query_s", "other_s")
    sums = played.aggregate(**{f"sum_{part}": Sum(part) for part in parts})
    return {part: sums[f"sum_{part}"] or 0.0 for part in parts}
