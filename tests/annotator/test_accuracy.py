"""No figure that nobody can know: until there are enough audit answers, what is missing stands in its place."""

import csv
import random
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.models import AuditMarks, Item, Project, Round, User
from annotator.selectors.awaited import Awaited, Supply, waiting
from annotator.selectors.items.counts import item_counts
from annotator.selectors.overview import Overview, overview
from annotator.selectors.words import duration
from annotator.services.exports.write import export_to_path
from tests.asking import browser_of
from tests.cast import alice, answer, bob, deck, rita, text_project

pytestmark = pytest.mark.django_db


def seen(project: Project) -> Overview:
    project.refresh_from_db()
    return overview(project, now=timezone.now())


def judged(project: Project, number: int, *, right: int, n: int, labels_new: int = 50, spent: int = 0) -> Round:
    """A finished round whose proxy got the first `right` of `n` audit items right."""
    done = Round.objects.create(
        project=project,
        number=number,
        status="done",
        started_at=timezone.now(),
        finished_at=timezone.now(),
        audit_right=right,
        audit_n=n,
        labels_new=labels_new,
        spent_labels=spent or number * 100,
    )
    AuditMarks.objects.create(round=done, right_rows=list(range(right)), wrong_rows=list(range(right, n)))
    return done


def answered(project: Project, count: int, *, person: User | None = None) -> None:
    """Bob, or this person, gives so many of the items that come the label that is true."""
    annotator = person or bob()
    leases = deck(project, annotator, want=count).leases
    deck(project, annotator, answers=[answer(lease.item_id, lease.item.truth_id) for lease in leases])


def test_few_audit_answers_make_no_figure_anywhere_and_what_is_missing_is_said() -> None:
    project = text_project(items=400, audit_share=0.5, budget_labels=400, price_per_label=Decimal("0.05"))
    answered(project, 30)
    judged(project, 1, right=1, n=3)
    judged(project, 2, right=6, n=14)
    now = seen(project)
    assert now.awaited is not None
    assert (now.accuracy, now.curve, now.forecast, now.change) == (None, [], None, None)
    there = Item.objects.filter(role="audit", answers=1).count()
    assert (now.awaited.answered, now.awaited.needed) == (there, 92)
    missing = 92 - there
    assert (now.awaited.money, now.awaited.labels) == (missing * Decimal("0.05"), 2 * missing)
    assert f"{there} of about 92 audit answers; {missing} to go" in now.sentence
    assert "42.9" not in now.sentence
    client = browser_of(alice())
    row = client.get("/api/projects").json()[0]
    assert (row["accuracy"], row["accuracy_series"]) == (None, [])
    assert row["awaited"] == {"answered": there, "needed": 92}


@pytest.mark.parametrize(("items", "share"), [(400, 0.0), (8, 0.5)])
def test_the_list_awaits_no_audit_answers_that_the_project_has_no_items_for(items: int, share: float) -> None:
    text_project(items=items, audit_share=share, budget_labels=400)
    client = browser_of(alice())
    assert [row["awaited"] for row in client.get("/api/projects").json()] == [None]


def test_the_settings_know_how_many_audit_items_are_answered() -> None:
    project = text_project(items=60, audit_share=0.5, budget_labels=60)
    answered(project, 20)
    client = browser_of(alice())
    there = project.items.filter(role="audit", answers=1).count()
    assert 0 < client.get(f"/api/projects/{project.pk}").json()["audit_answered"] == there < 20


def test_the_figure_comes_with_the_answer_that_makes_it_sure() -> None:
    project = text_project()
    judged(project, 1, right=48, n=96)
    assert seen(project).accuracy is not None
    judged(project, 2, right=33, n=36)
    assert seen(project).accuracy is not None
    judged(project, 3, right=30, n=36)
    now = seen(project)
    assert (now.accuracy, [point.round for point in now.curve]) == (None, [1, 2])


def test_rounds_that_learned_nothing_new_are_no_points() -> None:
    project = text_project()
    judged(project, 0, right=100, n=200, labels_new=0)
    judged(project, 1, right=150, n=200)
    judged(project, 2, right=199, n=200, labels_new=0)
    now = seen(project)
    assert [point.round for point in now.curve] == [1]
    assert now.accuracy is not None
    assert now.accuracy.value == 0.75


