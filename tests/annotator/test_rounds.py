"""Rounds: due, run, published, retried, taken up again."""

import csv
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

import selection
from annotator.models import Annotation, AuditMarks, Project, QueueEntry, Round
from annotator.selectors import rounds as select
from annotator.selectors.counters import differences
from annotator.selectors.strategies import strategy_of
from annotator.services import messages
from annotator.services.across.delete_project import delete_project
from annotator.services.oracle import oracle
from annotator.services.projects import projects
from annotator.services.projects.labels import WantedLabel
from annotator.services.rounds import inputs
from annotator.services.rounds.run import RoundFailed, run_due_round
from annotator.sources import pixels
from tests.cast import alice, answer, bob, deck, person, text_project

pytestmark = pytest.mark.django_db(transaction=True)


def label_some(project: Project, count: int) -> None:
    leases = deck(project, bob(), want=count).leases
    deck(project, bob(), answers=[answer(lease.item_id, lease.item.truth_id) for lease in leases])


def test_the_first_round_ranks_an_unlabelled_project_at_random() -> None:
    project = text_project(items=50)
    done = run_due_round(project.pk)
    assert done is not None
    assert (done.number, done.status, done.labels_total) == (0, "done", 0)
    rows = list(QueueEntry.objects.order_by("rank").values_list("item__row", flat=True))
    assert sorted(rows) == list(range(50))
    assert rows != list(range(50))
    assert run_due_round(project.pk) is None


def test_a_round_consumes_what_waits_and_reorders_the_queue() -> None:
    project = text_project(items=80, batch_size=10, start_fraction=0.5)
    run_due_round(project.pk)
    before = list(QueueEntry.objects.order_by("rank").values_list("item_id", flat=True))
    label_some(project, 4)
    assert run_due_round(project.pk) is None
    label_some(project, 2)
    done = run_due_round(project.pk)
    assert done is not None
    assert (done.number, done.labels_new, done.labels_total) == (1, 6, 6)
    assert not Annotation.objects.filter(round=None).exists()
    after = list(QueueEntry.objects.order_by("rank").values_list("item_id", flat=True))
    assert after != [pk for pk in before if pk in set(after)]
    assert not set(after) & set(Annotation.objects.values_list("item_id", flat=True))


