"""Views: filters of items that a project keeps under a name."""

from typing import Any

import pytest
from django.test import Client

from annotator.models import LogEntry, Project, SavedView, User
from annotator.services.projects import views
from tests.cast import alice, bob, rita, text_project

pytestmark = pytest.mark.django_db


def ask(user: User, method: str, project: Project, body: Any = None, *, view: int | None = None) -> Any:
    browser = Client()
    browser.force_login(user)
    address = f"/api/projects/{project.pk}/views" + (f"/{view}" if view else "")
    return getattr(browser, method)(address, data=body, content_type="application/json")


def kept(project: Project, name: str = "To settle", **items: Any) -> Any:
    return ask(alice(), "post", project, {"name": name, "items": items, "sort": "-answered"})


def codes(response: Any) -> list[tuple[str, str | None]]:
    return [(error["code"], error["attr"]) for error in response.json()["errors"]]


def test_a_filter_is_kept_under_a_name_and_comes_back_as_it_was() -> None:
    project = text_project()
    said: dict[str, Any] = {"state": "tied", "column": ["shop~Kiel"], "id": [3], "commented": False}
    made = kept(project, **said, answered_from="2026-03-01T12:00:00+01:00", probability_from=0.5)
    assert made.status_code == 201
    assert made.json() == {
        "id": made.json()["id"],
        "name": "To settle",
        "items": {**said, "answered_from": "2026-03-01T11:00:00+00:00", "probability_from": 0.5},
        "sort": "-answered",
    }
    kept(project, "All that are bad", label="bad")
    for user in (alice(), rita()):
        assert [view["name"] for view in ask(user, "get", project).json()] == ["All that are bad", "To settle"]
    assert ask(bob(), "get", project).status_code == 403
    address = f"/api/projects/{project.pk}/items"
    browser = Client()
    browser.force_login(alice())
    assert browser.get(address, made.json()["items"]).status_code == 200


def test_a_view_that_is_forgotten_takes_nothing_with_it() -> None:
    project, other = text_project(items=3), text_project(name="Others")
    view = kept(project).json()["id"]
    assert ask(alice(), "delete", other, view=view).status_code == 404
    assert ask(rita(), "delete", project, view=view).status_code == 403
    assert ask(alice(), "delete", project, view=view).status_code == 204
    assert ask(alice(), "delete", project, view=view).status_code == 404
    assert project.items.count() == 3
    log = LogEntry.objects.filter(project=project).order_by("pk").values_list("kind", "subject")
    assert list(log)[-2:] == [("view_kept", "To settle"), ("view_forgotten", "To settle")]


def test_what_no_list_takes_is_not_kept_either() -> None:
    project = text_project()
    assert codes(kept(project, label="unheard of")) == [("unknown_label", "label")]
    assert codes(kept(project, state="nice")) == [("invalid_choice", "items.state")]
    assert codes(kept(project, " ")) == [("blank", "name")]
    assert not SavedView.objects.exists()


def test_a_name_is_given_once_and_views_are_not_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    project = text_project()
    assert kept(project).status_code == 201
    assert codes(kept(project, state="tied")) == [("name_taken", "name")]
    monkeypatch.setattr(views, "MAX_VIEWS", 1)
    assert codes(kept(project, "Another")) == [("too_many_views", None)]
