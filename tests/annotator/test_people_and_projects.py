"""Projects are set up, started, paused and deleted; people come and go."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from annotator.constraints import violated
from annotator.errors import Conflict, Forbidden, Invalid
from annotator.label_keys import KEYS, RESERVED_KEYS
from annotator.models import Annotation, Item, Lease, Membership, Project, Role, User
from annotator.selectors import people as selectors
from annotator.selectors.counters import differences
from annotator.selectors.overview import overview
from annotator.selectors.projects import missing
from annotator.services.across.delete_project import delete_project
from annotator.services.exports.write import export_to_path
from annotator.services.projects import people, projects
from annotator.services.projects.labels import WantedLabel
from tests.asking import browser_of
from tests.cast import alice, answer, bob, charlie, deck, join, person, text_project

pytestmark = pytest.mark.django_db


def wanted(project: Project) -> list[WantedLabel]:
    return [WantedLabel(id=label.pk, name=label.name, key=label.key) for label in project.labels.all()]


def test_only_who_may_creates_projects_and_names_are_unique() -> None:
    with pytest.raises(Forbidden):
        projects.create(name="Mine", kind="text", owner=bob())
    projects.create(name="Mine", kind="text", owner=alice())
    with pytest.raises(Conflict) as error:
        projects.create(name="Mine ", kind="image", owner=alice())
    assert (error.value.code, error.value.attr) == ("name_taken", "name")


def test_a_conflict_names_its_field_over_the_api_too() -> None:
    project = text_project()
    signed_in = browser_of(alice())
    people, wrong = f"/api/projects/{project.pk}/people", {"username": "bob", "role": "annotator"}
    answers = [
        signed_in.post("/api/projects", {"name": "Reviews", "kind": "text"}, content_type="application/json"),
        signed_in.post(people, wrong, content_type="application/json"),
    ]
    errors = [(answer.status_code, answer.json()["errors"]) for answer in answers]
    assert errors == [
        (409, [{"code": "name_taken", "detail": "There is a project called “Reviews” already.", "attr": "name"}]),
        (409, [{"code": "already_member", "detail": "bob is in this project already.", "attr": "username"}]),
    ]


def test_a_rename_to_a_name_that_is_taken_says_which_and_changes_nothing() -> None:
    projects.create(name="Letters", kind="text", owner=alice())
    project = text_project()
    relabelled = [WantedLabel(name="only")]
    with pytest.raises(Conflict, match="There is a project called “Letters” already") as error:
        projects.update(project.pk, changes={"name": " Letters ", "guidelines": "new"}, labels=relabelled)
    assert (error.value.code, error.value.attr) == ("name_taken", "name")
    project.refresh_from_db()
    assert (project.name, project.guidelines, project.labels.count()) == ("Reviews", "", 2)


def test_the_constraint_that_objects_is_told_by_its_name() -> None:
    project = text_project()
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Project.objects.filter(pk=project.pk).update(overlap=0)
    assert violated(error.value) == "overlap_at_least_one"


def test_what_is_refused_for_another_reason_is_not_called_a_taken_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two labels of one name: “name” stands in what PostgreSQL says of it, too."""

    def name_twice(project: Project, wanted: object) -> None:
        project.labels.update(name="same")
        connection.check_constraints()

    project = text_project()
    monkeypatch.setattr(projects, "set_labels", name_twice)
    with pytest.raises(IntegrityError, match="label_name_once"):
        projects.update(project.pk, changes={"name": "Other"}, labels=[])


def test_a_draft_says_what_is_missing_and_does_not_start() -> None:
    project = projects.create(name="Empty", kind="text", owner=alice())
    assert [step.code for step in missing(project)] == ["no_items", "no_labels"]
    with pytest.raises(Conflict, match="Import some items"):
        projects.start(project.pk)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"overlap": 0}, "overlap"),
        ({"audit_share": 0.9}, "audit_share"),
        ({"start_fraction": 0.0}, "start_fraction"),
        ({"budget_labels": 0}, "budget_labels"),
        ({"budget_money": Decimal(-1)}, "budget_money"),
        ({"strategy": "magic"}, "strategy"),
        ({"advanced": {"temperature": -1}}, "advanced"),
        ({"status": "active"}, "status"),
    ],
)
def test_a_setting_out_of_range_names_its_field_and_changes_nothing(changes: dict[str, object], field: str) -> None:
    project = text_project()
    with pytest.raises(Invalid) as error:
        projects.update(project.pk, changes={"guidelines": "new", **changes})
    assert error.value.attr == field
    project.refresh_from_db()
    assert project.guidelines == ""