NOBODY = Supply(audit_items=200, pool_items=2000, left=5000, labels_per_hour=0)


@pytest.mark.parametrize(
    ("answers", "supply", "words"),
    [
        (Awaited(14, 50), NOBODY, "14 of about 50 audit answers; 36 to go (1.80 EUR), with about the next 360 labels."),
        (
            Awaited(14, 50),
            Supply(200, 2000, left=5000, labels_per_hour=180),
            "14 of about 50 audit answers; 36 to go (1.80 EUR), with about the next 360 labels, "
            "about 2 hours at today's pace.",
        ),
        # Only four items of the pool are left before it.
        (
            Awaited(49, 50),
            Supply(200, 4, 5000, 60),
            "1 to go (0.05 EUR), with about the next 5 labels, about 5 minutes",
        ),
        (Awaited(14, 50), Supply(200, 2000, 300, 60), "The budget ends before: they need about 360 more labels."),
        (Awaited(14, 50), Supply(40, 2000, 5000, 60), "but only 40 audit items in this project. A larger audit share"),
        (Awaited(0, 93), Supply(0, 2000, 5000, 60), "No audit items in this project. A share for them can be set"),
        (Awaited(93, 93), NOBODY, "93 audit answers; the figure comes with the next round."),
    ],
)
def test_what_is_missing_is_said_with_its_price_and_its_time_where_they_are_known(
    answers: Awaited, supply: Supply, words: str
) -> None:
    project = Project(audit_share=0.1, price_per_label=Decimal("0.05"), currency="EUR", overlap=1)
    assert words in waiting(project, answers, supply=supply).detail


def test_what_will_not_come_with_what_there_is_is_marked() -> None:
    project = Project(audit_share=0.1, price_per_label=Decimal(0), currency="EUR", overlap=1)
    suffices = [
        (one.items_suffice, one.budget_suffices)
        for items, left in ((200, 360), (49, 360), (200, 359))
        for one in [waiting(project, Awaited(14, 50), supply=Supply(items, 2000, left, 0))]
    ]
    assert suffices == [(True, True), (False, True), (True, False)]


def test_with_overlap_each_missing_item_costs_as_many_answers_and_free_ones_cost_nothing() -> None:
    project = Project(audit_share=0.1, price_per_label=Decimal("0.05"), currency="EUR", overlap=3)
    missing = waiting(project, Awaited(14, 50), supply=NOBODY)
    assert (missing.money, missing.labels) == (Decimal("5.40"), 1080)
    project.price_per_label = Decimal(0)
    missing = waiting(project, Awaited(14, 50), supply=NOBODY)
    assert missing.money is None
    assert "36 to go, with" in missing.detail


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0.01, "1 minute"),
        (0.75, "45 minutes"),
        (0.996, "1 hour"),
        (1.2, "1 hour"),
        (30, "30 hours"),
        (47.8, "2 days"),
        (100, "4 days"),
    ],
)
def test_one_hour_is_an_hour(hours: float, words: str) -> None:
    assert duration(hours) == words


def test_items_that_are_fewer_than_the_budget_end_it() -> None:
    project = text_project(
        items=20, overlap=2, budget_labels=1000, budget_money=Decimal(50), price_per_label=Decimal("0.05")
    )
    project.items.filter(row=3).update(state="set_aside")
    answered(project, 8)
    now = seen(project)
    assert (now.left.labels, now.left.ends_with_items, now.items.labels_wanted) == (30, True, 30)
    assert "After 30 more labels every item has its labels; " in now.sentence
    Project.objects.filter(pk=project.pk).update(budget_labels=38)
    now = seen(project)
    assert (now.left.labels, now.left.ends_with_items) == (30, False)
    assert "30 labels and 49.60 EUR are left" in now.sentence
    project.items.update(state="set_aside")
    assert seen(project).sentence.endswith("Every item has its labels.")


def test_chance_is_what_the_commonest_class_among_audit_items_would_get() -> None:
    project = text_project(items=60, labels=("good", "bad", "ugly"), budget_labels=600)
    project.items.filter(row__lt=10).update(role="audit")
    assert seen(project).chance is None
    for lease in deck(project, bob(), want=60).leases:
        label = project.labels.all()[0 if lease.item.row < 7 else 1]
        deck(project, bob(), answers=[answer(lease.item_id, label.pk)])
    chance = seen(project).chance
    assert chance is not None
    assert (chance.value, chance.name) == (0.7, "good")


