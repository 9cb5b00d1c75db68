"""What is kept of items and answers is right whatever changes them, and screens do not count rows anew."""

import importlib
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotator.models import Annotation, AnswerTally, Item, ItemTally, Project
from annotator.selectors.benchmark.items import LABELS, TRUTH, counts, known_labels
from annotator.selectors.counters import differences
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.items.totals import total_of
from annotator.selectors.overview import overview
from annotator.selectors.people import PAUSE_S, everyone
from annotator.selectors.projects import audit_answered, items_with_truth, rows_for
from annotator.services.across.delete_project import delete_project
from tests.annotator.worlds import lived_in
from tests.cast import alice, answer, bob, deck, rita, text_project

pytestmark = pytest.mark.django_db


def test_the_counters_of_a_project_in_which_everything_has_happened_are_right() -> None:
    for seed in (1, 2):
        with transaction.atomic():
            assert differences(lived_in(seed=seed)) == []
            transaction.set_rollback(True)


@pytest.mark.parametrize(
    "changes",
    [
        {"role": "gold"},
        {"role": "audit"},
        {"state": "set_aside"},
        {"truth": None},
        {"duplicate_of": 0},
        {"asked_for": 5},
        {"open_slots": 0},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_whoever_changes_items_changes_the_counters_with_them(changes: dict[str, Any]) -> None:
    project = lived_in()
    project.items.filter(row__lt=20).update(**changes)
    assert [line for line in differences(project) if "alike" in line] == []


def test_answers_that_change_or_go_change_the_counters_with_them() -> None:
    project = lived_in()
    good, bad, *_ = project.labels.all()
    answers = Annotation.objects.filter(project=project)
    answers.filter(label=good, replaced_at=None).update(label=bad, seconds=2.000001)
    answers.filter(user=rita(), replaced_at=None).update(replaced_at=timezone.now())
    answers.filter(user=bob()).delete()
    assert [line for line in differences(project) if "answers alike" in line] == []


def test_a_pause_is_as_long_for_the_database_as_for_the_screen() -> None:
    project = text_project(items=4)
    leases = deck(project, bob(), want=4).leases
    label, seconds = project.labels.earliest("position").pk, (0.0, PAUSE_S - 1, PAUSE_S, PAUSE_S + 1)
    given = zip(leases, seconds, strict=True)
    deck(project, bob(), answers=[answer(lease.item_id, label, seconds=took) for lease, took in given])
    assert AnswerTally.objects.get(project=project).timed == 1
    assert differences(project) == []


def test_a_counter_that_is_wrong_is_found() -> None:
    project = lived_in()
    ItemTally.objects.filter(project=project, role="audit").update(items=777)
    AnswerTally.objects.filter(project=project, user=bob()).update(answers=888)
    said = "\n".join(differences(project))
    assert "items alike are kept so, and not otherwise: role audit" in said
    assert "items 777" in said
    assert "answers alike are kept so, and not otherwise: person bob" in said
    assert "answers 888" in said


def test_a_project_that_was_there_before_the_counters_gets_them() -> None:
    """What the migration counts."""
    project = lived_in()
    ItemTally.objects.all().delete()
    AnswerTally.objects.all().delete()
    assert differences(project) != []
    migration = importlib.import_module("annotator.migrations.0040_tallies")
    with connection.cursor() as cursor:
        cursor.execute(migration.ALL_ITEMS)
        cursor.execute(migration.ALL_ANSWERS)
    assert differences(project) == []


@pytest.mark.django_db(transaction=True)
def test_a_deleted_project_leaves_no_counters() -> None:
    project = lived_in()
    delete_project(project.pk, confirm_name=project.name, by=alice())
    assert not ItemTally.objects.exists()
    assert not AnswerTally.objects.exists()
    assert not Item.objects.exists()


def test_what_a_benchmark_can_play_on_is_what_it_will_read() -> None:
    for seed in (1, 2, 3):
        with transaction.atomic():
            project = lived_in(seed=seed)
            for source in (TRUTH, LABELS):
                assert counts(project, source=source) == known_labels(project, source=source).counts
            transaction.set_rollback(True)


def test_numbers_of_a_project_are_those_of_its_rows() -> None:
    project = lived_in()
    items = project.items.all()
    answered = items.filter(role="audit", state="open", answers__gt=0)
    assert (audit_answered(project), items_with_truth(project)) == (
        answered.count(),
        items.filter(truth__isnull=False).count(),
    )
    stand = Annotation.objects.filter(project=project, replaced_at=None)
    for person in everyone(project):
        mine = stand.filter(user=person.user)
        assert (person.labels, person.skips) == (
            mine.filter(label__isnull=False).count(),
            mine.filter(label=None).count(),
        )


@pytest.mark.parametrize(
    "said",
    [
        {"role": "audit"},
        {"state": "unlabelled"},
        {"state": "set_aside", "role": "pool"},
        {"state": "labelled"},
        {"state": "labelled", "measures": True, "answers_from": 2},
        {"set_aside": False, "truth": "good"},
        {"adjudicated": True},
        {"answers": 2, "measures": False},
        {"leased": False, "state": "unlabelled"},
        {"leased": False},
    ],
    ids=str,
)
def test_a_large_project_is_counted_exactly_where_counters_tell(
    said: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However small a sample would be drawn otherwise."""
    project = lived_in(items=60)
    there = ItemFilter(**said).items(project).count()
    monkeypatch.setattr("annotator.selectors.items.totals.COUNTED", 0)
    total = total_of(project, ItemFilter(**said))
    assert (total.count, total.is_exact) == (there, True)


def test_screens_of_numbers_read_no_more_of_a_larger_project() -> None:
    """PostgreSQL says itself which rows it looked at."""
    looked = [rows_read(lived_in_and_larger(items)) for items in (0, 3000)]
    assert looked[1] < looked[0] + 300


def lived_in_and_larger(items: int) -> Project:
    project = text_project(name=f"with {items}", items=60 + items)
    leases = deck(project, bob(), want=20).leases
    deck(project, bob(), answers=[answer(lease.item_id, lease.item.truth_id) for lease in leases])
    project.refresh_from_db()
    return project


def rows_read(project: Project) -> int:
    """Of items and answers, by all statements of the overview, the list of projects and the list of benchmarks."""
    with CaptureQueriesContext(connection) as asked:
        overview(project, now=timezone.now() + timedelta(seconds=1))
        rows_for(alice(), now=timezone.now())
        counts(project, source=TRUTH)
    read = 0
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        # A table of one page is read whole however good its indexes are.
        cursor.execute("SET LOCAL enable_seqscan = off")
        for query in asked.captured_queries:
            if not query["sql"].lstrip().upper().startswith(("SELECT", "WITH")):
                continue
            cursor.execute(f"EXPLAIN (ANALYZE, TIMING off, COSTS off) {query['sql']}")
            read += sum(rows_of(line) for (line,) in cursor.fetchall())
    return read


def rows_of(line: str) -> int:
    """A line of a plan: the rows that it read of these two tables, those that it passed over among them."""
    if removed := re.search(r"Rows Removed by \w+: (\d+)", line):
        return int(removed[1])
    scanned = re.search(r"Scan.* on annotator_(?:item|annotation) .*rows=(\d+) loops=(\d+)", line)
    return int(scanned[1]) * int(scanned[2]) if scanned else 0