def test_the_budget_cannot_be_set_below_what_is_spent() -> None:
    project = text_project()
    items = [lease.item_id for lease in deck(project, bob(), want=3).leases]
    deck(project, bob(), answers=[answer(item, project.labels.earliest("position").pk) for item in items])
    with pytest.raises(Conflict, match="3 labels are spent"):
        projects.update(project.pk, changes={"budget_labels": 2})


def test_keys_are_checked_for_conflicts_and_reserved_ones() -> None:
    project = text_project()
    good, bad = wanted(project)
    for key, code in [("1", "key_taken"), ("s", "key_reserved"), ("!", "key_unknown")]:
        with pytest.raises(Invalid) as error:
            projects.update(project.pk, changes={}, labels=[good, WantedLabel(id=bad.id, name="bad", key=key)])
        assert error.value.code == code


def test_two_labels_can_swap_their_keys() -> None:
    project = text_project()
    good, bad = wanted(project)
    swapped = [
        WantedLabel(id=good.id, name="good", key=bad.key),
        WantedLabel(id=bad.id, name="bad", key=good.key),
    ]
    projects.update(project.pk, changes={}, labels=swapped)
    assert [label.key for label in project.labels.all()] == ["2", "1"]


def test_two_labels_can_swap_their_names() -> None:
    project = text_project()
    good, bad = wanted(project)
    swapped = [WantedLabel(id=good.id, name="bad"), WantedLabel(id=bad.id, name="good")]
    projects.update(project.pk, changes={}, labels=swapped)
    # What would be checked when the transaction ends.
    connection.check_constraints()
    assert [(label.pk, label.name) for label in project.labels.all()] == [(good.id, "bad"), (bad.id, "good")]


def test_more_labels_than_keys_leaves_the_last_ones_without() -> None:
    project = text_project()
    names = [WantedLabel(name=f"class {n}") for n in range(len(KEYS) + 5)]
    projects.update(project.pk, changes={}, labels=names)
    keys = [label.key for label in project.labels.all()]
    assert keys == [*KEYS, *[""] * 5]
    assert not set(keys) & RESERVED_KEYS.keys()


def test_a_class_named_by_a_key_is_reached_by_that_key() -> None:
    project = text_project()
    projects.update(project.pk, changes={}, labels=[WantedLabel(name=name) for name in ("0", "1", "x", "cat")])
    assert [label.key for label in project.labels.all()] == ["0", "1", "x", "2"]


def test_a_label_with_answers_cannot_be_removed_but_renamed() -> None:
    project = text_project()
    good, bad = wanted(project)
    item = deck(project, bob(), want=1).leases[0].item_id
    deck(project, bob(), answers=[answer(item, good.id)])
    with pytest.raises(Conflict, match="cannot be removed"):
        projects.update(project.pk, changes={}, labels=[bad])
    projects.update(project.pk, changes={}, labels=[WantedLabel(id=good.id, name="great"), bad])
    assert Annotation.objects.filter(label__name="great").count() == 1


def test_a_changed_overlap_opens_and_closes_slots_of_what_is_there() -> None:
    project = text_project(items=6)
    items = [lease.item_id for lease in deck(project, bob(), want=3).leases]
    deck(project, bob(), answers=[answer(items[0], project.labels.earliest("position").pk)])
    project = projects.update(project.pk, changes={"overlap": 2})
    assert differences(project) == []
    assert len(deck(project, alice(), want=6).leases) == 6
    project = projects.update(project.pk, changes={"overlap": 1})
    assert differences(project) == []


def test_a_changed_audit_share_redraws_only_untouched_items() -> None:
    project = text_project(items=200)
    held = {lease.item_id for lease in deck(project, bob(), want=20).leases}
    projects.update(project.pk, changes={"audit_share": 0.3})
    audit = set(Item.objects.filter(role="audit").values_list("pk", flat=True))
    assert 30 < len(audit) < 85
    assert not audit & held


