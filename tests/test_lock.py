"""constraints.txt: every version that is installed, wherever it comes from."""

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.test_architecture import ROOT

LOCKED = [line.partition("#")[0].strip() for line in (ROOT / "constraints.txt").read_text().splitlines()]
LOCK = [Requirement(line) for line in LOCKED if line]


def requirements(name: str) -> list[Requirement]:
    lines = (ROOT / name).read_text().splitlines()
    return [Requirement(line) for line in lines if re.match(r"\w", line)]


def test_every_line_is_one_version_and_names_no_place() -> None:
    for line in filter(None, LOCKED):
        assert re.fullmatch(r"[\w.-]+==[\w.]+( ; .+)?", line), line
        assert "://" not in line


@pytest.mark.parametrize(
    "name", ["requirements-web.txt", "requirements.txt", "requirements-dev.txt", "requirements-extra.txt"]
)
def test_what_is_asked_for_is_locked_to_a_version_that_was_asked_for(name: str) -> None:
    for wanted in requirements(name):
        locked = [row for row in LOCK if canonicalize_name(row.name) == canonicalize_name(wanted.name)]
        assert locked, f"{wanted.name} is not in constraints.txt: run make lock"
        for row in locked:
            version = str(row.specifier).removeprefix("==")
            assert wanted.specifier.contains(version), f"{row} does not fit {wanted}: run make lock"


def test_weights_come_in_one_version_by_hash_and_nothing_else_is_brought_along() -> None:
    text = (ROOT / "requirements-encoders.txt").read_text()
    asked = requirements("requirements-encoders.in")
    entries = re.findall(r"^([\w.-]+==[\w.]+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE)
    assert {name for name, _ in entries} == {str(wanted) for wanted in asked}
    assert len(re.findall(r"^\w", text, re.MULTILINE)) == len(asked)


def test_what_the_extra_brings_too_has_the_same_version_there() -> None:
    for wanted in requirements("requirements-encoders.in"):
        locked = [row for row in LOCK if canonicalize_name(row.name) == canonicalize_name(wanted.name)]
        assert all(row.specifier == wanted.specifier for row in locked), wanted
