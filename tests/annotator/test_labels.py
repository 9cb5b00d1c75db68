"""The labels of a project as they are stored: by import, by command, through the API; in drafts and while it runs."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from annotator import limits
from annotator.errors import Invalid
from annotator.label_keys import KEYS, LABEL_COLORS, RESERVED_KEYS
from annotator.models import Item, Label, Project
from annotator.services.imports.start import import_path
from annotator.services.projects import projects
from annotator.services.projects.labels import WantedLabel, add_labels
from tests.asking import browser_of
from tests.cast import alice, text_project

pytestmark = pytest.mark.django_db


def draft(*labels: str) -> Project:
    return text_project(items=0, labels=labels, start=False)


def running(*labels: str) -> Project:
    return text_project(items=0, labels=labels)


def keys(project: Project) -> dict[str, str]:
    return dict(project.labels.values_list("name", "key"))


def as_they_are(project: Project) -> list[WantedLabel]:
    return [WantedLabel(id=label.pk, name=label.name) for label in project.labels.all()]


def change(project: Project, *labels: WantedLabel) -> dict[str, str]:
    projects.update(project.pk, changes={}, labels=labels)
    return keys(project)


def call(project: Project, path: str, body: dict[str, Any], *, method: str = "post") -> Any:
    client = browser_of(alice())
    address = f"/api/projects/{project.pk}{path}"
    return getattr(client, method)(address, data=json.dumps(body), content_type="application/json")


def test_a_class_called_by_a_digit_takes_its_key_back_when_a_later_batch_brings_it() -> None:
    project = draft("none", "two")
    add_labels(project, ["2", "1"])
    assert keys(project) == {"none": "3", "two": "4", "2": "2", "1": "1"}
    assert [label.position for label in project.labels.all()] == [0, 1, 2, 3]


def test_names_that_are_known_change_nothing() -> None:
    project = draft("good", "bad")
    before = list(project.labels.values())
    assert add_labels(project, ["Good", " bad"])["Good"].name == "good"
    assert list(project.labels.values()) == before


def test_an_import_gives_each_digit_to_its_class_though_others_come_first(tmp_path: Path) -> None:
    project = projects.create(name="Stars", kind="text", owner=alice())
    path = tmp_path / "stars.csv"
    path.write_text("text,label\nodd,not said\nbad,-2\nfine,2\nso so,1\n")
    assert import_path(project, path).state == "done"
    assert keys(project) == {"not said": "3", "-2": "4", "2": "2", "1": "1"}


def test_create_project_gives_digits_to_the_classes_that_are_called_so() -> None:
    call_command("create_project", "Ratings", kind="text", labels="cannot say,3,2,1")
    assert keys(Project.objects.get(name="Ratings")) == {"cannot say": "4", "3": "3", "2": "2", "1": "1"}


def test_the_api_takes_names_alone_and_gives_each_digit_to_its_class() -> None:
    project = draft()
    response = call(project, "", {"labels": [{"name": name} for name in ("-2", "0", "2", "1")]}, method="patch")
    assert [label["key"] for label in response.json()["labels"]] == ["3", "0", "2", "1"]


def test_names_without_numbers_are_the_labels_that_are_called_so_and_known_items_keep_their_truth() -> None:
    project = text_project(items=6, labels=("spam", "ham"), start=False)
    before = {label.name.casefold(): label.pk for label in project.labels.all()}
    truths = list(Item.objects.order_by("row").values_list("truth", flat=True))
    response = call(project, "", {"labels": [{"name": "Ham "}, {"name": "eggs"}, {"name": "spam"}]}, method="patch")
    after = {label["name"].casefold(): label["id"] for label in response.json()["labels"]}
    assert (after["ham"], after["spam"]) == (before["ham"], before["spam"])
    assert [label["name"] for label in response.json()["labels"]] == ["Ham", "eggs", "spam"]
    assert list(Item.objects.order_by("row").values_list("truth", flat=True)) == truths


def test_a_name_is_a_new_class_where_another_number_takes_the_label_that_was_called_so() -> None:
    project = draft("good", "bad")
    good, bad = project.labels.all()
    change(project, WantedLabel(id=good.pk, name="great"), WantedLabel(id=bad.pk, name="bad"), WantedLabel(name="good"))
    assert project.labels.get(name="good").pk not in (good.pk, bad.pk)
    assert project.labels.get(name="great").pk == good.pk


@pytest.mark.parametrize("path", ["", "/labels/preview"])
def test_a_label_that_is_named_twice_is_refused_with_the_field(path: str) -> None:
    project = draft("good", "bad")
    good = project.labels.get(name="good").pk
    labels = [{"id": good, "name": "good"}, {"id": good, "name": "better"}]
    response = call(project, path, {"labels": labels}, method="post" if path else "patch")
    assert response.status_code == 400
    error = response.json()["errors"][0]
    assert (error["code"], error["attr"]) == ("label_twice", "labels")
    assert keys(project) == {"good": "1", "bad": "2"}


def test_in_a_draft_a_renamed_class_gets_the_key_that_it_is_called_by() -> None:
    project = draft("cat", "dog")
    cat, dog = as_they_are(project)
    assert change(project, WantedLabel(id=cat.id, name="2"), dog) == {"2": "2", "dog": "1"}


def test_a_key_that_would_mean_another_class_is_refused_with_the_way_out() -> None:
    project = draft("-1", "1")
    minus, plus = as_they_are(project)
    with pytest.raises(Invalid, match=r"Give “-1” another key\.") as error:
        change(project, WantedLabel(id=minus.id, name="-1", key="1"), WantedLabel(id=plus.id, name="1", key="2"))
    assert error.value.code == "key_misleads"


def test_while_a_project_runs_no_key_moves_for_a_new_class() -> None:
    project = running("cat", "dog")
    with pytest.raises(Invalid) as error:
        change(project, *as_they_are(project), WantedLabel(name="2"))
    assert error.value.code == "key_misleads"
    assert keys(project) == {"cat": "1", "dog": "2"}
    assert change(project, *as_they_are(project), WantedLabel(name="7"))["7"] == "7"


def test_the_manager_may_free_a_key_for_a_new_class_while_the_project_runs() -> None:
    project = running("cat", "dog")
    cat, dog = as_they_are(project)
    moved = WantedLabel(id=dog.id, name="dog", key="d")
    assert change(project, cat, moved, WantedLabel(name="2")) == {"cat": "1", "dog": "d", "2": "2"}


def test_a_key_that_another_label_has_is_refused_while_the_project_runs() -> None:
    project = running("cat", "dog")
    cat, dog = as_they_are(project)
    with pytest.raises(Invalid, match="same key “1”"):
        change(project, cat, WantedLabel(id=dog.id, name="dog", key="1"))


def test_a_project_that_has_begun_with_misleading_keys_keeps_them_until_its_manager_changes_them() -> None:
    project = running("-1", "0", "1")
    Label.objects.filter(project=project).update(key="")
    for name, key in [("-1", "1"), ("0", "0"), ("1", "2")]:
        Label.objects.filter(project=project, name=name).update(key=key)
    minus, zero, plus = as_they_are(project)
    assert change(project, minus, WantedLabel(id=zero.id, name="neutral"), plus) == {
        "-1": "1",
        "neutral": "0",
        "1": "2",
    }
    swapped = [WantedLabel(id=minus.id, name="-1", key="2"), zero, WantedLabel(id=plus.id, name="1", key="1")]
    assert change(project, *swapped) == {"-1": "2", "0": "0", "1": "1"}


def test_the_preview_is_what_will_be_stored_and_stores_nothing() -> None:
    project = draft("cat", "2")
    cat, two = [{"id": label.pk, "name": label.name} for label in project.labels.all()]
    body = {"labels": [cat, {"name": "1"}, two, {"name": "x", "color": "#123456"}, {"name": "owl", "key": "o"}]}
    shown = call(project, "/labels/preview", body).json()
    assert keys(project) == {"cat": "1", "2": "2"}
    stored = call(project, "", body, method="patch").json()["labels"]
    assert shown == [{"key": label["key"], "color": label["color"]} for label in stored]
    assert [label["key"] for label in shown] == ["3", "1", "2", "x", "o"]


def test_the_preview_refuses_what_would_be_refused() -> None:
    body = {"labels": [{"name": "-1", "key": "1"}, {"name": "1"}]}
    response = call(draft(), "/labels/preview", body)
    assert response.status_code == 400
    assert [(error["code"], error["attr"]) for error in response.json()["errors"]] == [("key_misleads", "labels")]


def test_the_schema_tells_the_browser_keys_colours_and_limits() -> None:
    constants = (
        Client().get("/api/schema", headers={"accept": "application/vnd.oai.openapi+json"}).json()["x-constants"]
    )
    assert (constants["LABEL_KEYS"], constants["RESERVED_KEYS"]) == (KEYS, RESERVED_KEYS)
    assert constants["LABEL_COLORS"] == list(LABEL_COLORS)
    assert constants["MAX_ANSWERS"] == limits.MAX_ANSWERS
    assert constants["PROJECT_BOUNDS"]["overlap"] == list(limits.PROJECT_BOUNDS["overlap"])
