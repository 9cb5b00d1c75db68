"""Turns at the worker of rounds: whoever waited longest, and nobody twice while others wait."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

import selection
from annotator.models import Project, Round, Turn
from annotator.selectors.turns import Waiting, busy_for, line
from annotator.services import messages
from annotator.services.across import reconcile, turns
from annotator.services.across.delete_project import delete_project
from annotator.services.across.turns import take_turn
from annotator.services.locks import LockClass, advisory
from annotator.services.projects import projects
from annotator.services.rounds import inputs
from tests.asking import browser_of
from tests.cast import alice, answer, benchmark_of, bob, deck, text_project

pytestmark = pytest.mark.django_db(transaction=True)


def label(project: Project, count: int) -> None:
    leases = deck(project, bob(), want=count).leases
    deck(project, bob(), answers=[answer(lease.item_id, lease.item.truth_id) for lease in leases])


def project_called(name: str, **settings: Any) -> Project:
    return text_project(name=name, items=60, batch_size=4, start_fraction=0.25, **settings)


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whose rounds were carried out."""
    names: list[str] = []
    whole = inputs.compute

    def compute(data: inputs.RoundData, **kwargs: Any) -> selection.StepResult:
        names.append(data.project.name)
        return whole(data, **kwargs)

    monkeypatch.setattr(inputs, "compute", compute)
    return names


@pytest.fixture(autouse=True)
def hints(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sent: list[str] = []
    monkeypatch.setattr(messages, "ask_for_turn", lambda: sent.append("turn"))
    return sent


def test_who_waited_longest_is_first_and_each_turn_is_one_round(worked: list[str], hints: list[str]) -> None:
    first, second = project_called("First"), project_called("Second")
    assert [one.project for one in line()] == [first.pk, second.pk]
    hints.clear()
    assert take_turn()
    assert (worked, hints) == (["First"], ["turn"]), "somebody else waits"
    label(first, 1)
    hints.clear()
    assert take_turn()
    assert worked == ["First", "Second"], "it waited before the other had labels for its next"
    while take_turn():
        continue
    assert worked == ["First", "Second", "First"]
    hints.clear()
    assert (take_turn(), line(), hints) == (False, [], [])


def test_a_dear_project_lets_others_by_for_as_long_as_its_turn_took(worked: list[str]) -> None:
    dear, cheap = project_called("Dear"), project_called("Cheap")
    while take_turn():
        continue
    worked.clear()
    now = timezone.now()
    Turn.objects.update_or_create(project=dear, defaults={"ended_at": now - timedelta(seconds=50), "seconds": 60})
    Turn.objects.update_or_create(project=cheap, defaults={"ended_at": now - timedelta(seconds=1), "seconds": 1})
    label(dear, 1)
    label(cheap, 1)
    take_turn()
    assert worked == ["Cheap"]
    Turn.objects.filter(project=dear).update(ended_at=now - timedelta(seconds=70))
    Round.objects.filter(project=dear).update(finished_at=now - timedelta(seconds=70))
    dear.annotations.update(received_at=now - timedelta(seconds=70))
    label(cheap, 1)
    take_turn()
    assert worked == ["Cheap", "Dear"], "and waits no longer than that"


def at(seconds: float) -> datetime:
    return datetime(2026, 5, 4, tzinfo=timezone.get_current_timezone()) + timedelta(seconds=seconds)


def test_no_project_starves_another_however_many_benchmarks_it_plays_and_however_dear_they_are() -> None:
    """Simulated: one has nine benchmarks with rounds of a minute, the other rounds of a second; all are always due."""
    clock, ended, served = 0.0, {1: (0.0, 0.0), 2: (0.0, 0.0)}, {1: 0.0, 2: 0.0}
    longest_wait = 0.0
    for _ in range(200):
        waiting = [Waiting(1, n, at(ended[1][0]), ended[1][1]) for n in range(9)]
        waiting.append(Waiting(2, None, at(ended[2][0]), ended[2][1]))
        first = min(waiting, key=lambda one: one.place)
        if first.project == 2:
            longest_wait = max(longest_wait, clock - ended[2][0])
        seconds = 60.0 if first.project == 1 else 1.0
        clock += seconds
        served[first.project] += seconds
        ended[first.project] = (clock, seconds)
    assert longest_wait <= 60
    assert served[2] > 0.4 * clock
    assert served[1] > 0.4 * clock


def test_rounds_of_people_and_of_benchmarks_take_turns(worked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    # However quick the machine is, each round is a turn.
    monkeypatch.setattr(turns, "SHORTEST_S", 0.0)
    project, other = project_called("Mine"), project_called("Other")
    while take_turn():
        continue
    worked.clear()
    # However long their first rounds took: nobody is let by for that.
    Turn.objects.all().delete()
    for _ in range(3):
        benchmark_of(project, strategies=["random"], seeds=1)
    label(other, 1)
    took = 0
    while "Other" not in worked:
        assert take_turn()
        took += 1
    assert took == 2, "one round of one of three benchmarks, then the project that was due after they were asked for"


def test_the_reconciler_asks_once_while_somebody_waits(hints: list[str]) -> None:
    project_called("First")
    project_called("Second")
    hints.clear()
    reconcile.reconcile()
    assert hints == ["turn"]


def test_a_project_that_is_deleted_before_its_turn_holds_up_nobody(
    monkeypatch: pytest.MonkeyPatch, worked: list[str]
) -> None:
    gone, stays = project_called("Gone"), project_called("Stays")
    in_line = line()
    delete_project(gone.pk, confirm_name="Gone")
    monkeypatch.setattr(turns, "line", lambda: in_line)
    assert take_turn()
    assert worked == [stays.name]


def test_a_round_that_fails_leaves_the_line_to_the_others(worked: list[str]) -> None:
    broken = project_called("Broken")
    Project.objects.filter(pk=broken.pk).update(advanced={"min_steps": -5})
    project_called("Whole")
    assert take_turn()
    assert take_turn()
    assert not take_turn(), "it rests before it is tried again"
    assert worked == ["Whole"]


def test_whose_round_waits_is_told_why_and_no_name_of_others() -> None:
    mine, theirs = project_called("Mine"), project_called("Secret")
    assert busy_for(mine) is None, "the worker is about to begin"
    began = timezone.now() - timedelta(minutes=7)
    Turn.objects.create(project=theirs, began_at=began)
    with advisory(LockClass.ROUND, theirs.pk):
        client = browser_of(alice())
        shown = client.get(f"/api/projects/{mine.pk}/overview")
        ranking = shown.json()["ranking"]
        assert (ranking["running"], ranking["worker_alive"]) == (False, True)
        told = ranking["waits_for"]
        assert datetime.fromisoformat(told.pop("since")) == began
        assert told == {"is_benchmark": False, "is_own": False, "ahead": 0}
        assert "Secret" not in shown.content.decode()
        assert busy_for(projects.pause(mine.pk)) is None, "nothing of it waits"
    benchmark = benchmark_of(mine)
    mine = projects.start(mine.pk)
    Turn.objects.create(project=mine, began_at=began)
    with advisory(LockClass.BENCHMARK, benchmark.pk):
        busy = busy_for(mine)
    assert busy is not None
    assert (busy.is_benchmark, busy.is_own) == (True, True)
