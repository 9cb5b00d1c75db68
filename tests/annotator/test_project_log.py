"""The project log: who changed settings, labels, roles, budget and status, and deleted what."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from annotator.errors import Conflict, Invalid
from annotator.models import LogEntry, LogKind, Membership, Project, Role
from annotator.selectors import project_log as select
from annotator.services import project_log
from annotator.services.project_log import Fact
from annotator.services.projects import people, projects
from annotator.services.projects.labels import WantedLabel
from tests.asking import browser_of
from tests.cast import alice, benchmark_of, bob, join, text_project

pytestmark = pytest.mark.django_db


def send(method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """Alice's request."""
    answer = getattr(browser_of(alice()), method)(f"/api/{path}", data=body or {}, content_type="application/json")
    assert answer.status_code < 300, answer.content
    return answer


def log(project: Project, **query: int) -> dict[str, Any]:
    page: dict[str, Any] = browser_of(alice()).get(f"/api/projects/{project.pk}/log", query).json()
    return page


def told(project: Project, since: int = 0) -> list[tuple[str, str]]:
    """Who and what, oldest first, after entry `since`."""
    entries = reversed(log(project)["entries"])
    return [(entry["username"], entry["sentence"]) for entry in entries if entry["id"] > since]


def newest_entry() -> int:
    return LogEntry.objects.latest("pk").pk


def test_each_change_of_settings_says_who_and_from_what_to_what() -> None:
    project = text_project(price_per_label="0.05")
    since = newest_entry()
    changes = {"budget_labels": 1234, "guidelines": "Be kind.", "price_per_label": "0.0500", "audit_share": 0.15}
    send("patch", f"projects/{project.pk}", {**changes, "budget_money": "80.00", "name": "Reviews 2"})
    assert sorted(told(project, since)) == [
        ("alice", "Changed the audit share from 0 % to 15 %."),
        ("alice", "Changed the budget in labels from 1,000 to 1,234."),
        ("alice", "Changed the budget in money from none to 80."),
        ("alice", "Changed the guidelines."),
        ("alice", "Changed the name from Reviews to Reviews 2."),
    ]


def test_labels_are_told_by_what_became_of_them() -> None:
    project = text_project(labels=("good", "bad", "odd"))
    since = newest_entry()
    good, bad = (project.labels.get(name=name) for name in ("good", "bad"))
    wanted = [{"id": bad.pk, "name": "bad", "key": "w"}, {"id": good.pk, "name": "fine"}, {"name": "new"}]
    send("patch", f"projects/{project.pk}", {"labels": wanted})
    assert told(project, since) == [
        ("alice", "Added to the labels: “new”."),
        ("alice", "Removed from the labels: “odd”."),
        ("alice", f"Changed the key of “bad” from {bad.key} to w."),
        ("alice", "Renamed the label “good” to “fine”."),
        ("alice", "Changed the order of the labels."),
    ]


def test_a_hundred_new_labels_are_one_entry() -> None:
    project = projects.create(name="Many", kind="text", owner=alice())
    since = newest_entry()
    projects.update(project.pk, changes={}, labels=[WantedLabel(name=f"class {n}") for n in range(100)], by=alice())
    names = "“class 0”, “class 1”, “class 2”, “class 3”, “class 4” and 95 more"
    assert told(project, since) == [("alice", f"Added to the labels: {names}.")]


def test_people_roles_and_status_are_told() -> None:
    project = text_project()
    since, member = newest_entry(), Membership.objects.get(project=project, user=bob())
    send("post", f"projects/{project.pk}/people", {"username": "dora", "role": "annotator"})
    send("patch", f"projects/{project.pk}/people/{member.pk}", {"role": "reviewer"})
    send("patch", f"projects/{project.pk}/people/{member.pk}", {"role": "reviewer"})
    send("delete", f"projects/{project.pk}/people/{member.pk}")
    send("post", f"projects/{project.pk}/pause")
    send("post", f"projects/{project.pk}/start")
    send("post", f"projects/{project.pk}/start")
    assert told(project, since) == [
        ("alice", "Added dora as annotator."),
        ("alice", "Changed the role of bob from annotator to reviewer."),
        ("alice", "Removed bob, who was reviewer."),
        ("alice", "Paused the project."),
        ("alice", "Started the project."),
    ]


def test_what_was_refused_is_not_told() -> None:
    project = text_project()
    since, manager = newest_entry(), Membership.objects.get(project=project, user=alice())
    with pytest.raises(Invalid):
        projects.update(project.pk, changes={"overlap": 3}, labels=[WantedLabel(name="")], by=alice())
    with pytest.raises(Conflict):
        people.remove(project.pk, membership_id=manager.pk, by=alice())
    with pytest.raises(Conflict):
        people.add(project, username="bob", role=Role.ANNOTATOR, by=alice())
    assert told(project, since) == []


def test_a_command_has_no_name() -> None:
    call_command("create_project", "Ratings", kind="text", labels="good,bad", owner=alice().username)
    project = Project.objects.get(name="Ratings")
    assert told(project) == [("alice", "Created the project."), ("", "Added to the labels: “good” and “bad”.")]


def test_a_deleted_project_leaves_its_log_to_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    project = text_project(items=3)
    benchmark = benchmark_of(text_project(name="Other"))
    send("post", f"benchmarks/{benchmark.pk}/cancel")
    send("delete", f"benchmarks/{benchmark.pk}")
    send("delete", f"projects/{project.pk}", {"confirm_name": "Reviews"})
    call_command("project_log", "Reviews")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("Reviews  alice: Deleted the project with 3 items and 0 labels.")
    assert lines[-1].endswith("Reviews  alice: Created the project.")
    call_command("project_log", limit=2)
    assert f"Other  alice: Deleted the benchmark “{benchmark.title}”." in capsys.readouterr().out.splitlines()[1]
    with pytest.raises(CommandError, match="was, called “None such”"):
        call_command("project_log", "None such")


def test_a_long_log_comes_in_pages_without_a_gap() -> None:
    project = projects.create(name="Long", kind="text", owner=alice())
    for n in range(select.PAGE + 10):
        project_log.write(project, Fact(LogKind.PERSON_ADDED, f"p{n}", after="annotator"), by=None)
    first = log(project)
    second = log(project, before=first["next"])
    numbers = [entry["id"] for entry in (*first["entries"], *second["entries"])]
    assert (len(first["entries"]), len(second["entries"]), second["next"]) == (select.PAGE, 11, None)
    assert numbers == sorted(set(numbers), reverse=True)


def test_words_that_are_too_long_are_cut() -> None:
    project = text_project()
    project_log.write(project, Fact(LogKind.SETTING, "advanced", "{}", "x" * 5000), by=bob())
    assert told(project)[-1][1].endswith("x….")


def test_every_setting_and_every_kind_has_its_words() -> None:
    assert select.SETTINGS.keys() == projects.EDITABLE
    assert select.SENTENCES.keys() | {LogKind.SETTING} == set(LogKind)


def test_the_log_of_another_project_is_not_shown() -> None:
    project = text_project()
    other = projects.create(name="Other", kind="text", owner=alice())
    join(other, bob())
    assert told(other) == [("alice", "Created the project.")]
    assert log(project, before=newest_entry())["entries"][0]["id"] < newest_entry()
