"""Who answered, as a file says it: shown with it, never let in, and held against what they said here."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from annotator.models import Annotation, Suggestion, User
from annotator.selectors import people
from annotator.selectors.counters import differences
from annotator.selectors.overview import overview
from annotator.services.across.delete_project import delete_project
from annotator.services.imports.start import import_path
from tests.annotator.imported import table
from tests.annotator.studio import annotation, given, started, studio, task
from tests.cast import add_texts, alice, answer, bob, deck, text_project

pytestmark = pytest.mark.django_db


def test_a_member_of_that_name_is_that_member_and_an_account_elsewhere_is_not_told(tmp_path: Path) -> None:
    outsider = User.objects.create_user(username="carol", password="correct horse battery")
    project = started(overlap=3)
    path = studio(tmp_path, task(1, "one", ("Bob", "good"), ("carol", "bad"), ("nobody at all", "good")))
    import_path(project, path)
    brought = {user.called: user for user in User.objects.exclude(from_file="")}
    assert brought.keys() == {"carol", "nobody at all"}
    assert brought["carol"].pk != outsider.pk
    # Both look the same, whether there is an account of that name or not.
    shapes = {(u.is_active, u.has_usable_password(), u.username[:1], u.home_id) for u in brought.values()}
    assert shapes == {(False, False, "#", project.pk)}
    assert Annotation.objects.filter(user=bob()).count() == 1
    assert not Annotation.objects.filter(user=outsider).exists()
    for user in brought.values():
        body = {"username": user.username, "password": "correct horse battery"}
        assert Client().post("/api/session", body, content_type="application/json").status_code == 401


def test_people_of_a_file_are_shown_with_it_and_have_not_left(tmp_path: Path) -> None:
    project = started(overlap=2)
    import_path(project, studio(tmp_path, task(1, "one", ("ann", "good")), name="old.json"))
    (ann,) = [person for person in people.everyone(project) if person.from_file]
    assert (ann.username, ann.from_file, ann.role, ann.has_left, ann.labels) == ("ann", "old.json", None, False, 1)
    (row,) = [row for row in people.rows_for(project, now=timezone.now()) if row.from_file]
    assert (row.username, row.has_left, row.online) == ("ann", False, False)
    shown = overview(project, now=timezone.now())
    assert (shown.pace.labels_per_hour, shown.spent.labels, sum(each.labels for each in shown.classes)) == (0.0, 0, 1)


def test_who_is_not_named_is_called_by_the_file(tmp_path: Path) -> None:
    project = started()
    import_path(project, table(tmp_path, (1, "one", "good"), (2, "two", "")))
    assert given(project) == [(0, "reviews.csv", "good")]


def test_what_a_person_said_here_stands_against_what_a_file_says_of_them(tmp_path: Path) -> None:
    project = text_project(items=0)
    import_path(project, table(tmp_path, ("one",), header=["text"]))
    (lease,) = deck(project, bob(), want=1).leases
    good = project.labels.get(name="good")
    deck(project, bob(), answers=[answer(lease.item_id, good.pk)])
    job = import_path(project, studio(tmp_path, {**task(1, "one", ("bob", "bad")), "id": None}))
    assert given(project) == [(0, "bob", "good")]
    (said,) = job.problems.all()
    assert said.code == "contradiction"
    assert "“bad”" in said.detail
    assert "“good”" in said.detail


def test_the_later_of_two_answers_of_a_person_stands_whichever_comes_first(tmp_path: Path) -> None:
    early, late = annotation("ann", "good"), {**annotation("ann", "bad"), "created_at": "2024-06-01T10:00:00Z"}
    for number, order in enumerate(([early, late], [late, early])):
        project = started(name=f"Order {number}", overlap=2)
        for each in order:
            import_path(project, studio(tmp_path, {**task(1, "one"), "annotations": [each]}))
        assert given(project) == [(0, "ann", "bad")]
        assert differences(project) == []


def test_a_deleted_project_takes_the_people_of_its_files_along(tmp_path: Path) -> None:
    project = started()
    add_texts(project, ["one more"])
    import_path(project, studio(tmp_path, task(1, "one", ("ann", "good"), predictions=[("m", "bad", 0.5)])))
    delete_project(project.pk, confirm_name=project.name, by=alice())
    assert not User.objects.exclude(from_file="").exists()
    assert not Suggestion.objects.exists()


def test_a_batch_of_new_and_known_items_keeps_the_people_whom_it_brings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried as if all were new, and then once more: people of the first try are gone with it."""
    monkeypatch.setattr("annotator.services.imports.texts.TEXTS_PER_BATCH", 3)
    monkeypatch.setattr("annotator.services.imports.texts.LIVE_TEXTS_PER_BATCH", 3)
    project = started(overlap=3)
    import_path(project, studio(tmp_path, task(4, "four", ("ann", "good"))))
    tasks = [task(n, f"text {n}", ("ben", "good"), ("cem", "bad")) for n in range(1, 4)]
    tasks += [task(4, "four", ("dan", "bad")), task(5, "five", ("ann", "bad"), ("dan", "good"))]
    job = import_path(project, studio(tmp_path, *tasks))
    assert (job.counts["added"], job.counts["updated"], job.counts["answers"], job.counts["people"]) == (4, 1, 9, 4)
    assert [said for said in given(project) if said[0] in (0, 4)] == [
        (0, "ann", "good"),
        (0, "dan", "bad"),
        (4, "ann", "bad"),
        (4, "dan", "good"),
    ]
    assert {user.called for user in User.objects.exclude(from_file="")} == {"ann", "ben", "cem", "dan"}
    assert differences(project) == []
