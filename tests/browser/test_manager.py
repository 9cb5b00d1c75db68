"""A manager in real Chromium: the wizard with real files, the dashboard, jobs, people."""

import io
import re
import zipfile

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.stack import Stack, until

EVIL = "<img src=x onerror=alert(1)> 5 < 6 & more"


def zip_of_colours(count: int = 40) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for n in range(count):
            colour = [(200, 30, n), (30, n, 200)][n % 2]
            picture = io.BytesIO()
            Image.new("RGB", (64, 48), colour).save(picture, "PNG")
            archive.writestr(f"{('red', 'blue')[n % 2]}/{n}.png", picture.getvalue())
        archive.writestr("red/broken.png", b"this is no image")
    return buffer.getvalue()


def upload(page: Page, *, name: str, filename: str, data: bytes) -> None:
    page.get_by_role("link", name="New project").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.set_input_files("input[type=file]", {"name": filename, "mimeType": "application/octet-stream", "buffer": data})


def finish(page: Page) -> None:
    page.get_by_role("button", name="Go on to labels").click()
    page.get_by_role("button", name="Go on to budget").click()
    page.get_by_role("button", name="Start labelling project").click()
    page.wait_for_url(re.compile(r"/projects/\d+$"))


def test_a_zip_becomes_a_running_image_project_in_three_steps(open_as: Open, stack: Stack) -> None:
    page = open_as("mara", "/")
    upload(page, name="Colours", filename="colours.zip", data=zip_of_colours())
    page.get_by_role("button", name="Import 41 items").click()
    expect(page.get_by_role("article").get_by_text("40 added, 1 left out.")).to_be_visible(timeout=30_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download 1 problem").click()
    report = download.value.path().read_text()
    assert "red/broken.png" in report
    # Back and forth: nothing is lost.
    page.get_by_role("button", name="Go on to labels").click()
    page.get_by_label("Guidelines").fill("Mostly red or mostly blue?")
    page.get_by_role("button", name="Go on to budget").click()
    page.get_by_label("Budget in labels").fill("30")
    page.get_by_role("button", name="Back to labels").click()
    expect(page.get_by_label("Guidelines")).to_have_value("Mostly red or mostly blue?")
    page.get_by_role("button", name="Go on to budget").click()
    expect(page.get_by_label("Budget in labels")).to_have_value("30")
    page.get_by_role("button", name="Start labelling project").click()
    page.wait_for_url(re.compile(r"/projects/\d+$"))
    expect(page.get_by_text(re.compile("of 30 labels"))).to_be_visible()
    project = page.url.rsplit("/", 1)[-1]
    mara = stack.person("mara", "demo-labels")
    until(lambda: mara.get(f"projects/{project}/overview")["ranking"]["round"] == 0, awaited="the first ranking")


def test_a_csv_with_semicolons_and_a_bom_becomes_a_text_project_and_markup_stays_text(open_as: Open) -> None:
    page = open_as("mara", "/")
    rows = "".join(f'"{EVIL} {n}";{("good", "bad")[n % 2]}\n' for n in range(30))
    page.get_by_role("link", name="New project").click()
    page.get_by_role("radiogroup").get_by_text("Texts", exact=True).click()
    page.get_by_label("Name", exact=True).fill("Reviews")
    data = ("\ufefftext;label\n" + rows).encode()
    page.set_input_files("input[type=file]", {"name": "reviews.csv", "mimeType": "text/csv", "buffer": data})
    page.get_by_role("button", name="Import 30 items").click()
    expect(page.get_by_role("article").get_by_text("30 added")).to_be_visible(timeout=30_000)
    finish(page)
    page.get_by_role("link", name="Start labelling").click()
    expect(page.get_by_role("region", name="Item")).to_contain_text(EVIL)
    expect(page.get_by_role("region", name="Item").locator("img")).to_have_count(0)


def test_a_class_called_by_a_digit_is_reached_by_it_whatever_came_before_it(open_as: Open, stack: Stack) -> None:
    page = open_as("mara", "/")
    rows = "".join(f"text {n},{name}\n" for n, name in enumerate(("unsure", "3", "1")))
    page.get_by_role("link", name="New project").click()
    page.get_by_role("radiogroup").get_by_text("Texts", exact=True).click()
    page.get_by_label("Name", exact=True).fill("Ratings")
    data = ("text,label\n" + rows).encode()
    page.set_input_files("input[type=file]", {"name": "ratings.csv", "mimeType": "text/csv", "buffer": data})
    page.get_by_role("button", name="Import 3 items").click()
    expect(page.get_by_role("article").get_by_text("3 added")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Go on to labels").click()
    expect(page.get_by_label("Key of unsure")).to_have_value("2")
    page.get_by_label("New label").fill("2")
    page.get_by_role("button", name="Add label").click()
    for name, key in (("2", "2"), ("unsure", "4"), ("1", "1"), ("3", "3")):
        expect(page.get_by_label(f"Key of {name}", exact=True)).to_have_value(key)
    page.get_by_role("button", name="Go on to budget").click()
    expect(page.get_by_label("Budget in labels")).to_be_visible()
    mara = stack.person("mara", "demo-labels")
    project = re.search(r"project=(\d+)", page.url)
    assert project is not None
    labels = mara.get(f"projects/{project[1]}")["labels"]
    assert {label["name"]: label["key"] for label in labels} == {"unsure": "4", "3": "3", "1": "1", "2": "2"}


def test_rubbish_is_refused_in_plain_words(open_as: Open) -> None:
    page = open_as("mara", "/")
    upload(page, name="Rubbish", filename="rubbish.zip", data=b"PK no zip at all")
    expect(page.get_by_role("alert").first).to_contain_text("zip")


MORE_LABELS = """
from annotator.models import Project
from annotator.services.oracle import oracle
settings = oracle.OracleSettings(labels=240, noise=0.02, annotators=2, seed=2, inline=False, in_step=True)
oracle.run(Project.objects.get(name="Handwritten digits"), settings)
"""


def test_the_dashboard_says_what_was_spent_and_what_it_bought(open_as: Open, stack: Stack) -> None:
    # So many audit answers that accuracy is a figure, over so many rounds that there is a forecast.
    stack.command("shell", "-c", MORE_LABELS)
    page = open_as("mara", "/projects/1")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"At [\d,]+ labels the model is right on between"))
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"The next \d+ labels .+ points"))
    expect(page.get_by_role("group", name="Accuracy against labels")).to_contain_text("forecast")
    for words in ("Accuracy against labels", "Class balance", "Seconds of each round", "People"):
        expect(page.get_by_role("heading", name=words)).to_be_visible()
    page.get_by_role("button", name="Jobs").click()
    expect(page).to_have_url(re.compile("jobs=open"))
    expect(page.get_by_role("dialog")).to_contain_text("Import of digits")
    page.reload()
    expect(page.get_by_role("dialog")).to_contain_text("Import of digits")


