"""An annotator at work in real Chromium: keys, undo, skip, a dead network, a closed tab, a new order."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.stack import Stack, until

LABEL = "/projects/1/label"


def picture(page: Page) -> str:
    """What is on screen."""
    return str(page.get_by_role("region", name="Item").locator("img").get_attribute("src"))


def given(page: Page) -> int:
    """How many labels the header says were spent."""
    match = re.search(r"([\d,]+)\s+of\s+1,000", page.get_by_role("banner").inner_text())
    assert match, page.get_by_role("banner").inner_text()
    return int(match[1].replace(",", ""))


def press(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def saved(page: Page) -> None:
    expect(page.get_by_role("banner")).to_contain_text("Saved")


def counted(stack: Stack) -> int:
    """What the database says, as the manager sees it."""
    mara = stack.person("mara", "demo-labels")
    return int(mara.get("projects/1/overview")["spent"]["labels"])


def test_one_key_labels_and_the_next_item_is_there_before_the_network_knows(open_as: Open) -> None:
    page = open_as("ben", LABEL)
    expect(page.get_by_role("region", name="Item").locator("img")).to_be_visible()
    start, first = given(page), picture(page)
    # Nothing reaches the server any more; the next items must come all the same.
    page.context.set_offline(True)
    seen = {first}
    for key in "123":
        page.keyboard.press(key)
        expect(page.get_by_role("region", name="Item").locator("img")).to_be_visible()
        seen.add(picture(page))
    assert len(seen) == 4
    expect(page.get_by_text("3 answers wait here; they are safe.").first).to_be_visible(timeout=15_000)
    page.context.set_offline(False)
    saved(page)
    expect(page.get_by_role("banner")).to_contain_text(f"{start + 3}")


def test_undo_brings_the_item_back_and_the_last_answer_counts(open_as: Open, stack: Stack) -> None:
    page = open_as("ada", LABEL)
    expect(page.get_by_role("region", name="Item").locator("img")).to_be_visible()
    before, first = counted(stack), picture(page)
    press(page, "1")
    saved(page)
    page.keyboard.press("Backspace")
    expect(page.get_by_role("region", name="Item").locator(f'img[src="{first}"]')).to_be_visible()
    press(page, "2")
    saved(page)
    expect(page.get_by_role("list", name=re.compile("Last answers")).get_by_role("button").first).to_contain_text("2")
    until(lambda: counted(stack) == before + 1, awaited="one label, not two")


def test_a_skip_costs_nothing(open_as: Open, stack: Stack) -> None:
    page = open_as("ada", LABEL)
    expect(page.get_by_role("region", name="Item").locator("img")).to_be_visible()
    before, first = counted(stack), picture(page)
    page.keyboard.press("s")
    page.wait_for_function(
        "first => document.querySelector('[aria-label=Item] img')?.getAttribute('src') !== first", arg=first
    )
    saved(page)
    assert counted(stack) == before


def test_a_closed_tab_and_a_dead_network_lose_no_answer(open_as: Open, stack: Stack) -> None:
    page = open_as("ben", LABEL)
    expect(page.get_by_role("region", name="Item").locator("img")).to_be_visible()
    before = counted(stack)
    page.context.set_offline(True)
    press(page, "45")
    expect(page.get_by_text("2 answers wait here; they are safe.").first).to_be_visible(timeout=15_000)
    page.close()
    again = page.context.new_page()
    again.context.set_offline(False)
    again.goto(LABEL)
    saved(again)
    until(lambda: counted(stack) == before + 2, awaited="both answers counted")


def test_the_order_changes_after_a_round_while_they_go_on(open_as: Open, stack: Stack) -> None:
    page = open_as("ada", LABEL)
    mara = stack.person("mara", "demo-labels")
    before = mara.get("projects/1/overview")["ranking"]["round"]
    expect(page.get_by_role("region", name="Item").locator("img")).to_be_visible()
    for n in range(25):
        was = picture(page)
        page.keyboard.press(str(n % 10))
        page.wait_for_function(
            "was => document.querySelector('[aria-label=Item] img')?.getAttribute('src') !== was", arg=was
        )
    saved(page)
    until(lambda: mara.get("projects/1/overview")["ranking"]["round"] > before, within_s=90, awaited="a new ranking")
    assert "All counters" in stack.command("verify_counters")


def test_keys_are_left_alone_while_somebody_writes_a_comment(open_as: Open, stack: Stack) -> None:
    page = open_as("ben", LABEL)
    expect(page.get_by_role("region", name="Item").locator("img")).to_be_visible()
    saved(page)
    before, first = counted(stack), picture(page)
    page.keyboard.press("c")
    page.get_by_role("textbox").last.fill("")
    page.keyboard.type("1 or 7, s?")
    assert picture(page) == first
    assert counted(stack) == before


def test_help_guidelines_and_commands_are_one_key_away(open_as: Open) -> None:
    page = open_as("ben", LABEL)
    expect(page.get_by_role("region", name="Item").locator("img")).to_be_visible()
    for key, words in (("g", "Which digit is written here?"), ("?", "undo"), ("Control+k", "Skip")):
        page.keyboard.press(key)
        expect(page.get_by_role("dialog")).to_contain_text(re.compile(re.escape(words), re.IGNORECASE))
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_on_a_phone_the_labels_are_large_buttons_within_the_screen(open_as: Open) -> None:
    page = open_as("ben", LABEL, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    expect(page.get_by_role("region", name="Item").locator("img")).to_be_visible()
    boxes = [
        button.bounding_box() for button in page.get_by_role("region", name="Labels").get_by_role("button").all()[:10]
    ]
    assert all(box and box["height"] >= 44 and box["y"] + box["height"] <= 844 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