def test_a_change_is_named_on_the_same_items_against_the_round_with_half_of_the_labels() -> None:
    project = text_project(budget_labels=1000)
    Project.objects.filter(pk=project.pk).update(labels_spent=700)
    judged(project, 1, right=100, n=200, spent=100)
    judged(project, 2, right=130, n=200, spent=300)
    judged(project, 3, right=150, n=200, spent=500)
    judged(project, 4, right=152, n=220, spent=620)
    change = seen(project).change
    assert change is not None
    # Of the 200 items that rounds 2 and 4 share, 22 were gained and none was lost.
    assert (change.round, change.value, change.is_clear) == (2, 0.11, True)
    judged(project, 5, right=133, n=200, spent=700)
    change = seen(project).change
    assert change is not None
    assert (change.round, change.is_clear) == (2, False)


def test_rounds_of_before_the_marks_are_not_compared() -> None:
    project = text_project()
    judged(project, 1, right=100, n=200)
    judged(project, 2, right=180, n=200)
    AuditMarks.objects.filter(round__number=1).delete()
    assert seen(project).change is None


def test_the_class_balance_the_people_and_the_export_count_the_same_labels(tmp_path: Path) -> None:
    project = text_project(items=40, audit_share=0.4, overlap=2, budget_labels=80)
    answered(project, 25)
    answered(project, 13, person=rita())
    held = deck(project, bob(), want=1).leases
    deck(project, bob(), answers=[answer(held[0].item_id, None)])
    now = seen(project)
    path = tmp_path / "answers.csv"
    export_to_path(project, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["label"]]
    for row in now.classes:
        of_class = [line["role"] for line in rows if line["label"] == row.name]
        assert (row.labels, row.audit_labels) == (of_class.count("pool"), of_class.count("audit"))
    assert sum(person.labels for person in now.people) == now.spent.labels == len(rows) == 38


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**32), overlap=st.integers(1, 3), share=st.sampled_from([0.0, 0.3, 0.5]))
def test_the_parts_add_up_to_all_items_whatever_happened_to_them(seed: int, overlap: int, share: float) -> None:
    rng = random.Random(seed)
    project = text_project(name=f"Parts {uuid4()}", items=30, audit_share=share, overlap=overlap, budget_labels=90)
    start = timezone.now()
    for step in range(6):
        person = rng.choice([alice(), bob(), rita()])
        leases = deck(project, person, want=rng.randrange(6), now=start + timedelta(minutes=20 * step)).leases
        some = [lease for lease in leases if rng.random() < 0.5]
        answers = [answer(lease.item_id, lease.item.truth_id if rng.random() < 0.8 else None) for lease in some]
        deck(project, person, answers=answers, now=start + timedelta(minutes=20 * step))
        project.items.filter(row=rng.randrange(30)).update(state="set_aside")
        counts = item_counts(project, now=start + timedelta(minutes=20 * step + rng.randrange(40)))
        disjoint = (counts.pool, counts.audit, counts.leased, counts.answered, counts.set_aside)
        assert sum(disjoint) == counts.total == 30
        assert counts.answered == project.items.filter(answers__gt=0, state="open").count()
        assert counts.labels_wanted == sum(
            max(0, overlap - given) for given in project.items.filter(state="open").values_list("answers", flat=True)
        )
        assert counts.audit_in_all == project.items.filter(role="audit", state="open").count()


def test_each_part_holds_what_it_says() -> None:
    project = text_project(items=20, budget_labels=20)
    project.items.filter(row__gte=15).update(role="audit")
    project.items.filter(row__in=[0, 1, 16]).update(state="set_aside")
    leases = deck(project, bob(), want=5).leases
    deck(project, bob(), answers=[answer(lease.item_id, lease.item.truth_id) for lease in leases[:3]])
    held = [lease.item.role for lease in leases[3:]]
    now = item_counts(project, now=timezone.now())
    assert (now.set_aside, now.answered, now.leased, now.audit_in_all) == (3, 3, 2, 4)
    assert now.pool == project.items.filter(role="pool", state="open", answers=0).count() - held.count("pool")
    later = item_counts(project, now=timezone.now() + timedelta(days=1))
    assert (later.leased, later.pool + later.audit) == (0, now.pool + now.audit + 2)
