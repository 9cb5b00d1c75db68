"""The API keeps what its schema says, whatever is sent: nobody, an annotator and a manager ask for everything.

schemathesis draws requests by the schema and against it, the same ones each time. Each is rolled back, so that all of
them meet one world, in which most numbers of most addresses are somebody's.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from schemathesis import Config, GenerationMode, Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from annotator.models import Item, Job, Membership, Upload, User
from tests.cast import alice, answer, benchmark_of, bob, decided, deck, delivery_to, text_project

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


Operation = schemathesis.APIOperation[Any, Any, Any, Any]
Case = schemathesis.Case[Any]

CHECKS = [status_code_conformance, content_type_conformance, response_schema_conformance]
TOKEN = "x" * 32
# What serializers say of a body that the schema could have told apart.
OF_FORM = {
    *(
        "invalid",
        "required",
        "null",
        "blank",
        "invalid_choice",
        "not_a_list",
        "not_a_dict",
        "empty",
        "date",
        "datetime",
    ),
    *("min_value", "max_value", "min_length", "max_length", "max_digits", "max_decimal_places", "max_whole_digits"),
    *("max_string_length", "parse_error", "unsupported_media_type", "method_not_allowed"),
}
# Which names and passwords are good enough only the server can say.
BEYOND_A_SCHEMA = {"name", "username", "password"}


@dataclass(frozen=True)
class Identity:
    """Who asks, and how often for each operation: as the schema wants it, and as it does not."""

    user: Callable[[], User] | None
    right: int
    wrong: int


IDENTITIES = {
    "nobody": Identity(None, right=2, wrong=2),
    "annotator": Identity(bob, right=6, wrong=5),
    "manager": Identity(alice, right=20, wrong=12),
}


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Requests share the test's transaction, as those of Django's own client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@cache
def api() -> Any:
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]  # drf-spectacular's own
    schema = json.loads(json.dumps(generator.get_schema(request=None, public=True), default=str))  # type: ignore[no-untyped-call]  # drf-spectacular's own
    # NUL is refused in words everywhere, and no schema says so.
    loaded = schemathesis.openapi.from_dict(schema, config=Config.from_dict({"generation": {"allow-x00": False}}))
    loaded.app = get_wsgi_application()
    return loaded


def world() -> dict[str, Any]:
    """Alice's project with one of everything: the numbers by which addresses name it."""
    project = text_project(price_per_label="0.10", budget_money="50.00", items=30)
    item = deck(project, bob(), want=3).leases[0].item_id
    deck(project, bob(), answers=[answer(item, project.labels.all()[0].pk)])
    picture = Item.objects.filter(project=project).latest("row")
    name = default_storage.save("picture.png", ContentFile(b"not looked at"))
    export = default_storage.save("export.csv", ContentFile(b"item,label"))
    Item.objects.filter(pk=picture.pk).update(media=name, width=4, height=3)
    Upload.objects.create(project=project, filename="more.csv", path="more.csv", size=9)
    job = Job.objects.create(project=project, kind="export", title="Export", state="done", result_path=export)
    delivery = delivery_to(project)
    return {
        "webhook_id": delivery.webhook_id,
        "delivery_id": delivery.pk,
        "project_id": project.pk,
        "person_id": Membership.objects.get(project=project, user=bob()).pk,
        "item_id": picture.pk,
        "decision_id": decided(project),
        "benchmark_id": benchmark_of(project).pk,
        "job_id": str(job.pk),
    }


def cookies_of(user: User | None) -> dict[str, str]:
    client = Client()
    if user is not None:
        client.force_login(user)
    return {"csrftoken": TOKEN, **{name: morsel.value for name, morsel in client.cookies.items()}}


def requests_to(operation: Operation, numbers: dict[str, Any], mode: GenerationMode) -> SearchStrategy[Case]:
    names = [parameter.name for parameter in operation.path_parameters]
    known = operation.as_strategy(mode, path_parameters={name: numbers[name] for name in names if name in numbers})
    return st.one_of(known, known, known, operation.as_strategy(mode)) if names else known


def send(case: Case, cookies: dict[str, str]) -> Response:
    with transaction.atomic():
        response = case.call(cookies=cookies, headers={"X-CSRFToken": TOKEN}, environ_base={"REMOTE_ADDR": "192.0.2.1"})
        transaction.set_rollback(True)
    return response


def explore(operation: Operation, strategy: SearchStrategy[Case], *, times: int, cookies: dict[str, str]) -> None:
    @settings(max_examples=times, derandomize=True, database=None, phases=[Phase.generate])
    @given(strategy)
    def ask(case: Case) -> None:
        response = send(case, cookies)
        case.validate_response(response, checks=CHECKS)
        if case.meta and case.meta.generation.mode.is_positive and response.status_code == 400:
            untold = [error for error in response.json()["errors"] if _of_form(error)]
            assert not untold, f"the schema allows what is refused: {untold}\n{case.as_curl_command()}"

    ask()


def _of_form(error: dict[str, str]) -> bool:
    return error["code"] in OF_FORM and error["attr"] not in BEYOND_A_SCHEMA


def _asked(operation: Operation, identity: Identity) -> list[tuple[GenerationMode, int]]:
    """Where nothing is sent, nothing can be wrong."""
    right, wrong = (GenerationMode.POSITIVE, identity.right), (GenerationMode.NEGATIVE, identity.wrong)
    return [right, wrong] if [*operation.body, *operation.query] else [right]


def test_only_bodies_of_which_everything_may_be_missing_may_be_missing() -> None:
    bodies = {
        operation["operationId"]: operation["requestBody"].get("required", False)
        for operations in api().raw_schema["paths"].values()
        for operation in operations.values()
        if "requestBody" in operation
    }
    optional = {name for name, is_required in bodies.items() if not is_required}
    assert optional == {"project_change", "webhook_change", "uploads_look_again"}


@pytest.mark.parametrize("name", IDENTITIES)
def test_every_answer_is_as_the_schema_says(name: str, subtests: pytest.Subtests) -> None:
    identity, numbers = IDENTITIES[name], world()
    cookies = cookies_of(identity.user() if identity.user else None)
    for found in api().get_all_operations():
        operation = found.ok()
        for mode, times in _asked(operation, identity):
            with subtests.test(operation=operation.label, mode=mode.name):
                explore(operation, requests_to(operation, numbers, mode), times=times, cookies=cookies)
