"""Fields and parameters that are not known are refused by name: what is overlooked would be lost without a word."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator
from rest_framework import serializers

from annotator.api import schema_codes
from annotator.api.bodies import Body
from annotator.api.view import parameters_of
from annotator.models import Annotation
from tests.asking import browser_of, send
from tests.cast import alice, bob, deck, text_project

pytestmark = pytest.mark.django_db


def errors_of(answer: Any) -> set[tuple[str, str]]:
    return {(error["code"], error["attr"]) for error in answer.json()["errors"]}


def test_an_unknown_field_is_named_beside_whatever_else_is_wrong() -> None:
    project = text_project()
    answer = send(browser_of(alice()), "patch", f"projects/{project.pk}", {"overlap": 0, "overlapp": 2})
    assert answer.status_code == 400
    assert errors_of(answer) == {("min_value", "overlap"), ("unknown_field", "overlapp")}


def test_an_unknown_field_is_named_where_it_stands() -> None:
    project = text_project()
    body = {"labels": [{"name": "good"}, {"name": "bad", "colour": "#000000"}]}
    answer = send(browser_of(alice()), "post", f"projects/{project.pk}/labels/preview", body)
    assert errors_of(answer) == {("unknown_field", "labels.1.colour")}


def test_nothing_of_a_body_with_an_unknown_field_is_done() -> None:
    project = text_project()
    send(browser_of(alice()), "patch", f"projects/{project.pk}", {"overlap": 3, "x": 1})
    project.refresh_from_db()
    assert project.overlap == 1


def test_an_answer_with_an_unknown_field_is_refused_by_itself() -> None:
    project = text_project()
    leases = deck(project, bob(), want=2).leases
    label = project.labels.all()[0].pk
    plain = {"label": label, "answered_at": "2026-11-28T10:00:00Z"}
    answers = [
        {**plain, "key": str(uuid.uuid4()), "item": leases[0].item_id, "coment": "unsure"},
        {**plain, "key": str(uuid.uuid4()), "item": leases[1].item_id},
    ]
    body = {"submission": str(uuid.uuid4()), "answers": answers}
    results = send(browser_of(bob()), "post", f"projects/{project.pk}/deck", body).json()["results"]
    assert [result["status"] for result in results] == ["refused", "accepted"]
    assert "“coment”" in results[0]["detail"]
    assert Annotation.objects.count() == 1


def test_an_unknown_field_of_an_exchange_refuses_it() -> None:
    project = text_project()
    body = {"submission": str(uuid.uuid4()), "wants": 5}
    answer = send(browser_of(bob()), "post", f"projects/{project.pk}/deck", body)
    assert errors_of(answer) == {("unknown_field", "wants")}


@pytest.mark.parametrize("path", ["projects", "projects/{project}", "jobs", "projects/{project}/log"])
def test_an_unknown_parameter_is_named(path: str) -> None:
    project = text_project()
    answer = browser_of(alice()).get(f"/api/{path.format(project=project.pk)}?befor=3&sort=name")
    assert answer.status_code == 400
    assert errors_of(answer) == {("unknown_parameter", "befor"), ("unknown_parameter", "sort")}


def test_who_is_not_signed_in_learns_nothing_of_parameters() -> None:
    assert Client().get("/api/projects?sort=name").status_code == 401


def test_a_number_that_is_too_long_to_be_read_is_refused() -> None:
    answer = browser_of(alice()).get(f"/api/jobs?project={'9' * 5000}")
    assert errors_of(answer) == {("invalid", "project")}


@pytest.mark.slow
def test_the_parameters_that_are_known_are_those_of_the_schema() -> None:
    """What a view only told the schema, without `operation`, it would refuse."""
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]  # drf-spectacular's own
    schema = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # the same
    for path, operations in schema["paths"].items():
        view = resolve(re.sub(r"{\w+}", "1", path)).func.view_class  # type: ignore[attr-defined]  # as_view sets it
        for method, told in operations.items():
            named = {each["name"] for each in told.get("parameters", []) if each["in"] == "query"}
            assert parameters_of(getattr(view, method)) == named, f"{method} {path}"


def test_every_body_refuses_what_it_does_not_know() -> None:
    def below(kind: type[Any]) -> list[type[Any]]:
        return [each for child in kind.__subclasses__() for each in (child, *below(child))]

    bodies = [kind for kind in below(serializers.Serializer) if kind.__module__.startswith("annotator.api")]
    loose = {kind.__name__ for kind in bodies if kind.__name__.endswith(("In", "IO")) and not issubclass(kind, Body)}
    assert loose == set()


def test_each_status_code_has_its_example_in_the_envelope() -> None:
    for code, refusal in schema_codes.REFUSALS.items():
        content = refusal.response["content"]["application/json"]
        assert [error["code"] for error in content["example"]["errors"]] == [refusal.code], code
