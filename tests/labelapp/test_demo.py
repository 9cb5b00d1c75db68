"""The demo fills itself while the page is served, and takes up what was cut off."""

import json
import time
from functools import partial
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import Settings

from annotator.models import Job, Project, Round, User
from annotator.selectors.demo import DEMO_PASSWORD
from annotator.selectors.projects import rows_for
from annotator.services.projects import projects
from annotator.services.rounds import run as rounds
from labelapp import demo

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def a_small_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "write_digits", write_greys)
    monkeypatch.setattr(demo, "HEAD_START", 40)
    monkeypatch.setattr(projects, "create", partial(projects.create, advanced={"epochs": 0.1}))


def write_greys(folder: Path) -> Path:
    """Eight digits of each class, told apart by how grey they are."""
    for label in range(10):
        (folder / str(label)).mkdir(parents=True)
        for number in range(8):
            Image.new("L", (8, 8), 25 * label + number).save(folder / str(label) / f"{number}.png")
    return folder


def ensure(*, beside_workers: bool = False) -> list[str]:
    lines: list[str] = []
    demo.ensure(say=lines.append, beside_workers=beside_workers)
    return lines


def projects_of(name: str) -> list[str]:
    return [row.project.name for row in rows_for(User.objects.get(username=name), now=timezone.now())]


def test_it_says_when_it_begins_and_when_it_is_ready_and_the_second_time_only_the_latter() -> None:
    first = ensure()
    project = Project.objects.get(name=demo.NAME)
    assert first[0].startswith("The demo is being prepared, about")
    assert first[1:] == ["The demo is ready."]
    assert (project.status, project.labels_spent) == ("active", 40)
    assert projects_of("mara") == projects_of("ben") == projects_of("ada") == [demo.NAME]
    assert ensure() == ["The demo is ready."]


def test_an_import_that_was_cut_off_is_taken_up_and_annotators_see_nothing_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def cut_off(project: Project, path: Path) -> Job:
        Job.objects.create(project=project, kind="import", title="Import", params={"path": str(path)}, state="running")
        raise SystemExit

    with monkeypatch.context() as first_start:
        first_start.setattr(demo, "import_path", cut_off)
        with pytest.raises(SystemExit):
            ensure()
    assert (projects_of("mara"), projects_of("ben")) == ([demo.NAME], [])
    ensure()
    project = Project.objects.get(name=demo.NAME)
    assert (project.status, project.next_row, project.labels_spent) == ("active", 80, 40)
    assert projects_of("ben") == [demo.NAME]
    assert Job.objects.get(title="Import").cancel_requested


def test_beside_workers_the_head_start_waits_for_their_rankings(monkeypatch: pytest.MonkeyPatch) -> None:
    def a_worker_comes_round(_seconds: float) -> None:
        rounds.run_due_round(Project.objects.get(name=demo.NAME).pk)

    monkeypatch.setattr(time, "sleep", a_worker_comes_round)
    assert "you can sign in already" in ensure(beside_workers=True)[0]
    # Nothing but the waiting let the worker work.
    assert Round.objects.filter(status="done").count() >= 3
    assert Project.objects.get(name=demo.NAME).labels_spent == 40


def sign_in(name: str, password: str) -> int:
    body = json.dumps({"username": name, "password": password})
    return Client().post("/api/session", body, content_type="application/json").status_code


def test_without_the_demo_nobody_signs_in_with_its_password_or_stays_signed_in_and_it_can_come_back() -> None:
    demo.ensure_people()
    ada = User.objects.get(username="ada")
    ada.set_password("a password of their own")
    ada.save()
    ben = Client()
    ben.force_login(User.objects.get(username="ben"))
    call_command("prepare")
    assert sign_in("mara", DEMO_PASSWORD) == 401
    assert ben.get("/api/session").json()["user"] is None
    assert sign_in("ada", "a password of their own") == 200
    call_command("prepare", "--demo")
    assert sign_in("mara", DEMO_PASSWORD) == 200
    assert sign_in("ada", "a password of their own") == 200


def test_the_environment_asks_for_the_demo_as_the_flag_does(settings: Settings) -> None:
    demo.ensure_people()
    demo.close_accounts()
    settings.DEMO = True
    call_command("prepare")
    assert sign_in("mara", DEMO_PASSWORD) == 200
