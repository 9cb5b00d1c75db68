"""Small HTTP servers on this machine; one that keeps what it gets and answers as it is told."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread


@dataclass(frozen=True)
class Got:
    """One request."""

    method: str
    path: str
    headers: Message
    body: bytes


@dataclass
class Receiver:
    """status, headers, body: of every answer. before: called with each request before it is answered."""

    port: int = 0
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"ok"
    before: Callable[[Got], object] = lambda _got: None
    got: list[Got] = field(default_factory=list)
    # Set when the test is over: who drips stops.
    is_over: Event = field(default_factory=Event)
    drips: bool = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/labels"


@contextmanager
def listening(*, tls: Path | None = None) -> Iterator[Receiver]:
    """A receiver at work. tls: a file with its key and certificate."""
    receiver = Receiver()
    server = _Server(("127.0.0.1", 0), _handler(receiver))
    if tls is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    receiver.port = server.server_port
    with at_work(server):
        try:
            yield receiver
        finally:
            receiver.is_over.set()


@contextmanager
def at_work(server: HTTPServer) -> Iterator[None]:
    """It answers in a thread of its own, and then is gone."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Who hangs up, on either side, does so on purpose."""


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            got = Got(self.command, self.path, self.headers, body)
            receiver.got.append(got)
            receiver.before(got)
            if receiver.drips:
                self._drip()
            else:
                self._answer()

        do_DELETE = do_GET = do_PATCH = do_POST

        def _answer(self) -> None:
            self.send_response(receiver.status)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(receiver.body)))
            self.end_headers()
            self.wfile.write(receiver.body)

        def _drip(self) -> None:
            """A head that never ends, letter by letter."""
            self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Long: ")
            while not receiver.is_over.wait(0.05):
                try:
                    self.wfile.write(b"a")
                except OSError:
                    return

        def log_message(self, *args: object) -> None:
            """Nothing is printed."""

    return Handler
