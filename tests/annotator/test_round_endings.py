"""Rounds that end before they are done: cancelled, paused, too long, too large; and what is tried again after it."""

import subprocess
import sys
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from pytest_django import Settings

import selection
from annotator.errors import Conflict
from annotator.models import LogEntry, Project, QueueEntry, Round
from annotator.selectors import rounds as select
from annotator.services.across.delete_project import delete_project
from annotator.services.projects import projects
from annotator.services.rounds import endings, inputs, watch
from annotator.services.rounds.run import RoundFailed, run_due_round
from tests.asking import browser_of
from tests.cast import alice, answer, bob, deck, rita, text_project

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def looks_at_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "LOOK_EVERY_S", 0)


def label(project: Project, count: int) -> None:
    leases = deck(project, bob(), want=count).leases
    deck(project, bob(), answers=[answer(lease.item_id, lease.item.truth_id) for lease in leases])


def due() -> Project:
    """Six labels wait for its second round."""
    project = text_project(items=60, batch_size=6, start_fraction=1.0)
    run_due_round(project.pk)
    label(project, 6)
    return project


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """It happens while the round computes, once."""
    whole = inputs.compute

    def compute(*args: Any, **kwargs: Any) -> selection.StepResult:
        monkeypatch.setattr(inputs, "compute", whole)
        happens()
        return whole(*args, **kwargs)

    monkeypatch.setattr(inputs, "compute", compute)


def newest(project: Project) -> Round:
    return project.rounds.latest("number")


def test_a_cancelled_round_ends_quietly_and_comes_again_with_new_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    project = due()
    before = list(QueueEntry.objects.filter(open=True).values_list("item", flat=True))
    meanwhile(monkeypatch, lambda: endings.cancel(newest(project), by=alice()))
    assert run_due_round(project.pk) is None
    ended = newest(project)
    assert (ended.number, ended.status, ended.error) == (1, "cancelled", "Somebody cancelled it.")
    assert LogEntry.objects.filter(project=project, kind="round_cancelled", subject="1", user=alice()).exists()
    assert list(QueueEntry.objects.filter(open=True).values_list("item", flat=True)) == before
    waiting = select.waiting(project)
    assert (waiting, select.labels_missing(project, newest=ended, waiting=waiting)) == (6, 6)
    with pytest.raises(Conflict, match="ended already"):
        endings.cancel(ended)
    label(project, 5)
    assert run_due_round(project.pk) is None
    label(project, 1)
    done = run_due_round(project.pk)
    assert done is not None
    assert (done.number, done.status, done.labels_new, done.cancel_requested) == (1, "done", 12, False)


def test_a_change_of_strategy_tries_a_cancelled_round_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    project = due()
    meanwhile(monkeypatch, lambda: endings.cancel(newest(project)))
    run_due_round(project.pk)
    projects.update(project.pk, changes={"guidelines": "Be kind."})
    assert run_due_round(project.pk) is None
    projects.update(project.pk, changes={"strategy": "random"})
    done = run_due_round(project.pk)
    assert done is not None
    assert (done.number, done.status) == (1, "done")


def test_the_round_of_a_paused_project_ends_quietly_and_starts_again_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    project = due()
    meanwhile(monkeypatch, lambda: projects.pause(project.pk))
    assert run_due_round(project.pk) is None
    assert (newest(project).status, newest(project).error) == ("cancelled", "The project was paused.")
    assert run_due_round(project.pk) is None, "it is still paused"
    projects.start(project.pk)
    done = run_due_round(project.pk)
    assert done is not None
    assert (done.number, done.status, done.labels_new) == (1, "done", 6)


def test_a_round_whose_worker_died_before_the_pause_does_not_seem_to_run_for_ever() -> None:
    project = due()
    Round.objects.create(project=project, number=1, started_at=newest(project).started_at)
    projects.pause(project.pk)
    assert run_due_round(project.pk) is None
    assert newest(project).status == "cancelled"


def test_a_round_of_a_dead_worker_is_cancelled_at_once() -> None:
    project = due()
    dead = Round.objects.create(project=project, number=1, started_at=newest(project).started_at)
    endings.cancel(dead)
    assert newest(project).status == "cancelled"


