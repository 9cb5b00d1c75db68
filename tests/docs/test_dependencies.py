"""Each dependency has its line in docs/dependencies.md, and each line its dependency."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXPLAINED = (ROOT / "docs/dependencies.md").read_text()


def required(name: str) -> set[str]:
    lines = (ROOT / name).read_text().splitlines()
    return {match.group().lower() for line in lines if (match := re.match(r"[A-Za-z][\w.-]*", line))}


def explained(title: str) -> set[str]:
    """The packages in the first table after these words."""
    rows = EXPLAINED.partition(title)[2].partition("|---|")[2].partition("\n\n")[0]
    return set(re.findall(r"^\| ([\w@/.-]+) \|", rows, re.MULTILINE))


@pytest.mark.parametrize(
    "name",
    [
        "requirements-web.txt",
        "requirements.txt",
        "requirements-encoders.txt",
        "requirements-extra.txt",
        "requirements-dev.txt",
    ],
)
def test_each_python_package_is_explained_and_nothing_else_is(name: str) -> None:
    assert explained(f"\n`{name}`") == required(name)


def test_each_package_of_the_browser_is_explained_and_nothing_else_is() -> None:
    package = json.loads((ROOT / "frontend/package.json").read_text())
    assert explained("\n`frontend/package.json`") == package["dependencies"].keys()


def test_what_builds_and_tests_the_browsers_part_is_named() -> None:
    package = json.loads((ROOT / "frontend/package.json").read_text())
    named = EXPLAINED.partition("To build, check and test it:")[2].strip().removesuffix(".")
    assert set(re.split(r",\s+", named)) == package["devDependencies"].keys()
