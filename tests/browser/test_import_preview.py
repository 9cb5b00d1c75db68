"""The preview of a file in real Chromium: by keyboard, for axe, and in the project that comes of it."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_accessibility import assert_axe_is_content

ROWS = "".join(
    f"{title} {n},{text} {n},{label}\n"
    for n, (title, text, label) in enumerate(
        [("Bag", "The strap broke.", "bad"), ("Shoe", "They fit.", "good"), ("Hat", "It came late.", "")] * 4
    )
)
TABLE = f"heading,review text,label\n{ROWS}".encode()


def drop(page: Page, name: str, data: bytes) -> None:
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": data})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_preview(scheme: str, open_as: Open) -> None:
    page = open_as("mara", "/projects/new", color_scheme=scheme, reduced_motion="reduce")
    drop(page, f"axe {scheme}.csv", TABLE)
    expect(page.get_by_role("region", name="What comes in")).to_be_visible()
    assert_axe_is_content(page)


def test_a_column_becomes_a_heading_by_keyboard_and_labels_are_answers(open_as: Open) -> None:
    page = open_as("mara", "/projects/new")
    drop(page, "headed.csv", TABLE)
    # Only a part of the rows has a label.
    expect(page.get_by_role("radio", name="Answers that people gave")).to_be_checked()
    meaning = page.get_by_role("combobox", name="heading will be")
    for key in ("ArrowDown", "ArrowUp", "Enter"):
        meaning.press(key)
    first = page.get_by_role("article", name="Item 1", exact=True)
    expect(first).to_contain_text("Bag 0")
    page.get_by_role("radiogroup", name="How heading looks").get_by_role("radio", name="Heading").press("Space")
    expect(first.locator("p").first).to_have_text("Bag 0")
    expect(page.get_by_text("This is what will come in.")).to_be_visible()
    page.get_by_role("button", name="Import 12 items").press("Enter")
    expect(page.get_by_role("article").get_by_text("12 added, 8 answers of 1 person.")).to_be_visible()


def test_a_folder_of_pictures_is_packed_by_the_browser_and_its_folders_are_the_classes(
    open_as: Open, tmp_path: Path
) -> None:
    for folder in ("red", "blue"):
        (tmp_path / "shades" / folder).mkdir(parents=True)
        for n in range(3):
            Image.new("RGB", (40, 30 + n), folder).save(tmp_path / "shades" / folder / f"{n}.png")
    page = open_as("mara", "/projects/new")
    page.get_by_label("Folder to import").set_input_files(tmp_path / "shades")
    expect(page.get_by_role("heading", name="shades.zip")).to_be_visible()
    expect(page.get_by_role("region", name="Labels")).to_contain_text("red")
    expect(page.get_by_role("button", name="Import 6 items")).to_be_enabled()


def test_a_project_that_runs_takes_more_data(open_as: Open) -> None:
    page = open_as("mara", "/projects/1")
    page.get_by_role("link", name="Add data").first.click()
    expect(page.get_by_role("heading", name="Add more data")).to_be_visible()
    drop(page, "no pictures.zip", b"PK no zip at all")
    expect(page.get_by_role("alert").first).to_contain_text("zip")
