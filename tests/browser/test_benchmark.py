"""A manager benchmarks two strategies on the demo's digits in real Chromium: curves, axes, two side by side, LaTeX."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FloatRect, Page, expect

from tests.browser.conftest import Open
from tests.stack import Browserless, Stack, until

BENCHMARKS = "/projects/1/benchmarks"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PEOPLE = {"count": 2, "noise": 0.05, "confusion": None, "seconds_per_label": 2.0, "absence": 0.0}
TINY = {
    "title": "Played before",
    "source": "truth",
    "strategies": ["default", "random"],
    "seeds": 2,
    "initial": 20,
    "query": 20,
    "rounds": 1,
    "pool": 200,
    "test": 100,
    "judge": "own",
    "target_error": 0.3,
    "annotators": PEOPLE,
}


@pytest.fixture(scope="module")
def mara(stack: Stack) -> Browserless:
    return stack.person("mara", "demo-labels")


@pytest.fixture(scope="module")
def played(mara: Browserless) -> Any:
    """One benchmark that is over, asked for without a browser."""
    row = mara.send("POST", "projects/1/benchmarks", TINY)

    def over() -> Any:
        benchmark = mara.get(f"benchmarks/{row['id']}")
        assert benchmark["state"] not in ("failed", "cancelled"), benchmark
        return benchmark if benchmark["state"] == "done" else None

    return until(over, within_s=300, awaited="a played benchmark")


def lines(page: Page) -> int:
    return page.get_by_role("group", name=re.compile("^Error against")).locator(".recharts-line-curve").count()


def boxes(page: Page) -> list[FloatRect]:
    """Where both benchmarks stand, once both are there."""
    expect(page.get_by_role("article")).to_have_count(2)
    located = [page.get_by_role("article", name=name).bounding_box() for name in ("Played before", "Beside it")]
    return [box for box in located if box is not None]


def assert_axe_is_content(page: Page) -> None:
    report = Axe().run(page, options={"runOnly": WCAG})
    assert report.violations_count == 0, report.generate_report()


def test_a_benchmark_is_asked_for_played_and_read(open_as: Open, mara: Browserless) -> None:
    page = open_as("mara", "/projects/1")
    page.get_by_role("link", name="Benchmark").click()
    page.get_by_role("link", name="New benchmark").click()
    for label, value in (("First labels", "20"), ("Labels per round", "20"), ("Rounds", "1"), ("Seeds", "2")):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Items and measuring").click()
    page.get_by_label("Test items").fill("100")
    page.get_by_label("The strategy’s own model").check()
    page.get_by_label("Title").fill("Two strategies")
    expect(page.get_by_text("4 runs of 2 rounds, 40 labels each")).to_be_visible()
    # Away and back: nothing is lost.
    page.get_by_role("link", name="Back to benchmarks").click()
    page.go_back()
    expect(page.get_by_label("Title")).to_have_value("Two strategies")
    page.get_by_role("button", name="Start 4 runs").click()
    page.wait_for_url(re.compile(r"/benchmarks/\d+$"))
    benchmark = page.url.rsplit("/", 1)[-1]
    expect(page.get_by_text(re.compile(r"\d+ of 8 rounds"))).to_be_visible()
    page.get_by_role("button", name="Jobs").click()
    expect(page.get_by_role("dialog").get_by_role("link", name="Open the benchmark").first).to_be_visible()
    page.keyboard.press("Escape")
    until(lambda: mara.get(f"benchmarks/{benchmark}")["state"] == "done", within_s=300, awaited="the end")
    expect(page.get_by_text("seeds cannot tell a better strategy from luck").first).to_be_visible()
    assert lines(page) == 2
    table = page.get_by_role("region", name="Results: table")
    expect(table.get_by_role("row", name=re.compile("Recommended"))).to_contain_text("points")
    expect(page.get_by_role("region", name="Who beats whom: table")).to_contain_text("%")


def test_the_axis_is_in_the_address_and_survives_a_reload(open_as: Open, played: dict[str, Any]) -> None:
    page = open_as("mara", f"{BENCHMARKS}/{played['id']}")
    expect(page.get_by_role("heading", name="Error against labels")).to_be_visible()
    page.get_by_text("People’s time", exact=True).click()
    expect(page).to_have_url(re.compile("x=people"))
    page.reload()
    expect(page.get_by_role("heading", name=re.compile("Error against people’s time"))).to_be_visible()
    expect(page.get_by_role("group", name=re.compile("^Error against"))).to_contain_text("Random order")


def test_two_benchmarks_stand_side_by_side_and_below_each_other_on_a_phone(
    open_as: Open, mara: Browserless, played: dict[str, Any]
) -> None:
    other = mara.send("POST", "projects/1/benchmarks", {**TINY, "title": "Beside it", "strategies": ["random"]})
    page = open_as("mara", f"{BENCHMARKS}/{played['id']}")
    page.get_by_role("combobox", name="Show another benchmark").click()
    page.get_by_role("option", name="Beside it").click()
    expect(page).to_have_url(re.compile(f"with={other['id']}"))
    left, right = boxes(page)
    assert right["x"] >= left["x"] + left["width"]
    assert right["y"] == left["y"]
    phone = open_as("mara", f"{BENCHMARKS}/{played['id']}?with={other['id']}", viewport={"width": 390, "height": 844})
    upper, lower = boxes(phone)
    assert lower["y"] >= upper["y"] + upper["height"]
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_table_of_results_is_downloaded_for_latex(open_as: Open, played: dict[str, Any]) -> None:
    page = open_as("mara", f"{BENCHMARKS}/{played['id']}")
    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=re.compile("LaTeX")).click()
    text = download.value.path().read_text()
    assert r"\begin{tabular}" in text
    assert "From scratch" in text


def test_what_another_strategy_would_have_cost_is_one_click_from_the_overview(open_as: Open) -> None:
    page = open_as("mara", "/projects/1")
    page.get_by_role("link", name="What would another strategy have cost?").click()
    expect(page.get_by_role("radio", name=re.compile("^What if"))).to_be_checked()
    expect(page.get_by_role("button", name=re.compile(r"^Start \d+ runs"))).to_be_enabled()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "/new?source=truth", "/{id}", "/{id}?with={id}&x=machine"])
def test_axe_finds_nothing_on_the_pages_of_benchmarks(
    path: str, scheme: str, open_as: Open, played: dict[str, Any]
) -> None:
    where = BENCHMARKS + path.format(id=played["id"])
    page = open_as("mara", where, color_scheme=scheme, reduced_motion="reduce")
    page.wait_for_load_state("networkidle")
    page.get_by_role("main").get_by_role("heading").first.wait_for()
    if "new" in path:
        page.get_by_role("button", name="The people who answer").click()
        page.get_by_label("Some labels are confused").check()
    assert_axe_is_content(page)
