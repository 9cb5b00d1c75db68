"""Chromium for measurements: a page of a signed-in person, with an eye on key presses and on the network."""

import json
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from measurements.client import Client
from measurements.stack import Stack, StackError

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
VIEW = {"width": 1440, "height": 900}
# The current item: its section, which holds either a decoded image or a text.
ITEM = 'section[aria-label="Item"]'
READY_MS = 60_000
DECODED = """(item) => { const image = document.querySelector(item + ' img');
    return image === null || (image.complete && image.naturalWidth > 0) }"""


@contextmanager
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        raise StackError("Chromium is not there. On Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def signed_in(browser: Browser, stack: Stack, client: Client) -> BrowserContext:
    """A fresh profile with empty caches, carrying the session of a client."""
    context = browser.new_context(viewport=VIEW)  # type: ignore[arg-type]  # a plain dict is what it takes
    context.add_cookies([{"name": name, "value": value, "url": stack.url} for name, value in client.cookies.items()])
    return context


def wait_for_item(page: Page) -> None:
    """Until the first item is visible, its image decoded."""
    page.wait_for_selector(f"{ITEM} p, {ITEM} img", timeout=READY_MS)
    # Not wait_for_function: the page's content security policy forbids the eval that it needs.
    while not page.evaluate(DECODED, ITEM):
        page.wait_for_timeout(5)


@dataclass
class Traffic:
    """Everything that came over the network: one entry per request with kind, path and compressed bytes."""

    requests: dict[str, dict[str, Any]] = field(default_factory=dict)

    def watch(self, session: CDPSession) -> None:
        session.on("Network.responseReceived", self._responded)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _responded(self, event: dict[str, Any]) -> None:
        url, path = event["response"]["url"], "/" + event["response"]["url"].split("/", 3)[-1]
        if not url.startswith("data:") and not url.startswith("blob:"):
            self.requests[event["requestId"]] = {"path": path, "kind": event["type"], "bytes": 0, "done": False}

    def _finished(self, event: dict[str, Any]) -> None:
        if request := self.requests.get(event["requestId"]):
            request["bytes"], request["done"] = int(event["encodedDataLength"]), True

    def media(self) -> list[dict[str, Any]]:
        return [request for request in self.requests.values() if request["path"].startswith("/api/media/")]

    def page(self) -> list[dict[str, Any]]:
        return [request for request in self.requests.values() if not request["path"].startswith("/api/media/")]


def bytes_of(requests: list[dict[str, Any]]) -> int:
    return sum(int(request["bytes"]) for request in requests)


def frame_ms(page: Page) -> float:
    """The browser's own frame interval, from sixty frames at rest."""
    script = """() => new Promise((resolve) => { const seen = [];
        const step = (now) => { seen.push(now); seen.length > 60 ? resolve(seen) : requestAnimationFrame(step) };
        requestAnimationFrame(step) })"""
    moments: list[float] = page.evaluate(script)
    return statistics.median(after - before for before, after in pairwise(moments))


def as_script(template: str, **values: str) -> str:
    """Put values into a script as JavaScript literals, at the places $name."""
    for name, value in values.items():
        template = template.replace(f"${name}", json.dumps(value))
    return template
