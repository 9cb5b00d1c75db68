"""The demo fills itself while the page is served, and takes up what was cut off."""

import csv
import json
import time
from collections import Counter
from dataclasses import replace
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
from annotator.selectors.features import next_to_encode
from annotator.selectors.projects import rows_for
from annotator.selectors.representation import looks_of
from annotator.services.across.delete_project import delete_project
from annotator.services.projects import projects
from annotator.services.rounds import run as rounds
from labelapp import demo
from labelapp.demo_questions import PHRASES, write_questions
from tests.asking import browser_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# As the list shows them, the newest first.
BOTH = [demo.QUESTIONS.name, demo.DIGITS.name]


@pytest.fixture(autouse=True)
def a_small_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "DIGITS", replace(demo.DIGITS, write=write_greys, head_start=40))
    monkeypatch.setattr(demo, "QUESTIONS", replace(demo.QUESTIONS, head_start=20))
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
    project = Project.objects.get(name=demo.DIGITS.name)
    assert first[0].startswith("The demo is being prepared, about")
    assert first[1:] == ["The demo is ready."]
    assert (project.status, project.labels_spent) == ("active", 40)
    assert projects_of("mara") == projects_of("ben") == projects_of("ada") == BOTH
    imports = Job.objects.filter(kind="import").order_by("pk").values_list("title", flat=True)
    assert list(imports) == ["Import of digits", "Import of questions.csv"]
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
    assert (projects_of("mara"), projects_of("ben")) == ([demo.DIGITS.name], [])
    ensure()
    project = Project.objects.get(name=demo.DIGITS.name)
    assert (project.status, project.next_row, project.labels_spent) == ("active", 80, 40)
    assert projects_of("ben") == BOTH
    assert Job.objects.get(title="Import").cancel_requested


def test_beside_workers_the_head_start_waits_for_their_rankings(monkeypatch: pytest.MonkeyPatch) -> None:
    def a_worker_comes_round(_seconds: float) -> None:
        for project in Project.objects.all():
            rounds.run_due_round(project.pk)

    monkeypatch.setattr(time, "sleep", a_worker_comes_round)
    assert "you can sign in already" in ensure(beside_workers=True)[0]
    # Nothing but the waiting let the worker work.
    assert Round.objects.filter(status="done").count() >= 3
    assert Project.objects.get(name=demo.DIGITS.name).labels_spent == 40


def test_the_questions_look_at_representations_and_say_which() -> None:
    ensure()
    project = Project.objects.get(name=demo.QUESTIONS.name)
    assert (project.strategy, project.status, project.labels_spent) == ("auto", "active", 20)
    assert [label.name for label in project.labels.all()] == list(PHRASES)
    assert next_to_encode(now=timezone.now()) is not None
    looks = looks_of(project, list(project.rounds.all()))
    assert looks is not None
    assert looks.sentence.startswith("The model learns from scratch until features are ready.")


def test_the_questions_are_some_six_hundred_different_ones_of_eight_intents(tmp_path: Path) -> None:
    with write_questions(tmp_path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["text"] for row in rows}) == len(rows) == 600
    assert set(Counter(row["label"] for row in rows).values()) == {75}
    assert max(len(row["text"]) for row in rows) < 140
    with write_questions(tmp_path / "again").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == rows


def test_who_has_the_digits_keeps_them_as_they_are_and_gets_the_questions() -> None:
    ensure()
    questions = Project.objects.get(name=demo.QUESTIONS.name)
    delete_project(questions.pk, confirm_name=questions.name, by=User.objects.get(username="mara"))
    digits = Project.objects.filter(name=demo.DIGITS.name)
    digits.update(guidelines="Our own.", status="paused", strategy="default")
    before = digits.values().get()
    ensure()
    assert digits.values().get() == before
    assert projects_of("ben") == BOTH


def sign_in(name: str, password: str) -> int:
    body = json.dumps({"username": name, "password": password})
    return Client().post("/api/session", body, content_type="application/json").status_code


def test_without_the_demo_nobody_signs_in_with_its_password_or_stays_signed_in_and_it_can_come_back() -> None:
    demo.ensure_people()
    ada = User.objects.get(username="ada")
    ada.set_password("a password of their own")
    ada.save()
    ben = browser_of(User.objects.get(username="ben"))
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
