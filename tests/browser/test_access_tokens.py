"""Programs let in on the page, in real Chromium, and asked from outside; settings that two people change at once."""

import json
import re
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_accessibility import assert_axe_is_content
from tests.stack import Stack


def as_program(stack: Stack, secret: str, path: str) -> tuple[int, object]:
    request = urllib.request.Request(f"{stack.url}/api/{path}", headers={"Authorization": f"Token {secret}"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def made(page: Page, name: str) -> str:
    """A token with this name, for reading; its secret as the page shows it."""
    page.get_by_role("button", name="New token").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Create token").click()
    return page.locator("pre code, pre").filter(has_text="lbl_").first.inner_text()


def test_a_token_of_the_page_lets_a_program_in_until_it_is_revoked(open_as: Open, stack: Stack) -> None:
    page = open_as("ben", "/account")
    secret = made(page, "nightly")
    status, session = as_program(stack, secret, "session")
    assert (status, session["user"]["username"]) == (200, "ben")  # type: ignore[index]  # an object, as the schema says
    page.get_by_role("button", name="Dismiss the secret of nightly").click()
    expect(page.get_by_text(secret)).to_have_count(0)
    page.reload()
    expect(page.get_by_text("last used")).to_be_visible()
    page.get_by_role("button", name="Revoke nightly").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke token").click()
    expect(page.get_by_text("You have no access tokens.")).to_be_visible()
    assert as_program(stack, secret, "session")[0] == 401


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_where_tokens_are_made_shown_and_revoked(open_as: Open, scheme: str, width: int) -> None:
    name = f"{scheme} {width}"
    size = {"width": width, "height": 900}
    page = open_as("ada", "/account", color_scheme=scheme, reduced_motion="reduce", viewport=size)
    page.get_by_role("button", name="New token").click()
    expect(page.get_by_label("It works for")).to_be_visible()
    assert_axe_is_content(page)
    page.get_by_role("button", name="Cancel").click()
    made(page, name)
    assert_axe_is_content(page)
    page.get_by_role("button", name=f"Revoke {name}").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_axe_is_content(page)
    page.get_by_role("dialog").get_by_role("button", name="Revoke token").click()


def test_two_people_who_change_settings_at_once_overwrite_nothing_unseen(open_as: Open) -> None:
    first, second = (open_as("mara", "/projects/1/settings") for _ in range(2))
    second.get_by_label("Price of computing").fill("0.40")
    first.get_by_label("Lease").fill("25")
    first.get_by_role("button", name="Save changes").click()
    expect(first.get_by_text("Saved", exact=True)).to_be_visible()
    second.get_by_role("button", name="Save changes").click()
    expect(second.get_by_text("these settings were changed meanwhile")).to_be_visible()
    expect(second.get_by_text("Changed the lease (minutes) from 30 to 25.")).to_be_visible()
    assert_axe_is_content(second)
    second.get_by_role("button", name="Save changes").click()
    expect(second.get_by_text("Saved", exact=True)).to_be_visible()
    second.reload()
    expect(second.get_by_label("Price of computing")).to_have_value("0.40")
    expect(second.get_by_label("Lease")).to_have_value(re.compile("^25"))
