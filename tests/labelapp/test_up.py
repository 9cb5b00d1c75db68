"""The terminal's command, without the product: when it takes the web server for alive, and what it hands on."""

import errno
import io
import os
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from labelapp import up
from tests.receiver import at_work


class Refusing(BaseHTTPRequestHandler):
    """As Django where ALLOWED_HOSTS names the public address alone."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.headers["Host"])
        self.send_error(400)


@pytest.fixture
def refusing() -> Iterator[int]:
    """The port of a web server that answers 400 to everything."""
    Refusing.asked = []
    server = HTTPServer(("127.0.0.1", 0), Refusing)
    with at_work(server):
        yield server.server_port


@pytest.mark.parametrize(
    ("host", "asked"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("localhost", "localhost")]
)
def test_a_web_server_that_answers_at_all_is_alive_and_is_asked_where_it_listens(
    refusing: int, host: str, asked: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(up, "READY_WITHIN_S", 2)
    # A proxy would be asked in its place.
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    up._greet(host, refusing, [], with_demo=True)
    assert set(Refusing.asked) == {f"{asked}:{refusing}"}
    assert f":{refusing}" in capsys.readouterr().out


@pytest.mark.parametrize(("with_demo", "handed_on"), [(True, "1"), (False, "")])
def test_the_command_line_decides_on_the_demo_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, with_demo: bool, handed_on: str
) -> None:
    for given in ("", "1"):
        monkeypatch.setenv("DEMO", given)
        assert up._environment(8123, tmp_path, with_demo=with_demo)["DEMO"] == handed_on


def test_output_that_nobody_takes_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.StringIO):
        def flush(self) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(sys, "stdout", Full())
    up._say("Preparing the database…")
