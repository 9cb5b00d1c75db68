"""The queue: leases, answers, corrections, refusals, the budget."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotator.models import Annotation, CostEntry, Item, Lease, Project, QueueEntry, Round
from annotator.selectors.counters import differences
from annotator.services.queue.exchange import Outcome
from annotator.services.queue.standing import Answer
from tests.cast import alice, answer, bob, deck, join, person, rita, text_project

pytestmark = pytest.mark.django_db


def first_label(project: Project) -> int:
    return project.labels.earliest("position").pk


def ids(outcome: Outcome) -> list[int]:
    return [lease.item_id for lease in outcome.leases]


def results(outcome: Outcome) -> list[tuple[str, str]]:
    return [(result.status, result.code) for result in outcome.results]


def rank(project: Project, rows: list[int]) -> Round:
    done = Round.objects.create(project=project, number=0, status="done", started_at=timezone.now())
    items = {item.row: item for item in project.items.all()}
    QueueEntry.objects.bulk_create(
        QueueEntry(project=project, round=done, item=items[row], rank=n + 1, score=1 / (n + 1), probability=0.5)
        for n, row in enumerate(rows)
    )
    return done


def test_two_people_never_hold_the_same_item() -> None:
    project = text_project(items=30)
    mine, yours = ids(deck(project, alice(), want=15)), ids(deck(project, bob(), want=15))
    assert len(mine) == len(yours) == 15
    assert not set(mine) & set(yours)


def test_items_come_in_the_order_of_the_ranking_and_then_at_random() -> None:
    project = text_project(items=10)
    rank(project, [7, 3, 5])
    leases = deck(project, bob(), want=5).leases
    assert [lease.item.row for lease in leases[:3]] == [7, 3, 5]
    assert [lease.source for lease in leases] == ["ranking"] * 3 + ["random"] * 2
    assert leases[0].rank == 1
    assert leases[0].probability == 0.5


def test_an_answer_carries_the_lineage_of_its_lease() -> None:
    project = text_project(items=10)
    done = rank(project, [7])
    lease = deck(project, bob(), want=1).leases[0]
    deck(project, bob(), answers=[answer(lease.item_id, first_label(project))])
    stored = Annotation.objects.get()
    assert stored.lease is not None
    assert (stored.lease.round, stored.lease.rank, stored.lease.source) == (done, 1, "ranking")
    assert stored.paid


def test_a_submission_sent_twice_counts_once() -> None:
    project = text_project()
    item = ids(deck(project, bob(), want=1))[0]
    sent = answer(item, first_label(project))
    assert results(deck(project, bob(), answers=[sent])) == [("accepted", "")]
    assert results(deck(project, bob(), answers=[sent, sent])) == [("duplicate", ""), ("duplicate", "")]
    project.refresh_from_db()
    assert (Annotation.objects.count(), project.labels_spent) == (1, 1)


def test_a_reloaded_page_gets_the_same_items_again() -> None:
    project = text_project()
    before = ids(deck(project, bob(), want=5))
    assert ids(deck(project, bob(), want=5)) == before
    assert ids(deck(project, bob(), want=2, holding=frozenset(before))) != before[:2]


def test_a_correction_replaces_and_is_not_paid_twice() -> None:
    project = text_project(price_per_label=Decimal("0.10"))
    good, bad = project.labels.all()
    item = ids(deck(project, bob(), want=1))[0]
    deck(project, bob(), answers=[answer(item, good.pk)])
    assert results(deck(project, bob(), answers=[answer(item, bad.pk)])) == [("accepted", "")]
    project.refresh_from_db()
    assert [a.label_id for a in Annotation.objects.filter(replaced_at=None)] == [bad.pk]
    assert (Annotation.objects.count(), project.labels_spent, project.money_spent) == (2, 1, Decimal("0.10"))
    assert differences(project) == []


def test_label_skip_label_within_one_submission_leaves_the_last_answer() -> None:
    project = text_project()
    good, bad = project.labels.all()
    item = ids(deck(project, bob(), want=1))[0]
    got = deck(project, bob(), answers=[answer(item, good.pk), answer(item, None), answer(item, bad.pk)])
    assert {status for status, _ in results(got)} == {"accepted"}
    assert Annotation.objects.get(replaced_at=None).label == bad
    project.refresh_from_db()
    assert project.labels_spent == 1
    assert differences(project) == []


def test_a_skipped_item_goes_to_others_but_not_back() -> None:
    project = text_project(items=2)
    item = ids(deck(project, bob(), want=2))[0]
    deck(project, bob(), answers=[answer(item, None, skip_reason="blurred")])
    assert item not in ids(deck(project, bob(), want=5))
    assert item in ids(deck(project, alice(), want=5))
    project.refresh_from_db()
    assert project.labels_spent == 0


def test_a_late_answer_is_taken_where_the_item_is_still_wanted() -> None:
    project = text_project(items=2, lease_minutes=1)
    item = ids(deck(project, bob(), want=1))[0]
    later = timezone.now() + timedelta(minutes=5)
    deck(project, alice(), now=later)
    assert Lease.objects.get(user=bob()).end == "expired"
    assert results(deck(project, bob(), answers=[answer(item, first_label(project))], now=later)) == [("accepted", "")]
    assert Annotation.objects.get().late
    assert differences(project_now(project)) == []


def project_now(project: Project) -> Project:
    project.refresh_from_db()
    return project


def test_a_late_answer_is_refused_with_a_code_where_somebody_else_finished_the_item() -> None:
    project = text_project(items=1, lease_minutes=1)
    item = ids(deck(project, bob(), want=1))[0]
    later = timezone.now() + timedelta(minutes=5)
    assert ids(deck(project, alice(), want=1, now=later)) == [item]
    late = deck(project, bob(), answers=[answer(item, first_label(project))], now=later)
    assert results(late) == [("refused", "item_taken")]
    assert late.results[0].detail
    assert not Annotation.objects.exists()


def test_what_the_browser_still_holds_is_renewed_not_expired() -> None:
    project = text_project(items=1, lease_minutes=1)
    item = ids(deck(project, bob(), want=1))[0]
    later = timezone.now() + timedelta(minutes=5)
    assert deck(project, bob(), holding=frozenset([item]), now=later).lost == []
    assert ids(deck(project, alice(), want=1, now=later)) == []


def test_items_given_back_go_to_others_and_a_lost_one_is_named() -> None:
    project = text_project(items=1)
    item = ids(deck(project, bob(), want=1))[0]
    deck(project, bob(), give_back=(item,))
    assert ids(deck(project, alice(), want=1)) == [item]
    assert deck(project, bob(), holding=frozenset([item])).lost == [item]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda project, item: answer(item + 10_000, first_label(project)), "unknown_item"),
        (
            lambda project, item: answer(project.items.exclude(pk=item).earliest("row").pk, first_label(project)),
            "never_leased",
        ),
        (lambda project, item: answer(item, 10_000_000), "unknown_label"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_code(make: Callable[[Project, int], Answer], code: str) -> None:
    project = text_project()
    item = ids(deck(project, bob(), want=1))[0]
    assert results(deck(project, bob(), answers=[make(project, item)])) == [("refused", code)]


def test_an_item_set_aside_is_refused() -> None:
    project = text_project()
    item = ids(deck(project, bob(), want=1))[0]
    Item.objects.filter(pk=item).update(state="set_aside")
    assert results(deck(project, bob(), answers=[answer(item, None)])) == [("refused", "item_set_aside")]


def test_a_pause_keeps_the_work_in_hand_and_hands_out_nothing_new() -> None:
    project = text_project()
    item = ids(deck(project, bob(), want=1))[0]
    Project.objects.filter(pk=project.pk).update(status="paused")
    got = deck(project, bob(), answers=[answer(item, first_label(project))], want=5)
    assert (results(got), got.state, got.leases) == ([("accepted", "")], "paused", [])


def test_leases_never_promise_more_than_the_budget() -> None:
    project = text_project(items=20, budget_labels=5)
    mine = ids(deck(project, bob(), want=4))
    assert len(mine) == 4
    assert len(ids(deck(project, alice(), want=4))) == 1
    waiting = deck(project, rita(), want=4)
    assert (waiting.leases, waiting.state) == ([], "waiting")


def test_a_late_answer_cannot_spend_what_others_hold() -> None:
    project = text_project(items=20, budget_labels=1, lease_minutes=1)
    item = ids(deck(project, bob(), want=1))[0]
    later = timezone.now() + timedelta(minutes=5)
    Item.objects.filter(pk=item).update(draw=0.999999)
    other = ids(deck(project, alice(), want=1, now=later))
    assert len(other) == 1
    assert other != [item]
    assert results(deck(project, bob(), answers=[answer(item, first_label(project))], now=later)) == [
        ("refused", "budget_spent")
    ]


def test_the_budget_in_money_ends_it_too() -> None:
    project = text_project(items=20, budget_labels=100, budget_money=Decimal("0.30"), price_per_label=Decimal("0.10"))
    items = ids(deck(project, bob(), want=20))
    assert len(items) == 3
    deck(project, bob(), answers=[answer(item, first_label(project)) for item in items])
    assert deck(project, bob(), want=1).state == "budget_spent"
    assert CostEntry.objects.get().amount == Decimal("0.30")


def test_overlap_gives_each_item_to_so_many_people_and_no_more() -> None:
    project = text_project(items=3, overlap=2)
    dora = person("dora")
    join(project, dora)
    everybody = [alice(), bob(), dora]
    for user in everybody:
        items = ids(deck(project, user, want=3))
        deck(project, user, answers=[answer(item, first_label(project)) for item in items])
    assert Annotation.objects.count() == 6
    assert set(Item.objects.values_list("answers", flat=True)) == {2}
    assert deck(project, dora, want=3).state == "finished"


def test_begun_items_are_finished_before_new_ones_start() -> None:
    project = text_project(items=10, overlap=2)
    begun = ids(deck(project, bob(), want=2))
    deck(project, bob(), answers=[answer(item, first_label(project)) for item in begun])
    leases = deck(project, alice(), want=3).leases
    assert {lease.item_id for lease in leases[:2]} == set(begun)
    assert [lease.source for lease in leases] == ["second", "second", "random"]


def test_audit_items_come_at_their_share_and_out_of_any_ranking() -> None:
    project = text_project(items=400, audit_share=0.25, budget_labels=400)
    leases = [lease for _ in range(4) for lease in deck(project, bob(), want=25, holding=held(project)).leases]
    share = sum(lease.source == "audit" for lease in leases) / len(leases)
    assert 0.1 < share < 0.45
    assert all((lease.item.role == "audit") == (lease.source == "audit") for lease in leases)


def held(project: Project) -> frozenset[int]:
    return frozenset(Lease.objects.filter(project=project, ended_at=None).values_list("item_id", flat=True))


def test_an_exchange_needs_a_fixed_number_of_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    project = text_project(items=200)
    rank(project, list(range(100)))
    user, label = bob(), first_label(project)
    items = ids(deck(project, user, want=20))
    answers = [answer(item, label) for item in items[:10]]
    with django_assert_max_num_queries(12):
        deck(project, user, answers=answers, holding=frozenset(items[10:]), want=10)


def test_the_last_audit_items_are_handed_out_when_the_pool_is_empty() -> None:
    project = text_project(items=60, audit_share=0.3, budget_labels=100)
    label = first_label(project)
    while leases := deck(project, bob(), want=20).leases:
        deck(project, bob(), answers=[answer(lease.item_id, label) for lease in leases])
    assert Annotation.objects.count() == 60
