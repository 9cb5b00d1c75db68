"""JSON as one document, in all the forms in which tables and data sets are written."""

import io
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.files import Columns, Record, RowProblem, Unusable
from annotator.files.containers.json_cursor import BadJson, Cursor
from tests.annotator.files.opened import opened, records

WANTED = [("good film", "pos"), ("bad film", "neg")]


def pairs(content: Any, name: str = "data.json") -> list[tuple[str, str]]:
    return [(record.text, record.label) for record in records(content, name)]


@pytest.mark.parametrize(
    "content",
    [
        [{"text": "good film", "label": "pos"}, {"text": "bad film", "label": "neg"}],
        [["text", "label"], ["good film", "pos"], ["bad film", "neg"]],
        {"text": {"0": "good film", "1": "bad film"}, "label": {"0": "pos", "1": "neg"}},
        {"text": {"x7": "good film", "x9": "bad film"}, "label": {"x7": "pos", "x9": "neg"}},
        {"0": {"text": "good film", "label": "pos"}, "1": {"text": "bad film", "label": "neg"}},
        {"columns": ["text", "label"], "index": [0, 1], "data": [["good film", "pos"], ["bad film", "neg"]]},
        {
            "schema": {"fields": []},
            "data": [{"text": "good film", "label": "pos"}, {"text": "bad film", "label": "neg"}],
        },
        {"text": ["good film", "bad film"], "label": ["pos", "neg"]},
        {"train": [{"text": "good film", "label": "pos"}], "test": [{"text": "bad film", "label": "neg"}]},
        {"pos": ["good film"], "neg": ["bad film"]},
        {
            "meta": {"n": 2},
            "rasa": {"common": [{"text": "good film", "label": "pos"}, {"text": "bad film", "label": "neg"}]},
        },
    ],
    ids=["records", "values", "columns", "index", "by_row", "split", "table", "lists", "splits", "classes", "inside"],
)
def test_every_form_of_a_table_gives_the_same_rows(content: Any) -> None:
    assert pairs(content) == WANTED
    assert opened(content).format == "json"


def test_objects_over_several_lines_one_after_the_other_are_rows() -> None:
    content = '{\n  "text": "good film",\n  "label": "pos"\n}\n{\n  "text": "bad film",\n  "label": "neg"\n}\n'
    assert pairs(content) == WANTED
    assert pairs(content, "data.jsonl") == WANTED


def test_rows_keep_the_line_on_which_they_begin() -> None:
    content = json.dumps([{"text": "one"}, {"text": "two"}], indent=1)
    assert [record.line for record in records(content)] == [2, 5]


def test_a_list_of_texts_is_items_without_labels() -> None:
    assert pairs(["good film", "bad film"]) == [("good film", ""), ("bad film", "")]


def test_where_rows_stand_under_a_name_it_is_said() -> None:
    file = opened({"info": {"by": "us"}, "examples": [{"text": "one"}, {"text": "two"}]})
    assert [remark.code for remark in file.remarks] == ["json_path"]
    assert "examples" in file.remarks[0].detail


def test_splits_and_names_of_rows_are_kept() -> None:
    assert json.loads(records({"train": [{"text": "one"}], "test": [{"text": "two"}]})[1].metadata) == {"split": "test"}
    assert [r.external_id for r in records({"a7": {"text": "one"}, "b2": {"text": "two"}})] == ["a7", "b2"]


def test_nan_is_no_label_also_in_a_list() -> None:
    assert pairs('[{"text": "good film", "label": "pos"}, {"text": "so so", "label": NaN}]') == [
        ("good film", "pos"),
        ("so so", ""),
    ]


def test_texts_inside_an_object_are_found() -> None:
    file = opened([{"_id": "7", "_source": {"body": "a long text of words", "lang": "en"}}])
    assert file.columns.text == "_source.body"
    assert [record.text for record in file.records() if isinstance(record, Record)] == ["a long text of words"]


