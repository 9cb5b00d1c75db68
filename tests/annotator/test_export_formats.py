"""Exports for other tools: texts with all their answers, data sets as folders, pictures by class."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from annotator.errors import Conflict
from annotator.files import Record, open_texts
from annotator.models import Item, Project, Suggestion
from annotator.services.exports.description import FORMATS, RECORD_FORMATS, Export
from annotator.services.exports.offers import offers_of
from annotator.services.exports.write import export_to_path
from tests.annotator.test_item_exports import answered, judged
from tests.annotator.test_pixels import image_project
from tests.cast import text_project

pytestmark = pytest.mark.django_db(transaction=True)


def content(project: Project, folder: Path, name: str, **items: Any) -> bytes:
    path = folder / "out"
    export_to_path(project, path, Export.of({"what": "items", "format": name, "items": items}))
    return path.read_bytes()


def members(project: Project, folder: Path, name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content(project, folder, name))) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def with_suggestion() -> Project:
    project = judged()
    item = project.items.get(row=4)
    label = project.labels.get(name="good")
    Suggestion.objects.create(project=project, item=item, model="gpt", version="4", label=label, probability=0.75)
    Item.objects.filter(row=0).update(external_id="x1", metadata={"shop": "north"})
    return project


def read(data: bytes, name: str) -> list[Record]:
    opened = open_texts(io.BytesIO(data), f"out.{name}")
    return [record for record in opened.records() if isinstance(record, Record)]


def test_every_answer_and_suggestion_is_in_our_own_lines(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in content(with_suggestion(), tmp_path, "records").splitlines()]
    assert [len(line["answers"]) for line in lines] == [3, 3, 1, 1, 0]
    first = lines[0]
    assert (first["external_id"], first["label"], first["metadata"]) == ("x1", "good", {"shop": "north"})
    assert [(each["person"], each["label"]) for each in first["answers"]] == [
        *(("alice", "good"), ("bob", "good")),
        ("rita", "bad"),
    ]
    assert lines[4]["suggestions"] == [{"label": "good", "model": "gpt", "version": "4", "probability": 0.75}]


def test_label_studio_reads_tasks_with_annotations_and_predictions(tmp_path: Path) -> None:
    tasks = json.loads(content(with_suggestion(), tmp_path, "label-studio"))
    assert [len(task["annotations"]) >= 1 for task in tasks] == [True] * 5
    assert tasks[0]["data"]["shop"] == "north"
    assert tasks[4]["predictions"][0]["score"] == 0.75
    assert {each["completed_by"]["email"] for each in tasks[0]["annotations"] if "completed_by" in each} == {
        *("alice", "bob"),
        "rita",
    }


def test_what_is_exported_for_another_tool_is_read_by_our_own_import(tmp_path: Path) -> None:
    project = with_suggestion()
    texts = list(project.items.order_by("row").values_list("text", flat=True))
    for name, ending in (("label-studio", "json"), ("doccano", "jsonl"), ("records", "jsonl")):
        back = read(content(project, tmp_path, name), ending)
        assert [record.text for record in back] == texts
    assert [len(record.answers) for record in back] == [3, 3, 1, 1, 0]


def test_fasttext_lines_have_the_label_of_consensus(tmp_path: Path) -> None:
    Item.objects.update(truth=None)
    project = judged()
    Item.objects.filter(project=project).update(truth=None)
    lines = content(project, tmp_path, "fasttext", state="labelled").decode().splitlines()
    assert [line.split()[0] for line in lines] == ["__label__good", "__label__bad"]


def test_a_text_data_set_is_told_by_its_card(tmp_path: Path) -> None:
    project = judged()
    Item.objects.filter(row__in=[1, 2]).update(metadata={"split": "my test", "n": 2, "tags": ["a"]})
    parts = members(project, tmp_path, "hf")
    assert set(parts) == {"README.md", "data/train.jsonl", "data/my_test.jsonl"}
    lines = [json.loads(line) for line in parts["data/my_test.jsonl"].splitlines()]
    assert [(line["row"], line["label"], line["tie"], line["tags"]) for line in lines] == [
        (1, None, True, '["a"]'),
        (2, 1, False, '["a"]'),
    ]
    card = parts["README.md"].decode()
    assert "- split: my_test\n    path: data/my_test.jsonl" in card
    assert "class_label:\n        names:\n          '0': \"good\"\n          '1': \"bad\"" in card
    assert "| good | 1 |" in card
    assert "| *none* | 3 |" in card
    assert "5 items: 2 in my_test, 3 in train. Made by 3 people." in card
    assert "No model has been measured" in card
    assert "## What it cost" in card


def pictures(folder: Path) -> Project:
    folder.mkdir()
    project = image_project(folder, n=4)
    for name in ("a/b", "c"):
        project.labels.create(name=name, position=project.labels.count(), color="#000000", key="")
    Project.objects.filter(pk=project.pk).update(status="active")
    project.refresh_from_db()
    answered(project, alice=["a/b", "c", "c"])
    return project


def test_pictures_lie_in_a_folder_for_each_label(tmp_path: Path) -> None:
    project = pictures(tmp_path / "pictures")
    Item.objects.filter(project=project, row=1).update(metadata={"file": "z/1.png", "split": "test"})
    path = tmp_path / "out.zip"
    written = export_to_path(project, path, Export(what="items", format="imagefolder"))
    assert (written.n_rows, list(written.notes)) == (3, ["1 items have no label, and so no folder."])
    with zipfile.ZipFile(path) as archive:
        names = sorted(archive.namelist())
        assert [name.split("-")[0] for name in names] == [
            *("test/c/0000001", "train/a_b/0000000"),
            "train/c/0000002",
        ]
        assert Image.open(io.BytesIO(archive.read(names[0]))).size == (16, 16)


def test_a_data_set_of_pictures_names_each_in_a_table(tmp_path: Path) -> None:
    parts = members(pictures(tmp_path / "pictures"), tmp_path, "hf")
    lines = [json.loads(line) for line in parts["data/train/metadata.jsonl"].splitlines()]
    assert [line["label"] for line in lines] == ["a/b", "c", "c", None]
    assert all(f"data/train/{line['file_name']}" in parts for line in lines)
    assert "path: data/train/**" in parts["README.md"].decode()


def test_what_is_for_the_other_kind_is_not_offered_and_refused(tmp_path: Path) -> None:
    texts, images = text_project(), pictures(tmp_path / "pictures")
    with pytest.raises(Conflict, match="has texts"):
        content(texts, tmp_path, "imagefolder")
    for name in RECORD_FORMATS:
        with pytest.raises(Conflict, match="for texts"):
            content(images, tmp_path, name)
    offered = {each.name for each in offers_of(images)[0].formats}
    assert offered == set(FORMATS["items"]) - set(RECORD_FORMATS)
    assert "imagefolder" not in {each.name for each in offers_of(texts)[0].formats}


def test_the_command_line_writes_a_folder_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = judged()
    call_command("export", project.name, str(tmp_path / "set"), format="hf")
    assert "5 items written" in capsys.readouterr().out
    assert {path.name for path in (tmp_path / "set").iterdir()} == {"README.md", "data"}
    with pytest.raises(CommandError, match="already"):
        call_command("export", project.name, str(tmp_path / "set"), format="hf")
    call_command("export", project.name, str(tmp_path / "tasks.json"))
    assert len(json.loads((tmp_path / "tasks.json").read_text())) == 5
