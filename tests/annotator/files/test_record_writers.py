"""What is written of items is read back as it was, in every format as far as it has a place for it."""

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.blank import is_blank
from annotator.files import Answer, Record, RowProblem, Suggestion, open_texts
from annotator.files.record_writers import RECORD_WRITERS

# Each item is many draws.
FEW = settings(deadline=None, max_examples=40)
CHARS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXTS = st.text(CHARS, min_size=1, max_size=20).filter(lambda text: not is_blank(text))
NAMES = TEXTS.map(str.strip).filter(lambda name: not is_blank(name))
MOMENTS = st.none() | st.integers(10**9, 4 * 10**9).map(lambda second: datetime.fromtimestamp(second, UTC))
SECONDS = st.floats(0, 1e5, allow_nan=False)
SHARES = st.none() | st.floats(0, 1)
COMMENTS = st.text(CHARS, max_size=9)
METADATA = st.dictionaries(st.sampled_from(["source", "year", "Größe"]), NAMES | st.integers(1, 9)).map(json.dumps)
GIVEN = st.tuples(NAMES, NAMES, MOMENTS, SECONDS, COMMENTS, st.just("")).map(lambda parts: Answer(*parts))
SKIPS = st.tuples(st.just(""), NAMES, MOMENTS, SECONDS, COMMENTS, COMMENTS).map(lambda parts: Answer(*parts))
SUGGESTIONS = st.tuples(NAMES, NAMES, NAMES | st.just(""), SHARES).map(lambda parts: Suggestion(*parts))


def items(**more: Any) -> st.SearchStrategy[list[Record]]:
    """Items of different texts."""
    members = st.fixed_dictionaries({"line": st.just(0), "text": TEXTS, "metadata": METADATA, **more})
    record = members.map(lambda parts: Record(**parts))
    return st.lists(record, min_size=1, max_size=3, unique_by=lambda item: item.text)


def written(form: str, records: list[Record]) -> bytes:
    file = io.BytesIO()
    assert RECORD_WRITERS[form](file, records) == len(records)
    return file.getvalue()


def read(form: str, data: bytes) -> list[Record]:
    opened = open_texts(io.BytesIO(data), "unnamed")
    assert opened.format == form
    rows = list(opened.records())
    assert not [row for row in rows if isinstance(row, RowProblem)]
    return [row for row in rows if isinstance(row, Record)]


def plain(record: Record) -> Record:
    """Without what a reader adds by itself: the line, the digest of the text, and how JSON is spaced."""
    return record._replace(line=0, digest="", metadata=json.dumps(json.loads(record.metadata)))


def round_trip(form: str, records: list[Record]) -> list[Record]:
    """What comes back; writing it again gives the same bytes."""
    data = written(form, records)
    back = read(form, data)
    assert written(form, back) == data
    return [plain(record) for record in back]


@FEW
@given(
    items(
        external_id=NAMES | st.just(""),
        label=NAMES | st.just(""),
        truth=NAMES | st.just(""),
        answers=st.lists(GIVEN | SKIPS, max_size=2).map(tuple),
        suggestions=st.lists(SUGGESTIONS, max_size=2, unique=True).map(tuple),
    )
)
def test_our_own_lines_keep_everything(records: list[Record]) -> None:
    assert round_trip("records", records) == [plain(record) for record in records]


@FEW
@given(
    items(
        external_id=NAMES,
        truth=NAMES | st.just(""),
        answers=st.lists(GIVEN | SKIPS, max_size=2).map(tuple),
        suggestions=st.lists(SUGGESTIONS, max_size=2).map(tuple),
    )
)
def test_label_studio_keeps_answers_suggestions_and_truth(records: list[Record]) -> None:
    assert round_trip("label-studio", records) == [as_label_studio(record) for record in records]


@FEW
@given(items(external_id=NAMES, label=NAMES | st.just("")))
def test_doccano_keeps_labels_ids_and_columns(records: list[Record]) -> None:
    assert round_trip("doccano", records) == [plain(record) for record in records]


def as_label_studio(record: Record) -> Record:
    """Comments and reasons have no place there; a version becomes part of the model's name."""
    answers = (answer._replace(comment="", skip_reason="") for answer in record.answers)
    suggestions = (
        suggestion._replace(model=" ".join(filter(None, suggestion[1:3]))[:100], version="")
        for suggestion in record.suggestions
    )
    return plain(record._replace(answers=tuple(answers), suggestions=tuple(suggestions)))


WORDS = st.text("abcdeäé_-1", min_size=1, max_size=8)


@FEW
@given(st.lists(st.tuples(WORDS, st.lists(WORDS, min_size=1, max_size=4).map(" ".join)), min_size=1, max_size=9))
def test_fasttext_keeps_labels_and_words(pairs: list[tuple[str, str]]) -> None:
    records = [Record(0, text, label=label) for label, text in pairs]
    assert round_trip("fasttext", records) == [plain(record) for record in records]


@pytest.mark.parametrize("form", ["label-studio", "records"])
def test_a_truth_that_nobody_gave_is_no_answer(form: str) -> None:
    record = Record(0, "a fine day", truth="good", answers=(Answer("bad", "ann"), Answer("", "bo")))
    [back] = read(form, written(form, [record]))
    assert (back.truth, [answer.label for answer in back.answers]) == ("good", ["bad", ""])


def test_what_doccano_has_no_place_for_is_one_label_or_all_that_people_said() -> None:
    known = Record(0, "one", truth="good", answers=(Answer("bad", "ann", comment="hm"),))
    open_question = Record(0, "two", answers=(Answer("good", "ann"), Answer("bad", "bo"), Answer("", "cy")))
    rows = [json.loads(line) for line in written("doccano", [known, open_question]).splitlines()]
    assert [row["label"] for row in rows] == [["good"], ["good", "bad"]]
    assert rows[0]["Comments"] == ["hm"]


def test_columns_that_are_called_like_the_formats_own_are_told_apart() -> None:
    record = Record(0, "one", metadata=json.dumps({"text": "other", "label": "x"}))
    [task] = json.loads(written("label-studio", [record]))
    assert task["data"] == {"text": "one", "own_text": "other", "label": "x"}
    assert json.loads(written("doccano", [record]))["own_label"] == "x"


def test_fasttext_lines_are_one_line_each() -> None:
    record = Record(0, "a fine\nday  here", truth="very good")
    assert written("fasttext", [record, Record(0, "two")]) == b"__label__very_good a fine day here\ntwo\n"


def test_no_items_are_a_file_of_none() -> None:
    assert json.loads(written("label-studio", [])) == []
    assert written("records", []) == b""
