"""What each person did in a range of time, and what was paid for it: from the answers and from the ledger."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import F, Sum
from django.test.utils import override_settings

from annotator.errors import Invalid
from annotator.models import (
    Annotation,
    CostEntry,
    CostKind,
    DecisionKind,
    Item,
    Membership,
    Project,
    User,
)
from annotator.selectors.counters import differences
from annotator.selectors.people import PAUSE_S
from annotator.selectors.quality.figures import figure
from annotator.selectors.work.figures import Figures, PersonFigures, figures_of
from annotator.selectors.work.pay import PaySheet, pay_sheet
from annotator.selectors.work.span import Span
from annotator.services.projects.people import remove
from annotator.services.review.decide import decide, undo
from annotator.services.review.kinds import Wish
from annotator.statistics.shares import wilson
from tests.annotator.worlds import FIRST, lived_in
from tests.asking import browser_of, code_of
from tests.cast import alice, answer, bob, deck, join, rita, text_project

pytestmark = pytest.mark.django_db

ALL = Span()
BEGIN = datetime(2026, 3, 1, 12, tzinfo=UTC)
# The ledger, the ends, the counts, the medians, members, who has left; and in tests a savepoint and its end.
STATEMENTS = 8


def labels(
    project: Project, user: User, count: int, *, at: datetime = BEGIN, wrong: int = 0, seconds: float = 2.0
) -> list[int]:
    """This many labels at one moment, the first `wrong` of them against the truth; the items."""
    first, second = (label.pk for label in project.labels.all())
    leases = deck(project, user, want=count, now=at).leases
    assert len(leases) == count
    truths = [lease.item.truth_id or 0 for lease in leases]
    given = [({first: second, second: first}[truth] if n < wrong else truth) for n, truth in enumerate(truths)]
    rows = [
        answer(lease.item_id, label, seconds=seconds + n / 1000, answered_at=at)
        for n, (lease, label) in enumerate(zip(leases, given, strict=True))
    ]
    deck(project, user, answers=rows, now=at)
    return [lease.item_id for lease in leases]


def of(found: Figures, user: User) -> PersonFigures:
    (person,) = [each for each in found.people if each.who.id == user.pk]
    return person


def ledger(project: Project, span: Span = ALL) -> Decimal:
    entries = CostEntry.objects.filter(project=project)
    if span.begin:
        entries = entries.filter(created_at__gte=span.begin)
    if span.end:
        entries = entries.filter(created_at__lt=span.end)
    return entries.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def computing(project: Project, *, at: datetime) -> None:
    CostEntry.objects.create(project=project, kind=CostKind.COMPUTE, quantity=30, amount="0.0125", created_at=at)
    Project.objects.filter(pk=project.pk).update(money_spent=ledger(project))
    project.refresh_from_db()


def paid_world() -> Project:
    """Bob and Rita label on three days, at two prices, with a skip, and a round computes."""
    project = text_project(items=60, overlap=2, price_per_label="0.10")
    labels(project, bob(), 10, at=BEGIN)
    labels(project, rita(), 4, at=BEGIN + timedelta(days=1))
    Project.objects.filter(pk=project.pk).update(price_per_label="0.25")
    labels(project, bob(), 6, at=BEGIN + timedelta(days=30, minutes=1))
    (held,) = deck(project, bob(), want=1, now=BEGIN + timedelta(days=30, minutes=2)).leases
    at = BEGIN + timedelta(days=30, minutes=3)
    deck(project, bob(), answers=[answer(held.item_id, None, skip_reason="unclear", answered_at=at)], now=at)
    computing(project, at=BEGIN + timedelta(days=1))
    return project


def test_figures_are_those_of_all_answers_read_one_by_one() -> None:
    project = lived_in(items=80, seed=5)
    rng = random.Random(3)
    for each in Annotation.objects.filter(project=project):
        Annotation.objects.filter(pk=each.pk).update(seconds=rng.choice([0, 1.5, 3, 8, PAUSE_S + 1]))
    span = Span(FIRST + timedelta(minutes=1500), FIRST + timedelta(minutes=8000))
    found = figures_of(project, span)
    for user in (alice(), bob(), rita()):
        mine = Annotation.objects.filter(
            project=project, user=user, received_at__gte=span.begin, received_at__lt=span.end, replaced_at=None
        ).select_related("item")
        person, shared, same, known, right = of(found, user), 0, 0.0, 0, 0
        seconds = sorted(each.seconds for each in mine if each.label_id and 0 < each.seconds < PAUSE_S)
        for each in mine:
            others = Annotation.objects.filter(item=each.item, replaced_at=None, label__isnull=False).exclude(user=user)
            given = [other.label_id for other in others]
            if each.label_id is None or each.item.state != "open":
                continue
            shared += bool(given)
            same += sum(other == each.label_id for other in given) / len(given) if given else 0
            truth = {"audit": each.item.truth_id, "gold": each.item.settled_id}.get(each.item.role)
            known += truth is not None
            right += truth == each.label_id
        assert person.labels == sum(each.label_id is not None for each in mine)
        assert person.skips == sum(each.label_id is None for each in mine)
        assert (person.agreement.n, person.right.n) == (shared, known)
        assert shared > 5
        assert known > 2
        assert person.agreement.needed == figure(wilson(same, shared), share=wilson(same, shared)).needed
        assert person.seconds is not None
        assert person.seconds.n == len(seconds)
        assert person.seconds.low <= person.seconds.median <= person.seconds.high
        assert seconds[(len(seconds) - 1) // 2] <= person.seconds.median <= seconds[len(seconds) // 2]


def test_enough_answers_make_figures_and_too_few_say_how_many_are_missing() -> None:
    project = text_project(items=100, overlap=2, budget_labels=400)
    labels(project, bob(), 100, wrong=10)
    labels(project, rita(), 30)
    Item.objects.filter(project=project, row__lt=50).update(role="audit")
    Item.objects.filter(project=project, row__gte=50).update(role="gold", settled=F("truth"), truth=None)
    found = figures_of(project, ALL)
    right, agreement = of(found, bob()).right, of(found, bob()).agreement
    assert (right.value, right.n) == (0.9, 100)
    assert (right.low, right.high) == (wilson(90, 100).low, wilson(90, 100).high)
    assert (agreement.value, agreement.n) == (None, 30)
    assert agreement.needed > 30
    assert [each.who.name for each in found.people] == ["bob", "rita", "alice"]
    assert of(found, alice()).seconds is None


def test_money_is_that_of_the_ledger_in_the_range_with_what_computing_took() -> None:
    project = paid_world()
    assert differences(project) == []
    found = figures_of(project, ALL)
    assert found.money == ledger(project) == Project.objects.get(pk=project.pk).money_spent
    assert found.money == sum((each.money for each in found.people), found.computing)
    assert (of(found, bob()).money, of(found, rita()).money) == (Decimal("2.5000"), Decimal("0.4000"))
    for days in range(-1, 33):
        span = Span(BEGIN + timedelta(days=days), BEGIN + timedelta(days=days + 2))
        for sums in (figures_of(project, span), pay_sheet(project, span, period="week")):
            assert sums.money == ledger(project, span)


@pytest.mark.parametrize("period", ["day", "week", "month"])
def test_the_sums_of_a_pay_sheet_are_what_was_spent(period: str) -> None:
    project = paid_world()
    sheet = pay_sheet(project, ALL, period=period)
    stored = Project.objects.get(pk=project.pk)
    assert (sheet.money, sheet.labels, sheet.skips) == (stored.money_spent, stored.labels_spent, 1)
    assert sum(row.money for row in sheet.rows) == stored.money_spent


def lines(sheet: PaySheet) -> list[tuple[Any, ...]]:
    return [
        (row.period, row.who.name if row.who else None, row.labels, row.skips, row.price_low, row.price_high, row.money)
        for row in sheet.rows
    ]


def test_a_pay_sheet_names_day_person_labels_skips_price_and_money() -> None:
    project = paid_world()
    ten, quarter = Decimal("0.1000"), Decimal("0.2500")
    assert lines(pay_sheet(project, ALL, period="day")) == [
        (date(2026, 3, 31), "bob", 6, 1, quarter, quarter, Decimal("1.5000")),
        (date(2026, 3, 2), "rita", 4, 0, ten, ten, Decimal("0.4000")),
        (date(2026, 3, 2), None, 0, 0, None, None, Decimal("0.0125")),
        (date(2026, 3, 1), "bob", 10, 0, ten, ten, Decimal("1.0000")),
    ]
    # Weeks begin on Monday: 1 March 2026 was a Sunday.
    assert [row.period for row in pay_sheet(project, ALL, period="week").rows] == [
        date(2026, 3, 30),
        date(2026, 3, 2),
        date(2026, 3, 2),
        date(2026, 2, 23),
    ]
    month = lines(pay_sheet(project, ALL, period="month"))
    assert month[0] == (date(2026, 3, 1), "bob", 16, 1, ten, quarter, Decimal("2.5000"))


def test_answers_that_were_taken_back_count_no_more_and_stay_paid() -> None:
    project = text_project(items=30, price_per_label="0.10")
    labels(project, bob(), 8)
    made = decide(project.pk, Wish(kind=DecisionKind.TAKE_BACK, person=bob()), by=alice())
    person = of(figures_of(project, ALL), bob())
    assert (person.labels, person.taken_back, person.money) == (0, 8, Decimal("0.8000"))
    assert (person.seconds, person.agreement.n, person.right.n) == (None, 0, 0)
    assert pay_sheet(project, ALL, period="day").labels == 8

    assert made.decision is not None
    undo(project.pk, made.decision, by=alice())
    again = of(figures_of(project, ALL), bob())
    assert (again.labels, again.taken_back, again.money) == (8, 0, Decimal("0.8000"))


def test_what_somebody_corrected_themselves_was_not_taken_back() -> None:
    project = text_project(items=10, price_per_label="0.10")
    (item,) = labels(project, bob(), 1)
    good = project.labels.all()[0]
    deck(project, bob(), answers=[answer(item, good.pk)], now=BEGIN + timedelta(minutes=1))
    person = of(figures_of(project, ALL), bob())
    assert (person.labels, person.taken_back, person.money) == (1, 0, Decimal("0.1000"))


def test_who_has_left_is_there_with_what_they_did_in_the_range_and_not_beyond() -> None:
    project = text_project(items=20, price_per_label="0.10")
    labels(project, bob(), 5)
    remove(project.pk, membership_id=Membership.objects.get(project=project, user=bob()).pk, by=alice())
    person = of(figures_of(project, ALL), bob())
    assert (person.who.role, person.who.has_left, person.labels) == (None, True, 5)
    (row,) = pay_sheet(project, ALL, period="day").rows
    assert row.who is not None
    assert row.who.has_left
    later = figures_of(project, Span(BEGIN + timedelta(days=1)))
    assert [each.who.name for each in later.people] == ["alice", "rita"]
    assert later.middle is None
    assert later.money == 0


def test_removed_items_take_their_labels_along_and_leave_the_money() -> None:
    project = text_project(items=20, price_per_label="0.10")
    labels(project, bob(), 5)
    remove(project.pk, membership_id=Membership.objects.get(project=project, user=bob()).pk, by=alice())
    Item.objects.filter(project=project, annotations__isnull=False).delete()
    person = of(figures_of(project, ALL), bob())
    assert (person.labels, person.money) == (0, Decimal("0.5000"))


def test_a_change_is_said_only_where_the_data_carry_it() -> None:
    project = text_project(items=200, budget_labels=500)
    later = BEGIN + timedelta(days=2)
    labels(project, bob(), 60, at=BEGIN, wrong=30, seconds=5)
    labels(project, bob(), 60, at=later, wrong=2, seconds=3)
    labels(project, rita(), 10, at=BEGIN, wrong=1)
    labels(project, rita(), 10, at=later, wrong=2)
    Item.objects.filter(project=project).update(role="audit")
    found = figures_of(project, ALL)
    assert found.middle == BEGIN + timedelta(days=1)
    person = of(found, bob())
    assert person.drift == "More often right: 50.0 %, then 96.7 %. Faster: 5.0 s, then 3.0 s."
    assert [(each.what, each.first.n, each.is_clear) for each in person.changes] == [
        ("right", 60, True),
        ("seconds", 60, True),
    ]
    slower = person.changes[1].first
    assert 5 <= slower.low <= slower.value <= slower.high < 5.06
    assert of(found, rita()).drift == "No change that the data carry."
    assert of(found, alice()).drift == "Too few labels in both halves to compare."
    first_day = figures_of(project, Span(end=BEGIN + timedelta(days=1)))
    assert of(first_day, bob()).drift == "Too few labels in both halves to compare."


def test_a_day_is_whole_in_the_time_zone_of_the_server() -> None:
    with override_settings(TIME_ZONE="Europe/Berlin"):
        span = Span.of(date(2026, 3, 29), date(2026, 3, 29))
    # The day on which clocks are put forward has 23 hours.
    assert span == Span(datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC))
    assert Span.of(BEGIN, None) == Span(BEGIN, None)
    with pytest.raises(Invalid):
        Span.of(date(2026, 3, 2), date(2026, 3, 1))
    with pytest.raises(Invalid):
        Span.of(BEGIN, BEGIN)


def test_days_and_moments_are_read_from_the_address_and_nothing_else_is() -> None:
    project = paid_world()
    manager = browser_of(alice())
    address = f"/api/projects/{project.pk}/people"
    found = manager.get(f"{address}/figures?from=2026-03-01&to=2026-03-01").json()
    assert [found[name] for name in ("begin", "end", "zone")] == ["2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "UTC"]
    assert (found["money"], found["computing"], found["currency"]) == ("1.0000", "0.0000", "EUR")
    bobs = found["people"][0]
    assert bobs["who"] == {
        "id": bob().pk,
        "name": "bob",
        "role": "annotator",
        "has_left": False,
        "from_file": "",
    }
    assert (bobs["labels"], bobs["money"], bobs["seconds"]["median"]) == (10, "1.0000", pytest.approx(2.0045))
    sheet = manager.get(f"{address}/pay?from=2026-03-02T12:00:00Z&period=day").json()
    assert (len(sheet["rows"]), sheet["money"], sheet["rows"][2]["who"]) == (3, "1.9125", None)
    for wrong, code in (
        ("from=yesterday", "no_day"),
        ("to=2026-02-30", "no_day"),
        ("from=0001-01-01T00:00:00Z", "no_day"),
        ("to=9999-12-31", "no_day"),
        ("from=2026-03-02&to=2026-03-01", "empty_range"),
        ("since=2026-03-02", "unknown_parameter"),
    ):
        refused = manager.get(f"{address}/figures?{wrong}")
        assert (refused.status_code, code_of(refused)) == (400, code)
    assert manager.get(f"{address}/pay?period=year").status_code == 400


def test_as_many_people_as_there_are_take_as_many_statements(django_assert_num_queries: Any) -> None:
    project = paid_world()
    for name in ("dora", "erin", "finn"):
        user = User.objects.create(username=name)
        join(project, user)
        labels(project, user, 9)
    Membership.objects.filter(project=project, user=rita()).delete()
    with django_assert_num_queries(STATEMENTS):
        figures_of(project, ALL)
