"""Which requests wait beside which, and how long their bodies may be."""

import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser

from labelapp import web
from tests.asking import browser_of
from tests.cast import alice

UPLOADS = "POST /api/projects/7/uploads"


def parsed(line: str, *headers: str, parser: type[HTTPRequestParser] = HTTPRequestParser) -> Any:
    request = parser(Adjustments(max_request_body_size=web.BODY_BYTES))
    request.received("\r\n".join((f"{line} HTTP/1.1", "Host: here", *headers, "", "")).encode())
    return request


@pytest.mark.parametrize(
    ("line", "lane"),
    [
        ("POST /api/session", web.SIGN_IN),
        ("GET /api/session", web.WORK),
        ("POST /api/invitations/abc", web.SIGN_IN),
        (UPLOADS, web.FILES),
        ("GET /api/projects/7/uploads", web.WORK),
        ("GET /api/jobs/5f/file?x=1", web.FILES),
        ("POST /api/projects/7/deck", web.WORK),
        ("GET /api/media/3", web.WORK),
        ("POST /api/projects/7/webhooks", web.OUTBOUND),
        ("PATCH /api/projects/7/webhooks/2", web.OUTBOUND),
        ("POST /api/projects/7/webhooks/2/test", web.OUTBOUND),
        ("GET /api/projects/7/webhooks", web.WORK),
        ("GET /api/projects/7/nearest?text=broken&count=3", web.SLOW),
        ("POST /api/projects/7/nearest", web.SLOW),
        ("GET /api/projects/7/items/3/nearest", web.SLOW),
        ("GET /api/projects/7/map?count=2000", web.SLOW),
        ("POST /api/projects/7/alike", web.SLOW),
        ("DELETE /api/projects/7/alike", web.WORK),
        ("GET /api/schema", web.SLOW),
        ("GET /api/projects/7/items/3", web.WORK),
    ],
)
def test_what_is_slow_or_asks_other_servers_waits_beside_the_work(line: str, lane: str) -> None:
    assert web.lane_of(parsed(line)) == lane


# A look-up closes its connection, and with it a test's transaction: only the first one would find anybody.
@pytest.mark.django_db(transaction=True)
def test_only_an_upload_of_somebody_who_is_signed_in_may_be_long() -> None:
    client = browser_of(alice())
    cookie = f"Cookie: {settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    length = f"Content-Length: {web.BODY_BYTES * 3}"
    assert parsed(UPLOADS, length, cookie, parser=web.Parser).error is None
    for line, headers in [
        (UPLOADS, (length,)),
        (UPLOADS, (length, f"{cookie}x")),
        (UPLOADS, (f"Content-Length: {settings.UPLOAD_MAX_BYTES * 2}", cookie)),
        ("POST /api/projects/7/deck", (length, cookie)),
    ]:
        assert parsed(line, *headers, parser=web.Parser).error.code == 413


@pytest.mark.django_db
def test_a_cookie_that_no_database_takes_is_nobodys() -> None:
    headers = {"COOKIE": rf'{settings.SESSION_COOKIE_NAME}="\000aaaaaaaa"'}
    assert not web.signed_in(headers)


@pytest.fixture
def served() -> Iterator[int]:
    """A server of its own beside the test, which answers "fine"; the port."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0)

    def application(_environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Length", "4")])
        return [b"fine"]

    opened: dict[int, Any] = {}
    lanes, over = web.Lanes(work=1), threading.Event()
    server = web.Server(application, listening, lanes=lanes, opened=opened)

    def look() -> None:
        while not over.is_set():
            wasyncore.loop(timeout=0.05, use_poll=True, map=opened, count=1)

    looking = threading.Thread(target=look)
    looking.start()
    yield listening.getsockname()[1]
    over.set()
    looking.join()
    server.close()
    lanes.shutdown()
    wasyncore.close_all(opened)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("POST /api/projects/7/deck", "This request is too long."),
        (UPLOADS, "Sign in, then files of this size are taken."),
    ],
)
def test_who_sends_too_much_gets_to_read_that(served: int, line: str, words: str) -> None:
    body = bytes(web.BODY_BYTES + 8 * 2**20)
    with socket.create_connection(("127.0.0.1", served)) as connection:
        connection.sendall(f"{line} HTTP/1.1\r\nHost: here\r\nContent-Length: {len(body)}\r\n\r\n".encode())
        # As a browser does, which reads only once it has sent everything.
        connection.sendall(body)
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    head, _, said = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 413 ")
    assert json.loads(said)["errors"][0]["detail"] == words


def test_a_request_that_is_not_too_long_is_answered_as_ever(served: int) -> None:
    with socket.create_connection(("127.0.0.1", served)) as connection:
        connection.sendall(b"POST /api/x HTTP/1.1\r\nHost: here\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc")
        assert b"".join(iter(lambda: connection.recv(65_536), b"")).endswith(b"fine")
