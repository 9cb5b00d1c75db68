"""Writes down what was decided on answers: on those of a submission, or by a manager. Needs the project's lock."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from annotator.models import Annotation, Origin, Project, User
from annotator.selectors import budget, rounds
from annotator.selectors.slots import STANDING_LABELS, live_leases, open_slots, wanted
from annotator.services.queue import leases
from annotator.services.queue.decide import Decision
from annotator.services.webhooks import events
from annotator.services.webhooks.events import Labelled
from annotator.sql import Statement

# This statement does not see yet that it ends leases.
_WANTED = wanted(answers="(item.answers + change.answers)", leases=live_leases("held.id <> ALL(%(used)s)"))
# Who takes a slot must find one: the database refuses a number below 0 (models/items.py). Where none is taken, the item
# may have been asked too often before.
_SLOTS = open_slots(_WANTED, at_least="CASE WHEN change.slots >= 0 THEN 0 END")
_WRITE = Statement(
    "write",
    f"""
WITH new AS (
    SELECT * FROM unnest(%(items)s, %(keys)s, %(leases)s, %(labels)s, %(reasons)s, %(flags)s, %(comments)s,
                         %(seconds)s, %(answered)s, %(late)s, %(paid)s, %(overtaken)s,
                         %(suggestions_shown)s) AS new (
        item, key, lease, label, reason, flagged, comment, seconds, answered_at, late, paid, overtaken,
        suggestion_shown)
), submission AS (
    INSERT INTO annotator_submission (project_id, user_id, key, received_at, accepted, origin)
    SELECT %(project)s, %(user)s, %(submission)s, %(now)s, cardinality(%(items)s), %(origin)s RETURNING id
), annotation AS (
    INSERT INTO annotator_annotation (
        project_id, item_id, user_id, key, submission_id, lease_id, label_id, skip_reason, flagged, comment, seconds,
        suggestion_shown, answered_at, received_at, late, paid, replaced_at)
    SELECT %(project)s, new.item, %(user)s, new.key, submission.id, new.lease, new.label, new.reason, new.flagged,
        new.comment, new.seconds, new.suggestion_shown, least(new.answered_at, %(now)s), %(now)s, new.late, new.paid,
        CASE WHEN new.overtaken THEN %(now)s END
    FROM new, submission
), lease AS (
    UPDATE annotator_lease SET ended_at = %(now)s, "end" = 'answered' WHERE id = ANY(%(used)s)
), item AS (
    UPDATE annotator_item item
    SET open_slots = {_SLOTS}, answers = item.answers + change.answers
    FROM unnest(%(changed)s, %(slots)s, %(answers)s) AS change (item, slots, answers)
    WHERE item.id = change.item AND (change.slots <> 0 OR change.answers <> 0)
), cost AS (
    -- One row per submission, and none where nothing was paid for.
    INSERT INTO annotator_costentry (project_id, kind, quantity, amount, submission_id, created_at)
    SELECT %(project)s, 'labels', %(spent)s, %(amount)s, submission.id, %(now)s FROM submission WHERE %(spent)s > 0
), project AS (
    UPDATE annotator_project
    SET labels_spent = labels_spent + %(spent)s, money_spent = money_spent + %(amount)s,
        labels_waiting = labels_waiting + %(waiting)s
    WHERE id = %(project)s AND (%(spent)s <> 0 OR %(waiting)s <> 0)
)
SELECT EXISTS (SELECT 1 FROM annotator_webhook WHERE project_id = %(project)s AND active)
""",  # noqa: S608 - composed of our own texts
    project="bigint",
    overlap="integer",
    user="bigint",
    submission="uuid",
    origin="text",
    now="timestamptz",
    items="bigint[]",
    keys="uuid[]",
    leases="bigint[]",
    labels="bigint[]",
    reasons="text[]",
    flags="boolean[]",
    comments="text[]",
    seconds="float8[]",
    answered="timestamptz[]",
    late="boolean[]",
    paid="boolean[]",
    overtaken="boolean[]",
    suggestions_shown="boolean[]",
    used="bigint[]",
    changed="bigint[]",
    slots="integer[]",
    answers="integer[]",
    spent="integer",
    amount="numeric",
    waiting="integer",
)
_RECOUNT = Statement(
    "recount",
    f"""
