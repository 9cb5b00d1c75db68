"""An image looked at closely: wheel, drag and double click, about the pointer; the next one fits again."""

from collections.abc import Callable

from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.conftest import Open

LABEL = "/projects/1/label"


def image(page: Page) -> Locator:
    return page.get_by_role("region", name="Item").locator("img")


def box(page: Page) -> FloatRect:
    found = image(page).bounding_box()
    assert found, "no image on screen"
    return found


def once(page: Page, is_true: Callable[[FloatRect], bool]) -> FloatRect:
    for _ in range(100):
        if is_true(now := box(page)):
            return now
        page.wait_for_timeout(50)
    raise AssertionError(now)


def near(a: float, b: float) -> bool:
    return abs(a - b) < 2


def opened(open_as: Open) -> tuple[Page, FloatRect]:
    page = open_as("ada", LABEL)
    expect(image(page)).to_be_visible()
    return page, box(page)


def test_the_wheel_zooms_about_the_pointer_and_a_drag_takes_the_image_along(open_as: Open) -> None:
    page, fitted = opened(open_as)
    at = (fitted["x"] + fitted["width"] * 0.4, fitted["y"] + fitted["height"] * 0.6)
    page.mouse.move(*at)
    page.mouse.wheel(0, -600)
    close = once(page, lambda now: now["width"] > 2.5 * fitted["width"])
    assert near(close["x"] + close["width"] * 0.4, at[0])
    assert near(close["y"] + close["height"] * 0.6, at[1])
    page.mouse.down()
    page.mouse.move(at[0] + 40, at[1] - 30, steps=4)
    page.mouse.up()
    dragged = once(page, lambda now: not near(now["x"], close["x"]))
    assert near(dragged["x"] - close["x"], 40)
    assert near(dragged["y"] - close["y"], -30)
    page.mouse.wheel(0, 6000)
    once(page, lambda now: now == fitted)


def test_a_double_click_comes_closer_and_another_fits_the_image_again(open_as: Open) -> None:
    page, fitted = opened(open_as)
    middle = (fitted["x"] + fitted["width"] / 2, fitted["y"] + fitted["height"] / 2)
    page.mouse.dblclick(*middle)
    once(page, lambda now: near(now["width"], 2 * fitted["width"]))
    page.mouse.dblclick(*middle)
    once(page, lambda now: now == fitted)


def test_the_next_item_fits_and_an_arrow_key_still_means_undo(open_as: Open) -> None:
    page, fitted = opened(open_as)
    first = image(page).get_attribute("src")
    page.keyboard.press("+")
    page.keyboard.press("+")
    once(page, lambda now: near(now["width"], 2.25 * fitted["width"]))
    page.keyboard.press("s")
    expect(image(page)).not_to_have_attribute("src", str(first))
    once(page, lambda now: now == fitted)
    page.keyboard.press("+")
    page.keyboard.press("ArrowLeft")
    expect(image(page)).to_have_attribute("src", str(first))
    once(page, lambda now: now == fitted)
