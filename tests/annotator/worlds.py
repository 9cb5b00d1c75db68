"""A project in which everything has happened to some item: for lists, filters and what is removed."""

import random
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from annotator.models import (
    Annotation,
    DecisionKind,
    Item,
    ItemPrediction,
    Lease,
    Project,
    QueueEntry,
    Round,
    SentBack,
    Submission,
    Suggestion,
    SuspectedItem,
    User,
)
from annotator.services.queue import leases
from annotator.services.review.decide import decide
from annotator.services.review.kinds import Wish
from tests.cast import alice, bob, rita, text_project

LABELS = ("good", "bad", "so so")
WORDS = ("Red", "green", "blue", "50%", "a_b", "söft")
FIRST = datetime(2026, 3, 1, 12, tzinfo=UTC)


def lived_in(*, items: int = 40, seed: int = 1) -> Project:
    """Drawn by `seed`: items of every role and state, with columns, answers, corrections, skips, leases, suggestions,
    predictions, decisions, a ranking; stored counters are right.
    """
    rng = random.Random(seed)
    project = text_project(
        items=items, labels=LABELS, overlap=3, audit_share=0.2, price_per_label="0.10", review_share=0.3
    )
    rounds = [Round.objects.create(project=project, number=n, status="done", started_at=FIRST) for n in (0, 1)]
    all_items = list(project.items.order_by("row"))
    for item in all_items:
        _columns(item, rng)
        for user in (alice(), bob(), rita()):
            if rng.random() < 0.45:
                _answers(project, item, user, rounds, rng)
        if rng.random() < 0.2:
            _suggestions(project, item, rng)
    for rank, item in enumerate(rng.sample(all_items, items // 3), start=1):
        QueueEntry.objects.create(project=project, round=rounds[1], item=item, rank=rank, score=1 / rank)
    for item in rng.sample(all_items, items // 2):
        _predictions(project, item, rng)
    _count(project)
    _suspicions(project, rng)
    for at, label in enumerate(project.labels.all()):
        some = [item.pk for item in all_items[at :: 3 * len(LABELS)]]
        decide(project.pk, Wish(kind=DecisionKind.SETTLE, label=label, chosen=some), by=alice())
    accepted = [item.pk for item in all_items[1::6]]
    decide(project.pk, Wish(kind=DecisionKind.ACCEPT, chosen=accepted), by=alice())
    sent = [item.pk for item in all_items[2::6]]
    back = decide(
        project.pk, Wish(kind=DecisionKind.SEND_BACK, chosen=sent, person=bob(), why="Once more."), by=alice()
    )
    SentBack.objects.filter(decision=back.decision, item__in=sent[::2]).update(
        ended_at=timezone.now(), is_answered=True
    )
    project.refresh_from_db()
    return project


def draw_of(answer: Annotation) -> float:
    """Its draw for review, in [0, 1): from the project's seed, by the item and who answered it."""
    sql = "SELECT hashint8extended(%s::bigint, hashint8extended(%s::bigint, %s::bigint))"
    with connection.cursor() as cursor:
        cursor.execute(sql, [answer.item_id, answer.user_id, answer.project.seed])
        return float(cursor.fetchone()[0] % 2**31) / 2**31


def _columns(item: Item, rng: random.Random) -> None:
    item.text = " ".join(rng.sample(WORDS, rng.randint(1, 4)))
    item.external_id = f"id {rng.random():.6f}" if rng.random() < 0.6 else ""
    item.state = "set_aside" if rng.random() < 0.1 else "open"
    price: Any = rng.choice([3, 10.5, "12", "cheap", None, -1, True])
    item.metadata = {"split": rng.choice(["train", "test"]), "shop": rng.choice(["Kiel", "kiel 2", "Bonn"])}
    item.metadata |= {} if price is None else {"price": price}
    item.save()
    Item.objects.filter(pk=item.pk).update(created_at=FIRST + timedelta(hours=item.row))


def _answers(project: Project, item: Item, user: User, rounds: list[Round], rng: random.Random) -> None:
    labels = list(project.labels.all())
    at = FIRST + timedelta(minutes=rng.randint(0, 10_000))
    is_held = rng.random() < 0.15
    lease = Lease.objects.create(
        project=project,
        item=item,
        user=user,
        leased_at=at,
        expires_at=timezone.now() + timedelta(hours=rng.choice([-1, 1]) if is_held else 0),
        ended_at=None if is_held else at,
        end="" if is_held else "answered",
        source="ranking",
        round=rng.choice([*rounds, None]),
        rank=7,
        score=0.5,
    )
    if is_held:
        return
    given = [rng.choice([*labels, *labels, None]) for _ in range(rng.choice([1, 1, 2]))]
    submission = Submission.objects.create(
        project=project, user=user, key=uuid.uuid4(), received_at=at, accepted=len(given)
    )
    is_paid = False
    for nth, label in enumerate(given):
        Annotation.objects.create(
            project=project,
            item=item,
            user=user,
            key=uuid.uuid4(),
            submission=submission,
            lease=lease,
            label=label,
            skip_reason="" if label else "unclear",
            flagged=rng.random() < 0.1,
            comment="look again" if rng.random() < 0.1 else "",
            answered_at=at,
            received_at=at,
            replaced_at=at if nth < len(given) - 1 else None,
            paid=label is not None and not is_paid,
        )
        is_paid = is_paid or label is not None


def _suggestions(project: Project, item: Item, rng: random.Random) -> None:
    for model in rng.sample(["tiny", "large"], rng.randint(1, 2)):
        label = rng.choice(list(project.labels.all()))
        Suggestion.objects.create(project=project, item=item, model=model, label=label, probability=0.5)


def _predictions(project: Project, item: Item, rng: random.Random) -> None:
    labels = rng.sample(list(project.labels.all()), 2)
    sure = rng.choice([0.5, 0.75, 1.0])
    likeliest = [[labels[0].position, sure], [labels[1].position, 1 - sure]]
    said = [{"round": number, "likeliest": likeliest} for number in (1, 0)]
    ItemPrediction.objects.create(project=project, item=item, round=1, label=labels[0], probability=sure, said=said)


def _suspicions(project: Project, rng: random.Random) -> None:
    """Some of a label that the item has, some of another, some of as many answers as it had once."""
    labels, answered = list(project.labels.all()), list(project.items.filter(answers__gt=0).order_by("row"))
    for rank, item in enumerate(rng.sample(answered, len(answered) * 2 // 3), start=1):
        label, other = rng.sample(labels, 2)
        SuspectedItem.objects.create(
            item=item,
            project=project,
            round=1,
            rank=rank,
            score=1 / rank,
            told_by="left_out",
            label=label,
            own=0.1,
            other=other,
            probability=0.9,
            answers=item.answers if rng.random() < 0.8 else item.answers + 1,
        )


def _count(project: Project) -> None:
    standing = Annotation.objects.filter(project=project, replaced_at=None, label__isnull=False)
    for item in project.items.all():
        Item.objects.filter(pk=item.pk).update(answers=standing.filter(item=item).count())
    leases.renew_all_slots(project)
    paid = Annotation.objects.filter(project=project, paid=True)
    for submission in Submission.objects.filter(project=project):
        count = paid.filter(submission=submission).count()
        if count:
            submission_cost(project, submission, count)
    waiting = standing.filter(round=None, item__role="pool").count()
    project.refresh_from_db()
    spent = paid.count()
    Project.objects.filter(pk=project.pk).update(
        labels_spent=spent, money_spent=spent * project.price_per_label, labels_waiting=waiting
    )
    project.refresh_from_db()


def submission_cost(project: Project, submission: Submission, count: int) -> None:
    project.costs.create(
        kind="labels",
        quantity=count,
        amount=count * project.price_per_label,
        submission=submission,
        created_at=submission.received_at,
    )