UPDATE annotator_item item SET answers = {STANDING_LABELS}, open_slots = {open_slots(wanted(answers=STANDING_LABELS))}
WHERE item.id = ANY(%(items)s)
""",  # noqa: S608 - composed of our own texts
    overlap="integer",
    items="bigint[]",
)


def write(
    project: Project,
    decision: Decision,
    *,
    user: User,
    submission: UUID,
    now: datetime,
    origin: Origin = Origin.QUEUE,
) -> None:
    """Store the accepted answers, end their leases, move slots and counters, tell webhooks if there are any.

    `project` is kept in step.
    """
    if not decision.accepted:
        return
    if decision.corrected:
        # Before the new answers come: one current answer per person and item.
        stored = Annotation.objects.filter(user=user, item__in=decision.corrected, replaced_at__isnull=True)
        stored.update(replaced_at=now)
    spent = decision.paid
    amount = spent * project.price_per_label
    (is_told,) = _WRITE.row(
        project=project.pk,
        overlap=project.overlap,
        user=user.pk,
        submission=submission,
        origin=origin.value,
        now=now,
        **_columns(decision),
        used=decision.used,
        changed=list(decision.slots),
        slots=list(decision.slots.values()),
        answers=[decision.counts[item] for item in decision.slots],
        spent=spent,
        amount=amount,
        waiting=decision.waiting,
    )
    reached = budget.percent_reached(project) if is_told else 0
    project.labels_spent += spent
    project.money_spent += amount
    project.labels_waiting += decision.waiting
    leases.follow_slots([item for item, slots in decision.slots.items() if slots])
    if is_told:
        events.labels_given(project, _labelled(decision, now), by=user)
        events.spending_moved(project, before=reached)


def take_back(project: Project, answers: Collection[int], *, now: datetime) -> None:
    """These answers count no more, as if they were replaced; what was paid for them stays paid.

    `project` is kept in step.
    """
    Annotation.objects.filter(pk__in=answers).update(replaced_at=now)
    _follow(project, answers)


def bring_back(project: Project, answers: Collection[int]) -> None:
    """These answers, which were taken back, count again; who gave them has no other current answer on their items.

    `project` is kept in step.
    """
    Annotation.objects.filter(pk__in=answers).update(replaced_at=None)
    _follow(project, answers)


def _follow(project: Project, answers: Collection[int]) -> None:
    recount(project, list(Annotation.objects.filter(pk__in=answers).values_list("item_id", flat=True)))
    project.labels_waiting = rounds.waiting(project)
    project.save(update_fields=["labels_waiting"])


def recount(project: Project, items: Sequence[int]) -> None:
    """Answers on these items have come or gone: what is stored of them anew."""
    _RECOUNT.run(overlap=project.overlap, items=list(items))
    leases.follow_slots(items)


def _labelled(decision: Decision, now: datetime) -> list[Labelled]:
    """The labels that stand now, and those that a skip has taken back."""
    return [
        Labelled(answer.item_id, answer.label_id, min(answer.answered_at, now), answer.seconds)
        for place, answer in enumerate(accepted.answer for accepted in decision.accepted)
        if place not in decision.overtaken and (answer.label_id is not None or decision.counts[answer.item_id] < 0)
    ]


def _columns(decision: Decision) -> dict[str, Sequence[Any]]:
    new, answers = decision.accepted, [accepted.answer for accepted in decision.accepted]
    return {
        "items": [answer.item_id for answer in answers],
        "keys": [answer.key for answer in answers],
        "leases": [accepted.lease for accepted in new],
        "labels": [answer.label_id for answer in answers],
        "reasons": [answer.skip_reason for answer in answers],
        "flags": [answer.flagged for answer in answers],
        "comments": [answer.comment for answer in answers],
        "seconds": [answer.seconds for answer in answers],
        "answered": [answer.answered_at for answer in answers],
        "late": [accepted.late for accepted in new],
        "paid": [accepted.paid for accepted in new],
        "overtaken": [place in decision.overtaken for place in range(len(new))],
        "suggestions_shown": [accepted.suggestion_shown for accepted in new],
    }
