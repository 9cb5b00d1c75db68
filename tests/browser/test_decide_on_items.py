"""Items on which people disagree are found and settled by keys alone, in real Chromium; the numbers follow, and undoing
brings them back.
"""

import uuid
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.test_accessibility import assert_axe_is_content
from tests.stack import Browserless, Stack

NAME = "Items on which people disagree"
ITEMS = 8
TORN = 3


def answered(person: Browserless, project: int, *, torn: bool) -> None:
    """Everything is good, but of the first three this person may say that they are bad."""
    asked = {"submission": str(uuid.uuid4()), "want": ITEMS, "include_project": True}
    held = person.send("POST", f"projects/{project}/deck", asked)
    good, bad = (label["id"] for label in held["project"]["labels"])
    answers = [
        {
            "key": str(uuid.uuid4()),
            "item": item["id"],
            "label": bad if torn and any(item["text"].endswith(f" {n}") for n in range(TORN)) else good,
            "answered_at": "2026-11-29T10:00:00Z",
        }
        for item in held["items"]
    ]
    assert len(answers) == ITEMS
    person.send("POST", f"projects/{project}/deck", {"submission": str(uuid.uuid4()), "answers": answers})


@pytest.fixture
def project(stack: Stack, tmp_path: Path) -> int:
    """A project with eight items that Ben and Ada have labelled; on three of them they disagree."""
    texts = tmp_path / "texts.csv"
    texts.write_text("text\n" + "\n".join(f"review number {n}" for n in range(ITEMS)) + "\n")
    name = f"{NAME} {uuid.uuid4().hex[:6]}"
    stack.command("create_project", name, "--kind", "text", "--labels", "good,bad", "--overlap", "2", "--owner", "mara")
    stack.command("import_items", name, str(texts))
    mara = stack.person("mara", "demo-labels")
    made = next(row["id"] for row in mara.get("projects") if row["name"] == name)
    for username in ("ben", "ada"):
        mara.send("POST", f"projects/{made}/people", {"username": username, "role": "annotator"})
    mara.send("POST", f"projects/{made}/start")
    for username in ("ben", "ada"):
        answered(stack.person(username, "demo-labels"), made, torn=username == "ada")
    return int(made)


def rows(page: Page) -> Locator:
    return page.get_by_role("table", name="Items").get_by_role("link")


def count(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words).first).to_be_visible()


def add_filter(page: Page, name: str) -> None:
    """One that is there or not, by keys alone."""
    page.get_by_role("combobox", name="Add a filter").focus()
    page.keyboard.type(name)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Filters").get_by_text(name.lower())).to_be_visible()


def test_disagreeing_items_are_found_and_settled_one_by_one_by_keys_alone(open_as: Open, project: int) -> None:
    page = open_as("mara", f"/projects/{project}/items?adjudicated=false", reduced_motion="reduce")
    count(page, f"{ITEMS} items")
    add_filter(page, "Disagreeing")
    count(page, f"{TORN} of {ITEMS} items")
    expect(rows(page)).to_have_count(TORN)
    rows(page).first.focus()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    name = drawer.get_by_role("status").first
    expect(drawer.get_by_text("50 % of 2 labels")).to_be_visible()
    was = name.inner_text()
    page.keyboard.press("2")
    expect(drawer.get_by_text("1 item settled as “bad”: 1 tie ends.")).to_be_visible()
    expect(drawer.get_by_text("adjudicated", exact=True)).to_be_visible()
    expect(drawer.get_by_role("region", name="Decisions").get_by_role("listitem")).to_have_count(1)
    count(page, f"2 of {ITEMS} items")
    page.keyboard.press("ArrowRight")
    expect(name).not_to_have_text(was)
    page.keyboard.press("1")
    expect(drawer.get_by_text("1 item settled as “good”: 1 tie ends.")).to_be_visible()
    count(page, f"1 of {ITEMS} items")
    page.keyboard.press("z")
    expect(drawer.get_by_text("1 item is as before.")).to_be_visible()
    count(page, f"2 of {ITEMS} items")
    expect(rows(page)).to_have_count(2)
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(rows(page).first).to_be_focused()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_chosen_items_are_settled_together_by_keys_and_undone(
    open_as: Open, project: int, scheme: str, width: int
) -> None:
    page = open_as(
        "mara",
        f"/projects/{project}/items?disagreeing=true&adjudicated=false",
        color_scheme=scheme,
        reduced_motion="reduce",
        viewport={"width": width, "height": 844},
    )
    expect(rows(page)).to_have_count(TORN)
    rows(page).first.focus()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    bar = page.get_by_role("region", name="Chosen items")
    expect(bar.get_by_text("3 items chosen")).to_be_visible()
    assert_axe_is_content(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Shift+L")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("combobox", name="Label")).to_be_focused()
    page.keyboard.type("good")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("3 items settled as “good”: 3 ties end.")).to_be_visible()
    assert_axe_is_content(page)
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("heading", name="No item matches")).to_be_visible()
    expect(bar).to_have_count(0)
    note = page.get_by_role("status").filter(has_text="3 items settled as “good”: 3 ties end.")
    expect(note).to_be_visible()
    assert_axe_is_content(page)
    page.keyboard.press("z")
    expect(page.get_by_role("status").filter(has_text="3 items are as before.")).to_be_visible()
    expect(rows(page)).to_have_count(TORN)


