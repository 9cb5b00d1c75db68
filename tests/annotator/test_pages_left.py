"""What people hold ends with their page; who comes back finds what nobody else has taken; little budget is shared."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from annotator.models import Lease, Membership, Project
from annotator.selectors.counters import differences
from annotator.services.queue.exchange import Outcome, expire_everywhere
from annotator.services.queue.presence import SILENT_FOR
from tests.cast import alice, answer, bob, deck, join, person, rita, text_project

pytestmark = pytest.mark.django_db

PAGE, NEXT_PAGE = uuid.UUID(int=1), uuid.UUID(int=2)
MOMENT = timedelta(seconds=1)


def ids(outcome: Outcome) -> list[int]:
    return [lease.item_id for lease in outcome.leases]


def ends(project: Project) -> list[str]:
    return list(Lease.objects.filter(project=project).order_by("pk").values_list("end", flat=True))


def test_what_a_silent_page_held_goes_to_others_long_before_the_lease_is_over() -> None:
    project, now = text_project(items=4, lease_minutes=600), timezone.now()
    items = ids(deck(project, bob(), want=4, page=PAGE, now=now))
    assert ids(deck(project, alice(), want=4, now=now + SILENT_FOR - MOMENT)) == []
    assert set(ids(deck(project, alice(), want=4, now=now + SILENT_FOR))) == set(items)
    assert ends(project)[:4] == ["left"] * 4
    assert differences(project) == []


def test_the_sweep_ends_it_too_where_nobody_asks() -> None:
    project, now = text_project(), timezone.now()
    deck(project, bob(), want=4, page=PAGE, now=now)
    assert expire_everywhere(now=now + SILENT_FOR) == 4
    assert expire_everywhere(now=now + 2 * SILENT_FOR) == 0


def test_signs_of_life_keep_it_but_not_beyond_the_lease() -> None:
    project, now = text_project(items=2, lease_minutes=5), timezone.now()
    deck(project, bob(), want=2, page=PAGE, now=now)
    for minute in range(1, 5):
        deck(project, bob(), page=PAGE, now=now + timedelta(minutes=minute))
        assert ids(deck(project, alice(), want=2, now=now + timedelta(minutes=minute))) == []
    deck(project, bob(), page=PAGE, now=now + timedelta(minutes=5))
    assert len(ids(deck(project, alice(), want=2, now=now + timedelta(minutes=5)))) == 2
    assert ends(project)[:2] == ["expired"] * 2


def test_a_program_keeps_what_it_took_for_the_whole_lease() -> None:
    project, now = text_project(items=2, lease_minutes=30), timezone.now()
    deck(project, bob(), want=2, now=now)
    assert ids(deck(project, alice(), want=2, now=now + timedelta(minutes=29))) == []


def test_a_program_that_takes_items_after_a_page_is_bound_to_no_page() -> None:
    project, now = text_project(items=2, lease_minutes=30), timezone.now()
    deck(project, bob(), page=PAGE, want=1, now=now)
    deck(project, bob(), want=2, now=now + timedelta(seconds=30))
    assert ids(deck(project, alice(), want=2, now=now + timedelta(minutes=20))) == []


def test_answers_that_waited_elsewhere_are_no_sign_that_the_page_is_open() -> None:
    project, now = text_project(items=2), timezone.now()
    item = ids(deck(project, bob(), page=PAGE, want=2, now=now))[0]
    label = project.labels.earliest("position").pk
    later = now + SILENT_FOR
    assert deck(project, bob(), answers=[answer(item, label)], now=later).results[0].status == "accepted"
    assert len(ids(deck(project, alice(), want=2, now=later))) == 1


def test_who_comes_back_holds_again_what_nobody_has_taken_with_its_lineage() -> None:
    project, now = text_project(items=6), timezone.now()
    items = ids(deck(project, bob(), page=PAGE, want=3, now=now))
    later = now + 2 * SILENT_FOR
    taken = ids(deck(project, alice(), want=1, now=later))
    assert len(taken) == 1
    back = deck(project, bob(), page=PAGE, holding=frozenset(items), now=later)
    assert back.lost == sorted(set(items) & set(taken))
    assert back.leases == []
    again = Lease.objects.filter(user=bob(), ended_at=None)
    assert set(again.values_list("item", flat=True)) == set(items) - set(taken)
    assert set(again.values_list("source", flat=True)) == {"random"}
    assert differences(project) == []


def test_a_page_that_was_loaded_anew_gets_the_same_items_in_their_order() -> None:
    project = text_project(items=30, audit_share=0.3)
    items = ids(deck(project, bob(), page=PAGE, want=6))
    deck(project, bob(), page=PAGE, give_back=tuple(items))
    assert not Lease.objects.filter(ended_at=None).exists()
    assert ids(deck(project, bob(), page=NEXT_PAGE, again=tuple(items), want=8))[:6] == items
    assert ids(deck(project, alice(), again=tuple(items), want=3)) != items[:3], "only what was one's own"


def test_more_is_never_given_again_than_was_asked_for() -> None:
    project = text_project(items=30)
    items = ids(deck(project, bob(), page=PAGE, want=6))
    deck(project, bob(), page=PAGE, give_back=tuple(items))
    assert ids(deck(project, bob(), page=NEXT_PAGE, again=tuple(items), want=2)) == items[:2]
    assert ids(deck(project, bob(), page=NEXT_PAGE, again=(2**70, -1), want=0)) == []


def test_a_page_that_was_left_takes_nothing_from_the_one_that_came_after_it() -> None:
    project = text_project(items=6)
    items = ids(deck(project, bob(), page=PAGE, want=3))
    assert ids(deck(project, bob(), page=NEXT_PAGE, again=tuple(items), want=3)) == items
    deck(project, bob(), page=PAGE, give_back=tuple(items))
    assert deck(project, bob(), page=NEXT_PAGE, holding=frozenset(items)).lost == []
    assert ends(project) == [""] * 3


def test_the_last_answers_count_and_the_rest_goes_back_in_one_post() -> None:
    project = text_project(items=3)
    first, *rest = ids(deck(project, bob(), page=PAGE, want=3))
    label = project.labels.earliest("position").pk
    left = deck(project, bob(), page=PAGE, answers=[answer(first, label)], give_back=tuple(rest))
    assert [result.status for result in left.results] == ["accepted"]
    assert ends(project) == ["answered", "given_back", "given_back"]
    assert set(ids(deck(project, alice(), want=3))) == set(rest)


def test_what_was_in_hand_can_be_taken_up_again_in_a_pause() -> None:
    project, now = text_project(items=6), timezone.now()
    items = ids(deck(project, bob(), page=PAGE, want=3, now=now))
    Project.objects.filter(pk=project.pk).update(status="paused")
    expire_everywhere(now=now + SILENT_FOR)
    back = deck(project, bob(), page=PAGE, holding=frozenset(items), want=5, now=now + SILENT_FOR)
    assert (back.lost, back.leases) == ([], [])


def test_nothing_is_taken_up_again_beyond_the_budget() -> None:
    project, now = text_project(items=6, budget_labels=3), timezone.now()
    items = ids(deck(project, bob(), page=PAGE, want=3, now=now))
    later = now + SILENT_FOR
    for user in (alice(), rita()):
        deck(project, user, want=1, now=later)
    back = deck(project, bob(), page=PAGE, holding=frozenset(items), now=later)
    assert Lease.objects.filter(ended_at=None).count() == 3
    assert len(back.lost) == 2


def test_little_budget_is_shared_by_those_at_work_and_one_who_may_come() -> None:
    project, now = text_project(items=100, budget_labels=20), timezone.now()
    emil = person("emil")
    join(project, emil)
    held = [len(ids(deck(project, user, want=20, now=now))) for user in (bob(), alice(), emil)]
    assert held == [10, 7, 3]
    items = list(Lease.objects.filter(user=bob()).values_list("item", flat=True))
    label = project.labels.earliest("position").pk
    answers, kept = [answer(item, label) for item in items[:8]], frozenset(items[8:])
    assert len(ids(deck(project, bob(), answers=answers, holding=kept, want=18, now=now))) == 0
    assert len(ids(deck(project, bob(), give_back=tuple(kept), want=20, now=now))) == 2


def test_much_budget_gives_whole_decks_and_who_is_alone_a_few_at_least() -> None:
    assert len(ids(deck(text_project(items=100, budget_labels=400), bob(), want=20))) == 20
    assert len(ids(deck(text_project(name="small", items=100, budget_labels=6), bob(), want=20))) == 5
    dear = text_project(name="dear", items=100, budget_money=Decimal("0.90"), price_per_label=Decimal("0.10"))
    assert len(ids(deck(dear, bob(), want=20))) == 5


def test_who_went_home_is_not_at_work() -> None:
    project, now = text_project(items=100, budget_labels=8), timezone.now()
    Membership.objects.filter(project=project, user=rita()).update(last_seen_at=now - SILENT_FOR)
    Membership.objects.filter(project=project, user=alice()).update(last_seen_at=now - MOMENT)
    assert len(ids(deck(project, bob(), want=20, now=now))) == 3
