"""A web server and a small S3, on this machine."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest

from tests.receiver import at_work

KEYS_PER_PAGE = 2
Route = Callable[["Handler"], None]


@dataclass
class FileServer:
    """files: path -> content, or what answers in its place; asked: the paths that came, with their query."""

    files: dict[str, bytes | Route] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    served: FileServer

    def do_GET(self) -> None:
        self.served.asked.append(self.path)
        content = self.served.files.get(unquote(self.path)) or self.served.files.get(unquote(urlsplit(self.path).path))
        if content is None:
            self.answer(404, b"nothing here")
        elif callable(content):
            content(self)
        else:
            self.answer(*self.part(content))

    do_HEAD = do_GET

    def part(self, content: bytes) -> tuple[int, bytes]:
        _, _, wanted = self.headers.get("Range", "").partition("bytes=0-")
        return (206, content[: int(wanted) + 1]) if wanted else (200, content)

    def answer(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Nobody reads it."""


@contextmanager
def serving(files: Mapping[str, bytes | Route]) -> Iterator[FileServer]:
    served = FileServer(dict(files))
    handler = type("Serving", (Handler,), {"served": served})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    served.port = server.server_port
    with at_work(server):
        yield served


def redirecting(to: str) -> Route:
    return lambda handler: handler.answer(302, b"", {"Location": to})


def failing(status: int, *, times: int, then: bytes = b"") -> Route:
    """So many times an error, then the content."""
    left = [status] * times

    def route(handler: Handler) -> None:
        handler.answer(left.pop(), b"busy") if left else handler.answer(200, then)

    return route


def cut_off(content: bytes) -> Route:
    """Announces more than it sends."""

    def route(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content) + 100))
        handler.end_headers()
        handler.wfile.write(content)
        handler.close_connection = True

    return route


def bucket(name: str, objects: Mapping[str, bytes]) -> dict[str, bytes | Route]:
    """What an S3 answers for one bucket: its listing, page by page, and its objects."""

    def listing(handler: Handler) -> None:
        query = {key: values[0] for key, values in parse_qs(urlsplit(handler.path).query).items()}
        keys = sorted(key for key in objects if key.startswith(query.get("prefix", "")))
        start = int(query.get("continuation-token", "0"))
        page, more = keys[start : start + KEYS_PER_PAGE], start + KEYS_PER_PAGE < len(keys)
        found = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(objects[key])}</Size></Contents>" for key in page
        )
        following = f"<NextContinuationToken>{start + KEYS_PER_PAGE}</NextContinuationToken>" if more else ""
        body = (
            f"<ListBucketResult><Name>{name}</Name><IsTruncated>{str(more).lower()}</IsTruncated>"
            f"{following}{found}</ListBucketResult>"
        )
        handler.answer(200, body.encode(), {"Content-Type": "application/xml"})

    return {f"/{name}": listing, **{f"/{name}/{key}": content for key, content in objects.items()}}


def found_by_boto(server: FileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on S3 is this server."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", server.url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


def forbidden(handler: Handler) -> None:
    handler.answer(403, b"<Error><Code>AccessDenied</Code><Message>no</Message></Error>")
