"""Labelling at 200 % and 400 % browser zoom and on a narrow phone: the item keeps its room, nothing overlaps."""

import re
from itertools import combinations

import pytest
from playwright.sync_api import FloatRect, Locator, Page, Route, expect

from tests.browser.conftest import Open

LABEL = "/projects/1/label"
LEAST_SHARE = 0.4
PAGES = ["", "/items", "/people", "/quality", "/settings", "/log", "/benchmarks"]
DESKTOP = (1440, 900)
SCREENS = {
    "200 %": {"viewport": {"width": DESKTOP[0] // 2, "height": DESKTOP[1] // 2}, "device_scale_factor": 2},
    "400 %": {"viewport": {"width": DESKTOP[0] // 4, "height": DESKTOP[1] // 4}, "device_scale_factor": 4},
    "320 px": {"viewport": {"width": 320, "height": 640}, "device_scale_factor": 2},
}


def box(part: Locator) -> FloatRect:
    found = part.bounding_box()
    assert found, "not on screen"
    return found


def overlap(a: FloatRect, b: FloatRect) -> bool:
    """By more than half a pixel, which is rounding."""
    across = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
    down = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
    return across > 0.5 and down > 0.5


def parts(page: Page) -> list[Locator]:
    return [page.get_by_role("banner"), *(page.get_by_role("region", name=name) for name in ("Item", "Labels"))]


@pytest.mark.parametrize("screen", SCREENS)
def test_the_item_keeps_its_room_on_a_small_screen(open_as: Open, screen: str) -> None:
    page = open_as("ben", LABEL, **SCREENS[screen])
    expect(page.get_by_role("region", name="Item").locator("img")).to_be_visible()
    width, height = page.evaluate("[innerWidth, innerHeight]")
    _, item, labels = boxes = [box(part) for part in parts(page)]
    assert item["height"] >= LEAST_SHARE * height, boxes
    assert not any(overlap(a, b) for a, b in combinations(boxes, 2)), boxes
    assert all(part["x"] + part["width"] <= width and part["y"] + part["height"] <= height for part in boxes), boxes
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    last = page.get_by_role("region", name="Labels").locator("[aria-keyshortcuts]").last
    last.scroll_into_view_if_needed()
    assert overlap(box(last), labels)
    image = page.get_by_role("region", name="Item").locator("img")
    first = str(image.get_attribute("src"))
    last.click()
    expect(image).not_to_have_attribute("src", first)
    page.keyboard.press("Backspace")
    expect(image).to_have_attribute("src", first)


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_of_the_header_lies_on_another_part(open_as: Open, screen: str) -> None:
    page = open_as("ben", LABEL, **SCREENS[screen])
    expect(page.get_by_role("banner")).to_contain_text("Saved")
    banner = page.get_by_role("banner")
    seen = [banner.get_by_role("heading"), banner.get_by_text("Saved"), *banner.get_by_role("button").all()]
    boxes = [box(part) for part in [*seen, banner.get_by_role("link")] if part.is_visible()]
    assert not any(overlap(a, b) for a, b in combinations(boxes, 2)), boxes


def test_the_end_can_be_read_and_left_at_400_percent(open_as: Open) -> None:
    page = open_as("ben", "/", **SCREENS["400 %"])
    page.route("**/api/projects/1/deck", end_of_all)
    page.goto(LABEL)
    title = page.get_by_role("heading", name="Nothing is left for you here")
    expect(title).to_be_visible()
    place = box(page.get_by_role("banner"))
    assert box(title)["y"] >= place["y"] + place["height"]
    end = page.get_by_role("button", name=re.compile("^Take up")).locator(
        "xpath=ancestor::div[contains(@class,'end')][1]"
    )
    assert end.evaluate("end => end.scrollWidth <= end.clientWidth")
    last = page.get_by_role("link", name="Other projects")
    last.scroll_into_view_if_needed()
    assert overlap(box(last), box(end))


def end_of_all(route: Route) -> None:
    """The server's answer, as if this person had skipped what is left."""
    answer = route.fetch()
    ending = {"left": 1000, "skipped": 1000, "for_others": 0, "held": None}
    said = {"state": "done_here", "detail": "You have been through everything that is left.", "ending": ending}
    route.fulfill(response=answer, json={**answer.json(), "items": [], **said})


@pytest.mark.parametrize("path", ["/", "/projects/new", "/account", *(f"/projects/1{page}" for page in PAGES)])
def test_no_page_is_wider_than_the_screen(open_as: Open, path: str) -> None:
    page = open_as("mara", path, **SCREENS["320 px"])
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("main").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
