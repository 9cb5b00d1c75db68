"""Many people at once: real threads, real connections, real transactions."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Count

from annotator.errors import Conflict
from annotator.models import Annotation, Item, Project, Role, User
from annotator.selectors.counters import differences
from annotator.services.imports.start import import_path
from annotator.services.projects import people
from annotator.services.projects.removal import remove_items
from tests.annotator.imported import png, zipped
from tests.cast import answer, deck, draft, join, person, text_project

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 64
T = TypeVar("T")


def at_once(work: Callable[[User], T], people: list[User]) -> list[T]:
    """Run `work` for everybody in threads that start together, each with its own connection."""
    gate = threading.Barrier(len(people))

    def together(user: User) -> T:
        try:
            gate.wait(timeout=30)
            return work(user)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(together, people))


def annotators(project: Project, size: int = CLIENTS) -> list[User]:
    people = [person(f"annotator-{n}") for n in range(size)]
    for user in people:
        join(project, user)
    return people


def label_until_nothing_comes(project: Project, label: int) -> Callable[[User], int]:
    def work(user: User) -> int:
        given = 0
        while leases := deck(project, user, want=3).leases:
            got = deck(project, user, answers=[answer(lease.item_id, label) for lease in leases])
            given += sum(result.status == "accepted" for result in got.results)
        return given

    return work


def test_sixty_four_racing_clients_never_overspend_the_budget_by_one() -> None:
    project = text_project(items=300, budget_labels=101)
    given = at_once(label_until_nothing_comes(project, project.labels.earliest("position").pk), annotators(project))
    project.refresh_from_db()
    # A client may leave while others hold the last items, so a few can stay unspent; more can never be spent.
    assert sum(given) == project.labels_spent == Annotation.objects.count()
    assert project.labels_spent == 101
    assert differences(project) == []


def test_racing_clients_never_get_an_item_beyond_its_overlap() -> None:
    project = text_project(items=40, overlap=2, budget_labels=1000)
    at_once(label_until_nothing_comes(project, project.labels.earliest("position").pk), annotators(project, 16))
    answers = Item.objects.annotate(n=Count("annotations")).values_list("n", flat=True)
    assert Counter(answers) == {2: 40}
    assert differences(project) == []


def test_one_submission_sent_by_eight_threads_at_once_counts_once() -> None:
    project = text_project(items=5)
    bob = person("bob")
    item = deck(project, bob, want=1).leases[0].item_id
    sent = answer(item, project.labels.earliest("position").pk)
    got = at_once(lambda user: deck(project, user, answers=[sent]).results[0].status, [bob] * 8)
    assert Counter(got) == {"accepted": 1, "duplicate": 7}
    project.refresh_from_db()
    assert (Annotation.objects.count(), project.labels_spent) == (1, 1)


def test_two_managers_who_add_one_new_person_at_once_make_one_account() -> None:
    owners = [person(f"manager-{n}", may_create_projects=True, may_create_accounts=True) for n in range(8)]
    projects = {user.pk: text_project(name=f"Project {user.pk}", items=1) for user in owners}
    for user in owners:
        join(projects[user.pk], user, Role.MANAGER)

    def add(user: User) -> str:
        try:
            people.add(projects[user.pk], username="dora", role=Role.ANNOTATOR, by=user)
        except Conflict as error:
            return error.code
        return "added"

    told = Counter(at_once(add, owners))
    assert User.objects.filter(username="dora").count() == 1
    # The others may not have somebody whose password the first one knows.
    assert told == {"added": 1, "password_not_own": 7}


def test_an_import_that_begins_while_its_items_are_removed_brings_their_pictures_back(tmp_path: Path) -> None:
    project = draft("image")
    path = zipped(tmp_path, {"a.png": png()})
    import_path(project, path)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            remove_items(project.pk, list(project.items.values_list("pk", flat=True)), by=None)
            again = pool.submit(with_its_own_connection, lambda: import_path(project, path))
            until_somebody_waits(again)
        assert again.result().state == "done"
    assert default_storage.exists(project.items.get().media)


def with_its_own_connection(work: Callable[[], T]) -> T:
    try:
        return work()
    finally:
        connection.close()


def until_somebody_waits(work: Future[T]) -> None:
    """Until it waits for a lock that we hold, or is done."""
    waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    with connection.cursor() as cursor:
        cursor.execute(waiting)
        while not work.done() and not cursor.fetchone():
            time.sleep(0.01)
            cursor.execute(waiting)
