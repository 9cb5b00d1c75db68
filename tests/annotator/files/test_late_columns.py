"""Columns that begin only after the first rows: found, or said; never kept without a word."""

import io
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

from annotator.files import Choices, Record, RowProblem, Unusable, late_columns, open_texts
from annotator.files.choices import GUESS
from annotator.files.opening import TextFile
from tests.annotator.files.pictures import labels, zip_of
from tests.annotator.files.pictures import opened as opened_images

EARLY = [{"text": f"The thing number {n} came late and was well made, all in all."} for n in range(6_000)]
LATE = [{"text": f"A late thing, {n}.", "label": "good" if n % 2 else "bad"} for n in range(100)]


def opened(rows: Sequence[Any], choices: Choices = GUESS) -> TextFile:
    return open_texts(io.BytesIO("\n".join(map(json.dumps, rows)).encode()), "rows.jsonl", choices)


def items(file: TextFile) -> list[Record]:
    return [row for row in file.records() if isinstance(row, Record)]


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.json"])
def test_labels_that_begin_after_the_first_rows_are_labels(name: str) -> None:
    rows = EARLY + LATE
    data = "\n".join(map(json.dumps, rows)) if name == "rows.jsonl" else json.dumps(rows, indent=1)
    file = open_texts(io.BytesIO(data.encode()), name)
    assert (file.columns.text, file.columns.label, file.labels_are) == ("text", "label", "answers")
    labels = [row.label for row in items(file)]
    assert (len(labels), sum(map(bool, labels)), set(labels[-100:])) == (6_100, 100, {"good", "bad"})


def test_labels_that_begin_beyond_what_is_looked_at_are_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(late_columns, "LOOKED_AT", 5_000)
    file = opened(EARLY + LATE)
    remarks = [remark for row in items(file) for remark in row.remarks]
    assert [(remark.line, remark.code, remark.rejected) for remark in remarks] == [(6_001, "late_label", False)]
    # The way out that it names works.
    chosen = opened(EARLY + LATE, Choices(label_column="label"))
    assert sum(bool(row.label) for row in items(chosen)) == 100


def test_a_column_that_no_row_has_cannot_be_chosen() -> None:
    with pytest.raises(Unusable) as error:
        opened(EARLY[:10], Choices(label_column="labels"))
    assert error.value.code == "no_column"


def test_other_columns_that_come_late_are_kept_without_a_word() -> None:
    file = opened([*EARLY, {"text": "Another one.", "shop": "west"}])
    last = items(file)[-1]
    assert (json.loads(last.metadata), last.remarks) == ({"shop": "west"}, ())


def test_a_table_that_names_all_its_columns_is_not_read_for_more() -> None:
    file = open_texts(io.BytesIO(b"text,label\nA thing.,good\nAnother thing.,bad\n"), "rows.csv")
    assert not file.table.late
    assert not any(isinstance(row, RowProblem) for row in file.records())


def test_labels_that_begin_late_in_a_zip_of_tables_are_labels() -> None:
    rows = [*EARLY, *LATE, {"text": "It says itself where it belongs.", "split": "held back"}]
    parts = {"train.jsonl": "\n".join(map(json.dumps, rows)), "test.jsonl": json.dumps(EARLY[0])}
    file = open_texts(zip_of(parts), "set.zip")
    assert (file.columns.text, file.columns.label) == ("text", "label")
    taken = items(file)
    assert sum(bool(row.label) for row in taken) == 100
    assert Counter(json.loads(row.metadata)["split"] for row in taken) == {"train": 6_100, "held back": 1, "test": 1}


def test_labels_that_begin_late_inside_of_objects_are_labels() -> None:
    whole = [{"data": row} for row in EARLY] + [{"data": row} for row in LATE]
    beside = [{"data": row} for row in EARLY] + [{"data": {"text": row["text"]}, "label": row["label"]} for row in LATE]
    for rows, label in ((whole, "data.label"), (beside, "label")):
        file = opened(rows)
        assert (file.columns.text, file.columns.label, file.labels_are) == ("data.text", label, "answers")
        assert sum(bool(row.label) for row in items(file)) == 100


def test_a_column_inside_of_objects_that_begins_beyond_what_is_looked_at_can_be_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(late_columns, "LOOKED_AT", 5_000)
    rows = [{"data": row} for row in EARLY + LATE]
    assert sum(bool(row.label) for row in items(opened(rows, Choices(label_column="data.label")))) == 100


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.json"])
def test_labels_of_images_that_begin_late_in_the_table_beside_them_are_labels(name: str) -> None:
    rows = [{"file": f"{n}.png", "note": "seen by nobody " * 200} for n in range(120)]
    rows += [{"file": file, "label": label} for file, label in (("120.png", "cat"), ("121.png", "dog"))]
    beside = "\n".join(map(json.dumps, rows)) if name == "rows.jsonl" else json.dumps(rows)
    images = opened_images({**{f"{n}.png": n for n in range(122)}, name: beside})
    assert {file: label for file, label in labels(images).items() if label} == {"120.png": "cat", "121.png": "dog"}
