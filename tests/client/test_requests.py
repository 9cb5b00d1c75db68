"""What the client sends, when it sends it again, and how it says what was refused."""

import json
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import labelapp_client as client_module
from labelapp_client import (
    ApiError,
    Client,
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    Outdated,
    Project,
    TooMany,
    Unreachable,
)
from labelapp_client.operations_gen import OperationId
from tests.receiver import Got, Receiver, listening

DONE = {"id": "5", "state": "done", "title": "Import", "problems": 1, "error": "", "message": "1 row was left out."}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening() as started:
        yield started


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the client would have waited, each time."""
    waited: list[float] = []
    monkeypatch.setattr("urllib3.util.retry.time", SimpleNamespace(sleep=waited.append))
    return waited


def client_of(receiver: Receiver) -> Client:
    return Client(f"http://127.0.0.1:{receiver.port}", "secret")


def project_of(receiver: Receiver) -> Project:
    answers(receiver, (200, {"id": 3, "name": "Reviews"}))
    project = client_of(receiver).project(3)
    receiver.got.clear()
    return project


def answers(receiver: Receiver, *told: tuple[int, Any], **headers: str) -> None:
    """Answer so, one after the other; the last again and again. headers: of all that are no success."""
    left = list(told)

    def next_one(_got: Got) -> None:
        status, body = left.pop(0) if len(left) > 1 else left[0]
        receiver.status, receiver.body = status, body if isinstance(body, bytes) else json.dumps(body).encode()
        receiver.headers = {name.replace("_", "-"): value for name, value in headers.items()} if status >= 300 else {}

    receiver.before = next_one


def refusal(code: str, *details: str, attr: str | None = None) -> dict[str, Any]:
    errors = [{"code": code, "detail": detail, "attr": attr} for detail in details]
    return {"type": "client_error", "errors": errors}


def paths(receiver: Receiver) -> Sequence[str]:
    return [got.path for got in receiver.got]


def test_every_request_bears_the_token(receiver: Receiver) -> None:
    answers(receiver, (200, []))
    assert client_of(receiver).projects() == []
    assert [(got.method, got.path, got.headers["Authorization"]) for got in receiver.got] == [
        ("GET", "/api/projects", "Token secret")
    ]


def test_of_a_file_there_are_its_bytes(receiver: Receiver) -> None:
    receiver.body, receiver.headers = b"line,code\n", {"Content-Type": "text/csv; charset=utf-8"}
    assert client_of(receiver).ask("jobs_problems", path={"job_id": "../5"}) == b"line,code\n"
    assert paths(receiver) == ["/api/jobs/..%2F5/problems"]


def test_pages_are_walked_as_they_are_used_up(receiver: Receiver) -> None:
    project = project_of(receiver)
    first = {"results": [{"id": 1}, {"id": 2}], "next": "/api/projects/3/items?state=labelled&after=b"}
    answers(receiver, (200, first), (200, {"results": [], "next": "/api/projects/3/items?after=c"}), (200, {
        "results": [{"id": 3}], "next": None,
    }))  # fmt: skip
    items = project.items(state="labelled", leased=False, column=["shop=Kiel", "price>=3"], label=None)  # type: ignore[arg-type]  # left out
    assert receiver.got == []
    assert [next(items)["id"], next(items)["id"]] == [1, 2]
    assert paths(receiver) == [
        "/api/projects/3/items?count=1000&state=labelled&leased=false&column=shop%3DKiel&column=price%3E%3D3"
    ]
    assert [item["id"] for item in items] == [3]
    assert paths(receiver)[1:] == ["/api/projects/3/items?state=labelled&after=b", "/api/projects/3/items?after=c"]
    assert {got.headers["Authorization"] for got in receiver.got} == {"Token secret"}


@pytest.mark.parametrize("status", [429, 503])
def test_it_waits_as_long_as_the_server_says(receiver: Receiver, waits: list[float], status: int) -> None:
    body = refusal("too_many_requests", "Go on in 7 seconds.")
    answers(receiver, (status, body), (status, body), (200, []), Retry_After="7")
    assert client_of(receiver).projects() == []
    assert waits == [7, 7]


def test_rows_are_sent_again_whole_where_no_answer_came(receiver: Receiver, waits: list[float]) -> None:
    project = project_of(receiver)
    results = [{"status": "added", "id": 1, "code": "", "detail": ""}]
    answers(receiver, (502, b"<html>Bad gateway</html>"), (504, b""), (200, {"results": results}))
    outcome = project.suggest([{"external_id": "a", "label": "good"}], model="tiny")
    assert (dict(outcome.counts), len(receiver.got)) == ({"added": 1}, 3)
    bodies = [json.loads(got.body) for got in receiver.got]
    assert bodies == [{"model": "tiny", "version": "", "suggestions": [{"external_id": "a", "label": "good"}]}] * 3


def test_a_file_is_sent_again_from_its_beginning(receiver: Receiver, waits: list[float], tmp_path: Path) -> None:
    project = project_of(receiver)
    path = tmp_path / 'odd "name".zip'
    path.write_bytes(b"PK" * 100_000)
    done = {**DONE, "problems": 0}
    answers(receiver, (503, refusal("database_away", "Away.")), (201, {"id": 7}), (202, done), Retry_After="1")
    assert project.import_items(path, labels_are="truth")["id"] == "5"
    first, again, started = receiver.got
    assert first.body == again.body
    head, _, rest = again.body.partition(b"\r\n\r\n")
    assert b'name="file"; filename="odd %22name%22.zip"' in head
    assert rest.startswith(b"PK" * 100_000 + b"\r\n--")
    assert (started.path, json.loads(started.body)) == ("/api/projects/3/imports", {"labels_are": "truth", "upload": 7})


def test_an_answer_that_is_sent_again_has_the_same_key(receiver: Receiver, waits: list[float]) -> None:
    project = project_of(receiver)
    answers(receiver, (502, b""), (200, {"results": [{"key": "k", "status": "accepted", "code": "", "detail": ""}]}))
    assert dict(project.answer([{"item": 1, "label": "good"}]).counts) == {"accepted": 1}
    keys = {json.loads(got.body)["answers"][0]["key"] for got in receiver.got}
    assert (len(receiver.got), len(keys)) == (2, 1)


SENT_ONCE: list[tuple[OperationId, dict[str, int]]] = [
    ("projects_create", {}),
    ("project_delete", {"project_id": 3}),
    ("items_remove", {"project_id": 3}),
    ("benchmarks_create", {"project_id": 3}),
    ("webhooks_add", {"project_id": 3}),
    ("webhook_test", {"project_id": 3, "webhook_id": 4}),
    ("webhook_redeliver", {"project_id": 3, "webhook_id": 4, "delivery_id": 5}),
    ("project_pause", {"project_id": 3}),
]


@pytest.mark.parametrize(("operation", "path"), SENT_ONCE)
def test_what_would_happen_twice_or_be_refused_the_second_time_is_sent_once(
    receiver: Receiver, waits: list[float], operation: OperationId, path: dict[str, int]
) -> None:
    answers(receiver, (502, b""))
    with pytest.raises(ApiError, match=r"The server answered 502"):
        client_of(receiver).ask(operation, path=path)
    assert len(receiver.got) == 1


def test_a_change_is_meant_for_what_was_read(receiver: Receiver) -> None:
    project = project_of(receiver)
    receiver.before, receiver.headers = lambda _got: None, {"ETag": '"4-abc"'}
    receiver.body = json.dumps({"id": 3, "name": "Reviews"}).encode()
    project.change(overlap=2)
    assert project.read()["name"] == "Reviews"
    project.change(overlap=3, if_match=project.etag)
    blind, _, meant = receiver.got
    assert (blind.headers["If-Match"], meant.headers["If-Match"]) == (None, '"4-abc"')
    assert json.loads(meant.body) == {"overlap": 3}


def test_a_change_that_is_meant_for_what_was_read_is_sent_once(receiver: Receiver, waits: list[float]) -> None:
    project = project_of(receiver)
    answers(receiver, (502, b""))
    with pytest.raises(ApiError):
        project.change(overlap=3, if_match='"4-abc"')
    assert len(receiver.got) == 1


def test_settings_are_sent_again_where_no_answer_came(receiver: Receiver, waits: list[float]) -> None:
    project = project_of(receiver)
    answers(receiver, (502, b""), (200, {"id": 3, "name": "Reviews"}))
    assert project.change(batch_size=20)["name"] == "Reviews"
    assert len(receiver.got) == 2


def test_a_warning_names_the_line_that_asked_for_the_import(receiver: Receiver) -> None:
    project = project_of(receiver)
    answers(receiver, (201, {"id": 7}), (202, DONE), (201, {"id": 3, "name": "New"}), (201, {"id": 7}), (202, DONE))
    with pytest.warns(UserWarning, match=r"1 row was left out") as directly:
        project.import_items([{"text": "loved"}])
    with pytest.warns(UserWarning, match=r"1 row was left out") as by_a_new_project:
        client_of(receiver).create_project("New", [{"text": "loved"}])
    assert [warning.filename for warning in [*directly, *by_a_new_project]] == [__file__] * 2


KINDS = {
    400: Invalid,
    401: NotAllowed,
    403: NotAllowed,
    404: NotFound,
    409: Conflict,
    412: Outdated,
    413: ApiError,
    500: ApiError,
}


@pytest.mark.parametrize(("status", "kind"), KINDS.items())
def test_a_refusal_is_an_exception_with_the_servers_sentences(
    receiver: Receiver, status: int, kind: type[ApiError]
) -> None:
    answers(receiver, (status, refusal("blank", "Say a name.", "And a kind.", attr="name")))
    with pytest.raises(kind) as caught:
        client_of(receiver).projects()
    error = caught.value
    assert type(error) is kind
    assert (str(error), error.status, error.code, error.attr) == ("Say a name. And a kind.", status, "blank", "name")
    assert len(receiver.got) == 1


def test_who_asks_too_often_again_and_again_is_told(receiver: Receiver, waits: list[float]) -> None:
    answers(receiver, (429, refusal("too_many_requests", "Go on in 1 seconds.")), Retry_After="1")
    with pytest.raises(TooMany, match=r"Go on in 1 seconds"):
        client_of(receiver).projects()
    assert waits == [1] * 8


def test_a_server_that_sends_elsewhere_is_not_followed_with_the_token(receiver: Receiver) -> None:
    with listening() as other:
        answers(receiver, (301, b""), Location=f"http://127.0.0.1:{other.port}/api/projects")
        with pytest.raises(ApiError, match=rf"301 .*names http://127.0.0.1:{other.port}/api/projects"):
            client_of(receiver).projects()
        assert other.got == []


def test_a_server_that_is_not_there_is_said(waits: list[float]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        client = Client(f"http://127.0.0.1:{taken.getsockname()[1]}/", "secret")
        with pytest.raises(Unreachable, match=r"http://127.0.0.1:.* does not answer"):
            client.projects()


def test_refused_rows_have_their_place_among_all_that_were_sent(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labelapp_client.project.MOST_ROWS", 2)
    project = project_of(receiver)
    fine, bad = {"status": "added", "code": "", "detail": ""}, {
        "status": "refused", "code": "unknown_item", "detail": "This item is not in the project.",
    }  # fmt: skip
    answers(receiver, (200, {"results": [fine, fine]}), (200, {"results": [bad]}))
    outcome = project.suggest(({"item": n, "label": "good"} for n in (1, 2, 9)), model="tiny")
    assert dict(outcome.counts) == {"added": 2, "refused": 1}
    assert [(each.place, each.row["item"], each.code) for each in outcome.refused] == [(2, 9, "unknown_item")]


def test_the_door_is_complete() -> None:
    assert all(hasattr(client_module, name) for name in client_module.__all__)


def test_a_project_that_nobody_can_see_is_said(receiver: Receiver) -> None:
    answers(receiver, (200, [{"id": 3, "name": "Reviews"}]))
    assert client_of(receiver).project("Reviews").id == 3
    with pytest.raises(LookupError, match="no project “Revues”"):
        client_of(receiver).project("Revues")
