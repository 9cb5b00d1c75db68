"""One running product with its demo, and one real Chromium, for all browser tests and not beyond them.

While Playwright lives, an event loop runs in this thread, and Django refuses its database to it.
"""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.stack import Stack, running

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
Open = Callable[..., Page]
# What is awaited must come; how fast is for the measurements to say.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    with running(demo=True) as started:
        yield started


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "Chromium is missing; `make test` installs it or says how."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_as(stack: Stack, chromium: Browser) -> Iterator[Open]:
    """open_as("ben", "/projects/1/label") -> a page; any complaint of the browser's console fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(person: str | None, path: str, **settings: Any) -> Page:
        context = chromium.new_context(base_url=stack.url, **{"viewport": {"width": 1440, "height": 900}, **settings})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
        page.goto("/login")
        if person is not None:
            page.get_by_role("button", name=person).first.click()
            page.wait_for_url("**/")
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
