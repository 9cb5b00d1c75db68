"""The Python client and the real product: what client/README.md shows, and a machine that suggests."""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from labelapp_client import Client, Conflict, NotAllowed, Project
from tests.stack import ROOT, Stack, running

PASSWORD = "correct horse battery"
README = (ROOT / "client/README.md").read_text()
EXAMPLES = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Site:
    """The running product, and how mara's programs come in."""

    stack: Stack
    token: str

    @property
    def client(self) -> Client:
        return Client(self.stack.url, self.token)

    @property
    def environment(self) -> dict[str, str]:
        return {"LABELAPP_URL": self.stack.url, "LABELAPP_TOKEN": self.token}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with running() as stack:
        stack.command("create_account", "mara", "--password", PASSWORD, "--manager")
        stack.command("create_account", "bob", "--password", PASSWORD)
        token = stack.command("create_token", "mara", "--name", "tests", "--scopes", "manage").strip()
        yield Site(stack, token)


def reviews(n: int) -> list[dict[str, Any]]:
    words = ("great and works", "broken and late")
    return [{"id": f"r{i}", "text": f"Number {i}: {words[i % 2]}.", "price": i / 2} for i in range(n)]


def test_what_the_readme_shows_happens(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in site.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=Frame))
    known: dict[str, Any] = {}
    assert len(EXAMPLES) == 4
    for example in EXAMPLES:
        exec(example, known)
    assert {row["external_id"] for row in known["labelled"]} <= {f"r{n}" for n in range(60)}
    assert known["labelled"][0]["shop"] == "Kiel"
    assert len(known["frame"]) == 60
    predicted = Path("predictions.csv").read_text().splitlines()
    assert len(predicted) == 1 + 40
    assert "prediction" in predicted[0]


class Frame(list[dict[str, Any]]):
    """As much of a DataFrame as the example asks of one."""

    def __getitem__(self, columns: Any) -> Any:
        return [[row[name] for name in columns] for row in self]


def suggest(site: Site, project: Project) -> str:
    """Run the example as people do."""
    return subprocess.run(
        [sys.executable, "client/examples/suggest.py", project.name],
        cwd=ROOT,
        env={**os.environ, **site.environment, "PYTHONPATH": "client"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout


def test_a_machine_suggests_what_it_has_not_seen_and_nothing_of_it_is_an_answer(site: Site) -> None:
    project = site.client.create_project(
        "Machine", reviews(30), text_column="text", id_column="id", labels=["good", "bad"]
    )
    site.client.ask("people_add", path={"project_id": project.id}, body={"username": "bob", "role": "annotator"})
    project.start()
    assert suggest(site, project) == "30 suggestions, 0 refused\n"
    suggested = list(project.suggestions(model="words"))
    assert {(each["version"], each["label"]) for each in suggested} == {("1", "good"), ("1", "bad")}
    assert {each["external_id"]: each["label"] for each in suggested} == {
        row["id"]: ("good", "bad")[n % 2] for n, row in enumerate(reviews(30))
    }

    # Only what is new.
    project.add_items(
        [{"external_id": "new", "text": "It works."}, {"external_id": "r1", "text": reviews(2)[1]["text"]}]
    )
    assert suggest(site, project) == "1 suggestions, 0 refused\n"
    assert suggest(site, project) == "0 suggestions, 0 refused\n"

    # Nobody has answered, nothing is spent, and who labels sees nothing of it.
    assert project.count_items(state="unlabelled") == {"count": 31, "is_exact": True}
    assert list(project.answers()) == []
    assert (project.read()["labels_done"], project.read()["spent_money"]) == (0, "0.0000")
    assert {row["label"] for row in project.results()} == {None}
    bob = site.stack.person("bob", PASSWORD)
    deck = bob.send("POST", f"projects/{project.id}/deck", {"submission": str(uuid4()), "want": 10})
    assert len(deck["items"]) == 10
    assert {item["suggestion"] for item in deck["items"]} == {None}
    assert "words" not in str(deck)
    refused = bob.call("GET", f"projects/{project.id}/suggestions")[0]
    assert refused == 403


def test_items_come_back_with_their_columns_and_rows_that_are_left_out_are_warned_of(site: Site) -> None:
    rows = [*reviews(5), {"id": "empty", "text": "", "price": float("nan")}]
    with pytest.warns(UserWarning, match=r"5 items added, 1 left out"):
        project = site.client.create_project("Columns", rows, text_column="text", id_column="id")
    back = {row["external_id"]: row["price"] for row in project.results()}
    assert back == {row["id"]: row["price"] for row in reviews(5)}
    assert [item["external_id"] for item in project.items(count=2, sort="-external_id")] == [
        "r4",
        "r3",
        "r2",
        "r1",
        "r0",
    ]


def test_a_zip_of_pictures_is_a_project_too(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "pets.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for colour in ("red", "blue"):
            Image.new("RGB", (8, 8), colour).save(picture := io.BytesIO(), "PNG")
            archive.writestr(f"{colour}/a.png", picture.getvalue())
    project = site.client.create_project("Pets", path, kind="image", labels_are="truth")
    items = {item["truth"]: item for item in project.items()}
    assert items.keys() == {"red", "blue"}
    assert site.client.ask("media_get", path={"item_id": items["red"]["id"]}).startswith(b"\x89PNG")
    assert [label["name"] for label in project.read()["labels"]] == ["red", "blue"]


def test_what_the_server_refuses_it_says_in_its_own_words(site: Site) -> None:
    site.client.create_project("Taken", reviews(1), text_column="text")
    with pytest.raises(Conflict, match="Taken") as caught:
        site.client.create_project("Taken", reviews(1))
    assert (caught.value.status, caught.value.code, caught.value.attr) == (409, "name_taken", "name")
    with pytest.raises(NotAllowed, match="does not work"):
        Client(site.stack.url, "mistyped").projects()


def test_a_project_whose_items_cannot_be_taken_is_named(site: Site, tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(Exception, match="zip") as caught:
        site.client.create_project("Broken", broken)
    number = site.client.project("Broken").id
    assert caught.value.__notes__ == [f"The project “Broken” (number {number}) is there all the same."]


def test_every_operation_can_be_asked_by_its_name(site: Site) -> None:
    assert site.client.ask("session_get")["user"]["username"] == "mara"
