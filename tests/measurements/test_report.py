"""The tables of results on the pages are made from the committed results, and are current."""

from pathlib import Path

import pytest

from measurements.figures import Figure
from measurements.glance import GLANCE, at_a_glance, beyond_target, in_full
from measurements.kept import RESULTS, all_figures
from measurements.report import PLACE, filled, pages
from measurements.tables import TABLES

ANSWERS = Figure("answers", 100.0, "labels/s", 90.0, 110.0, target=170.0, higher_is_better=True)
P95 = Figure("· p95", 20.0, "ms", 20.0, 20.0, target=50.0)
FRAME = Figure("key to next item: p50", 14.0, "ms", 13.0, 15.0, target=16.0)
LATE_FRAME = Figure("· p95", 22.0, "ms", 13.0, 37.0, target=16.0)
ALL = [ANSWERS, P95, FRAME, LATE_FRAME]


def test_every_table_on_a_page_is_that_of_the_committed_results() -> None:
    """Where this fails: `python -m measurements.report`."""
    shown = set()
    for page in pages():
        text = page.read_text(encoding="utf-8")
        assert text == filled(text, RESULTS), page
        shown |= {place["name"] for place in PLACE.finditer(text)}
    assert shown == set(TABLES)


def test_only_what_stands_between_the_comments_is_renewed() -> None:
    page = "before\n<!-- table: one -->\nold\nlines\n<!-- end of table -->\nafter <!-- end of table -->"
    renewed = filled(page, Path("there"), tables={"one": lambda results: f"of {results.name}"})
    assert renewed == page.replace("old\nlines", "of there")


def test_a_page_that_asks_for_a_table_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError, match="speeed"):
        filled("<!-- table: speeed -->\n<!-- end of table -->", RESULTS)


def test_every_figure_asked_for_first_was_measured_under_its_name() -> None:
    assert [figure.name for figure in at_a_glance(all_figures())] == list(GLANCE.values())


def test_a_part_is_called_after_the_figure_above_it() -> None:
    assert [figure.name for figure in in_full(ALL)] == [
        "answers",
        "answers: p95",
        "key to next item: p50",
        "key to next item: p95",
    ]


def test_what_misses_its_target_is_said_whichever_way_is_better() -> None:
    assert [figure.name for figure in beyond_target(ALL)] == ["answers", "key to next item: p95"]
