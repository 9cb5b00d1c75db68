"""The requests in docs/api.md are sent, in their order, and answered as it says."""

import argparse
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from annotator.services.accounts import tokens
from tests.cast import alice, text_project

pytestmark = pytest.mark.django_db

TEXT = (Path(__file__).parents[2] / "docs/api.md").read_text()
SITE = "http://testserver"


@dataclass(frozen=True)
class Example:
    """A curl command, and the status it is said to get; None: one that says that all is well."""

    command: str
    status: int | None


def examples() -> Iterator[Example]:
    for block in re.findall(r"^```sh\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL):
        status = None
        for line in re.sub(r"\\\n\s*", "", block).replace("\n    ", " ").splitlines():
            if line.startswith("#"):
                status = int(line.lstrip("# "))
            else:
                yield Example(line, status)
                status = None


def arguments(command: str, known: dict[str, str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("-H", action="append", default=[], dest="headers")
    parser.add_argument("-X", dest="method")
    parser.add_argument("-D", dest="shown")
    parser.add_argument("--json")
    curl, *words = shlex.split(command)
    assert curl == "curl"
    return parser.parse_args([re.sub(r"\$([A-Z]+)", lambda name: known[name[1]], word) for word in words])


def sent(command: str, known: dict[str, str]) -> Any:
    said = arguments(command, known)
    headers = dict(header.split(": ", 1) for header in said.headers)
    method = said.method or ("GET" if said.json is None else "POST")
    address = said.address.removeprefix(SITE)
    return Client(headers=headers, enforce_csrf_checks=True).generic(
        method, address, said.json or "", content_type="application/json"
    )


def learned(answer: Any) -> dict[str, str]:
    """What the next example may name: the tag that came, an item that is held, a label."""
    body = answer.json() if answer.content else {}
    found = {}
    if isinstance(body, dict) and body.get("items") and body.get("project"):
        found = {"ITEM": str(body["items"][0]["id"]), "LABEL": str(body["project"]["labels"][0]["id"])}
    return found


def test_the_examples_are_answered_as_it_is_said() -> None:
    project = text_project()
    secret = tokens.create(alice(), name="examples", scopes=["manage"]).secret
    known = {"TOKEN": secret, "SITE": SITE, "PROJECT": str(project.pk), "PERSON": str(alice().pk)}
    answers = []
    for example in examples():
        answer = sent(example.command, known)
        well = answer.status_code < 300 if example.status is None else answer.status_code == example.status
        assert well, f"{example.command}\n{answer.status_code} {answer.content.decode()}"
        known |= learned(answer)
        if "-D -" in example.command:
            known["ETAG"] = answer["ETag"]
        answers.append(answer)
    assert len(answers) >= 8
    assert [result["status"] for result in answers[3].json()["results"]] == ["accepted"]


def test_the_error_that_is_shown_is_the_one_that_comes() -> None:
    secret = tokens.create(alice(), name="examples", scopes=["manage"]).secret
    shown = re.findall(r"^```json\n(.*?)\n```", TEXT, re.MULTILINE | re.DOTALL)
    asked = [example.command for example in examples() if example.status == 400]
    answer = sent(asked[0], {"TOKEN": secret, "SITE": SITE})
    assert [answer.json()] == [json.loads(text) for text in shown]