def test_however_many_labels_wait_a_round_names_them_by_few_parameters() -> None:
    project = text_project(items=150, batch_size=100)
    run_due_round(project.pk)
    label_some(project, 60)
    label_some(project, 60)
    sent: list[int] = []

    def count(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        if '"annotator_annotation"' in sql:
            sent.append(len(params or ()))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(count):
        done = run_due_round(project.pk)
    assert done is not None
    assert done.labels_new == Annotation.objects.filter(round=done).count() == 120
    assert max(sent) < 20


def test_leases_survive_the_swap_and_enter_the_new_ranking_closed() -> None:
    project = text_project(items=60, batch_size=10)
    run_due_round(project.pk)
    held = {lease.item_id for lease in deck(project, alice(), want=10).leases}
    label_some(project, 6)
    run_due_round(project.pk)
    mine = {lease.item_id for lease in deck(project, alice(), want=10).leases}
    assert mine == held
    assert not QueueEntry.objects.filter(item_id__in=held, open=True).exists()
    assert differences(project) == []


def test_audit_answers_measure_the_proxy_and_never_train_it() -> None:
    project = text_project(items=120, audit_share=0.4, batch_size=10, budget_labels=120)
    run_due_round(project.pk)
    for _ in range(4):
        label_some(project, 10)
        run_due_round(project.pk)
    done = Round.objects.filter(status="done").order_by("-number").first()
    assert done is not None
    audit = Annotation.objects.filter(item__role="audit", round__number__lte=done.number).count()
    assert done.audit_n > 0
    marks = AuditMarks.objects.get(round=done)
    assert (len(marks.right_rows), len(marks.right_rows) + len(marks.wrong_rows)) == (done.audit_right, done.audit_n)
    answered = project.items.filter(role="audit", annotations__round__number__lte=done.number)
    assert sorted(marks.right_rows + marks.wrong_rows) == sorted(answered.values_list("row", flat=True))
    assert done.labels_total + audit == Annotation.objects.exclude(round=None).count()
    with default_storage.open(done.state_file) as file:
        state = selection.State.from_bytes(file.read())
    trained = set(np.asarray(state.memory_rows).tolist())
    assert not trained & set(project.items.filter(role="audit").values_list("row", flat=True))


def test_a_corrected_label_is_consumed_again() -> None:
    project = text_project(items=40, batch_size=4)
    run_due_round(project.pk)
    label_some(project, 4)
    run_due_round(project.pk)
    good, bad = project.labels.all()
    wrong = list(Annotation.objects.filter(label=good))
    deck(project, bob(), answers=[answer(a.item_id, bad.pk) for a in wrong])
    assert select.waiting(project) == len(wrong)


def test_a_label_added_between_rounds_is_learned() -> None:
    project = text_project(items=60, batch_size=6)
    run_due_round(project.pk)
    label_some(project, 6)
    run_due_round(project.pk)
    kept = [WantedLabel(id=label.pk, name=label.name) for label in project.labels.all()]
    projects.update(project.pk, changes={}, labels=[*kept, WantedLabel(name="odd")])
    odd = project.labels.get(name="odd")
    leases = deck(project, bob(), want=6).leases
    deck(project, bob(), answers=[answer(lease.item_id, odd.pk) for lease in leases])
    done = run_due_round(project.pk)
    assert done is not None
    assert done.status == "done"


def test_a_lost_state_costs_one_longer_round_that_learns_from_all_labels() -> None:
    project = text_project(items=60, batch_size=6)
    for _ in range(3):
        run_due_round(project.pk)
        label_some(project, 6)
    last = Round.objects.filter(status="done").latest("number")
    default_storage.delete(last.state_file)
    done = run_due_round(project.pk)
    assert done is not None
    assert done.labels_total == Annotation.objects.count()


def test_a_proxy_that_cannot_be_read_is_learned_anew_from_memory() -> None:
    project = text_project(items=60, batch_size=6)
    for _ in range(3):
        run_due_round(project.pk)
        label_some(project, 6)
    last = Round.objects.filter(status="done").latest("number")
    with default_storage.open(last.state_file) as file:
        state = selection.State.from_bytes(file.read())
    default_storage.delete(last.state_file)
    spoilt = ContentFile(replace(state, proxy=b"of another version").to_bytes())
    Round.objects.filter(pk=last.pk).update(state_file=default_storage.save(last.state_file, spoilt))
    done = run_due_round(project.pk)
    assert done is not None
    assert (done.status, done.labels_total) == ("done", 18)


class FrozenLengths:
    """In place of a sentence model: lengths of texts, and how many were asked for."""

    n_asked = 0

    def __init__(self, strategy: selection.Strategy) -> None:
        self.identity = strategy.features

    def features(self, items: list[str], /) -> np.ndarray:
        FrozenLengths.n_asked += len(items)
        return np.array([[len(text), text.count(" ")] for text in items], dtype=np.float32)


def test_a_head_learns_on_features_that_are_computed_once_per_item(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr("selection.features.frozen.SentenceFeatures", FrozenLengths)
    monkeypatch.setattr(FrozenLengths, "n_asked", 0)
    settings.PROXY_FEATURES = ["lengths"]
    head = {"proxy": "linear_head", "features": "lengths", "update": "keep", "candidates": "all"}
    advanced = {**head, "candidate_fraction": 0.0, "peak_lr": 0.1}
    project = text_project(items=40, batch_size=6, strategy="default", advanced=advanced)
    for _ in range(3):
        done = run_due_round(project.pk)
        assert done is not None
        assert done.status == "done"
        label_some(project, 6)
    assert FrozenLengths.n_asked == 40
    files = selection.feature_files(pixels.feature_path(project.pk))
    assert all(file.exists() for file in files)
    pixels.remove(project.pk)
    assert not any(file.exists() for file in files)


def test_a_failing_round_loses_no_label_and_is_tried_again() -> None:
    project = text_project(items=60, batch_size=6)
    run_due_round(project.pk)
    label_some(project, 6)
    Project.objects.filter(pk=project.pk).update(advanced={"min_steps": -5})
    with pytest.raises(RoundFailed):
        run_due_round(project.pk)
    failed = Round.objects.get(number=1)
    assert (failed.status, "min_steps" in failed.error) == ("failed", True)
    assert select.waiting(project) == 6
    assert QueueEntry.objects.filter(round__number=0).exists()
    assert run_due_round(project.pk) is None, "not at once"
    Project.objects.filter(pk=project.pk).update(advanced={})
    Round.objects.filter(pk=failed.pk).update(finished_at=failed.started_at - select.RETRY_AFTER * 2)
    done = run_due_round(project.pk)
    assert done is not None
    assert (done.number, done.status, done.attempts) == (1, "done", 2)


def test_a_project_that_is_deleted_during_its_round_ends_it_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    project = text_project(items=30)
    compute = inputs.compute

    def meanwhile(data: inputs.RoundData, **kwargs: Any) -> selection.StepResult:
        result = compute(data, **kwargs)
        delete_project(project.pk, confirm_name=project.name)
        return result

    monkeypatch.setattr(inputs, "compute", meanwhile)
    with caplog.at_level(logging.WARNING):
        assert run_due_round(project.pk) is None
        assert run_due_round(project.pk) is None, "a hint that comes too late"
    assert caplog.text == ""
    assert not Round.objects.exists()
    assert not default_storage.exists(f"states/{project.pk}")


WORKER = """
import sys, time, django
django.setup()
from annotator.services.rounds import inputs
from annotator.services.rounds.run import run_due_round
def compute(data, **kwargs):
    print("computing", flush=True)
    time.sleep(600)
inputs.compute = compute
run_due_round(int(sys.argv[1]))
"""


def test_a_killed_worker_loses_no_label_and_the_round_is_taken_up_again() -> None:
    project = text_project(items=60, batch_size=6)
    run_due_round(project.pk)
    label_some(project, 6)
    url = "postgresql://{user}:@/{dbname}?host={host}".format(**connection.get_connection_params())
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(project.pk)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "labelapp.settings", "DATABASE_URL": url},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "computing\n"
    assert Round.objects.get(number=1).status == "running"
    assert run_due_round(project.pk) is None, "the other worker is at it"
    label_some(project, 2)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    done = until(lambda: run_due_round(project.pk))
    assert (done.number, done.status, done.attempts, done.labels_new) == (1, "done", 2, 8)
    assert Annotation.objects.count() == 8
    assert not Annotation.objects.filter(round=None).exists()


def until(find: Callable[[], Round | None], within_s: float = 20.0) -> Round:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if result := find():
            return result
        time.sleep(0.05)
    raise AssertionError(f"nothing within {within_s} s")


def test_the_full_stack_oracle_and_the_headless_loop_choose_the_same_rows() -> None:
    """Same seed, same strategy, the papers' synchronous mode: database, queue and leases change nothing."""
    project = text_project(items=90, batch_size=12, start_fraction=1.0, deck_size=5, budget_labels=48)
    Project.objects.filter(pk=project.pk).update(advanced={"threads": 1})
    project.refresh_from_db()
    oracle.run(project, oracle.OracleSettings(labels=48, annotators=3))
    by_round: dict[int, set[int]] = {}
    for row, number in Annotation.objects.values_list("item__row", "lease__round__number"):
        by_round.setdefault(number, set()).add(row)
    assert by_round == headless(project, rounds_=4)


def headless(project: Project, *, rounds_: int) -> dict[int, set[int]]:
    """The engine alone, with ground truth as the oracle."""
    items = list(project.items.order_by("row").select_related("truth"))
    truth = np.array([item.truth.position for item in items if item.truth])
    strategy = strategy_of(project)
    source = selection.TextRows([item.text for item in items])
    state = selection.State.fresh(n_rows=len(items), n_classes=2, strategy=strategy)
    labelled = np.array([], dtype=np.int64)
    batch = selection.LabelledBatch(rows_B=labelled, labels_B=labelled)
    chosen: dict[int, set[int]] = {}
    for number in range(rounds_):
        result = selection.step(
            state,
            batch,
            pool=selection.Pool(source=source, excluded_rows=labelled),
            strategy=strategy,
            rng=selection.round_rng(project.seed, number),
        )
        query = np.sort(result.ranking.rows[: strategy.query])
        chosen[number] = set(query.tolist())
        labelled, state = np.sort(np.concatenate([labelled, query])), result.state
        batch = selection.LabelledBatch(rows_B=query, labels_B=truth[query])
    return chosen


def test_the_oracle_shares_the_work_among_annotators_and_stops_at_the_budget() -> None:
    project = text_project(items=60, batch_size=20, budget_labels=30)
    given = oracle.run(project, oracle.OracleSettings(labels=500, annotators=2, noise=1.0))
    project.refresh_from_db()
    assert given == project.labels_spent == 30
    assert set(Annotation.objects.values_list("user__username", flat=True)) == {"oracle-1", "oracle-2"}
    assert not any(a.label_id == a.item.truth_id for a in Annotation.objects.select_related("item"))
    assert person("oracle-1").has_usable_password() is False


def test_the_rounds_can_be_written_as_csv(tmp_path: Path) -> None:
    project = text_project(items=60, batch_size=10, audit_share=0.4, budget_labels=60)
    oracle.run(project, oracle.OracleSettings(labels=40))
    call_command("export_rounds", project.name, str(tmp_path / "rounds.csv"))
    lines = list(csv.DictReader((tmp_path / "rounds.csv").open()))
    assert [line["round"] for line in lines] == [str(n) for n in range(len(lines))]
    assert (lines[0]["accuracy"], lines[0]["labels_total"], lines[-1]["arrived_labels"]) == ("null", "0", "0")
    assert 0 <= float(lines[-1]["low"]) <= float(lines[-1]["accuracy"]) <= float(lines[-1]["high"]) <= 1


def test_the_same_oracle_labels_two_projects_with_one_seed() -> None:
    for name in ("One", "Two"):
        project = text_project(name=name, items=30, batch_size=10, budget_labels=20)
        assert oracle.run(project, oracle.OracleSettings(labels=20, seed=0)) == 20


def test_a_due_round_is_asked_for_at_once_and_not_with_every_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    project = text_project(items=60, batch_size=4, start_fraction=0.5)
    run_due_round(project.pk)
    asked: list[str] = []
    monkeypatch.setattr(messages, "ask_for_turn", lambda: asked.append("turn"))
    label_some(project, 1)
    assert asked == []
    label_some(project, 1)
    label_some(project, 1)
    assert len(asked) == 1
    run_due_round(project.pk)
    label_some(project, 2)
    assert len(asked) == 2
    monkeypatch.setattr(messages, "AGAIN_AFTER_S", -1.0)
    label_some(project, 1)
    assert len(asked) == 3


def test_however_many_projects_ask_a_process_remembers_a_bounded_number(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(messages, "ask_for_turn", lambda: asked.append("turn"))
    monkeypatch.setattr(messages, "_asked", {})
    monkeypatch.setattr(messages, "MOST_REMEMBERED", 3)
    for project_id in range(10):
        messages.ask_for_next_round(project_id, after=0)
        messages.ask_for_next_round(project_id, after=0)
        assert len(messages._asked) <= 3
    assert len(asked) == 10
