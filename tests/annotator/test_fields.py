"""Fields: columns beside the text that annotators see, and that the model may read."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from annotator.fields import text_read, value_text
from annotator.models import LogEntry, LogKind, Project
from annotator.selectors.counters import differences
from annotator.selectors.strategies import strategy_of
from annotator.services.imports.choices import Said, Shown
from annotator.services.imports.start import import_path
from annotator.services.projects import projects
from annotator.sources.features import contents_of
from annotator.sources.items import source_of
from tests.annotator.imported import table
from tests.annotator.test_uploads_api import post
from tests.asking import browser_of, code_of
from tests.cast import alice, draft

TRACES = [
    ("I do not know.", "Who wrote it?", 3, "good"),
    ("I do not know.", "When was it?", None, "bad"),
    ("In 1984.", "When was it?", 1, "good"),
]
SAID = Said(
    text_column="answer",
    labels_are="truth",
    fields=(Shown("prompt", "heading", read=True), Shown("turn"), Shown("nothing")),
)


def traces(folder: Path) -> Project:
    project = draft()
    path = table(folder, *TRACES, header=["answer", "prompt", "turn", "label"])
    assert import_path(project, path, said=SAID).counts["added"] == 3
    return projects.start(project.pk)


@pytest.mark.django_db
def test_the_deck_carries_the_fields_of_its_items_in_their_order(tmp_path: Path) -> None:
    project = traces(tmp_path)
    body = {"submission": "00000000-0000-0000-0000-000000000001", "want": 5}
    items = post(f"/api/projects/{project.pk}/deck", body).json()["items"]
    by_prompt = {item["fields"][0]["value"]: item for item in items if item["text"] == "I do not know."}
    assert by_prompt["Who wrote it?"]["fields"] == [
        {"name": "prompt", "look": "heading", "value": "Who wrote it?"},
        {"name": "turn", "look": "small", "value": "3"},
    ]
    assert [field["name"] for field in by_prompt["When was it?"]["fields"]] == ["prompt"]
    # A page that was loaded anew gets the same.
    again = post(f"/api/projects/{project.pk}/deck", {**body, "want": 5}).json()["items"]
    assert {item["id"]: item["fields"] for item in again} == {item["id"]: item["fields"] for item in items}
    assert differences(project) == []


@pytest.mark.django_db
def test_a_project_without_fields_shows_none(tmp_path: Path) -> None:
    project = draft()
    import_path(project, table(tmp_path, ("one", "x", "a"), ("two", "y", "b"), header=["text", "note", "label"]))
    projects.start(project.pk)
    body = {"submission": "00000000-0000-0000-0000-000000000001", "want": 5}
    items = post(f"/api/projects/{project.pk}/deck", body).json()["items"]
    assert [item["fields"] for item in items] == [[], []]


@pytest.mark.django_db
def test_the_model_reads_the_fields_it_is_given_and_its_features_know_it(tmp_path: Path) -> None:
    project = traces(tmp_path)
    read = source_of(project, strategy_of(project)).take(np.arange(3))
    assert read == ["Who wrote it?\nI do not know.", "When was it?\nI do not know.", "When was it?\nIn 1984."]
    with_prompt = contents_of(project)
    assert len(set(with_prompt.tolist())) == 3
    project.fields = [{**each, "read": False} for each in project.fields]
    assert not set(contents_of(project).tolist()) & set(with_prompt.tolist())


@pytest.mark.django_db
def test_the_preview_shows_them_as_the_deck_does(tmp_path: Path) -> None:
    project = draft()
    path = table(tmp_path, *TRACES, header=["answer", "prompt", "turn", "label"])
    address = f"/api/projects/{project.pk}/uploads"
    with path.open("rb") as file:
        upload = browser_of(alice()).post(address, {"file": file}).json()
    fields = [{"name": "turn", "look": "small"}, {"name": "prompt", "look": "heading"}]
    seen = post(f"{address}/{upload['id']}/preview", {"text_column": "answer", "fields": fields}).json()["preview"]
    assert [field["name"] for field in seen["items"][0]["fields"]] == ["turn", "prompt"]
    assert {column["name"]: column["meaning"] for column in seen["columns"]} == {
        "answer": "text",
        "prompt": "field",
        "turn": "field",
        "label": "label",
    }
    assert (seen["counts"]["rows"], seen["counts"]["items"]) == (3, 3)


def test_what_is_no_text_is_shown_in_words() -> None:
    assert [value_text(value) for value in (None, " a ", 3, 2.5, ["x"], {"a": "é"})] == [
        "",
        "a",
        "3",
        "2.5",
        '["x"]',
        '{"a": "é"}',
    ]
    assert text_read("text", {"a": "b"}, ["a", "missing"]) == "b\ntext"


def change(project: Project, fields: list[dict[str, object]]) -> Any:
    body = json.dumps({"fields": fields})
    return browser_of(alice()).patch(f"/api/projects/{project.pk}", body, content_type="application/json")


@pytest.mark.django_db
def test_a_manager_changes_which_columns_are_shown_and_open_pages_learn_of_it(tmp_path: Path) -> None:
    project = traces(tmp_path)
    before = Project.objects.get(pk=project.pk).version
    fields = [{"name": "turn", "look": "heading", "read": True}, {"name": "prompt", "look": "small", "read": False}]
    answer = change(project, fields)
    assert (answer.status_code, answer.json()["fields"]) == (200, fields)
    project.refresh_from_db()
    assert project.version > before
    body = {"submission": "00000000-0000-0000-0000-000000000001", "want": 5}
    items = post(f"/api/projects/{project.pk}/deck", body).json()["items"]
    shown = next(item["fields"] for item in items if item["text"] == "In 1984.")
    assert [(field["name"], field["look"]) for field in shown] == [("turn", "heading"), ("prompt", "small")]
    assert "1\nIn 1984." in source_of(project, strategy_of(project)).take(np.arange(3))
    last = LogEntry.objects.filter(project=project).latest("pk")
    assert (last.subject, last.after) == ("fields", "“turn” as heading, “prompt”")


@pytest.mark.django_db
def test_what_an_import_changes_of_the_columns_is_in_the_log(tmp_path: Path) -> None:
    project = traces(tmp_path)
    told = LogEntry.objects.get(project=project, subject="fields")
    assert (told.kind, told.before, told.after) == (LogKind.SETTING, "none", "“prompt” as heading, “turn”, “nothing”")


@pytest.mark.django_db
def test_what_tells_items_apart_does_so_though_nobody_sees_it_any_more(tmp_path: Path) -> None:
    project = traces(tmp_path)
    assert change(project, []).json()["fields"] == []
    body = {"submission": "00000000-0000-0000-0000-000000000001", "want": 5}
    items = post(f"/api/projects/{project.pk}/deck", body).json()["items"]
    assert {tuple(item["fields"]) for item in items} == {()}
    again = import_path(Project.objects.get(pk=project.pk), tmp_path / "reviews.csv", said=Said(text_column="answer"))
    assert (again.counts["added"], project.items.count()) == (0, 3)
    # Nor does a file with other columns change it, or another order.
    for fields in ((Shown("turn"),), (Shown("turn"), Shown("prompt"))):
        other = Said(text_column="answer", fields=fields)
        again = import_path(Project.objects.get(pk=project.pk), tmp_path / "reviews.csv", said=other)
        assert (again.counts["added"], project.items.count()) == (0, 3)
    project.refresh_from_db()
    assert [(each["name"], each["look"]) for each in project.fields] == [
        ("turn", "small"),
        ("prompt", "small"),
        ("nothing", "hidden"),
    ]


@pytest.mark.django_db
def test_a_column_that_is_shown_later_makes_no_item_another(tmp_path: Path) -> None:
    project = draft()
    path = table(tmp_path, ("one", "x"), ("two", "y"), header=["text", "note"])
    import_path(project, path)
    change(project, [{"name": "note", "look": "small"}])
    assert import_path(Project.objects.get(pk=project.pk), path).counts["added"] == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ([{"name": "a", "look": "small"}, {"name": "a", "look": "heading"}], "field_twice"),
        ([{"name": "a", "look": "hidden"}], "invalid_choice"),
        ([{"name": "", "look": "small"}], "blank"),
        ([{"name": f"c{n}", "look": "small"} for n in range(21)], "max_length"),
    ],
)
def test_fields_that_cannot_be_are_refused(fields: list[dict[str, object]], code: str) -> None:
    answer = change(draft(), fields)
    assert (answer.status_code, code_of(answer)) == (400, code)


@pytest.mark.django_db
def test_columns_that_can_be_shown_come_with_the_first_items(tmp_path: Path) -> None:
    project = traces(tmp_path)
    columns = browser_of(alice()).get(f"/api/projects/{project.pk}/columns").json()
    assert columns["names"] == ["prompt", "turn"]
    assert columns["items"][0] == {
        "id": project.items.get(row=0).pk,
        "text": "I do not know.",
        "image": "",
        "values": [{"name": "turn", "value": "3"}, {"name": "prompt", "value": "Who wrote it?"}],
    }


@pytest.mark.django_db
def test_fields_are_kept_with_the_project_and_tell_items_apart(tmp_path: Path) -> None:
    project = draft()
    rows = [("I do not know.", "Who wrote it?"), ("I do not know.", "When?")]
    path = table(tmp_path, *rows, header=["text", "prompt"])
    said = Said(fields=(Shown("prompt", "heading", read=True),))
    assert import_path(project, path, said=said).counts["added"] == 2
    project.refresh_from_db()
    assert project.fields == [{"name": "prompt", "look": "heading", "read": True, "place": 0, "identifies": True}]
    assert import_path(project, path).counts["unchanged"] == 2
