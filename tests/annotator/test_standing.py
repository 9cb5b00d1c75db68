"""The standing, read in one statement, against its slow and obvious twin; and what it costs."""

import random
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotator.models import Annotation, Item, Lease, Project, QueueEntry, Round, User
from annotator.selectors import rounds as select
from annotator.selectors.counters import differences
from annotator.selectors.deck import page_for
from annotator.services.across.reconcile import worker_seen
from annotator.services.locks import lock_project
from annotator.services.queue import leases
from annotator.services.queue.standing import Answer, Held, ItemStanding, Standing, read_standing
from tests.cast import alice, answer, bob, deck, join, person, text_project

pytestmark = pytest.mark.django_db


def rank(project: Project) -> None:
    done = Round.objects.create(project=project, number=0, status="done", started_at=timezone.now())
    items = list(project.items.filter(role="pool"))
    random.Random(1).shuffle(items)
    QueueEntry.objects.bulk_create(
        QueueEntry(project=project, round=done, item=item, rank=n, score=1 / (n + 3), probability=None)
        for n, item in enumerate(items)
    )


def busy_project(seed: int, *, overlap: int) -> tuple[Project, list[User]]:
    """Three people have leased, answered, skipped, corrected and let time pass, at random."""
    rng = random.Random(seed)
    project = text_project(items=30, overlap=overlap, audit_share=0.2, lease_minutes=5)
    people = [alice(), bob(), person("dora")]
    join(project, people[2])
    rank(project)
    labels = [None, *project.labels.values_list("pk", flat=True)]
    now = timezone.now()
    for _ in range(14):
        now += timedelta(minutes=rng.choice([0, 1, 6]))
        user, items = rng.choice(people), list(project.items.all())
        answers = [answer(item.pk, rng.choice(labels)) for item in rng.sample(items, 8)]
        deck(project, user, answers=answers, want=rng.randrange(6), now=now)
    project.refresh_from_db()
    return project, people


def twin(project: Project, user: User, answers: list[Answer], now: datetime) -> dict[str, Any]:
    """The same, with Django's queries, one item after the other."""
    live = Lease.objects.filter(project=project, ended_at=None)
    stored = Annotation.objects.filter(user=user)
    renew_before = leases.renew_before(project, now)
    return {
        "mine": tuple(
            Held(x.pk, x.item_id, x.expires_at < renew_before) for x in live.filter(user=user).order_by("pk")
        ),
        "live": live.count(),
        "has_expired": live.filter(expires_at__lte=now).exists(),
        "known_keys": frozenset(stored.filter(key__in=[each.key for each in answers]).values_list("key", flat=True)),
        "labels": frozenset(
            project.labels.filter(pk__in=[each.label_id for each in answers]).values_list("pk", flat=True)
        ),
        "items": {
            standing_twin(item, user) for item in project.items.filter(pk__in=[each.item_id for each in answers])
        },
    }


def standing_twin(item: Item, user: User) -> ItemStanding:
    newest = Lease.objects.filter(item=item, user=user).order_by("pk").last()
    current = Annotation.objects.filter(item=item, user=user, replaced_at=None).first()
    return ItemStanding(
        item_id=item.pk,
        state=item.state,
        role=item.role,
        wanted=item.project.overlap - item.answers - Lease.objects.filter(item=item, ended_at=None).count(),
        lease=newest.pk if newest else None,
        holds=newest is not None and newest.ended_at is None,
        answered=current is not None,
        label=current.label_id if current else None,
        awaits_round=current is not None and current.round_id is None,
        paid=Annotation.objects.filter(item=item, user=user, paid=True).exists(),
        suggestion_shown=newest is not None and newest.suggestion_shown,
    )


def ranked_twin(project: Project, user: User, answers: list[Answer], want: int) -> list[int]:
    entries = QueueEntry.objects.filter(project=project, open=True).exclude(item__in=[each.item_id for each in answers])
    entries = entries.exclude(item__in=Annotation.objects.filter(user=user, replaced_at=None).values("item"))
    entries = entries.exclude(item__in=Lease.objects.filter(user=user, ended_at=None).values("item"))
    return list(entries.order_by("rank").values_list("item", flat=True)[:want])


