"""How much people agree, by keyboard, in real Chromium: from a pair to the items on which they differ."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_accessibility import assert_axe_is_content
from tests.stack import Stack

NAME = "Twice labelled"


@pytest.fixture(scope="module")
def address(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> str:
    """120 reviews that ada and ben labelled; on every tenth they differ."""
    path = tmp_path_factory.mktemp("quality") / "reviews.csv"
    _write(path)
    stack.command("create_project", NAME, "--kind", "text", "--labels", "good,bad", "--overlap", "2", "--owner", "mara")
    words = ["--labels-are", "answers", "--text-column", "review", "--label-column", "label", "--person-column", "who"]
    stack.command("import_items", NAME, str(path), *words)
    mara = stack.person("mara", "demo-labels")
    (project,) = [each for each in mara.get("projects") if each["name"] == NAME]
    return f"/projects/{project['id']}/quality"


def _write(path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["review", "label", "who"])
        for at in range(120):
            label = ("good", "bad")[at % 2]
            other = ("bad", "good")[at % 2] if at % 10 == 0 else label
            writer.writerows([[f"review number {at}", label, "ada"], [f"review number {at}", other, "ben"]])


def test_from_a_pair_to_the_items_on_which_they_differ(address: str, open_as: Open) -> None:
    page = open_as("mara", address)
    expect(page.get_by_text("said the same in")).to_be_visible()
    page.get_by_role("button", name="ada and ben").press("Enter")
    expect(page).to_have_url(re.compile(r"\?pair=\d+-\d+$"))
    page.reload()
    expect(page.get_by_role("button", name="ada and ben")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="12 items: ada “good”, ben “bad”").press("Enter")
    expect(page).to_have_url(re.compile(r"/items\?given=.*set_aside=false"))
    expect(page.get_by_text("12 of 120")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="ada and ben")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_beside_the_figures(address: str, scheme: str, open_as: Open) -> None:
    page = open_as("mara", address, color_scheme=scheme, reduced_motion="reduce")
    expect(page.get_by_role("heading", name="ada and ben")).to_be_visible()
    assert_axe_is_content(page)


def test_a_narrow_phone_scrolls_tables_and_never_the_page(address: str, open_as: Open) -> None:
    page: Page = open_as("mara", address, viewport={"width": 390, "height": 844})
    expect(page.get_by_role("heading", name="ada and ben")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
