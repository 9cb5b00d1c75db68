"""A benchmark whose worker dies, whose strategy fails, or that somebody cancels."""

from itertools import count
from typing import Any

import pytest

import selection
from annotator.errors import Conflict
from annotator.models import Benchmark, Project
from annotator.selectors import strategies
from annotator.selectors.turns import unplayed
from annotator.services.across.turns import take_turn
from annotator.services.benchmark import lifecycle
from annotator.services.benchmark import play as benchmark_play
from annotator.services.benchmark import round as benchmark_round
from annotator.services.locks import LockClass, advisory
from annotator.services.oracle import oracle
from annotator.services.oracle import simulate as simulate
from annotator.services.rounds import inputs, watch
from tests.annotator.benchmark.world import ONE, SMALL, Killed, by_turns, digits_project, points, until_ended
from tests.asking import browser_of, code_of
from tests.cast import alice, benchmark_of

pytestmark = pytest.mark.django_db(transaction=True)


def kill_once(monkeypatch: pytest.MonkeyPatch, where: Any, name: str, *, at: int, deaths: list[str]) -> None:
    """The worker dies when it calls `name` for the `at`-th time."""
    whole, calls = getattr(where, name), count(1)

    def dies(*args: Any, **kwargs: Any) -> Any:
        if next(calls) == at:
            deaths.append(name)
            raise Killed
        return whole(*args, **kwargs)

    monkeypatch.setattr(where, name, dies)


def test_a_run_that_is_interrupted_anywhere_ends_in_the_same_points(monkeypatch: pytest.MonkeyPatch) -> None:
    project = digits_project()
    people = {"count": 3, "noise": 0.2, "seconds_per_label": 2.0, "absence": 0.3}
    whole = until_ended(benchmark_of(project, **ONE, annotators=people))
    # In the middle of an exchange, between exchange and round, in the round, and while it is measured.
    deaths: list[str] = []
    kill_once(monkeypatch, simulate, "exchange", at=3, deaths=deaths)
    kill_once(monkeypatch, benchmark_round, "run_due_round", at=4, deaths=deaths)
    kill_once(monkeypatch, inputs, "compute", at=2, deaths=deaths)
    kill_once(monkeypatch, benchmark_round, "judge", at=2, deaths=deaths)
    hurt = until_ended(benchmark_of(project, **ONE, annotators=people))
    assert sorted(deaths) == ["compute", "exchange", "judge", "run_due_round"]
    assert (hurt.state, whole.frozen["digest"]) == ("done", hurt.frozen["digest"])

    def facts(benchmark: Benchmark) -> list[tuple[Any, ...]]:
        stored = points(benchmark).values()
        return [(p.round, p.rows, p.error, p.proxy_error, p.labels, p.people_s, p.audit, p.lure) for p in stored]

    assert facts(whole) == facts(hurt)


def test_each_turn_plays_one_round_and_asks_for_the_next_until_the_benchmark_has_ended(hinted: list[str]) -> None:
    benchmark = benchmark_of(digits_project(), **{**ONE, "rounds": 1})
    hinted.pop()
    with advisory(LockClass.BENCHMARK, benchmark.pk):
        assert unplayed() == [], "another worker is at it"
    assert take_turn()
    assert (len(hinted), len(points(benchmark))) == (1, 1)
    by_turns(hinted)
    assert len(points(benchmark)) == 2
    assert unplayed() == []
    assert not take_turn(), "a stale hint finds nothing"


def test_cancelled_while_it_waits_it_ends_at_once_and_while_it_plays_after_the_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = digits_project()
    waiting = benchmark_of(project, **ONE)
    lifecycle.cancel(waiting)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.runs.get().state) == ("cancelled", "cancelled")
    with pytest.raises(Conflict, match="ended already"):
        lifecycle.cancel(waiting)

    playing, whole = benchmark_of(project, **ONE), oracle.fill_batch

    def cancelled_meanwhile(*args: Any, **kwargs: Any) -> int:
        Benchmark.objects.filter(pk=playing.pk).update(cancel_requested=True)
        return whole(*args, **kwargs)

    monkeypatch.setattr(oracle, "fill_batch", cancelled_meanwhile)
    until_ended(playing)
    assert (playing.state, playing.runs.get().state, len(points(playing))) == ("cancelled", "cancelled", 0)
    assert not Project.all_with_arenas.filter(benchmark=playing).exists()
    lifecycle.delete(playing)
    assert not Benchmark.objects.filter(pk=playing.pk).exists()


