"""What is typed while a panel is still on its way lands in its field, and labels nothing."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Open
from tests.stack import Stack

LABEL = "/projects/1/label"
CHUNK_LATE_MS = 3_000


def picture(page: Page) -> str:
    return str(page.get_by_role("region", name="Item").locator("img").get_attribute("src"))


def open_with_late_panels(open_as: Open) -> tuple[Page, Callable[[], None]]:
    """The labelling page, whose panels' code does not come before it is let go."""
    page, late = open_as("ben", "/"), list[Route]()
    page.route(re.compile(r"/assets/panels-.*\.js"), lambda route: late.append(route))
    page.goto(LABEL)
    expect(page.get_by_role("region", name="Item").locator("img")).to_be_visible()

    def let_go() -> None:
        page.wait_for_timeout(CHUNK_LATE_MS)
        assert late, "the panels' code was never asked for"
        for route in late:
            route.continue_()

    return page, let_go


def type_at_once(page: Page, keys: list[str]) -> None:
    """All in one step of the page, so that nothing depends on how fast this machine is."""
    page.evaluate(
        """keys => keys.forEach(chord => {
            const key = chord.replace('Control+', '').replace('Shift+', '')
            const how = { ctrlKey: chord.startsWith('Control+'), shiftKey: chord.startsWith('Shift+') }
            const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : /^[0-9]$/.test(key) ? `Digit${key}` : ''
            const event = new KeyboardEvent('keydown', {key, code, bubbles: true, cancelable: true, ...how})
            document.body.dispatchEvent(event)
        })""",
        keys,
    )


def stored(stack: Stack) -> list[tuple[int, int]]:
    """Labels and skips of each person, as the server has them."""
    people = stack.person("mara", "demo-labels").get("projects/1/overview")["people"]
    return [(person["labels"], person["skips"]) for person in people]


@pytest.mark.parametrize(
    ("opening", "typed", "field"),
    [
        ("/", "transf", "Find a label, then Enter"),
        ("c", " size 42", "Comment"),
        ("Control+k", "s", "All commands"),
        ("Shift+S", "blurred 3 or 8", "Or in your words"),
    ],
)
def test_what_is_typed_at_once_stands_in_the_field(
    open_as: Open, stack: Stack, opening: str, typed: str, field: str
) -> None:
    page, let_go = open_with_late_panels(open_as)
    before, first = stored(stack), picture(page)
    type_at_once(page, [opening, *typed])
    expect(page.get_by_role("status").filter(has_text="Opening")).to_contain_text(typed.strip())
    let_go()
    box = page.get_by_label(field, exact=True).and_(page.locator("input, textarea"))
    expect(box).to_have_value(typed)
    expect(box).to_be_focused()
    page.keyboard.type(" on")
    expect(box).to_have_value(f"{typed} on")
    page.keyboard.press("Escape")
    page.wait_for_timeout(1_500)
    assert (picture(page), stored(stack)) == (first, before)


@pytest.mark.parametrize("opening", ["g", "?"])
def test_a_panel_without_a_field_lets_nothing_through_either(open_as: Open, stack: Stack, opening: str) -> None:
    page, let_go = open_with_late_panels(open_as)
    before, first = stored(stack), picture(page)
    type_at_once(page, [opening, *"s4f2"])
    let_go()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.type("7s")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.wait_for_timeout(1_500)
    assert (picture(page), stored(stack)) == (first, before)


def test_with_its_code_at_hand_a_panel_has_the_focus_before_the_next_key(open_as: Open) -> None:
    page = open_as("ben", LABEL)
    expect(page.get_by_role("region", name="Item").locator("img")).to_be_visible()
    first = picture(page)
    for field, typed in (("Find a label, then Enter", "/42s"), ("Comment", "c42s")):
        page.wait_for_timeout(2_500)
        page.keyboard.type(typed)
        box = page.get_by_label(field, exact=True).and_(page.locator("input, textarea"))
        expect(box).to_have_value("42s")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    assert picture(page) == first


def test_a_panel_that_cannot_come_says_so_and_labelling_goes_on(open_as: Open) -> None:
    page = open_as("ben", "/")
    page.route(re.compile(r"/assets/panels-.*\.js"), lambda route: route.abort())
    page.goto(LABEL)
    expect(page.get_by_role("region", name="Item").locator("img")).to_be_visible()
    first = picture(page)
    page.keyboard.press("c")
    expect(page.get_by_text("This could not be opened.")).to_be_visible()
    page.keyboard.press("s")
    page.wait_for_function(
        "first => document.querySelector('[aria-label=Item] img')?.getAttribute('src') !== first", arg=first
    )
