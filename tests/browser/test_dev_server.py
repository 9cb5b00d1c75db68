"""`npm run dev`: Vite serves the page, and what it passes on to the product signs in and writes."""

import os
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar

import pytest

from tests.stack import ROOT, Browserless, Stack, free_port, until


class FromAPage(Browserless):
    """As a browser sends it: with the Origin of the page."""

    def __init__(self, url: str) -> None:
        super().__init__(url, CookieJar())

    def request(self, method: str, path: str) -> urllib.request.Request:
        request = super().request(method, path)
        request.add_header("Origin", self.url)
        return request


def answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=10).close()
    except OSError:
        return False
    return True


@pytest.fixture
def vite(stack: Stack) -> Iterator[str]:
    """The address of Vite's server in front of the product."""
    port = str(free_port())
    process = subprocess.Popen(
        ["npm", "run", "dev", "--", "--host", "localhost", "--port", port, "--strictPort"],
        cwd=ROOT / "frontend",
        env={**os.environ, "BACKEND_URL": stack.url},
        start_new_session=True,
    )
    try:
        until(lambda: answers(f"http://localhost:{port}/"), awaited="Vite's page")
        yield f"http://localhost:{port}"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def test_signing_in_and_writing_go_through_the_development_server(vite: str) -> None:
    mara = FromAPage(vite)
    mara.sign_in("mara", "demo-labels")
    assert mara.send("POST", "projects/1/overlap/preview", {"overlap": 2})["items"] > 0