@pytest.mark.parametrize(("where", "name"), [(inputs, "compute"), (selection, "fresh_model")])
def test_cancelled_while_a_model_trains_it_does_not_wait_for_the_last_step(
    monkeypatch: pytest.MonkeyPatch, where: Any, name: str
) -> None:
    monkeypatch.setattr(watch, "LOOK_EVERY_S", 0)
    monkeypatch.setattr(strategies, "_machine", lambda: {"threads": 1, "epochs": 1.0, "min_steps": 20})
    benchmark, whole = benchmark_of(digits_project(), **ONE), getattr(where, name)
    steps: list[int] = []

    def cancelled_meanwhile(*args: Any, should_stop: selection.Stop, **kwargs: Any) -> Any:
        def in_the_third_step() -> bool:
            steps.append(1)
            if len(steps) == 3:
                Benchmark.objects.filter(pk=benchmark.pk).update(cancel_requested=True)
            return should_stop()

        return whole(*args, should_stop=in_the_third_step, **kwargs)

    monkeypatch.setattr(where, name, cancelled_meanwhile)
    until_ended(benchmark)
    assert (benchmark.state, benchmark.runs.get().state, len(points(benchmark))) == ("cancelled", "cancelled", 0)
    assert len(steps) == 3
    assert not Project.all_with_arenas.filter(benchmark=benchmark).exists()


def test_a_strategy_that_fails_is_tried_three_times_then_says_why_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole, tried = inputs.compute, []

    def fails_for_random(data: inputs.RoundData, **kwargs: Any) -> selection.StepResult:
        if data.project.strategy == "random":
            tried.append(data.round.number)
            raise ZeroDivisionError("by nothing")
        return whole(data, **kwargs)

    monkeypatch.setattr(inputs, "compute", fails_for_random)
    benchmark = until_ended(benchmark_of(digits_project(), **{**SMALL, "rounds": 1, "seeds": 1}))
    assert tried == [0, 0, 0]
    assert {run.arm: run.state for run in benchmark.runs.all()} == {"default": "done", "random": "failed"}
    assert benchmark.state == "done"
    assert benchmark.error.startswith("1 of 2 runs failed. random, seed 0: ")
    assert benchmark.error.endswith("ZeroDivisionError: by nothing")
    assert not Project.all_with_arenas.filter(benchmark=benchmark).exists()


def test_a_worker_that_always_dies_is_given_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*args: Any, **kwargs: Any) -> None:
        raise Killed

    monkeypatch.setattr(benchmark_play, "play_round", dies)
    benchmark = until_ended(benchmark_of(digits_project(), **ONE))
    assert (benchmark.state, "stopped 3 times" in benchmark.error) == ("failed", True)


def test_a_benchmark_that_runs_is_not_deleted_and_is_cancelled_from_the_list_of_jobs() -> None:
    benchmark = benchmark_of(digits_project(), **ONE)
    client = browser_of(alice())
    refused = client.delete(f"/api/benchmarks/{benchmark.pk}")
    assert (refused.status_code, code_of(refused)) == (409, "benchmark_running")
    cancelled = client.post(f"/api/jobs/benchmark-{benchmark.pk}/cancel").json()
    assert (cancelled["state"], cancelled["can_cancel"]) == ("cancelled", False)
    assert client.delete(f"/api/benchmarks/{benchmark.pk}").status_code == 204
    assert client.get(f"/api/benchmarks/{benchmark.pk}").status_code == 404
