"""Pages that stay open while their project, or who is signed in, becomes another: they say so, and do nothing wrong."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_answers_kept import SIGN_IN
from tests.stack import Browserless, Stack, until

# More than the page waits between two signs of life.
SOON_MS = 40_000
OLD_TAB = "Somebody else is signed in now"
# Over the one who is signed in: nobody has signed out, so no page goes to the login.
SIGN_IN_OVER = "\n".join(line for line in SIGN_IN.splitlines() if "DELETE" not in line)


@dataclass
class Shop:
    """A project of texts in which Ben labels. mara: its manager; good, bad: its labels."""

    id: int
    mara: Browserless
    good: int
    bad: int

    @property
    def labelling(self) -> str:
        return f"/projects/{self.id}/label"

    def change(self, **changes: Any) -> None:
        self.mara.send("PATCH", f"projects/{self.id}", changes)

    def person(self, name: str) -> dict[str, Any]:
        people: list[dict[str, Any]] = self.mara.get(f"projects/{self.id}/people")
        return next(person for person in people if person["username"] == name)


@pytest.fixture
def shop(stack: Stack, tmp_path: Path, request: pytest.FixtureRequest) -> Shop:
    name = f"Shop of {request.node.name}"[:100]
    texts = tmp_path / "texts.csv"
    texts.write_text("text\n" + "\n".join(f"review number {n}" for n in range(60)) + "\n")
    stack.command("create_project", name, "--kind", "text", "--labels", "good,bad", "--owner", "mara")
    stack.command("import_items", name, str(texts))
    mara = stack.person("mara", "demo-labels")
    project = next(row["id"] for row in mara.get("projects") if row["name"] == name)
    mara.send("POST", f"projects/{project}/people", {"username": "ben", "role": "annotator"})
    mara.send("POST", f"projects/{project}/start")
    good, bad = mara.get(f"projects/{project}")["labels"]
    return Shop(project, mara, good["id"], bad["id"])


def item(page: Page) -> str:
    return page.get_by_role("region", name="Item").inner_text()


def test_new_classes_swapped_keys_and_guidelines_reach_a_page_on_which_nobody_answers(
    open_as: Open, shop: Shop
) -> None:
    page = open_as("ben", shop.labelling)
    expect(page.get_by_role("button", name="good", exact=True)).to_be_visible()
    page.keyboard.press("1")
    until(lambda: shop.person("ben")["labels"] == 1, awaited="the answer by the old key counted")
    labels = [
        {"id": shop.good, "name": "good", "key": "2"},
        {"id": shop.bad, "name": "bad", "key": "1"},
        {"name": "refund", "key": "4"},
    ]
    shop.change(labels=labels, guidelines="Money back is a refund.")
    news = page.get_by_role("status").filter(has_text="Labels changed")
    expect(news).to_contain_text("“refund” is new, key 4", timeout=SOON_MS)
    expect(news).to_contain_text("“good” has key 2 now; “bad” has key 1 now")
    before = item(page)
    page.keyboard.press("1")
    expect(page.get_by_text("The key 1 means “bad” now. Press it again to choose that.").last).to_be_visible()
    assert item(page) == before
    page.keyboard.press("1")
    page.keyboard.press("4")
    until(lambda: shop.person("ben")["labels"] == 3, awaited="the answers by the new keys counted")
    chips = page.get_by_label("Last answers, newest first").get_by_role("button")
    said = [chip.inner_text() for chip in chips.all()]
    assert [next(name for name in ("good", "bad", "refund") if name in text) for text in said] == [
        "refund",
        "bad",
        "good",
    ]
    news.get_by_role("button", name="Guidelines").click()
    expect(page.get_by_text("Money back is a refund.")).to_be_visible()


def test_a_pause_its_end_and_the_loss_of_the_project_reach_a_page_on_which_nobody_answers(
    open_as: Open, shop: Shop
) -> None:
    page = open_as("ben", shop.labelling)
    expect(page.get_by_role("button", name="good", exact=True)).to_be_visible()
    shop.mara.send("POST", f"projects/{shop.id}/pause")
    paused = page.get_by_text("This project is paused.")
    expect(paused.first).to_be_visible(timeout=SOON_MS)
    shop.mara.send("POST", f"projects/{shop.id}/start")
    expect(paused).to_have_count(0, timeout=SOON_MS)
    page.context.set_offline(True)
    page.keyboard.press("1")
    expect(page.get_by_text("1 answer waits here; it is safe.").first).to_be_visible()
    shop.mara.send("DELETE", f"projects/{shop.id}/people/{shop.person('ben')['id']}")
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="You are not in this project any more")).to_be_visible(timeout=SOON_MS)
    expect(page.get_by_role("status").filter(has_text="Your answer “good” was not counted")).to_be_visible()
    page.get_by_role("link", name="All projects").last.click()
    page.get_by_role("link", name="1 answer of a project that you are not in any more was not counted").click()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy it").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "review number" in page.evaluate("navigator.clipboard.readText()")
    shop.mara.send("POST", f"projects/{shop.id}/people", {"username": "ben", "role": "annotator"})
    page.reload()
    until(lambda: shop.person("ben")["labels"] == 1, awaited="who is added again sends what waited")
    expect(page.get_by_role("button", name="good", exact=True)).to_be_visible()


def test_settings_of_an_old_tab_are_not_stored_in_the_name_of_who_signed_in_later(open_as: Open, shop: Shop) -> None:
    page = open_as("mara", f"/projects/{shop.id}/settings")
    page.get_by_label("Guidelines").fill("Half a sen")
    other = page.context.new_page()
    other.goto("/")
    other.evaluate(SIGN_IN_OVER, "ben")
    # Whichever comes first: the page notices by itself, or the server says so to who presses the button.
    page.evaluate("[...document.querySelectorAll('button')].find(one => one.textContent.startsWith('Save'))?.click()")
    covered = page.get_by_role("dialog", name=OLD_TAB)
    expect(covered).to_contain_text("Go on as ben")
    assert shop.mara.get(f"projects/{shop.id}")["guidelines"] == ""
    other.evaluate(SIGN_IN_OVER, "mara")
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(covered).to_have_count(0)
    expect(page.get_by_label("Guidelines")).to_have_value("Half a sen")
    page.get_by_role("button", name="Save").click()
    until(
        lambda: shop.mara.get(f"projects/{shop.id}")["guidelines"] == "Half a sen",
        awaited="the owner's settings stored",
    )


def test_a_swipe_goes_back_to_the_last_item_and_not_to_the_page_before(open_as: Open, shop: Shop) -> None:
    page = open_as("ben", shop.labelling, viewport={"width": 390, "height": 844}, has_touch=True)
    expect(page.get_by_role("button", name="good", exact=True)).to_be_visible()
    sideways = "getComputedStyle(document.documentElement).overscrollBehaviorX"
    assert page.evaluate(sideways) == "none"
    page.goto("/")
    expect(page.get_by_role("heading", name="Projects", level=1)).to_be_visible()
    assert page.evaluate(sideways) == "auto"


def test_each_line_runs_its_own_way(open_as: Open, shop: Shop) -> None:
    page = open_as("ben", shop.labelling)
    expect(page.get_by_role("button", name="good", exact=True)).to_be_visible()
    text = page.get_by_role("region", name="Item").locator("p")
    text.evaluate("one => { one.textContent = 'left to right\\nשלום עולם' }")
    box = text.bounding_box()
    assert box is not None
    rights = json.loads(
        text.evaluate("""one => {
            const range = document.createRange(), node = one.firstChild
            range.setStart(node, node.data.indexOf('\\n') + 1)
            range.setEnd(node, node.data.length)
            return JSON.stringify(range.getBoundingClientRect().right)
        }""")
    )
    assert rights == pytest.approx(box["x"] + box["width"], abs=2)
