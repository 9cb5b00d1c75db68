"""Items belong to a project that exists, although no foreign key of the database says so (migration 0006)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from annotator.models import Item, ItemTally, Project
from annotator.selectors.counters import differences
from tests.cast import text_project

pytestmark = pytest.mark.django_db(transaction=True)


def of(project_id: int, row: int) -> Item:
    return Item(project_id=project_id, row=row, text="a", content_hash=str(row), draw=0.5)


def delete_behind_djangos_back(project: Project) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE annotator_item SET truth_id = NULL WHERE project_id = %s", [project.pk])
        cursor.execute("DELETE FROM annotator_label WHERE project_id = %s", [project.pk])
        cursor.execute("DELETE FROM annotator_membership WHERE project_id = %s", [project.pk])
        cursor.execute("DELETE FROM annotator_project WHERE id = %s", [project.pk])


def test_items_of_no_project_are_refused_and_none_of_the_batch_is_stored() -> None:
    project = text_project(items=1)
    with pytest.raises(IntegrityError, match="does not exist"):
        Item.objects.bulk_create([of(project.pk, 10), of(project.pk + 1, 11)])
    assert Item.objects.count() == 1


def test_a_project_with_items_cannot_be_taken_from_under_them() -> None:
    project = text_project(items=1)
    with pytest.raises(IntegrityError, match="still has items"):
        delete_behind_djangos_back(project)
    assert Project.objects.filter(pk=project.pk).exists()


def test_a_project_is_deleted_with_its_items() -> None:
    project = text_project(items=3)
    project.delete()
    assert not Item.objects.exists()
    assert not ItemTally.objects.exists()


def test_a_label_can_go_of_which_it_is_known_that_it_is_the_right_one() -> None:
    project = text_project(items=3)
    project.labels.filter(name="good").delete()
    assert differences(project) == []


def test_a_project_cannot_be_deleted_while_items_arrive() -> None:
    project = text_project(items=1)

    def delete_at_once() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
                cursor.execute("DELETE FROM annotator_project WHERE id = %s", [project.pk])
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as other:
        Item.objects.bulk_create([of(project.pk, 10)])
        with pytest.raises(OperationalError, match="lock timeout"):
            other.submit(delete_at_once).result()