def test_a_list_that_is_cut_off_gives_its_rows_and_says_where_it_ends() -> None:
    rows = list(opened('[{"text": "one"},\n {"text": "two"},\n {"text": "thr').records())
    assert [row.text for row in rows if isinstance(row, Record)] == ["one", "two"]
    [problem] = [row for row in rows if isinstance(row, RowProblem)]
    assert (problem.code, problem.line) == ("bad_json", 3)


@pytest.mark.parametrize(
    "content", ["[]", "{}", "[{]", '{"n": 5}', '{"images": [], "annotations": [], "categories": []}']
)
def test_a_document_without_texts_is_refused(content: str) -> None:
    with pytest.raises(Unusable):
        list(opened(content).records())


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


class Dribble(io.StringIO):
    """A stream that gives a few characters at a time, whatever is asked for."""

    def read(self, size: int | None = -1) -> str:
        return super().read(3)


FORMS = st.fixed_dictionaries({"ensure_ascii": st.booleans(), "indent": st.sampled_from([None, 1])})


@settings(deadline=None)
@given(st.lists(VALUES), FORMS)
@pytest.mark.slow
def test_a_list_is_read_as_json_reads_it_wherever_the_blocks_end(values: list[Any], form: dict[str, Any]) -> None:
    cursor = Cursor(Dribble(json.dumps(values, **form)))
    assert [cursor.value() for _ in cursor.elements()] == values
    assert cursor.peek() == ""


@pytest.mark.slow
@settings(deadline=None)
@given(st.dictionaries(st.text(), VALUES))
def test_what_is_passed_over_ends_where_it_ends(members: dict[str, Any]) -> None:
    cursor = Cursor(Dribble(json.dumps([members, 7])))
    steps = cursor.elements()
    next(steps)
    cursor.skip()
    next(steps)
    assert cursor.value() == 7


@settings(deadline=None)
@given(st.text(alphabet='[]{}",:tf0 \n', max_size=30))
def test_what_is_no_json_is_said_to_be_none(text: str) -> None:
    cursor = Cursor(Dribble(text))
    read: Any = BadJson
    with suppress(BadJson):
        read = cursor.value()
    is_over = not cursor.peek()
    try:
        wanted = json.loads(text)
    except ValueError:
        assert read is BadJson or not is_over
    else:
        assert (read, is_over) == (wanted, True)


def test_a_list_on_each_line_is_a_row_on_each_line() -> None:
    rows = records('["good film", "pos"]\n["bad film", "neg"]\n["so so", "pos"]\n', "data.jsonl")
    assert [(record.text, record.label) for record in rows] == [*WANTED, ("so so", "pos")]


def test_what_follows_a_list_is_told() -> None:
    rows = list(opened('[{"text": "one"}]\n[{"text": "two"}]').records())
    assert [row.code for row in rows if isinstance(row, RowProblem)] == ["bad_json"]


def test_texts_as_keys_with_labels_behind_them() -> None:
    content = {"a good film it was": "pos", "a bad film it was": "neg", "a fine film": "pos"}
    assert pairs(content)[0] == ("a good film it was", "pos")
    assert [remark.code for remark in opened(content).remarks] == ["json_mapping"]


def test_a_class_with_a_list_of_its_texts_is_an_item_for_each() -> None:
    content = {
        "intents": [
            {"tag": "hello", "patterns": ["Hi", "Good day"], "responses": ["Hey"]},
            {"tag": "bye", "patterns": ["Bye"]},
        ]
    }
    assert pairs(content) == [("Hi", "hello"), ("Good day", "hello"), ("Bye", "bye")]


def test_labels_inside_an_object_are_found_by_the_last_part_of_their_name() -> None:
    content = {"data": [{"id": n, "attributes": {"body": f"a long text {n}", "label": "ab"[n % 2]}} for n in range(3)]}
    assert opened(content).columns == Columns("attributes.body", "attributes.label", "id")
