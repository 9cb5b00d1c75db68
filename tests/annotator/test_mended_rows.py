"""Migration 0012: numbers that earlier versions could leave wrong are right before the database refuses them."""

from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction

from annotator.models import Annotation, Item, Project, QueueEntry
from annotator.selectors.counters import differences
from tests.annotator.test_standing import rank
from tests.asking import browser_of
from tests.cast import alice, answer, bob, deck, text_project

pytestmark = pytest.mark.django_db
MENDING = import_module("annotator.migrations.0012_slots_and_shares_that_drifted")


def mend() -> None:
    with connection.cursor() as cursor:
        cursor.execute(MENDING.SLOTS)
        cursor.execute(MENDING.SHARES)


def test_slots_that_nobody_wants_are_gone_and_people_get_items_again() -> None:
    project = text_project(items=6, overlap=1)
    rank(project)
    held = [lease.item_id for lease in deck(project, bob(), want=3).leases]
    deck(
        project,
        bob(),
        answers=[answer(held[0], project.labels.values_list("pk", flat=True)[0])],
        holding=frozenset(held),
    )
    # As a lease that ended left them after the overlap was lowered.
    Item.objects.filter(pk__in=held).update(open_slots=1)
    QueueEntry.objects.filter(item__in=held).update(open=True)
    assert differences(project)
    mend()
    assert differences(project) == []
    assert set(Item.objects.filter(pk__in=held).values_list("open_slots", flat=True)) == {0}
    assert {lease.item_id for lease in deck(project, alice(), want=6).leases}.isdisjoint(held)


def test_what_was_right_stays_as_it_is() -> None:
    project = text_project(items=6, overlap=2)
    rank(project)
    deck(project, bob(), want=3)
    before = list(Item.objects.order_by("pk").values_list("pk", "open_slots"))
    mend()
    assert list(Item.objects.order_by("pk").values_list("pk", "open_slots")) == before


@pytest.mark.parametrize("field", ["audit_share", "start_fraction"])
@pytest.mark.parametrize("value", ["nan", "inf", "-inf"])
def test_a_share_that_is_no_number_is_refused_by_the_api_and_by_the_database(field: str, value: str) -> None:
    project = text_project(start=False)
    response = browser_of(alice()).patch(f"/api/projects/{project.pk}", {field: value}, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["errors"][0]["attr"] == field
    if value == "nan":
        with pytest.raises(IntegrityError, match="shares_are_numbers"), transaction.atomic():
            Project.objects.filter(pk=project.pk).update(**{field: float(value)})


def test_seconds_that_are_no_number_are_refused_by_the_database() -> None:
    project = text_project()
    item = deck(project, bob(), want=1).leases[0].item_id
    deck(project, bob(), answers=[answer(item, project.labels.values_list("pk", flat=True)[0])])
    with pytest.raises(IntegrityError, match="seconds_not_negative"), transaction.atomic():
        Annotation.objects.update(seconds=float("nan"))
