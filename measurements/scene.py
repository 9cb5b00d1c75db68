"""People, projects and rounds for a measurement, set up through the product's own services and API."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measurements.client import Client
from measurements.data import CLASSES, write_digits, write_texts
from measurements.stack import Stack, StackError
from selection import ENCODERS

PASSWORD = "correct horse battery"
ROUND_WITHIN_S = 300
FEATURES_WITHIN_S = 600
POLL_S = 0.1
DIGITS = [str(digit) for digit in range(10)]
# No round becomes due while labels are given: what is timed is the queue alone.
NO_ROUNDS = {"batch_size": 100_000, "start_fraction": 1.0}
# Nothing is computed beside an import: this strategy looks at no features.
NO_FEATURES = {"strategy": "random"}


@dataclass(frozen=True)
class Scene:
    """A stack with people in it. The first of them manages all projects."""

    stack: Stack
    people: list[str]

    def sign_in(self, number: int = 0) -> Client:
        client = Client(self.stack.port)
        client.sign_in(self.people[number], PASSWORD)
        return client

    def create(self, name: str, *, kind: str, path: Path | None, **settings: Any) -> int:
        """A draft with the items of `path`; its id."""
        labels = CLASSES if kind == "text" else DIGITS
        given = {"budget_labels": 1_000_000, "audit_share": 0.1, **settings}
        return int(
            self.stack.inside(
                "create_project",
                name=name,
                kind=kind,
                labels=list(labels),
                path="" if path is None else str(path),
                people=self.people,
                **given,
            )
        )

    def texts(self, name: str, *, count: int, **settings: Any) -> int:
        path = self.stack.folder / f"texts-{count}.csv"
        if not path.exists():
            write_texts(path, count=count, with_labels=True)
        return self.create(name, kind="text", path=path, **settings)

    def digits(self, name: str, *, count: int, **settings: Any) -> int:
        folder = self.stack.folder / f"digits-{count}"
        if not folder.exists():
            write_digits(folder, count=count)
        return self.create(name, kind="image", path=folder, **settings)


def populate(stack: Stack, *, people: int) -> Scene:
    names = [f"annotator-{n}" for n in range(people)]
    stack.inside("create_people", names=names, password=PASSWORD)
    return Scene(stack, names)


def compute_features(manager: Client, project: int, *, kind: str) -> None:
    """Start a project whose items others are to have too, and wait until every encoder has seen them all.

    What comes after it copies these, so that nothing is computed beside what is measured.
    """
    start(manager, project)
    wait_for_features(manager, project, encoders=sum(each.kind == kind for each in ENCODERS.values()))


def start(manager: Client, project: int) -> None:
    """Start the project and wait for its first ranking: that round comes before any label."""
    manager.post(f"/api/projects/{project}/start", {})
    wait_for_rounds(manager, project, at_least=1)


def rounds(manager: Client, project: int) -> list[dict[str, Any]]:
    rows = manager.get(f"/api/projects/{project}/overview")["rounds"]
    return sorted(rows, key=lambda row: int(row["number"]))


def wait_for_rounds(manager: Client, project: int, *, at_least: int) -> list[dict[str, Any]]:
    """Wait until so many rounds are done and none runs; all of them, by number."""
    deadline = time.monotonic() + ROUND_WITHIN_S
    while time.monotonic() < deadline:
        rows = rounds(manager, project)
        if len(rows) >= at_least and all(row["status"] == "done" for row in rows):
            return rows
        if failed := [row["error"] for row in rows if row["status"] == "failed"]:
            raise StackError(f"a round failed: {failed[0]}")
        time.sleep(POLL_S)
    raise StackError(f"{at_least} rounds were not done within {ROUND_WITHIN_S} s")


def wait_for_features(manager: Client, project: int, *, encoders: int) -> None:
    """Wait until so many encoders have seen all items."""
    deadline = time.monotonic() + FEATURES_WITHIN_S
    while time.monotonic() < deadline:
        looks = manager.get(f"/api/projects/{project}/overview")["looks"]
        if looks is None:
            raise StackError("the project's strategy looks at no features")
        if broken := [each["error"] for each in looks["features"] if each["error"]]:
            raise StackError(f"features cannot be had: {broken[0]}")
        if sum(each["rows"] >= each["total"] for each in looks["features"]) >= encoders:
            return
        time.sleep(POLL_S)
    raise StackError(f"features were not there within {FEATURES_WITHIN_S} s")