def test_all_that_match_are_set_aside_and_put_back_and_what_is_chosen_survives_scrolling(
    open_as: Open, stack: Stack
) -> None:
    page = open_as("mara", "/projects/1/items?state=unlabelled")
    expect(rows(page).first).to_be_visible()
    first = page.get_by_role("checkbox", name="Choose").nth(1)
    first.check()
    bar = page.get_by_role("region", name="Chosen items")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(page.locator("[data-index='0']")).to_have_count(0)
    expect(bar.get_by_text("1 item chosen")).to_be_visible()
    page.evaluate("window.scrollTo(0, 0)")
    expect(first).to_be_checked()
    all_words = bar.get_by_role("button", name="that match").inner_text()
    bar.get_by_role("button", name="that match").click()
    expect(bar.get_by_text(f"{all_words} chosen")).to_be_visible()
    bar.get_by_role("button", name="Set aside…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("will be shown to nobody")).to_be_visible()
    dialog.get_by_role("button", name="Set aside").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("heading", name="No item matches")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status").filter(has_text="as before")).to_be_visible()
    expect(rows(page).first).to_be_visible()
    assert parse_qs(urlsplit(page.url).query) == {"state": ["unlabelled"]}


def test_chosen_items_go_to_the_export_as_they_were_chosen(open_as: Open, project: int) -> None:
    page = open_as("mara", f"/projects/{project}/items")
    expect(rows(page)).to_have_count(ITEMS)
    for n in (1, 2):
        page.get_by_role("checkbox", name="Choose").nth(n).check()
    page.get_by_role("region", name="Chosen items").get_by_role("link", name="Export these").click()
    page.wait_for_url("**/results?id=*&id=*")
    expect(page.get_by_role("button", name="Make a file of these items").first).to_be_visible()


def decided(browserless: Browserless, project: int) -> list[Any]:
    return list(browserless.get(f"projects/{project}/decisions")["results"])


def test_a_reason_is_kept_with_the_decision(open_as: Open, project: int, stack: Stack) -> None:
    page = open_as("mara", f"/projects/{project}/items?disagreeing=true")
    rows(page).first.focus()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("region", name="Decide")).to_be_visible()
    page.keyboard.press("Shift+A")
    question = page.get_by_role("dialog", name="Ask again")
    expect(question.get_by_text("1 item will be asked once more")).to_be_visible()
    expect(question.get_by_label("Why")).to_be_focused()
    page.keyboard.type("Torn, and both are sure.")
    page.keyboard.press("Enter")
    expect(question).to_have_count(0)
    assert [(each["kind"], each["why"]) for each in decided(stack.person("mara", "demo-labels"), project)] == [
        ("ask_again", "Torn, and both are sure.")
    ]
    expect(drawer.get_by_text("Torn, and both are sure.")).to_be_visible()
    page.keyboard.press("z")
    expect(drawer.get_by_text("1 item is as before.")).to_be_visible()
