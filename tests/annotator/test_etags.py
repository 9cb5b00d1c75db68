"""Tags of projects: nothing is sent twice, and nobody overwrites what they have not read."""

import json
from typing import Any

import pytest
from django.test import Client

from annotator.models import Project
from annotator.services.projects import projects
from annotator.services.projects.labels import WantedLabel
from tests.asking import browser_of, code_of
from tests.cast import alice, answer, bob, deck, text_project

pytestmark = pytest.mark.django_db


def browser(user: Any = None) -> Client:
    return browser_of(user or alice())


def read(project: Project, client: Client | None = None, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return (client or browser()).get(f"/api/projects/{project.pk}", headers=named)


def change(project: Project, body: dict[str, Any], tag: str | None = None) -> Any:
    headers = {} if tag is None else {"if-match": tag}
    data = json.dumps(body)
    return browser().patch(f"/api/projects/{project.pk}", data=data, content_type="application/json", headers=headers)


def test_what_is_known_is_not_sent_again_until_anything_changes() -> None:
    project = text_project()
    tag = read(project)["ETag"]
    same = read(project, if_none_match=tag)
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", tag)
    assert read(project, if_none_match=f'W/{tag}, "other"').status_code == 304
    assert read(project, if_none_match='"other"').status_code == 200
    item = deck(project, bob(), want=1).leases[0].item_id
    deck(project, bob(), answers=[answer(item, project.labels.all()[0].pk)])
    assert read(project, if_none_match=tag).status_code == 200


def test_people_who_see_other_things_have_other_tags() -> None:
    project = text_project(price_per_label="0.10")
    assert read(project, browser(alice()))["ETag"] != read(project, browser(bob()))["ETag"]
    assert "Authorization" in read(project)["Vary"]


def test_a_change_that_was_meant_for_earlier_settings_is_refused_whole() -> None:
    project = text_project()
    tag = read(project)["ETag"]
    assert change(project, {"overlap": 2}, tag).status_code == 200
    late = change(project, {"guidelines": "Mine."}, tag)
    assert late.status_code == 412
    assert code_of(late) == "changed_meanwhile"
    project.refresh_from_db()
    assert (project.overlap, project.guidelines) == (2, "")


def test_the_answer_to_a_change_has_the_tag_for_the_next_one() -> None:
    project = text_project()
    tag = change(project, {"overlap": 2}, read(project)["ETag"])["ETag"]
    assert tag == read(project)["ETag"]
    assert change(project, {"overlap": 3}, tag).status_code == 200


def test_who_labels_meanwhile_stands_in_nobodys_way() -> None:
    project = text_project()
    tag = read(project)["ETag"]
    item = deck(project, bob(), want=1).leases[0].item_id
    deck(project, bob(), answers=[answer(item, project.labels.all()[0].pk)])
    assert read(project)["ETag"] != tag
    assert change(project, {"overlap": 2}, tag).status_code == 200


def test_a_change_that_changes_nothing_stands_in_nobodys_way() -> None:
    project = text_project()
    tag = read(project)["ETag"]
    labels = [{"id": label.pk, "name": label.name} for label in project.labels.all()]
    assert change(project, {"overlap": project.overlap, "labels": labels}).status_code == 200
    assert change(project, {"guidelines": "Mine."}, tag).status_code == 200
    assert change(project, {"guidelines": "Mine, too."}, tag).status_code == 412


def test_labels_are_settings_too() -> None:
    project = text_project()
    tag = read(project)["ETag"]
    labels = [WantedLabel(name=label.name, id=label.pk) for label in project.labels.all()]
    projects.update(project.pk, changes={}, labels=[*labels, WantedLabel(name="mixed")])
    assert change(project, {"overlap": 2}, tag).status_code == 412


@pytest.mark.parametrize("tag", ["*", None])
def test_who_does_not_care_changes_what_there_is(tag: str | None) -> None:
    assert change(text_project(), {"overlap": 2}, tag).status_code == 200


@pytest.mark.parametrize("tag", ['"other"', "no-quotes", "", '"-"', f'"{"9" * 6000}-x"', 'W/"²-x"', ","])
def test_a_tag_that_is_none_of_ours_is_no_settings_tag(tag: str) -> None:
    assert change(text_project(), {"overlap": 2}, tag).status_code == 412
