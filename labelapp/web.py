"""The web server: gunicorn keeps the processes, waitress reads and writes, and slow work has threads of its own.

A request takes a thread only when all of it has come, so who sends it slowly, or half of it, holds up nobody. Signing
in (a password is hashed for a third of a second, on purpose), files, what is slow (searches by features wait for an
encoder, up to fifteen seconds), and what asks other servers wait in lanes of their own, beside the one in which people
label.
"""

import fcntl
import os
import re
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from http.cookies import CookieError, SimpleCookie
from typing import Any

from django.conf import settings
from django.db import Error, connections
from gunicorn.workers import base
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher
from waitress.utilities import RequestEntityTooLarge

from labelapp.channel import DrainingChannel, TooLong

LOOK_EVERY_S = 1.0
CONNECTIONS = 1000
# Nothing was sent or received for so long, and nothing is being worked on.
IDLE_S = 60
# Django's own limit for what is no file (DATA_UPLOAD_MAX_MEMORY_SIZE) is lower.
BODY_BYTES = 16 * 2**20
# Around the file of an upload.
FORM_BYTES = 2 * 2**20

SIGN_IN, FILES, OUTBOUND, SLOW, WORK = "sign-in", "files", "outbound", "slow", "work"
# The first that fits.
LANES = (
    (SIGN_IN, re.compile(r"POST /api/(session|invitations|projects/\d+/people)\b")),
    (FILES, re.compile(r"POST /api/projects/\d+/uploads$|GET /api/jobs/[^/]+/(file|problems)$")),
    # They wait for other servers: for names, and for the answer to a ping.
    (OUTBOUND, re.compile(r"(POST|PATCH) /api/projects/\d+/webhooks\b")),
    # Searches read the features of up to 100,000 items, and what is sought is encoded first.
    (SLOW, re.compile(r"(GET|POST) /api/projects/\d+/((items/\d+/)?nearest|map|alike)$|GET /api/schema$")),
    (WORK, re.compile("")),
)
UPLOAD = re.compile(r"POST /api/projects/\d+/uploads$")
# Of two searches one may wait for its encoder.
THREADS = {SIGN_IN: 1, FILES: 2, OUTBOUND: 1, SLOW: 2}


class Worker(base.Worker):  # type: ignore[misc]  # gunicorn has no types
    """One web process."""

    def run(self) -> None:
        _allow_many_connections()
        # Bodies that do not fit into memory; the system's temporary folder may itself be memory.
        tempfile.tempdir = settings.FILE_UPLOAD_TEMP_DIR
        lanes = Lanes(work=self.cfg.threads)
        opened: dict[int, Any] = {}
        servers = [Server(self.wsgi, listener.sock, lanes=lanes, opened=opened) for listener in self.sockets]
        while self.alive and self.ppid == os.getppid():
            self._look(opened)
        for server in servers:
            server.close()
        self._finish(opened)
        lanes.shutdown()

    def _look(self, opened: dict[int, Any]) -> None:
        self.notify()
        wasyncore.loop(timeout=LOOK_EVERY_S, use_poll=True, map=opened, count=1)

    def _finish(self, opened: dict[int, Any]) -> None:
        """What has been begun is answered, within gunicorn's time for that."""
        until = time.monotonic() + float(self.cfg.graceful_timeout)
        while time.monotonic() < until and any(_busy(channel) for channel in opened.values()):
            self._look(opened)


class Lanes:
    """Threads by kind of request, as waitress asks for them."""

    def __init__(self, *, work: int) -> None:
        self._lanes: dict[str, ThreadedTaskDispatcher] = {}
        for name, _ in LANES:
            self._lanes[name] = ThreadedTaskDispatcher()
            self._lanes[name].queue_logger.setLevel("ERROR")
            self._lanes[name].set_thread_count(THREADS.get(name, work))

    def add_task(self, channel: HTTPChannel) -> None:
        name = lane_of(channel.requests[0])
        self._lanes[name].add_task(channel if name == WORK else _Passing(channel, gated=name == SIGN_IN))

    def shutdown(self) -> None:
        for lane in self._lanes.values():
            lane.shutdown(timeout=1)


