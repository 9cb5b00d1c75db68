"""Jobs: found again after a lost message, a dead worker or a kill; cancelled; given up after three attempts."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from celery import current_app
from django.db import connection
from kombu.exceptions import OperationalError
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from annotator.errors import Conflict
from annotator.models import Job
from annotator.services.across.delete_project import delete_project
from annotator.services.across.job_kinds import HANDLERS
from annotator.services.exports.description import Export
from annotator.services.exports.start import start_export
from annotator.services.imports import texts
from annotator.services.imports.start import import_path
from annotator.services.jobs import lifecycle as jobs
from annotator.services.jobs.progress import JobCancelled, JobLost, Progress
from annotator.services.jobs.run import Handler, run_job
from annotator.services.locks import LockClass, advisory
from annotator.services.projects import projects
from tests.cast import alice, text_project

pytestmark = pytest.mark.django_db

WORKER = """
import sys, django
django.setup()
from annotator.services.across.job_kinds import HANDLERS
from annotator.services.jobs.run import run_job
run_job(int(sys.argv[1]), handlers=HANDLERS, watch=lambda job: print(job.done, flush=True))
"""


def job(**fields: object) -> Job:
    project = text_project(start=False)
    values = {"kind": "export", "title": "Export", "params": {"format": "csv"}, **fields}
    return Job.objects.create(project=project, **values)


def fresh(job: Job) -> Job:
    job.refresh_from_db()
    return job


def broken(job: Job, progress: Progress) -> str:
    raise RuntimeError("a bug")


def run(job: Job, handler: Handler = HANDLERS["export"]) -> None:
    run_job(job.pk, handlers={**HANDLERS, "export": handler})


def test_a_job_is_done_once_however_often_it_is_asked_for() -> None:
    stored = job()
    run(stored)
    first = fresh(stored).finished_at
    run(stored)
    assert (fresh(stored).state, stored.attempts, stored.finished_at) == ("done", 1, first)
    assert stored.message == "0 answers exported."


def test_a_job_whose_project_is_deleted_ends_without_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    def robbed(job: Job, progress: Progress) -> str:
        delete_project(job.project_id, confirm_name=job.project.name)
        raise FileNotFoundError("exports/1")

    run(job(), robbed)
    assert not Job.objects.exists()
    assert "Traceback" not in caplog.text


def test_a_dead_broker_does_not_fail_the_request(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    def refused(*args: object, **options: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(current_app, "send_task", refused)
    with django_capture_on_commit_callbacks(execute=True):
        stored = start_export(text_project(), user=alice(), export=Export(format="csv"))
    assert fresh(stored).state == "waiting"
    assert jobs.unfinished_jobs() == [stored.pk]


def test_the_hint_is_sent_after_the_commit(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sent: list[object] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args, **options: sent.append((name, args)))
    with django_capture_on_commit_callbacks(execute=True):
        stored = start_export(text_project(start=False), user=alice(), export=Export(format="csv"))
        assert sent == []
    assert sent == [("annotator.tasks.run_job", [stored.pk])]


def test_a_job_whose_worker_died_is_found_and_run_again() -> None:
    stored = job(state="running", attempts=1)
    assert jobs.unfinished_jobs() == [stored.pk]
    run(stored)
    assert (fresh(stored).state, stored.attempts) == ("done", 2)
    assert jobs.unfinished_jobs() == []


def test_a_job_that_somebody_works_on_is_left_alone() -> None:
    stored = job(state="running", attempts=1)
    with advisory(LockClass.JOB, stored.pk) as acquired:
        assert acquired
        assert jobs.unfinished_jobs() == []


def test_after_three_dead_workers_a_job_is_given_up_with_a_sentence() -> None:
    stored = job(state="running", attempts=3)
    run(stored)
    assert fresh(stored).state == "failed"
    assert stored.error == "The worker stopped 3 times during this job. Start it again."


def test_an_unexpected_error_is_tried_again_and_then_told() -> None:
    stored = job()
    for state in ("waiting", "waiting", "failed", "failed"):
        run(stored, broken)
        assert fresh(stored).state == state
    assert "a bug" not in stored.error
    assert stored.error.startswith("Something went wrong three times")


def test_a_waiting_job_is_cancelled_at_once_and_an_ended_one_not_at_all() -> None:
    stored = job()
    jobs.cancel_job(stored.pk)
    assert (fresh(stored).state, stored.cancel_requested) == ("cancelled", True)
    with pytest.raises(Conflict, match="ended"):
        jobs.cancel_job(stored.pk)
    run(stored)
    assert fresh(stored).attempts == 0


def test_a_running_job_stops_at_its_next_step() -> None:
    def work(job: Job, progress: Progress) -> str:
        jobs.cancel_job(job.pk)
        progress.advance(10, total=100)
        raise AssertionError("it went on")

    stored = job()
    run(stored, work)
    assert (fresh(stored).state, stored.done, stored.total) == ("cancelled", 10, 100)


def test_a_cancelled_job_of_a_dead_worker_is_not_started_again() -> None:
    stored = job(state="running", attempts=1, cancel_requested=True)
    run(stored)
    assert (fresh(stored).state, stored.attempts) == ("cancelled", 1)


def test_a_worker_that_lost_its_job_writes_nothing_more_about_it() -> None:
    stored = job(state="running", attempts=1)
    acquired = Progress(Job.objects.get(pk=stored.pk))
    Job.objects.filter(pk=stored.pk).update(attempts=2, done=500)
    with pytest.raises(JobLost):
        acquired.store(done=20)
    assert fresh(stored).done == 500


def test_progress_is_written_now_and_then_not_each_time(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    acquired = Progress(job(state="running", attempts=1))
    with django_assert_max_num_queries(6):
        for done in range(10_000):
            acquired.advance(done, total=10_000)


def test_progress_raises_when_somebody_has_cancelled() -> None:
    stored = job(state="running", attempts=1)
    jobs.cancel_job(stored.pk)
    with pytest.raises(JobCancelled):
        Progress(stored).check()


def test_a_cancelled_import_keeps_what_it_has_and_goes_on_when_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "TEXTS_PER_BATCH", 10)
    monkeypatch.setattr("annotator.services.jobs.progress.WRITE_EVERY_S", 0)
    project = text_project(items=0, start=False)
    path = reviews(tmp_path, 100)

    def cancel_after_two_batches(job: Job) -> None:
        if job.done >= 20:
            Job.objects.filter(pk=job.pk).update(cancel_requested=True)

    stored = import_path(project, path, watch=cancel_after_two_batches)
    assert (stored.state, stored.done, project.items.count()) == ("cancelled", 20, 20)
    again = import_path(project, path)
    assert (again.counts["added"], again.counts["unchanged"]) == (80, 20)


def reviews(folder: Path, n: int) -> Path:
    path = folder / "reviews.csv"
    path.write_text("text,label\n" + "".join(f"review number {i},{'good' if i % 2 else 'bad'}\n" for i in range(n)))
    return path


def worker(job: Job) -> "subprocess.Popen[str]":
    url = "postgresql://{user}:@/{dbname}?host={host}".format(**connection.get_connection_params())
    env: Mapping[str, str] = {**os.environ, "DJANGO_SETTINGS_MODULE": "labelapp.settings", "DATABASE_URL": url}
    root = Path(__file__).parents[2]
    words = [sys.executable, "-c", WORKER, str(job.pk)]
    return subprocess.Popen(words, env=env, cwd=root, stdout=subprocess.PIPE, text=True)


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_an_import_killed_in_the_middle_loses_no_row_and_stores_none_twice(tmp_path: Path) -> None:
    project = projects.create(name="Killed", kind="text", owner=alice(), seed=1)
    n = 6 * texts.TEXTS_PER_BATCH
    params = {"path": str(reviews(tmp_path, n)), "create_labels": True}
    stored = Job.objects.create(project=project, kind="import", title="Import", params=params)
    doomed = worker(stored)
    assert doomed.stdout is not None
    # A batch says where it will stand before it is committed: at the word of the second, the first is stored.
    while int(doomed.stdout.readline()) < 2 * texts.TEXTS_PER_BATCH:
        continue
    assert jobs.unfinished_jobs() == [], "the worker holds its lock"
    doomed.send_signal(signal.SIGKILL)
    doomed.communicate()
    assert fresh(stored).state == "running"
    n_stored = project.items.count()
    assert texts.TEXTS_PER_BATCH <= n_stored < n
    assert stored.done == n_stored
    with connection.cursor() as cursor:
        # Waits until PostgreSQL has noticed the death; a reconciler just comes again.
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [int(LockClass.JOB), stored.pk])
        cursor.execute("SELECT pg_advisory_unlock_all()")
    assert jobs.unfinished_jobs() == [stored.pk]
    run(stored)
    assert (fresh(stored).state, stored.attempts, stored.done) == ("done", 2, n)
    said = {"answers": 0, "skips": 0, "truths": n, "suggestions": 0, "people": 0}
    assert stored.counts == {"added": n, "unchanged": 0, "updated": 0, "rejected": 0, **said}
    assert sorted(project.items.values_list("row", flat=True)) == list(range(n))
    assert project.items.latest("row").text == f"review number {n - 1}"
