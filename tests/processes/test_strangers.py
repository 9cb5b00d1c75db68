"""Strangers who send half requests or guess passwords, and a slow line: people at work do not notice."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.stack import Browserless, Stack, running

MARA = ("mara", "correct horse battery")
HALVES = (
    b"GET /api/session HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
    b"POST /api/projects HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90\r\n\r\n{",
)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running() as started:
        started.command("create_account", MARA[0], "--password", MARA[1], "--manager")
        yield started


@pytest.fixture(scope="module")
def mara(stack: Stack) -> Browserless:
    return stack.person(*MARA)


def seconds_of_twenty(mara: Browserless) -> float:
    began = time.monotonic()
    for _ in range(20):
        mara.get("projects")
    return time.monotonic() - began


def test_half_sent_requests_take_no_thread(stack: Stack, mara: Browserless) -> None:
    with ExitStack() as opened:
        for half in HALVES * 20:
            opened.enter_context(socket.create_connection(("127.0.0.1", stack.port))).sendall(half)
        assert seconds_of_twenty(mara) < 10


def test_a_slow_upload_takes_no_thread_and_arrives(stack: Stack, mara: Browserless) -> None:
    project = mara.send("POST", "projects", {"name": "Slow", "kind": "text"})["id"]
    file = b"text,label\n" + b"".join(b"line %d,a\n" % number for number in range(50))
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n' + file + b"\r\n--x--\r\n"
    cookies = {cookie.name: str(cookie.value) for cookie in mara.jar}
    connection = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=60)
    connection.putrequest("POST", f"/api/projects/{project}/uploads")
    for name, value in {
        "Content-Length": str(len(body)),
        "Content-Type": "multipart/form-data; boundary=x",
        "X-CSRFToken": cookies["csrftoken"],
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
    }.items():
        connection.putheader(name, value)
    connection.endheaders(body[:100])
    assert seconds_of_twenty(mara) < 10
    connection.send(body[100:])
    answer = connection.getresponse()
    assert answer.status == 201
    assert json.load(answer)["preview"]["counts"]["rows"] == 50


def test_guesses_of_made_up_names_are_refused_before_they_cost_anything(stack: Stack, mara: Browserless) -> None:
    codes: list[int] = []

    def guess(part: int) -> None:
        stranger = Browserless(stack.url)
        stranger.get("session")
        for number in range(6):
            codes.append(stranger.call("POST", "session", {"username": f"{part}-{number}", "password": "x"})[0])

    threads = [threading.Thread(target=guess, args=(part,)) for part in range(16)]
    for thread in threads:
        thread.start()
    while_they_guess = seconds_of_twenty(mara)
    for thread in threads:
        thread.join()
    assert while_they_guess < 10
    assert set(codes) == {401, 429}
    assert codes.count(401) <= 60


def test_a_body_that_is_too_long_is_told_so(mara: Browserless) -> None:
    status, answer = mara.call("POST", "projects", {"name": "x" * 6 * 2**20})
    assert (status, answer["errors"][0]["code"]) == (413, "request_too_large")


def test_a_strangers_upload_is_not_even_read(stack: Stack) -> None:
    head = b"POST /api/projects/1/uploads HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\n"
    with socket.create_connection(("127.0.0.1", stack.port), timeout=30) as connection:
        connection.sendall(head)
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")
