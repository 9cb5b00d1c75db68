"""Removing items by keyboard, up to the question whether they shall go, in real Chromium."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Open


def test_whoever_keeps_the_items_goes_on_at_the_button_that_asked(open_as: Open) -> None:
    page = open_as("mara", "/projects/1/remove-items?state=unlabelled")
    opener = page.get_by_role("button", name=re.compile(r"^Remove .* items…$"))
    opener.press("Enter")
    keep = page.get_by_role("dialog").get_by_role("button", name="Keep them")
    expect(keep).to_be_focused()
    keep.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()
