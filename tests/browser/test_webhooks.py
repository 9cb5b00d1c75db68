"""A webhook in real Chromium, from the form to what a real worker sent, light and dark, wide and narrow."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.test_accessibility import assert_axe_is_content
from tests.receiver import listening
from tests.stack import Stack, until


def project_with_texts(stack: Stack, folder: Path) -> int:
    """Mara's project "Told", whose data have still to come; its number."""
    mara = stack.person("mara", "demo-labels")
    if not any(project["name"] == "Told" for project in mara.get("projects")):
        stack.command("create_project", "Told", "--kind", "text", "--labels", "good,bad", "--owner", "mara")
    (folder / "texts.csv").write_text("text\nfine\npoor\n")
    return int(next(project["id"] for project in mara.get("projects") if project["name"] == "Told"))


def test_a_webhook_is_added_tested_told_and_removed(open_as: Open, stack: Stack, tmp_path: Path) -> None:
    project = project_with_texts(stack, tmp_path)
    page = open_as("mara", f"/projects/{project}/settings")
    with listening() as receiver:
        page.get_by_role("button", name="Add a webhook").click()
        page.get_by_label("Address").fill("http://10.0.0.1/")
        page.get_by_role("button", name="Add webhook").click()
        expect(page.get_by_text("inside this server’s own network")).to_be_visible()
        page.get_by_label("Address").fill(receiver.url)
        page.get_by_role("button", name="Add webhook").click()
        expect(page.get_by_text("whsec_")).to_be_visible()
        page.get_by_role("button", name="Dismiss the secret of 127").click()
        page.get_by_role("button", name="Test 127").click()
        expect(page.get_by_text("Test. Delivered: 200 in")).to_be_visible()

        stack.command("import_items", "Told", str(tmp_path / "texts.csv"))
        until(lambda: len(receiver.got) > 1, awaited="what the worker sends")
        sent = json.loads(receiver.got[-1].body)
        assert (sent["type"], sent["data"]["job"]["kind"]) == ("job.ended", "import")
        page.get_by_role("button", name="Deliveries to").click()
        page.locator("summary", has_text="Job done").first.click()
        expect(page.get_by_role("region", name="What was sent")).to_contain_text('"kind": "import"')
    page.get_by_role("button", name="Remove 127").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove the webhook").click()
    expect(page.get_by_role("button", name="Test 127")).to_have_count(0)


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_webhooks_are_listed(
    scheme: str, width: int, open_as: Open, stack: Stack, tmp_path: Path
) -> None:
    project = project_with_texts(stack, tmp_path)
    mara = stack.person("mara", "demo-labels")
    with listening() as receiver:
        path = f"projects/{project}/webhooks"
        made = mara.send("POST", path, {"url": receiver.url, "events": ["round.done", "job.ended"]})
        mara.send("POST", f"{path}/{made['id']}/test")
        receiver.status = 500
        mara.send("POST", f"{path}/{made['id']}/test")
    viewport = {"width": width, "height": 900}
    page = open_as("mara", f"/projects/{project}/settings", color_scheme=scheme, viewport=viewport)
    page.get_by_role("button", name="Add a webhook").click()
    page.get_by_role("button", name="Deliveries to").click()
    page.locator("summary", has_text="It answered 500.").first.click()
    expect(page.get_by_role("region", name="What was sent")).to_be_visible()
    assert_axe_is_content(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    mara.send("DELETE", f"{path}/{made['id']}")
