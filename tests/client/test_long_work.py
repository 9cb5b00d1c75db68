"""Jobs, their files and rounds, as the client waits for them."""

import io
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from urllib3.exceptions import ProtocolError

from labelapp_client import Damaged, JobFailed, Project, Unreachable
from labelapp_client.connection import Answered
from labelapp_client.jobs import download, finished

DATA = bytes(range(250)) * 4


class File:
    """The answer with a file, from `start`; it breaks off at `end`."""

    def __init__(self, status: int, start: int, end: int | None) -> None:
        self.status, self._part, self._is_cut = status, DATA[start:end], end is not None

    def __enter__(self) -> "File":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def stream(self, _size: int) -> Iterator[bytes]:
        yield self._part
        if self._is_cut:
            raise ProtocolError("cut off")


class Server:
    """In place of a connection: says what it is told, keeps what it was asked."""

    def __init__(self, *told: Any) -> None:
        self.told, self.asked = list(told), list[Any]()

    def ask(self, operation: str, **asked: Any) -> Any:
        self.asked.append(operation)
        return self.told.pop(0)

    def answered(self, operation: str, **asked: Any) -> Answered:
        return Answered(self.ask(operation), None)

    def pages(self, operation: str, **asked: Any) -> Iterator[Any]:
        return iter(self.ask(operation, **asked))

    def opened(self, _operation: str, *, path: Mapping[str, Any], headers: Mapping[str, str]) -> Any:
        self.asked.append(dict(headers))
        return self.told.pop(0)


def job(state: str = "done", *, data: bytes = DATA, error: str = "") -> Any:
    file = {"name": "items.jsonl", "size": len(data), "sha256": sha256(data).hexdigest()}
    return {"id": "5", "title": "Labels, jsonl", "state": state, "error": error, "file": file}


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waited: list[float] = []
    monkeypatch.setattr("labelapp_client.jobs.time.sleep", waited.append)
    return waited


def test_a_job_is_looked_at_until_it_is_done_less_and_less_often(waits: list[float]) -> None:
    server: Any = Server(*(job("running") for _ in range(20)), job())
    assert finished(server, job("waiting"))["state"] == "done"
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (0.1, 5.0)


@pytest.mark.parametrize(
    ("ended", "sentence"),
    [
        (job("failed", error="Line 3 is broken."), "Line 3 is broken."),
        (job("cancelled"), "Labels, jsonl was cancelled."),
    ],
)
def test_a_job_that_fails_says_why(ended: Any, sentence: str) -> None:
    server: Any = Server(ended)
    with pytest.raises(JobFailed, match=sentence) as caught:
        finished(server, job("running"))
    assert caught.value.job is ended


def test_a_file_is_taken_up_where_it_broke_off() -> None:
    server: Any = Server(File(200, 0, 300), File(206, 300, 700), File(206, 700, None))
    target = io.BytesIO()
    download(server, job(), target)
    assert target.read() == DATA
    tag = f'"{sha256(DATA).hexdigest()}"'
    assert server.asked == [{}, {"Range": "bytes=300-", "If-Range": tag}, {"Range": "bytes=700-", "If-Range": tag}]


def test_a_file_that_has_changed_meanwhile_is_taken_anew() -> None:
    server: Any = Server(File(206, 100, 300), File(200, 0, None))
    target = io.BytesIO()
    download(server, job(), target)
    assert target.read() == DATA


def test_a_file_that_is_not_what_was_sent_is_not_taken_for_it() -> None:
    server: Any = Server(File(200, 0, None))
    with pytest.raises(Damaged, match=r"items\.jsonl"):
        download(server, job(data=b"another"), io.BytesIO())


def test_a_file_that_never_comes_whole_is_said() -> None:
    server: Any = Server(*(File(206, 0, 1) for _ in range(8)))
    with pytest.raises(Unreachable, match=r"items\.jsonl.*breaks off again and again"):
        download(server, job(), io.BytesIO())


def test_a_file_that_is_there_already_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    path.write_bytes(b"of yesterday")
    broken: Any = Server(job("running"), job("failed", error="The disk is full."))
    with pytest.raises(JobFailed):
        Project(broken, 3, "Reviews").export(path, what="items", format="jsonl")
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (b"of yesterday", [path])
    fine: Any = Server(job(), File(200, 0, None))
    Project(fine, 3, "Reviews").export(path, what="items", format="jsonl")
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (DATA, [path])


def a_round(number: int, status: str = "done") -> Any:
    return {"number": number, "status": status}


def test_rounds_come_in_their_order_each_once_and_until_the_project_is_finished(waits: list[float]) -> None:
    active, over = {"name": "Reviews", "status": "active"}, {"name": "Reviews", "status": "finished"}
    server: Any = Server(
        *(active, [a_round(1, "running"), a_round(0)]),
        *(active, [a_round(2, "running"), a_round(1, "failed"), a_round(0)]),
        *(over, [a_round(2, "running"), a_round(1, "failed"), a_round(0)]),
        *(over, [a_round(3), a_round(2), a_round(1, "failed"), a_round(0)]),
    )
    rounds = Project(server, 3, "Reviews").watch_rounds(every_s=9)
    assert [(each["number"], each["status"]) for each in rounds] == [
        (0, "done"),
        (1, "failed"),
        (2, "done"),
        (3, "done"),
    ]
    assert waits == [9, 9, 9]


def test_earlier_rounds_can_be_left_out() -> None:
    server: Any = Server({"name": "Reviews", "status": "finished"}, [a_round(2), a_round(1), a_round(0)])
    assert [each["number"] for each in Project(server, 3, "Reviews").watch_rounds(after=1)] == [2]


def test_a_job_without_a_file_says_so() -> None:
    without: Any = {**job(), "file": None}
    server: Any = Server()
    with pytest.raises(Damaged, match="“Labels, jsonl” has left no file"):
        download(server, without, io.BytesIO())
