"""Looking through a project's items in real Chromium: filters in the address, by keyboard alone, from item to item."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.stack import until

ITEMS = "/projects/1/items"
COUNT = re.compile(r"^[\d,]+( of [\d,]+)? items$")


def said(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def table(page: Page) -> Locator:
    return page.get_by_role("table", name="Items")


def choose_state(page: Page, words: str) -> None:
    """By keys alone."""
    page.get_by_role("combobox", name="Add a filter").focus()
    page.keyboard.type("State")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    state = page.get_by_role("combobox", name="State")
    expect(state).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Filters").get_by_text(re.compile(words, re.IGNORECASE))).to_be_visible()


def test_a_filter_survives_reload_back_and_the_way_to_the_export(open_as: Open) -> None:
    page = open_as("mara", ITEMS)
    expect(table(page).get_by_role("link").first).to_be_visible()
    choose_state(page, "With a label")
    assert said(page) == {"state": ["labelled"]}
    count = page.get_by_role("status").filter(has_text=COUNT)
    expect(count).to_have_text(re.compile(" of "))
    words = count.inner_text()
    page.reload()
    expect(count).to_have_text(words)
    choose = page.get_by_role("combobox", name="Add a filter")
    choose.fill("Disagreeing")
    page.get_by_role("option", name="Disagreeing").click()
    expect(page.get_by_role("heading", name="No item matches")).to_be_visible()
    page.go_back()
    expect(count).to_have_text(words)
    assert said(page) == {"state": ["labelled"]}
    page.get_by_role("link", name="Export these").click()
    page.wait_for_url("**/results?state=labelled")
    expect(page.get_by_role("button", name="Make a file of these items").first).to_be_visible()


def test_items_are_walked_and_closed_by_keys_alone(open_as: Open) -> None:
    page = open_as("mara", f"{ITEMS}?state=labelled")
    first, second, third = (table(page).get_by_role("link").nth(n) for n in range(3))
    first.focus()
    page.keyboard.press("j")
    expect(second).to_be_focused()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    name = drawer.get_by_role("status").first
    expect(drawer.get_by_role("region", name="Answers").get_by_role("listitem")).not_to_have_count(0)
    opened = said(page)["item"]
    was = name.inner_text()
    page.keyboard.press("ArrowRight")
    expect(name).not_to_have_text(was)
    assert said(page)["item"] != opened
    page.keyboard.press("ArrowLeft")
    expect(name).to_have_text(was)
    page.keyboard.press("ArrowRight")
    expect(name).not_to_have_text(was)
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(third).to_be_focused()
    assert said(page) == {"state": ["labelled"]}


def test_an_open_item_is_there_after_a_reload(open_as: Open) -> None:
    page = open_as("mara", ITEMS)
    table(page).get_by_role("link").nth(4).click()
    name = page.get_by_role("dialog").get_by_role("status").first
    expect(name).not_to_have_text("Item")
    words = name.inner_text()
    page.reload()
    expect(name).to_have_text(words)


def test_only_items_on_screen_are_drawn_and_the_last_one_can_be_reached(open_as: Open) -> None:
    page = open_as("mara", ITEMS)
    expect(table(page).get_by_role("link").first).to_be_visible()
    rows = int(table(page).get_attribute("aria-rowcount") or 0)
    last = table(page).locator(f"[aria-rowindex='{rows}']")

    def scroll_on() -> bool:
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        assert table(page).get_by_role("row").count() < 60
        return last.count() == 1

    until(scroll_on, awaited="the last item")
    expect(last).to_be_visible()


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_wider_than_the_screen(open_as: Open, width: int) -> None:
    page = open_as("mara", f"{ITEMS}?state=labelled&role=pool", viewport={"width": width, "height": 900})
    link = table(page).get_by_role("link").first
    expect(link).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    link.click()
    expect(page.get_by_role("dialog").get_by_role("region", name="Columns")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
