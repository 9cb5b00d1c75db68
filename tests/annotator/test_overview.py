"""The dashboard: every figure is what was counted, with its uncertainty."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any

import psycopg2
import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotator.lock_classes import LockClass
from annotator.models import Annotation, Project, Round, WorkerSeen
from annotator.selectors.overview import overview
from annotator.statistics.shares import wilson
from tests.asking import browser_of
from tests.cast import alice, answer, bob, deck, text_project

pytestmark = pytest.mark.django_db


def label(project: Project, count: int, seconds: float = 4.0) -> None:
    leases = deck(project, bob(), want=count).leases
    deck(project, bob(), answers=[answer(x.item_id, x.item.truth_id, seconds=seconds) for x in leases])
    project.refresh_from_db()


def finished_round(project: Project, number: int, right: int, n: int, **fields: object) -> Round:
    return Round.objects.create(
        project=project,
        number=number,
        status="done",
        started_at=timezone.now(),
        finished_at=timezone.now(),
        audit_right=right,
        audit_n=n,
        labels_new=10,
        spent_labels=number * 10,
        **fields,
    )


def test_spending_and_what_is_left_follow_the_budget_that_ends_first() -> None:
    project = text_project(items=40, budget_labels=30, price_per_label=Decimal("0.10"), budget_money=Decimal("2.00"))
    label(project, 5)
    seen = overview(project, now=timezone.now())
    assert (seen.spent.labels, seen.spent.money, seen.spent.labels_money) == (5, Decimal("0.5"), Decimal("0.5"))
    assert (seen.left.labels, seen.left.money) == (15, Decimal("1.5"))


def test_prevalence_counts_audit_items_on_which_people_agree_once_each() -> None:
    project = text_project(items=4, overlap=2)
    good, bad = project.labels.all()
    items = list(project.items.order_by("row"))
    for person, labels in ((bob(), (good, good, good)), (alice(), (good, bad, None))):
        deck(project, person, want=4)
        given = [(item.pk, label.pk if label else None) for item, label in zip(items, labels, strict=False)]
        deck(project, person, answers=[answer(*pair) for pair in given])
    project.items.update(role="audit")
    rows = {row.name: row.prevalence for row in overview(project, now=timezone.now()).classes}
    # The first is good, the second tied, the third good with one answer, and nobody saw the fourth.
    assert rows == {"good": wilson(2, 2), "bad": wilson(0, 2)}


def test_accuracy_comes_from_audit_answers_with_its_interval() -> None:
    project = text_project()
    finished_round(project, 0, 0, 0)
    finished_round(project, 1, 75, 100)
    finished_round(project, 2, 36, 40)
    seen = overview(project, now=timezone.now())
    assert (seen.accuracy, seen.awaited) == (wilson(36, 40), None)
    assert [(point.round, point.labels, point.value) for point in seen.curve] == [(1, 10, 0.75), (2, 20, 0.9)]
    assert "right on between 76.9 and 96.0 % of items, most likely 90.0 %." in seen.sentence


def test_classes_are_counted_and_prevalence_is_estimated_from_audit_items_only() -> None:
    project = text_project(items=200, audit_share=0.5, budget_labels=200)
    label(project, 60)
    seen = overview(project, now=timezone.now())
    pool = Annotation.objects.filter(item__role="pool").count()
    assert sum(row.labels for row in seen.classes) == pool
    assert sum(row.audit_labels for row in seen.classes) == 60 - pool
    assert math.isclose(sum(row.share for row in seen.classes), 1)
    audit = Annotation.objects.filter(item__role="audit").count()
    assert {row.prevalence.n for row in seen.classes if row.prevalence} == {audit}


def test_people_have_speed_and_pauses_do_not_count() -> None:
    project = text_project()
    label(project, 3, seconds=4.0)
    label(project, 1, seconds=4000.0)
    person = next(row for row in overview(project, now=timezone.now()).people if row.username == "bob")
    assert (person.labels, person.seconds_per_label, person.labels_per_hour) == (4, 4.0, 900.0)
    assert person.online


def test_the_age_of_the_ranking_and_a_missing_worker_are_said() -> None:
    project = text_project(batch_size=10)
    finished_round(project, 0, 0, 0)
    label(project, 3)
    seen = overview(project, now=timezone.now())
    assert (seen.ranking.labels_behind, seen.ranking.next_round_in) == (3, 2)
    assert [warning.code for warning in seen.warnings] == ["worker_asleep"]
    WorkerSeen.objects.create(queue="rounds", seen_at=timezone.now())
    assert overview(project, now=timezone.now()).warnings == []
    WorkerSeen.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    assert not overview(project, now=timezone.now()).ranking.worker_alive


def test_a_round_in_another_database_of_the_server_is_no_sign_of_life_here() -> None:
    project = text_project()

    def alive() -> bool:
        return overview(project, now=timezone.now()).ranking.worker_alive

    for database, expected in (("postgres", False), (connection.settings_dict["NAME"], True)):
        with another_connection(database) as worker:
            worker.execute("SELECT pg_advisory_lock(%s, 1)", [int(LockClass.ROUND)])
            assert alive() is expected


@contextmanager
def another_connection(database: str) -> Iterator[Any]:
    """To the server that the tests use, to one of its databases."""
    given = connection.get_connection_params()
    own = psycopg2.connect(
        **{key: given[key] for key in ("host", "port", "user", "password") if key in given}, dbname=database
    )
    try:
        yield own.cursor()
    finally:
        own.close()


def test_a_failed_round_and_a_low_rank_correlation_are_warned_about() -> None:
    project = text_project()
    WorkerSeen.objects.create(queue="rounds", seen_at=timezone.now())
    finished_round(project, 0, 0, 0, rank_correlation=0.2)
    Round.objects.create(project=project, number=1, status="failed", error="Out of memory.", started_at=timezone.now())
    codes = [warning.code for warning in overview(project, now=timezone.now()).warnings]
    assert codes == ["round_failed", "low_rank_correlation"]


def test_the_overview_and_the_list_over_http(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    project = text_project()
    label(project, 4)
    finished_round(project, 1, 36, 40)
    client = browser_of(alice())
    with django_assert_max_num_queries(30):
        seen = client.get(f"/api/projects/{project.pk}/overview").json()
    assert (seen["accuracy"]["n"], seen["accuracy"]["is_sure"], seen["awaited"]) == (40, True, None)
    assert seen["spent"]["labels"] == 4
    row = client.get("/api/projects").json()[0]
    assert (row["labels"], row["role"], row["accuracy_series"]) == (4, "manager", [0.9])


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (50, 100, 0.4038, 0.5962)]
)
def test_wilsons_interval_is_the_published_one(hits: int, n: int, low: float, high: float) -> None:
    share = wilson(hits, n)
    assert share.low == pytest.approx(low, abs=1e-4)
    assert share.high == pytest.approx(high, abs=1e-4)


@pytest.mark.parametrize(("hits", "n"), [(1, 0), (-1, 5), (6, 5)])
def test_what_is_no_share_is_refused(hits: int, n: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(hits, n)