class _Passing:
    """A task of a side lane: its connection to the database is not kept, each costs the server some megabytes."""

    def __init__(self, channel: HTTPChannel, *, gated: bool) -> None:
        self._channel, self._gated = channel, gated

    def service(self) -> None:
        try:
            with _hashing_gate() if self._gated else nullcontext():
                self._channel.service()
        finally:
            connections.close_all()

    def cancel(self) -> None:
        self._channel.cancel()


@contextmanager
def _hashing_gate() -> Iterator[None]:
    """Of all web processes of this machine, so many hash a password at once that half of the cores stay free."""
    gates = max(1, (os.cpu_count() or 1) // 2)
    with (settings.VAR / f"sign-in-{os.getpid() % gates}.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def lane_of(request: HTTPRequestParser) -> str:
    return next(name for name, pattern in LANES if pattern.match(_line(request)))


class Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """A request as it comes in. Only an upload by somebody who is signed in may be long: until its end has come nobody
    looks at it, and it lies on disk."""

    error: Any = None

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        long = self.content_length > BODY_BYTES or self.chunked
        if long and UPLOAD.match(_line(self)) and signed_in(self.headers):
            self.adj = _adjustments(settings.UPLOAD_MAX_BYTES + FORM_BYTES)

    def received(self, data: bytes) -> int:
        n_bytes = int(super().received(data))
        if type(self.error) is RequestEntityTooLarge:
            self.error = self._too_long()
        return n_bytes

    def _too_long(self) -> TooLong:
        if not UPLOAD.match(_line(self)):
            return TooLong("request_too_large", "This request is too long.")
        if self.adj.max_request_body_size <= BODY_BYTES + 1:
            return TooLong("request_too_large", "Sign in, then files of this size are taken.")
        most = settings.UPLOAD_MAX_BYTES // 2**20
        detail = f"This file is larger than {most:,} MB. Split it, or import it on the server with import_items."
        return TooLong("file_too_large", detail)


def signed_in(headers: Mapping[str, str]) -> bool:
    """Asks the database, in the thread that reads for all: only before a long upload."""
    # Only here: gunicorn loads this module before Django is ready.
    from annotator.api.session_store import SessionStore
    from annotator.selectors.tokens import secret_in, token_of

    try:
        secret = secret_in(headers.get("AUTHORIZATION", ""))
        if secret is not None:
            return token_of(secret) is not None
        cookie = SimpleCookie(headers.get("COOKIE", "")).get(settings.SESSION_COOKIE_NAME)
        return cookie is not None and "_auth_user_id" in SessionStore(cookie.value).load()
    except (CookieError, Error):
        return False
    finally:
        connections.close_all()


class Channel(DrainingChannel):
    """One connection."""

    parser_class = Parser


class Server(TcpWSGIServer):  # type: ignore[misc]  # waitress has no types
    """Accepts connections of a socket that gunicorn has bound, beside the other processes."""

    channel_class = Channel

    def __init__(self, application: Callable[..., Any], sock: Any, *, lanes: Lanes, opened: dict[int, Any]) -> None:
        info = (sock.family, sock.type, sock.proto, sock.getsockname())
        adjustments = _adjustments(BODY_BYTES)
        super().__init__(
            application, opened, _sock=sock, dispatcher=lanes, adj=adjustments, sockinfo=info, bind_socket=False
        )


def _adjustments(body_bytes: int) -> Adjustments:
    return Adjustments(
        max_request_body_size=body_bytes + 1,
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_S,
        cleanup_interval=5,
        # Who is believed is decided in one place: annotator/api/proxies.py.
        clear_untrusted_proxy_headers=False,
        log_socket_errors=False,
        ident=None,
    )


def _line(request: HTTPRequestParser) -> str:
    return f"{request.command} {request.path}"


def _busy(channel: Any) -> bool:
    return isinstance(channel, Channel) and bool(channel.requests or channel.total_outbufs_len)


def _allow_many_connections() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
