"""Somebody's answers are taken back on the page of people, by keyboard, and brought back, in real Chromium."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_accessibility import assert_axe_is_content
from tests.stack import Stack

NAME = "Answers that are taken back"


@pytest.fixture(scope="module")
def project(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> int:
    """A project in which Ben has labelled three items."""
    texts: Path = tmp_path_factory.mktemp("texts") / "texts.csv"
    texts.write_text("text\n" + "\n".join(f"review number {n}" for n in range(30)) + "\n")
    stack.command("create_project", NAME, "--kind", "text", "--labels", "good,bad", "--owner", "mara")
    stack.command("import_items", NAME, str(texts))
    mara, ben = stack.person("mara", "demo-labels"), stack.person("ben", "demo-labels")
    made = next(row["id"] for row in mara.get("projects") if row["name"] == NAME)
    mara.send("POST", f"projects/{made}/people", {"username": "ben", "role": "annotator"})
    mara.send("POST", f"projects/{made}/start")
    answers: list[dict[str, Any]] = []
    held = ben.send(
        "POST", f"projects/{made}/deck", {"submission": str(uuid.uuid4()), "want": 3, "include_project": True}
    )
    label = held["project"]["labels"][0]["id"]
    for item in held["items"]:
        given = {"key": str(uuid.uuid4()), "item": item["id"], "label": label, "answered_at": "2026-11-29T10:00:00Z"}
        answers.append(given)
    ben.send("POST", f"projects/{made}/deck", {"submission": str(uuid.uuid4()), "answers": answers})
    return int(made)


def bens_line(page: Page) -> Any:
    return page.get_by_role("listitem").filter(has=page.get_by_role("button", name="Remove ben"))


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_answers_are_taken_back_and_brought_back_by_keyboard(
    open_as: Open, project: int, scheme: str, width: int
) -> None:
    page = open_as(
        "mara",
        f"/projects/{project}/people",
        color_scheme=scheme,
        reduced_motion="reduce",
        viewport={"width": width, "height": 844},
    )
    opener = page.get_by_role("button", name="Take back answers of ben")
    opener.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("3 labels of ben no longer count; 3 items are open again.")).to_be_visible()
    assert_axe_is_content(page)
    dialog.get_by_role("button", name="Keep them").press("Enter")
    expect(opener).to_be_focused()
    opener.press("Enter")
    dialog.get_by_label("Why").fill("Read too fast.")
    dialog.get_by_role("button", name="Take back 3 labels").press("Enter")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()
    expect(bens_line(page)).to_contain_text("0 labels")
    undo = page.get_by_role("button", name="Undo: Took back 3 labels of ben on 3 items.")
    expect(page.get_by_text("Read too fast.").first).to_be_visible()
    assert_axe_is_content(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    undo.press("Enter")
    expect(page.get_by_role("status").filter(has_text="3 answers count again.")).to_be_visible()
    expect(bens_line(page)).to_contain_text("3 labels")
    assert_axe_is_content(page)