def test_a_new_person_gets_an_account_with_a_password_shown_once() -> None:
    project = text_project()
    added = people.add(project, username="dora", role=Role.ANNOTATOR)
    assert added.initial_password
    assert User.objects.get(username="dora").check_password(added.initial_password)
    assert people.add(project, username=charlie().username, role=Role.REVIEWER).initial_password is None
    with pytest.raises(Conflict, match="already"):
        people.add(project, username="dora", role=Role.ANNOTATOR)


def test_a_weak_password_is_refused_and_makes_no_account() -> None:
    with pytest.raises(Invalid) as error:
        people.add(text_project(), username="dora", role=Role.ANNOTATOR, password="password")
    assert error.value.attr == "password"
    assert not User.objects.filter(username="dora").exists()


def test_the_last_manager_stays() -> None:
    project = text_project()
    owner = Membership.objects.get(project=project, user=alice())
    for leave in (
        lambda: people.remove(project.pk, membership_id=owner.pk),
        lambda: people.change_role(project.pk, membership_id=owner.pk, role=Role.ANNOTATOR),
    ):
        with pytest.raises(Conflict) as error:
            leave()
        assert error.value.code == "last_manager"


def test_who_leaves_gives_back_what_they_hold_and_their_answers_stay() -> None:
    project = text_project()
    items = [lease.item_id for lease in deck(project, bob(), want=5).leases]
    deck(project, bob(), answers=[answer(items[0], project.labels.earliest("position").pk)])
    people.remove(project.pk, membership_id=Membership.objects.get(project=project, user=bob()).pk)
    assert Annotation.objects.count() == 1
    assert not Lease.objects.filter(ended_at=None).exists()
    assert differences(project) == []


def test_who_has_left_stays_in_every_table_and_the_counts_add_up_to_the_export(tmp_path: Path) -> None:
    project = text_project(items=40, audit_share=0.3)
    dora, labels = person("dora"), list(project.labels.values_list("pk", flat=True))
    join(project, dora)
    for user, skipped in ((bob(), 1), (dora, 2)):
        items = [lease.item_id for lease in deck(project, user, want=8).leases]
        answers = [answer(item, None if n < skipped else labels[n % 2]) for n, item in enumerate(items)]
        deck(project, user, answers=[*answers, answer(items[-1], labels[0])])
    membership = Membership.objects.get(project=project, user=dora)
    assert [(p.labels, p.skips) for p in selectors.everyone(project) if p.id == membership.pk] == [(6, 2)]
    people.remove(project.pk, membership_id=membership.pk)

    shown = overview(Project.objects.get(pk=project.pk), now=timezone.now())
    gone = next(row for row in shown.people if row.username == "dora")
    assert (gone.role, gone.has_left, gone.online, gone.labels, gone.skips) == (None, True, False, 6, 2)
    listed = selectors.everyone(project)
    assert [(p.username, p.labels, p.skips) for p in listed if p.has_left] == [("dora", 6, 2)]
    path = tmp_path / "answers.jsonl"
    export_to_path(project, path)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    n_labels = sum(not line["skip"] for line in lines)
    assert n_labels == 13
    assert sum(row.labels for row in shown.people) == sum(p.labels for p in listed) == n_labels
    assert sum(row.labels + row.audit_labels for row in shown.classes) == n_labels == shown.spent.labels
    assert sum(row.skips for row in shown.people) == sum(p.skips for p in listed) == len(lines) - n_labels

    people.add(project, username="dora", role=Role.REVIEWER)
    assert not any(p.has_left for p in selectors.everyone(project))


def test_deleting_a_project_asks_for_its_name() -> None:
    project = text_project()
    item = deck(project, bob(), want=1).leases[0].item_id
    deck(project, bob(), answers=[answer(item, project.labels.earliest("position").pk)])
    with pytest.raises(Invalid):
        delete_project(project.pk, confirm_name="Review")
    delete_project(project.pk, confirm_name="Reviews")
    assert not Project.objects.exists()
    assert not Annotation.objects.exists()