def read(
    project: Project, user: User, answers: list[Answer], *, want: int = 0, now: datetime | None = None
) -> Standing:
    with transaction.atomic():
        return read_standing(lock_project(project.pk), user=user, answers=answers, want=want, now=now or timezone.now())


@pytest.mark.parametrize("overlap", [1, 2])
@pytest.mark.parametrize("seed", range(4))
def test_the_standing_is_what_its_slow_twin_says(seed: int, overlap: int) -> None:
    project, people = busy_project(seed, overlap=overlap)
    assert differences(project) == []
    now = Lease.objects.latest("expires_at").expires_at - timedelta(minutes=1)
    Annotation.objects.filter(pk__in=Annotation.objects.values("pk")[:3]).update(round=project.rounds.get())
    known = list(Annotation.objects.values_list("key", flat=True))
    labels = [*project.labels.values_list("pk", flat=True), 10**9, None]
    for user in people:
        answers = [
            answer(item.pk, labels[n % 4], key=known[n % len(known)]) for n, item in enumerate(Item.objects.all())
        ]
        answers = [*answers[::2], answer(10**9, None)]
        got = read(project, user, answers, want=5, now=now)
        expected = twin(project, user, answers, now)
        assert set(got.items) == expected.pop("items")
        assert {name: getattr(got, name) for name in expected} == expected
        assert [pick.item_id for pick in got.ranked] == ranked_twin(project, user, answers, 5)
        without = read(project, user, [], now=now)
        assert (without.mine, without.live, without.has_expired) == (got.mine, got.live, got.has_expired)


def test_the_waiting_labels_are_counted_as_they_come() -> None:
    project, people = busy_project(9, overlap=2)
    assert project.labels_waiting == select.waiting(project) > 0
    page = page_for(project, people[0])
    assert page.model.labels_behind == project.labels_waiting
    assert page.progress.mine == Annotation.objects.filter(user=people[0], replaced_at=None).count()


@pytest.mark.parametrize("number", [2**63, 2**70, 0, -1])
def test_a_number_that_no_row_can_have_is_unknown(number: int) -> None:
    project = text_project()
    item = deck(project, bob(), want=1).leases[0].item_id
    got = deck(project, bob(), answers=[answer(number, None), answer(item, number)], give_back=(number,))
    assert [result.code for result in got.results] == ["unknown_item", "unknown_label"]


def test_a_lease_is_not_written_anew_at_every_post() -> None:
    project = text_project(lease_minutes=30)
    now = timezone.now()
    held = frozenset(lease.item_id for lease in deck(project, bob(), want=3, now=now).leases)
    deck(project, bob(), holding=held, now=now + timedelta(seconds=20))
    assert set(Lease.objects.values_list("expires_at", flat=True)) == {now + timedelta(minutes=30)}
    deck(project, bob(), holding=held, now=now + timedelta(seconds=70))
    assert set(Lease.objects.values_list("expires_at", flat=True)) == {now + timedelta(minutes=30, seconds=70)}


def statements(project: Project, user: User, **fields: Any) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        deck(project, user, **fields)
    words = [query["sql"].split() for query in queries.captured_queries]
    return [sql[1].removeprefix("hot_") for sql in words if sql[0] == "EXECUTE"] + [
        sql[0] for sql in words if sql[0] not in ("EXECUTE", "PREPARE", "SAVEPOINT", "RELEASE", "DEALLOCATE")
    ]


def test_a_post_runs_only_the_statements_that_it_needs() -> None:
    project, user = text_project(items=200), bob()
    worker_seen("rounds")
    rank(project)
    label = project.labels.earliest("position").pk
    items = [lease.item_id for lease in deck(project, user, want=20).leases]
    holding = frozenset(items[10:])
    answers = [answer(item, label) for item in items[:10]]
    assert statements(project, user, answers=answers, holding=holding, want=10) == [
        "lock",
        "standing",
        "write",
        "lease",
        "shown",
    ]
    assert statements(project, user, answers=answers[:1], holding=holding) == ["lock", "standing", "shown"]
    assert statements(project, user, holding=holding) == ["lock", "held", "shown"]
