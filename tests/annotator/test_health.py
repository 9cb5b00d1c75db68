"""What whoever watches is told, and what an outage leaves in the log."""

import json
import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from annotator.api import errors
from annotator.models import WorkerSeen
from annotator.selectors import readiness
from annotator.services.across.reconcile import worker_seen
from tests.asking import browser_of, code_of
from tests.cast import bob, text_project

pytestmark = pytest.mark.django_db


def ready() -> tuple[int, list[str]]:
    answer = Client().get("/api/ready")
    body = answer.json()
    assert body["ready"] == (answer.status_code == 200) == (not body["reasons"])
    return answer.status_code, body["reasons"]


def both_workers() -> None:
    worker_seen("rounds")
    worker_seen("io")


def away(*args: object, **kwargs: object) -> None:
    raise OperationalError("connection refused\nIs the server running?")


def test_a_process_that_lives_says_so_without_asking_the_database(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        assert Client().get("/api/health").json() == {"status": "ok"}


def test_probes_come_by_address_and_all_others_by_an_allowed_name(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["labels.example.org"]
    both_workers()
    by_address = Client(headers={"host": "10.1.2.3:8000"})
    codes = [by_address.get(f"/api/{path}").status_code for path in ("health", "ready", "session")]
    assert codes == [200, 200, 400]


def test_ready_is_who_has_a_database_a_disk_and_workers_that_were_heard_of() -> None:
    both_workers()
    assert ready() == (200, [])


@pytest.mark.parametrize(("silent", "word"), [("rounds", "worker of rounds"), ("io", "scheduler")])
def test_a_worker_that_is_silent_is_named(silent: str, word: str) -> None:
    both_workers()
    WorkerSeen.objects.filter(queue=silent).update(seen_at=timezone.now() - timedelta(minutes=2))
    status, reasons = ready()
    assert status == 503
    assert len(reasons) == 1
    assert word in reasons[0]


def test_a_database_that_is_away_is_a_reason_and_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "rounds_worker", away)
    monkeypatch.setattr(connection, "close", lambda: None)
    assert ready() == (503, ["The database does not answer."])


@pytest.mark.parametrize(("writable", "free"), [(False, 2**40), (True, 2**20)])
def test_a_disk_that_is_full_or_read_only_is_a_reason(
    monkeypatch: pytest.MonkeyPatch, *, writable: bool, free: int
) -> None:
    both_workers()
    monkeypatch.setattr("os.access", lambda *_: writable)
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    status, reasons = ready()
    assert status == 503
    assert "VAR" in reasons[0]


def test_in_an_outage_each_request_gets_a_sentence_and_the_log_one_line(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = browser_of(bob())
    monkeypatch.setattr(errors, "_noted", {})
    monkeypatch.setattr("annotator.api.projects.rows_for", away)
    with caplog.at_level(logging.WARNING):
        answers = [client.get("/api/projects") for _ in range(5)]
    assert {answer.status_code for answer in answers} == {503}
    assert answers[0].json()["errors"][0]["code"] == "database_away"
    assert answers[0].headers["Retry-After"] == "2"
    assert [record.message for record in caplog.records] == ["the database does not answer: connection refused"]
    assert caplog.records[0].exc_info is None


def test_an_error_of_ours_is_no_outage_and_keeps_its_traceback(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise DatabaseError("no such column")

    client = Client(raise_request_exception=False)
    client.force_login(bob())
    monkeypatch.setattr("annotator.api.projects.rows_for", broken)
    assert client.get("/api/projects").status_code == 500
    assert any(record.exc_info for record in caplog.records)


@pytest.mark.parametrize(
    ("method", "path"), [("get", f"projects/{10**30}"), ("post", f"projects/{2**63}/deck"), ("get", f"media/{10**20}")]
)
def test_a_number_beyond_the_databases_is_found_nowhere(method: str, path: str) -> None:
    client = browser_of(bob())
    body = json.dumps({"submission": "00000000-0000-0000-0000-000000000001", "want": 1})
    answer = getattr(client, method)(f"/api/{path}", data=body if method == "post" else None,
                                     content_type="application/json")  # fmt: skip
    assert (answer.status_code, code_of(answer)) == (404, "not_found")


@pytest.mark.parametrize("path", ["session", "projects", "projects/{project}/deck"])
def test_json_that_is_nested_too_deeply_is_a_bad_request(path: str) -> None:
    client = browser_of(bob())
    address = f"/api/{path.format(project=text_project().pk)}"
    answer = client.post(address, data="[" * 200_000, content_type="application/json")
    assert (answer.status_code, code_of(answer)) == (400, "parse_error")
