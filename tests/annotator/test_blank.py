"""What shows nothing counts as nothing: texts, labels and names of invisible characters."""

import json
from typing import Any

import pytest

from annotator.blank import is_blank
from annotator.errors import Invalid
from annotator.services.projects import projects
from tests.annotator.test_uploads_api import upload
from tests.asking import browser_of
from tests.cast import alice, draft

INVISIBLE = [
    "",
    " \t\n",
    "\u200b",
    "\u2060\ufeff",
    "\u00ad\u200e",
    "\u3164",
    "\u2800\u00a0",
    "\U000e0020\ufe0f",
    "\x07",
]
VISIBLE = ["a", ".", "\u200b1", "خ\u200cو", "👍🏽", "ー", "\u0301"]


@pytest.mark.parametrize("text", INVISIBLE)
def test_what_shows_nothing_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", VISIBLE)
def test_what_shows_something_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.django_db
def test_a_row_of_invisible_characters_is_left_out_as_empty_and_such_a_label_is_none() -> None:
    lines = [{"text": "\u2063\u180e"}, {"text": "seen", "label": "\u200d"}, {"text": "seen too", "label": "good"}]
    data = "\n".join(map(json.dumps, lines)).encode()
    seen: Any = upload(draft(), data, "odd.jsonl").json()["preview"]
    assert [label["name"] for label in seen["labels"]] == ["good"]
    assert [warning["detail"] for warning in seen["losses"]] == [
        "1 row will be left out. Line 1: There is no text in this row. Fill it in or remove the row."
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["\u200b", "\u3164 \u2060"])
def test_a_project_or_a_label_that_nobody_could_read_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        projects.create(name=name, kind="text", owner=alice())
    assert (refused.value.code, refused.value.attr) == ("blank", "name")
    answer = browser_of(alice()).patch(
        f"/api/projects/{draft().pk}", json.dumps({"labels": [{"name": name}]}), content_type="application/json"
    )
    assert (answer.status_code, answer.json()["errors"][0]["detail"]) == (400, "A label needs a name.")
