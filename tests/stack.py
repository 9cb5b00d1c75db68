"""A whole running product for a test: `manage.py up` in a VAR folder of its own, used over HTTP and by command."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any, TypeVar

import psutil

ROOT = Path(__file__).parent.parent
READY_WITHIN_S = 120
Found = TypeVar("Found")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(find: Callable[[], Found | None], *, within_s: float = 150.0, awaited: str = "it") -> Found:
    """Ask again until there is an answer. It must come; how fast is for the measurements to say."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if result := find():
            return result
        time.sleep(0.1)
    raise AssertionError(f"{awaited} did not happen within {within_s} s")


@dataclass
class Browserless:
    """A person without a browser: session cookie, CSRF token, JSON."""

    url: str
    jar: CookieJar = field(default_factory=CookieJar)

    def call(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        request = self.request(method, path)
        data = None if body is None else json.dumps(body).encode()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        try:
            with opener.open(request, data, timeout=60) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"null")

    def request(self, method: str, path: str) -> urllib.request.Request:
        request = urllib.request.Request(f"{self.url}/api/{path}", method=method)
        request.add_header("Content-Type", "application/json")
        token = next((cookie.value for cookie in self.jar if cookie.name == "csrftoken"), None)
        request.add_header("X-CSRFToken", token or "")
        return request

    def get(self, path: str) -> Any:
        status, body = self.call("GET", path)
        assert status == 200, body
        return body

    def send(self, method: str, path: str, body: object = None) -> Any:
        status, answer = self.call(method, path, body)
        assert status < 300, answer
        return answer

    def sign_in(self, username: str, password: str) -> None:
        self.get("session")
        self.send("POST", "session", {"username": username, "password": password})


def _words_of(process: psutil.Process) -> list[str]:
    """Its command line; none of one that has ended meanwhile."""
    try:
        return process.cmdline()
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return []


@dataclass
class Stack:
    """The running product. `output` is what `up` printed."""

    var: Path
    port: int
    env: dict[str, str]
    process: subprocess.Popen[str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self, *words: str) -> str:
        """Run a manage.py command on this stack's data."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def child(self, word: str) -> psutil.Process:
        """The newest child process whose command line has this word."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        matching = [child for child in children if word in " ".join(_words_of(child))]
        return max(matching, key=lambda child: child.create_time())

    def person(self, username: str, password: str) -> Browserless:
        someone = Browserless(self.url)
        someone.sign_in(username, password)
        return someone

    def log(self) -> str:
        return "\n".join(f"--- {path.name}\n{path.read_text()[-3000:]}" for path in (self.var / "log").glob("*.log"))


def clean_env(var: Path) -> dict[str, str]:
    """The environment of a machine on which nothing was started by hand."""
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "CELERY_BROKER_URL")}
    # Receivers of tests listen on this machine.
    return {**kept, "VAR": str(var), "OMP_NUM_THREADS": "1", "OUTBOUND_ALLOWED": "127.0.0.1"}


@contextmanager
def running(
    *, demo: bool = False, broker: str = "", var: Path | None = None, port: int | None = None
) -> Iterator[Stack]:
    """Start the product, wait until it answers (with `demo`: until that is there), and stop it as Ctrl-C would."""
    folder = var or Path(tempfile.mkdtemp(prefix="labelapp-stack-"))
    port = port or free_port()
    env = {**clean_env(folder), "PORT": str(port), "CELERY_BROKER_URL": broker}
    words = [sys.executable, "-u", "manage.py", "up", "--port", str(port), *([] if demo else ["--no-demo"])]
    process = subprocess.Popen(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    stack = Stack(var=folder, port=port, env=env, process=process)
    try:
        _wait_for_line(stack, "The demo is ready" if demo else "Ctrl-C")
        yield stack
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        if var is None:
            shutil.rmtree(folder, ignore_errors=True)


def _wait_for_line(stack: Stack, start: str) -> None:
    assert stack.process.stdout is not None
    printed = []
    for line in stack.process.stdout:
        printed.append(line)
        if line.startswith(start):
            return
        if line.startswith("demo ended"):
            break
    raise AssertionError("it ended before it was ready:\n" + "".join(printed) + stack.log())
