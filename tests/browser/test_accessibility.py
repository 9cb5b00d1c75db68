"""axe, in real Chromium, on every page and in every dialog, light and dark."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "sign in": (None, "/login"),
    "broken invitation": (None, "/join"),
    "broken password link": (None, "/reset"),
    "projects": ("mara", "/"),
    "labelling": ("ben", "/projects/1/label"),
    "overview": ("mara", "/projects/1"),
    "jobs": ("mara", "/projects/1?jobs=open"),
    "items": ("mara", "/projects/1/items?state=labelled&role=pool"),
    "pictures": ("mara", "/projects/1/items?view=grid"),
    "no items like these": ("mara", "/projects/1/items?external_id=none"),
    "people": ("mara", "/projects/1/people"),
    "quality": ("mara", "/projects/1/quality"),
    "account": ("ben", "/account"),
    "results": ("mara", "/projects/1/results"),
    "settings": ("mara", "/projects/1/settings"),
    "log": ("mara", "/projects/1/log"),
    "new project": ("mara", "/projects/new"),
    "add data": ("mara", "/projects/1/add-data"),
    "remove items": ("mara", "/projects/1/remove-items?state=unlabelled"),
    "nothing to remove chosen": ("mara", "/projects/1/remove-items"),
    "no such page": ("mara", "/nothing/here"),
    "no such project": ("mara", "/projects/999999"),
    "no page of mine": ("ben", "/projects/1/settings"),
    "no items of mine": ("ben", "/projects/1/remove-items"),
}


def pressed(keys: str) -> Callable[[Page], None]:
    return lambda page: page.keyboard.press(keys)


def button(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=re.compile(name)).first.click()


def first_item(page: Page) -> None:
    page.get_by_role("table", name="Items").get_by_role("link").first.click()


def chosen_items(keys: str) -> Callable[[Page], None]:
    """The first item is chosen by keys, then these are pressed."""

    def act(page: Page) -> None:
        page.get_by_role("table", name="Items").get_by_role("link").first.focus()
        page.keyboard.press("x")
        expect(page.get_by_role("region", name="Chosen items")).to_be_visible()
        page.keyboard.press(keys)

    return act


DIALOGS = {
    "keys": ("ben", "/projects/1/label", pressed("?")),
    "guidelines": ("ben", "/projects/1/label", pressed("g")),
    "comment": ("ben", "/projects/1/label", pressed("c")),
    "commands": ("ben", "/projects/1/label", pressed("Control+k")),
    "labels": ("ben", "/projects/1/label", pressed("/")),
    "skip": ("ben", "/projects/1/label", pressed("Shift+S")),
    "an item": ("mara", "/projects/1/items?state=labelled", first_item),
    "keys of items": ("mara", "/projects/1/items", button("^Keys$")),
    "a label is set": ("mara", "/projects/1/items", chosen_items("Shift+L")),
    "items are set aside": ("mara", "/projects/1/items", chosen_items("Shift+S")),
    "chosen items are removed": ("mara", "/projects/1/items", chosen_items("Delete")),
    "a text": ("mara", "/projects/2/items?state=labelled", first_item),
    "remove a person": ("mara", "/projects/1/people", button("^Remove ben")),
    "remove items": ("mara", "/projects/1/remove-items?state=unlabelled", button("^Remove .* items…$")),
    "delete a project": ("mara", "/projects/1/settings", button("^Delete")),
}


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def assert_axe_is_content(page: Page) -> None:
    report = Axe().run(page, options={"runOnly": RULES})
    assert report.violations_count == 0, report.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_any_page(name: str, scheme: str, open_as: Open) -> None:
    person, path = PAGES[name]
    page = open_as(person, path, color_scheme=scheme, reduced_motion="reduce")
    page.wait_for_load_state("networkidle")
    page.get_by_role("main").first.wait_for()
    assert_axe_is_content(page)


@pytest.mark.parametrize("name", DIALOGS)
def test_axe_finds_nothing_in_any_dialog(name: str, scheme: str, open_as: Open) -> None:
    person, path, show = DIALOGS[name]
    page = open_as(person, path, color_scheme=scheme, reduced_motion="reduce")
    page.wait_for_load_state("networkidle")
    if path.endswith("label"):
        expect(page.get_by_role("region", name="Item")).to_be_visible()
    show(page)
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_axe_is_content(page)