def test_a_round_that_takes_too_long_fails_with_a_sentence_and_is_not_tried_again_at_once(settings: Settings) -> None:
    project = due()
    settings.ROUND_MINUTES = 0
    with pytest.raises(RoundFailed):
        run_due_round(project.pk)
    failed = newest(project)
    assert (failed.status, failed.error) == (
        "failed",
        "It took longer than 0 minutes, the limit on this server, and was ended.",
    )
    settings.ROUND_MINUTES = 30
    Round.objects.filter(pk=failed.pk).update(finished_at=failed.started_at - 99 * select.RETRY_AFTER)
    assert run_due_round(project.pk) is None
    label(project, 6)
    done = run_due_round(project.pk)
    assert done is not None
    assert done.labels_new == 12


def test_a_round_that_asks_nobody_is_ended_with_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a library's own training: what would end the process is noted here, and lets the work go on."""
    monkeypatch.setattr(watch, "GUARD_EVERY_S", 0.01)
    monkeypatch.setattr(watch, "GRACE_S", 0.0)
    project, died = due(), Event()

    def stuck() -> None:
        project.rounds.filter(status="running").update(cancel_requested=True)
        assert died.wait(60), "nobody ended it"
        assert newest(project).status == "cancelled", "stored before the process ends"
        raise selection.RoundStopped("the process is gone")

    meanwhile(monkeypatch, stuck)
    with pytest.raises(selection.RoundStopped):
        run_due_round(project.pk, die=died.set)


def test_a_round_that_ends_in_time_ends_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "GUARD_EVERY_S", 0.001)
    project, died = due(), Event()
    done = run_due_round(project.pk, die=died.set)
    assert done is not None
    assert (done.status, died.is_set()) == ("done", False)


def test_the_round_of_a_project_that_is_gone_asks_nobody_and_ends_with_its_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watch, "GUARD_EVERY_S", 0.01)
    monkeypatch.setattr(watch, "GRACE_S", 0.0)
    project, died = due(), Event()

    def stuck() -> None:
        delete_project(project.pk, confirm_name=project.name)
        assert died.wait(60), "nobody ended it"

    meanwhile(monkeypatch, stuck)
    assert run_due_round(project.pk, die=died.set) is None


HUNGRY = """
import sys, numpy as np
from annotator.services.rounds import memory
with memory.bounded(200):
    small = np.ones(100 * 2**17)
    del small
    try:
        np.ones(400 * 2**17)
    except Exception as error:
        print("ran out", memory.ran_out(error))
np.ones(400 * 2**17)
print("free again")
"""


def test_what_needs_more_memory_than_a_round_may_take_is_refused_and_only_that() -> None:
    ran = subprocess.run([sys.executable, "-c", HUNGRY], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["ran out True", "free again"]


def test_a_round_without_memory_says_so_and_is_not_tried_again_at_once(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.ROUND_MEMORY_MB = 12_000
    project = due()

    def torch_says() -> None:
        raise RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes.")

    meanwhile(monkeypatch, torch_says)
    with pytest.raises(RoundFailed):
        run_due_round(project.pk)
    failed = newest(project)
    assert failed.error == "It needs more memory than the 12,000 MB that a round may take on this server."
    missing = select.labels_missing(project, newest=failed, waiting=select.waiting(project))
    assert (failed.attempts, missing) == (select.MAX_ATTEMPTS, 6)


def test_managers_cancel_a_round_from_the_list_of_jobs_and_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    project = due()
    answers: list[tuple[int, Any]] = []

    def asked() -> None:
        for user in (bob(), rita(), alice()):
            client = browser_of(user)
            got = client.post(f"/api/jobs/round-{newest(project).pk}/cancel")
            answers.append((got.status_code, got.json().get("can_cancel")))

    meanwhile(monkeypatch, asked)
    assert run_due_round(project.pk) is None
    assert answers == [(403, None), (403, None), (200, False)]
    client = browser_of(alice())
    row = client.get("/api/jobs").json()[0]
    assert (row["title"], row["state"], row["can_cancel"]) == ("Round 1", "cancelled", False)
    shown = client.get(f"/api/projects/{project.pk}/overview").json()
    assert shown["rounds"][-1]["job"] == row["id"]
    assert (shown["ranking"]["running"], shown["ranking"]["next_round_in"]) == (False, 6)
    assert client.post(f"/api/jobs/{row['id']}/cancel").json()["errors"][0]["code"] == "round_ended"