def test_an_export_is_made_in_the_background_and_downloaded(open_as: Open) -> None:
    page = open_as("mara", "/projects/1")
    page.get_by_role("link", name="Export").click()
    answers = page.get_by_role("article", name="All answers")
    answers.get_by_role("button", name="Make a file").click()
    files = page.get_by_role("region", name="Files")
    link = files.get_by_role("link", name=re.compile("Download")).first
    expect(link).to_be_visible(timeout=30_000)
    with page.expect_download() as download:
        link.click()
    header, *lines = download.value.path().read_text().splitlines()
    assert "selection_prob" in header
    assert len(lines) >= 160


def test_a_new_person_is_added_and_gets_their_password_once(open_as: Open, stack: Stack) -> None:
    page = open_as("mara", "/projects/1/people")
    page.get_by_label(re.compile("names or e-mail")).fill("dora")
    page.get_by_role("radio", name=re.compile("drawn now")).check()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("button", name="Dismiss the password of dora")).to_be_visible()
    password = page.locator("pre").first.inner_text()
    assert stack.person("dora", password).get("projects")[0]["name"] == "Handwritten digits"


def test_who_is_invited_comes_in_by_the_link_and_labels(open_as: Open, stack: Stack) -> None:
    page = open_as("mara", "/projects/1/people")
    page.get_by_label(re.compile("names or e-mail")).fill("Erik Eden <erik@example.org>, fay")
    page.get_by_role("button", name="Add 2 people").click()
    expect(page.get_by_role("button", name="Copy the link of fay")).to_be_visible()
    rows = stack.person("mara", "demo-labels").get("projects/1/invitations")
    link = next(row["link"] for row in rows if row["who"] == "erik@example.org")
    visitor = open_as(None, "/login")
    visitor.goto(link)
    expect(visitor.get_by_label("User name")).to_have_value("erik")
    assert visitor.url.endswith("/join")
    visitor.get_by_role("textbox", name="Password").fill("seven purple llamas")
    visitor.get_by_role("button", name="Come in").click()
    visitor.get_by_role("link", name=re.compile("Start labelling|Label")).first.click()
    expect(visitor.get_by_role("main")).to_be_visible()
    page.reload()
    expect(page.get_by_text(re.compile("came in as erik"))).to_be_visible()


def test_a_stranger_is_told_that_there_is_nothing(open_as: Open, stack: Stack) -> None:
    stack.command("create_account", "charlie", "--password", "correct horse battery")
    page = open_as(None, "/login")
    page.get_by_label(re.compile("name", re.IGNORECASE)).first.fill("charlie")
    page.get_by_role("textbox", name="Password").fill("correct horse battery")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/")
    for path in ("/projects/1", "/projects/1/label"):
        page.goto(path)
        said = page.get_by_text(re.compile("does not exist, or you are not a member|You are not in this project"))
        expect(said.first).to_be_visible()
