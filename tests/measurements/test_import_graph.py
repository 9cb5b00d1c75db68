"""The import graph in numbers: what counts, and that of our own packages."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from measurements.import_graph import Imports, by_file, by_wing

Write = Callable[[Mapping[str, str]], None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Files of a package called house, by path, with what they say."""

    def written(files: Mapping[str, str]) -> None:
        for name, text in files.items():
            path = tmp_path / "house" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            (path.parent / "__init__.py").touch()

    monkeypatch.syspath_prepend(tmp_path)
    return written


def counted(imports: Imports) -> tuple[int, int, int, int, int]:
    return len(imports.of), imports.levels, imports.count, len(imports.back), len(imports.circles)


def test_a_folder_is_one_wing_and_what_it_imports_of_itself_does_not_count(write: Write) -> None:
    write(
        {
            "__init__.py": "",
            "top.py": "from house.wing import first\nfrom house.wing import second",
            "wing/first.py": "from house.wing import second\nfrom house import ground",
            "wing/second.py": "def late():\n    from house import ground",
            "ground.py": "import json",
        }
    )
    assert counted(by_wing("house")) == (3, 3, 2, 0, 0)
    assert counted(by_file("house")) == (5, 4, 5, 0, 0)


def test_a_circle_is_one_level_and_one_of_its_imports_runs_back(write: Write) -> None:
    write(
        {
            "__init__.py": "",
            "top.py": "from house import left",
            "left.py": "from house import right",
            "right.py": "from house import left, ground",
            "ground.py": "",
        }
    )
    wings = by_wing("house")
    assert counted(wings) == (4, 3, 4, 1, 1)
    assert wings.circles == [("house.left", "house.right")]
    assert wings.back == [("house.right", "house.left")]


def test_a_circle_between_wings_shows_where_no_two_files_make_one(write: Write) -> None:
    write(
        {
            "__init__.py": "",
            "east/__init__.py": "",
            "east/high.py": "from house.west import low",
            "east/low.py": "",
            "west/high.py": "from house.east import low",
            "west/low.py": "",
        }
    )
    assert by_file("house").circles == []
    assert by_wing("house").circles == [("house.east", "house.west")]


def test_a_package_that_imports_its_own_modules_is_one_of_them(write: Write) -> None:
    write({"__init__.py": "from house import ground", "ground.py": ""})
    assert counted(by_wing("house")) == (2, 2, 1, 0, 0)


@pytest.mark.parametrize("package", ["annotator", "annotator.services", "selection", "measurements", "labelapp"])
def test_our_own_packages_have_no_circles(package: str) -> None:
    assert by_wing(package).circles == []
    assert by_file(package).circles == []


def test_the_services_stand_in_few_wings_that_know_few_others() -> None:
    """What docs/architecture.md aims at. A new wing, or a new import between two, is a decision about the house."""
    services = by_wing("annotator.services")
    assert len(services.of) <= 16
    # Webhooks are told by queue, rounds, projects, jobs and review, and know locks and the project log: seven of these.
    # Review knows the queue, locks and the project log besides, and the queue writes there who was stopped.
    assert services.count <= 51
    assert services.back == []
