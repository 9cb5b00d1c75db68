"""Answers that cannot go through: one bad one holds nothing up, and those of one person never go out as another's."""

import re
from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.stack import Stack, until

LABEL = "/projects/1/label"
# How many of the last answers are shown below the item.
CHIPS = 5
# An answer as a page with a fault may have stored it: on the same item as the good one, given at no time.
SPOIL = """() => {
    const name = Object.keys(localStorage).find(one => one.startsWith('outbox/'))
    const entry = JSON.parse(localStorage.getItem(name)), key = '00000000-0000-4000-8000-000000000001'
    const answer = {...entry.answer, key, answered_at: 'about noon', comment: 'the tail is cut off'}
    localStorage.setItem(name.replace(/[^/]+$/, key), JSON.stringify({...entry, answer}))
}"""
SIGN_IN = """async name => {
    const token = () => document.cookie.match(/csrftoken=([^;]+)/)?.[1]
    await fetch('/api/session', {method: 'DELETE', headers: {'X-CSRFToken': token()}})
    await fetch('/api/session', {method: 'POST',
        headers: {'X-CSRFToken': token(), 'Content-Type': 'application/json'},
        body: JSON.stringify({username: name, password: 'demo-labels'})})
}"""


def on_screen(page: Page) -> None:
    expect(page.get_by_role("region", name="Item").locator("img")).to_be_visible()


def labels_of(stack: Stack, name: str) -> int:
    people = stack.person("mara", "demo-labels").get("projects/1/overview")["people"]
    return sum(int(person["labels"]) for person in people if person["username"] == name)


def waiting_keys(page: Page) -> Iterator[str]:
    names: list[str] = page.evaluate("Object.keys(localStorage)")
    return (name for name in names if name.startswith("outbox/"))


def test_one_answer_that_no_server_takes_holds_up_nothing_and_can_be_copied(open_as: Open, stack: Stack) -> None:
    page = open_as("ben", LABEL)
    on_screen(page)
    before = labels_of(stack, "ben")
    page.context.set_offline(True)
    page.keyboard.press("6")
    expect(page.get_by_text("1 answer waits here; it is safe.").first).to_be_visible(timeout=15_000)
    page.evaluate(SPOIL)
    page.context.set_offline(False)
    page.goto(LABEL)
    notice = page.get_by_role("status").filter(has_text="was not counted")
    expect(notice).to_contain_text("It does not say when it was given.")
    until(lambda: labels_of(stack, "ben") == before + 1, awaited="the good answer counted")
    assert not list(waiting_keys(page))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.reload()
    notice.get_by_role("button", name="Copy it").click()
    expect(notice.get_by_role("button", name="Copied")).to_be_visible()
    assert re.search(r"Item \d+ · 6 .*the tail is cut off", page.evaluate("navigator.clipboard.readText()"))
    notice.get_by_role("button", name="Dismiss").click()
    page.reload()
    on_screen(page)
    expect(notice).to_have_count(0)


def test_after_another_sign_in_the_tab_stops_and_its_answers_wait_for_their_owner(open_as: Open, stack: Stack) -> None:
    page = open_as("ben", LABEL)
    on_screen(page)
    expect(page.get_by_role("banner")).to_contain_text("Saved")
    bens, adas = labels_of(stack, "ben"), labels_of(stack, "ada")
    other = page.context.new_page()
    other.goto("/")
    other.evaluate(SIGN_IN, "ada")
    # The first answer that arrives stops the tab: none does before all three are given.
    page.context.set_offline(True)
    page.keyboard.type("242")
    expect(page.get_by_text("3 answers wait here; they are safe.").first).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Somebody else is signed in now")).to_be_visible()
    expect(page.get_by_text("3 answers of theirs wait on this machine")).to_be_visible()
    page.keyboard.press("5")
    page.reload()
    on_screen(page)
    assert (labels_of(stack, "ben"), labels_of(stack, "ada")) == (bens, adas)
    assert len(list(waiting_keys(page))) == 3
    other.evaluate(SIGN_IN, "ben")
    page.reload()
    on_screen(page)
    until(lambda: labels_of(stack, "ben") == bens + 3, awaited="Ben's answers counted as Ben's")
    assert labels_of(stack, "ada") == adas


def test_answers_that_wait_are_counted_in_the_list_of_projects_and_sent_from_there(open_as: Open, stack: Stack) -> None:
    page = open_as("ada", LABEL)
    on_screen(page)
    before = labels_of(stack, "ada")
    page.context.set_offline(True)
    page.keyboard.type("27")
    expect(page.get_by_text("2 answers wait here; they are safe.").first).to_be_visible(timeout=15_000)
    page.close()
    page = page.context.new_page()
    page.context.route("**/deck", lambda route: route.abort())
    page.context.set_offline(False)
    page.goto("/")
    expect(page.get_by_text("2 answers wait on this machine to be sent")).to_be_visible()
    assert labels_of(stack, "ada") == before
    page.context.unroute("**/deck")
    expect(page.get_by_text("wait on this machine")).to_have_count(0, timeout=60_000)
    assert labels_of(stack, "ada") == before + 2


def test_undo_reaches_what_was_answered_before_a_reload_and_on_another_machine(open_as: Open, stack: Stack) -> None:
    page = open_as("ada", LABEL)
    on_screen(page)
    shown = page.get_by_role("region", name="Item").locator("img")
    first, before = shown.get_attribute("src"), labels_of(stack, "ada")
    page.keyboard.press("3")
    until(lambda: labels_of(stack, "ada") == before + 1, awaited="the answer counted")
    for machine in (page, open_as("ada", LABEL)):
        machine.goto(LABEL)
        on_screen(machine)
        expect(machine.get_by_role("list", name=re.compile("Last answers")).get_by_role("button")).to_have_count(
            min(CHIPS, before + 1)
        )
        machine.keyboard.press("Backspace")
        expect(machine.get_by_role("region", name="Item").locator(f'img[src="{first}"]')).to_be_visible()
        expect(machine.get_by_text("You chose 3.")).to_be_visible()
        machine.keyboard.press("Escape")
    assert labels_of(stack, "ada") == before + 1


def test_who_signs_in_again_finds_their_stopped_tab_going_on(open_as: Open) -> None:
    page = open_as("ada", LABEL)
    on_screen(page)
    other = page.context.new_page()
    other.goto("/")
    other.evaluate(SIGN_IN, "ben")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.get_by_role("heading", name="Somebody else is signed in now")).to_be_visible()
    other.evaluate(SIGN_IN, "ada")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    on_screen(page)
