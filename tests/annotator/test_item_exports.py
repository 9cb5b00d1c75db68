"""Exports by item: its label, by whom and how sure, and the manager's own columns; labels; filters."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from arro3.core import DataType
from arro3.io import read_parquet
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from openpyxl import load_workbook

from annotator.errors import Invalid
from annotator.models import Item, Project
from annotator.selectors.items.item_filter import ItemFilter
from annotator.services.exports.description import FORMATS, TABLE_FORMATS, Export
from annotator.services.exports.offers import offers_of
from annotator.services.exports.tables import streamed
from annotator.services.exports.write import export_to_path
from annotator.services.imports.uploads import add
from tests.cast import alice, answer, bob, deck, rita, text_project

pytestmark = pytest.mark.django_db


def rows(project: Project, folder: Path, what: str = "items", **items: str) -> list[dict[str, Any]]:
    path = folder / "out.jsonl"
    export_to_path(project, path, Export(what=what, format="jsonl", items=ItemFilter.of(items)))
    return [json.loads(line) for line in path.read_text().splitlines()]


def answered(project: Project, **labels: list[str | None]) -> None:
    """What each person says of the first items, one after the other; None: a skip."""
    known = {label.name: label.pk for label in project.labels.all()}
    items = list(project.items.order_by("row"))
    for name, given in labels.items():
        user = {"alice": alice, "bob": bob, "rita": rita}[name]()
        deck(project, user, want=len(items))
        answers = [answer(item.pk, known[label] if label else None) for item, label in zip(items, given, strict=False)]
        deck(project, user, answers=answers)


def judged() -> Project:
    """Of five items: one agreed on by two of three, a tie, one by one person, one skipped by all, one untouched."""
    project = text_project(items=5, overlap=3)
    answered(
        project,
        alice=["good", "good", "bad", None],
        bob=["good", "bad"],
        rita=["bad", None],
    )
    return project


def test_an_item_is_one_line_with_what_people_made_of_it(tmp_path: Path) -> None:
    project = judged()
    names = ("label", "labelled_by", "sure", "answers", "skips", "agreement", "tie")
    got = [tuple(line[name] for name in names) for line in rows(project, tmp_path)]
    assert got == [
        ("good", "people", 2 / 3, 3, 0, 1 / 3, False),
        (None, None, 0.5, 2, 1, 0.0, True),
        ("bad", "people", 1.0, 1, 0, None, False),
        (None, None, None, 0, 1, None, False),
        (None, None, None, 0, 0, None, False),
    ]


def test_a_corrected_answer_does_not_vote(tmp_path: Path) -> None:
    project = text_project(items=1)
    answered(project, bob=["good"])
    item = project.items.get()
    deck(project, bob(), answers=[answer(item.pk, project.labels.get(name="bad").pk)])
    assert [(line["label"], line["answers"]) for line in rows(project, tmp_path)] == [("bad", 1)]


def test_the_managers_own_columns_come_back_under_their_names(tmp_path: Path) -> None:
    project = text_project(items=2)
    first, second = project.items.order_by("row")
    Item.objects.filter(pk=first.pk).update(metadata={"shop": "north", "stars": 4, "label": "from elsewhere"})
    Item.objects.filter(pk=second.pk).update(metadata={"shop": "=1+1", "tags": ["a", "b"]})
    one, two = rows(project, tmp_path)
    assert (one["shop"], one["stars"], one["own_label"], one["tags"]) == ("north", 4, "from elsewhere", None)
    assert (two["shop"], two["stars"], two["tags"]) == ("=1+1", None, ["a", "b"])
    path = tmp_path / "out.csv"
    export_to_path(project, path, Export(what="items", format="csv"))
    with path.open(newline="") as file:
        lines = list(csv.DictReader(file))
    assert (lines[1]["shop"], lines[1]["tags"], lines[0]["stars"]) == ("=1+1", '["a", "b"]', "4")


def test_own_columns_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    project = text_project(items=1)
    Item.objects.update(metadata={"aa": "1", "zzz": "2", "later": "3"})
    add(project, user=alice(), file=SimpleUploadedFile("x.csv", b"text,zzz,aa\nhello,2,1\n"))
    assert list(rows(project, tmp_path)[0])[-3:] == ["zzz", "aa", "later"]


def test_a_workbook_holds_each_text_as_it_is(tmp_path: Path) -> None:
    project = text_project(items=4)
    texts = ["=1+1", "-1", "#N/A", "bell \x07 and \U0001f600"]
    for item, text in zip(project.items.order_by("row"), texts, strict=True):
        Item.objects.filter(pk=item.pk).update(text=text)
    path = tmp_path / "out.xlsx"
    assert export_to_path(project, path, Export(what="items", format="xlsx")).n_rows == 4
    head, *lines = load_workbook(path).active.iter_rows(values_only=False)
    at = [cell.value for cell in head].index("text")
    assert [line[at].value for line in lines] == [*texts[:3], "bell \ufffd and \U0001f600"]
    assert {line[at].data_type for line in lines} == {"s"}
    row = [cell.value for cell in head].index("row")
    assert [line[row].value for line in lines] == [0, 1, 2, 3]


def test_a_workbook_says_where_a_text_was_cut_and_goes_on_on_another_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.files.workbooks.MOST_ROWS", 3)
    project = text_project(items=5)
    Item.objects.filter(row=0).update(text="x" * 40_000)
    path = tmp_path / "out.xlsx"
    export_to_path(project, path, Export(what="items", format="xlsx"))
    book = load_workbook(path)
    assert [sheet.max_row for sheet in book] == [3, 3, 2]
    assert len({tuple(cell.value for cell in sheet[1]) for sheet in book}) == 1
    cut = str(book.worksheets[0].cell(2, 4).value)
    assert (len(cut), cut.endswith("(cut: Excel holds no more)")) == (32_767, True)


def test_an_empty_project_gives_a_table_with_its_head(tmp_path: Path) -> None:
    project = text_project(items=0, start=False)
    path = tmp_path / "out.xlsx"
    assert export_to_path(project, path, Export(what="items", format="xlsx")).n_rows == 0
    assert load_workbook(path).active.max_row == 1


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"state": "labelled"}, [0, 2]),
        ({"state": "tied"}, [1]),
        ({"state": "unlabelled"}, [3]),
        ({"state": "set_aside"}, [4]),
        ({"label": "good"}, [0]),
        ({"label": "bad"}, [2]),
        ({"role": "audit"}, [2]),
        ({"split": "test"}, [1, 3]),
        ({"split": "test", "state": "tied"}, [1]),
        ({}, [0, 1, 2, 3, 4]),
    ],
)
def test_items_are_chosen_by_what_is_said(tmp_path: Path, said: dict[str, str], expected: list[int]) -> None:
    project = judged()
    Item.objects.filter(row__in=[1, 3]).update(metadata={"split": "test"})
    Item.objects.filter(row=2).update(role="audit")
    Item.objects.filter(row=4).update(state="set_aside")
    assert [line["row"] for line in rows(project, tmp_path, **said)] == expected
    by_answer = {line["row"] for line in rows(project, tmp_path, what="answers", **said)}
    assert by_answer == {row for row in expected if row != 4}


@pytest.mark.parametrize(
    ("said", "word"),
    [({"state": "done"}, "State"), ({"role": "boss"}, "Role"), ({"colour": "red"}, "colour"), ({"label": "x"}, "“x”")],
)
def test_a_filter_that_means_nothing_is_refused(tmp_path: Path, said: dict[str, str], word: str) -> None:
    with pytest.raises(Invalid, match=word):
        rows(text_project(), tmp_path, **said)


def test_the_table_of_labels_counts_items_by_consensus(tmp_path: Path) -> None:
    project = judged()
    lines = rows(project, tmp_path, "labels")
    got = [(line["position"], line["label"], line["items"], line["answers"]) for line in lines]
    assert got == [(0, "good", 1, 3), (1, "bad", 1, 3)]


@pytest.mark.parametrize(
    ("name", "options", "what", "file_format"),
    [
        ("a.csv", {}, "answers", "csv"),
        ("a.JSONL", {}, "answers", "jsonl"),
        ("a.xlsx", {"what": "items"}, "items", "xlsx"),
        ("a.dat", {"format": "csv"}, "answers", "csv"),
        ("a.csv", {"format": "csv-spreadsheet"}, "answers", "csv-spreadsheet"),
    ],
)
def test_what_is_not_said_is_told_by_the_ending(
    name: str, options: dict[str, str], what: str, file_format: str
) -> None:
    export = Export.to_path(Path(name), what=options.get("what"), format=options.get("format"))
    assert (export.what, export.format) == (what, file_format)


def test_an_export_is_what_a_job_stores_of_it() -> None:
    export = Export(what="items", format="xlsx", items=ItemFilter(state="tied", split="test"))
    assert Export.of(json.loads(json.dumps(export.as_json))) == export


def test_the_command_line_chooses_what_and_of_which_items(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = judged()
    path = tmp_path / "out.jsonl"
    call_command("export", project.name, str(path), what="items", state="labelled")
    assert "2 items written" in capsys.readouterr().out
    assert [json.loads(line)["row"] for line in path.read_text().splitlines()] == [0, 2]


def test_a_parquet_file_has_types_and_reads_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.files.parquet_files.ROWS_AT_ONCE", 2)
    project = judged()
    Item.objects.filter(row=0).update(metadata={"stars": 4, "tags": ["a"], "shop": "=1+1"})
    path = tmp_path / "out.parquet"
    assert export_to_path(project, path, Export(what="items", format="parquet")).n_rows == 5
    with path.open("rb") as file:
        read = read_parquet(file).read_all()
    assert repr(read.schema.field("sure").type) == repr(DataType.float64())
    assert repr(read.schema.field("tie").type) == repr(DataType.bool())
    assert read["row"].to_pylist() == [0, 1, 2, 3, 4]
    assert read["sure"].to_pylist() == [2 / 3, 0.5, 1.0, None, None]
    assert (read["tags"].to_pylist()[0], read["stars"].to_pylist()[0], read["shop"].to_pylist()[0]) == (
        *('["a"]', 4.0),
        "=1+1",
    )


def test_every_kind_of_export_is_made_in_every_format(tmp_path: Path) -> None:
    project = judged()
    for what in ("items", "answers", "labels"):
        counts = {
            export_to_path(project, tmp_path / name, Export(what=what, format=name)).n_rows for name in TABLE_FORMATS
        }
        assert len(counts) == 1


def test_what_a_job_writes_of_its_progress_is_seen_while_the_rows_come(tmp_path: Path) -> None:
    project = text_project(items=3)
    rows_ = streamed("SELECT row FROM annotator_item WHERE project_id = %s ORDER BY row", (project.pk,))
    assert next(rows_) == (0,)
    Item.objects.filter(row=1).delete()
    assert list(rows_) == [(1,), (2,)], "a snapshot"


def test_what_can_be_taken_home_is_said_with_what_is_missing() -> None:
    offers = {offer.what: offer for offer in offers_of(judged())}
    assert list(offers) == list(FORMATS)
    assert "2 of 5 have a label, 1 are tied." in offers["items"].about
    assert (offers["items"].rows, offers["answers"].rows, offers["labels"].rows) == (5, 8, 2)
    assert offers["predictions"].missing == offers["model"].missing != ""
    assert offers["items"].missing == ""
    empty = {offer.what: offer for offer in offers_of(text_project(name="New", items=0, start=False))}
    assert (empty["items"].missing, empty["answers"].missing) == (
        "There are no items yet.",
        "Nobody has answered anything yet.",
    )
