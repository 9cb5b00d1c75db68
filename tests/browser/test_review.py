"""A reviewer goes through what disagrees by keys alone, in real Chromium."""

import csv
import uuid
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_accessibility import assert_axe_is_content
from tests.stack import Stack

NAME = "Reviewed twice"


@pytest.fixture(scope="module")
def address(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> str:
    """40 reviews that two people labelled; on every tenth they differ."""
    path = tmp_path_factory.mktemp("review") / "reviews.csv"
    _write(path)
    stack.command("create_project", NAME, "--kind", "text", "--labels", "good,bad", "--overlap", "2", "--owner", "mara")
    words = ["--labels-are", "answers", "--text-column", "review", "--label-column", "label", "--person-column", "who"]
    stack.command("import_items", NAME, str(path), *words)
    mara = stack.person("mara", "demo-labels")
    (project,) = [each for each in mara.get("projects") if each["name"] == NAME]
    return f"/projects/{project['id']}/review"


def _write(path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["review", "label", "who"])
        for at in range(40):
            label = ("good", "bad")[at % 2]
            other = ("bad", "good")[at % 2] if at % 10 == 0 else label
            writer.writerows([[f"review number {at}", label, "vera"], [f"review number {at}", other, "walt"]])


def waits(page: Page, count: int) -> None:
    expect(page.get_by_role("button", name=f"Disagreeing {count}")).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_it_is_content_in_light_and_dark_and_on_a_phone(address: str, open_as: Open, scheme: str, width: int) -> None:
    page = open_as(
        "mara", address, color_scheme=scheme, reduced_motion="reduce", viewport={"width": width, "height": 844}
    )
    expect(page.get_by_text("review number 0")).to_be_visible()
    assert_axe_is_content(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_disagrees_is_decided_by_keys_alone(address: str, open_as: Open) -> None:
    page = open_as("mara", address)
    waits(page, 4)
    expect(page.get_by_role("article")).to_contain_text("review number 0")
    expect(page.get_by_text("vera")).to_have_count(0)
    page.keyboard.press("1")
    expect(page.get_by_role("article")).to_contain_text("review number 10")
    page.keyboard.press("s")
    expect(page.get_by_role("article")).to_contain_text("review number 20")
    page.keyboard.press("Shift+R")
    page.get_by_role("textbox", name="Why").fill("Read all of it.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article")).to_contain_text("review number 30")
    page.keyboard.press("Shift+A")
    waits(page, 1)
    page.keyboard.press("Backspace")
    expect(page.get_by_role("article")).to_contain_text("review number 30")
    waits(page, 2)
    page.keyboard.press("2")
    page.get_by_role("button", name="Go on with them").press("Enter")
    expect(page.get_by_role("article")).to_contain_text("review number 10")
    page.keyboard.press("2")
    expect(page.get_by_role("heading", name="Nothing waits here")).to_be_visible()
    waits(page, 0)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.reload()
    waits(page, 0)
    page.goto(address.replace("/review", "/items?adjudicated=true"))
    expect(page.get_by_text("3 of 40")).to_be_visible()


BACK = "Sent back with notes"


@pytest.fixture(scope="module")
def labelled(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> int:
    """A project in which Ben and Ada labelled three reviews, each the other way."""
    texts = tmp_path_factory.mktemp("texts") / "texts.csv"
    texts.write_text("text\n" + "\n".join(f"review number {n}" for n in range(3)) + "\n")
    stack.command("create_project", BACK, "--kind", "text", "--labels", "good,bad", "--overlap", "2", "--owner", "mara")
    stack.command("import_items", BACK, str(texts))
    mara = stack.person("mara", "demo-labels")
    made = next(row["id"] for row in mara.get("projects") if row["name"] == BACK)
    for name in ("ada", "ben"):
        mara.send("POST", f"projects/{made}/people", {"username": name, "role": "annotator"})
    mara.send("POST", f"projects/{made}/start")
    for at, name in enumerate(("ben", "ada")):
        _label(stack.person(name, "demo-labels"), made, label=at)
    return int(made)


def _label(person: Any, project: int, *, label: int) -> None:
    wanted = {"submission": str(uuid.uuid4()), "want": 3, "include_project": True}
    held = person.send("POST", f"projects/{project}/deck", wanted)
    chosen = held["project"]["labels"][label]["id"]
    at = "2026-11-29T10:00:00Z"
    answers = [
        {"key": str(uuid.uuid4()), "item": each["id"], "label": chosen, "answered_at": at} for each in held["items"]
    ]
    person.send("POST", f"projects/{project}/deck", {"submission": str(uuid.uuid4()), "answers": answers})


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_what_is_sent_back_is_found_and_answered(labelled: int, open_as: Open, scheme: str, width: int) -> None:
    looks: dict[str, Any] = {
        "color_scheme": scheme,
        "reduced_motion": "reduce",
        "viewport": {"width": width, "height": 844},
    }
    reviewer = open_as("mara", f"/projects/{labelled}/review?kind=disagreeing", **looks)
    shown = reviewer.get_by_role("article").get_by_text("review number")
    text = str(shown.inner_text())
    reviewer.keyboard.press("Shift+B")
    # A is Ben, who answered first.
    reviewer.get_by_role("textbox", name="Note").fill("Look at the number again.")
    assert_axe_is_content(reviewer)
    reviewer.keyboard.press("Enter")
    expect(reviewer.get_by_text("Saved", exact=True)).to_be_visible()
    ben = open_as("ben", "/", **looks)
    ben.get_by_role("link", name="1 item came back, with a note").press("Enter")
    note = ben.get_by_role("region", name="Note of the reviewer")
    expect(note).to_contain_text("You had said good.")
    expect(note).to_contain_text("Look at the number again.")
    expect(ben.get_by_role("region", name="Item")).to_contain_text(text)
    assert_axe_is_content(ben)
    assert ben.evaluate("document.documentElement.scrollWidth <= innerWidth")
    ben.keyboard.press("2")
    expect(note).to_have_count(0)
    expect(ben.get_by_text("Saved", exact=True)).to_be_visible()
    reviewer.goto(f"/projects/{labelled}/review?kind=returned")
    article = reviewer.get_by_role("article")
    expect(article).to_contain_text(text)
    expect(reviewer.get_by_role("button", name="Accept bad")).to_be_visible()
    reviewer.keyboard.press("Enter")
    expect(reviewer.get_by_role("heading", name="Nothing waits here")).to_be_visible()
