"""Answers of one submission: each is accepted, known already, or refused with a code. Never dropped silently.

Needs the project's lock. What the codes mean stands beside them in REFUSALS.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from annotator.models import Annotation, CostEntry, Item, Lease, Project, Submission, User
from annotator.selectors import budget
from annotator.services import leases

STATUSES = ["accepted", "duplicate", "refused"]
REFUSALS = {
    "unknown_item": "This item is not in the project.",
    "never_leased": "This item was never handed to you.",
    "unknown_label": "This label is not one of the project's labels.",
    "item_set_aside": "This item was set aside because it cannot be shown.",
    "item_taken": "Your hold on this item ran out and somebody else finished it.",
    "budget_spent": "The budget is spent; this label was not counted.",
    "project_paused": "This project takes no answers at the moment.",
}


@dataclass(frozen=True)
class Answer:
    """One answer as it came in. label_id is None for a skip; seconds is the time the item was on screen."""

    key: UUID
    item_id: int
    label_id: int | None
    answered_at: datetime
    seconds: float = 0.0
    skip_reason: str = ""
    flagged: bool = False
    comment: str = ""


@dataclass(frozen=True)
class Result:
    """What became of one answer: accepted, duplicate (its key is known, it counts once), or refused."""

    key: UUID
    status: str
    code: str = ""
    detail: str = ""


@dataclass
class _Desk:
    """All that is known of the items of one submission, kept in step while its answers are decided one by one."""

    project: Project
    user: User
    now: datetime
    known: set[UUID]
    items: dict[int, Item]
    leases: dict[int, Lease]
    current: dict[int, Annotation]
    paid: set[int]
    labels: set[int]
    affordable: int
    reserved_by_others: int
    slots: dict[int, int] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    new: list[Annotation] = field(default_factory=list)
    replaced: list[int] = field(default_factory=list)
    used: list[int] = field(default_factory=list)


def store(project: Project, *, user: User, submission: UUID, answers: Sequence[Answer], now: datetime) -> list[Result]:
    """Decide and store the answers, in their order. Spends the budget, ends the leases, frees or takes slots."""
    if not answers:
        return []
    desk = _desk(project, user=user, answers=answers, now=now)
    results = [_decide(desk, answer) for answer in answers]
    if desk.new:
        _write(desk, submission)
    return results


def _desk(project: Project, *, user: User, answers: Sequence[Answer], now: datetime) -> _Desk:
    ids = {answer.item_id for answer in answers}
    newest_lease = Lease.objects.filter(project=project, user=user, item_id__in=ids).order_by("pk")
    keys = {answer.key for answer in answers}
    # One query for what this person said on these items, and for keys that are known, wherever they were used.
    said = list(Annotation.objects.filter(Q(item_id__in=ids) | Q(key__in=keys), user=user))
    mine = [annotation for annotation in said if annotation.item_id in ids]
    held = {lease.item_id: lease for lease in newest_lease}
    live_here = sum(lease.ended_at is None for lease in held.values())
    # Only a late answer competes with the leases of others for the last of the budget.
    late = live_here < len(ids)
    return _Desk(
        project=project,
        user=user,
        now=now,
        known={annotation.key for annotation in said} & keys,
        items=Item.objects.filter(project=project).in_bulk(ids),
        leases=held,
        current={a.item_id: a for a in mine if a.replaced_at is None},
        paid={a.item_id for a in mine if a.paid},
        labels=set(project.labels.values_list("pk", flat=True)),
        affordable=budget.affordable(project),
        reserved_by_others=leases.live(project) - live_here if late else 0,
    )


def _decide(desk: _Desk, answer: Answer) -> Result:
    if answer.key in desk.known:
        return Result(answer.key, "duplicate")
    code = _refusal(desk, answer)
    if code:
        return Result(answer.key, "refused", code, REFUSALS[code])
    desk.known.add(answer.key)
    _accept(desk, answer)
    return Result(answer.key, "accepted")


def _refusal(desk: _Desk, answer: Answer) -> str:
    item, lease = desk.items.get(answer.item_id), desk.leases.get(answer.item_id)
    if item is None:
        return "unknown_item"
    if lease is None:
        return "never_leased"
    # Work done before a pause is kept; a pause only hands out nothing new.
    if desk.project.status not in (Project.Status.ACTIVE, Project.Status.PAUSED):
        return "project_paused"
    if item.state == Item.State.SET_ASIDE:
        return "item_set_aside"
    if answer.label_id is not None and answer.label_id not in desk.labels:
        return "unknown_label"
    if _slots_needed(desk, answer) > item.open_slots + desk.slots.get(item.pk, 0):
        return "item_taken"
    return "" if _is_affordable(desk, answer) else "budget_spent"


def _slots_needed(desk: _Desk, answer: Answer) -> int:
    """Slots that the answer takes (1), leaves alone (0) or frees (-1)."""
    wants = int(answer.label_id is not None)
    before = desk.current.get(answer.item_id)
    if before is not None and before.label_id is not None:
        return wants - 1
    return wants - int(_holds(desk, answer.item_id))


def _holds(desk: _Desk, item_id: int) -> bool:
    lease = desk.leases[item_id]
    return lease.ended_at is None and lease.pk not in desk.used


def _is_affordable(desk: _Desk, answer: Answer) -> bool:
    if answer.label_id is None or answer.item_id in desk.paid:
        return True
    reserved = 0 if _holds(desk, answer.item_id) else desk.reserved_by_others
    return desk.affordable > reserved


def _accept(desk: _Desk, answer: Answer) -> None:
    item_id, before = answer.item_id, desk.current.get(answer.item_id)
    holds = _holds(desk, item_id)
    had_label = before is not None and before.label_id is not None
    desk.slots[item_id] = desk.slots.get(item_id, 0) - _slots_needed(desk, answer)
    desk.counts[item_id] = desk.counts.get(item_id, 0) + int(answer.label_id is not None) - int(had_label)
    if holds:
        desk.used.append(desk.leases[item_id].pk)
    pays = answer.label_id is not None and item_id not in desk.paid
    if pays:
        desk.paid.add(item_id)
        desk.affordable -= 1
    if before is not None:
        _replace(desk, before)
    annotation = _annotation(desk, answer, late=not holds and before is None, paid=pays)
    desk.current[item_id] = annotation
    desk.new.append(annotation)


def _replace(desk: _Desk, before: Annotation) -> None:
    # An answer of this very submission is not stored yet: it is written as replaced at once.
    if before.pk is None:
        before.replaced_at = desk.now
    else:
        desk.replaced.append(before.pk)


def _annotation(desk: _Desk, answer: Answer, *, late: bool, paid: bool) -> Annotation:
    return Annotation(
        project=desk.project,
        item_id=answer.item_id,
        user=desk.user,
        key=answer.key,
        lease=desk.leases[answer.item_id],
        label_id=answer.label_id,
        skip_reason=answer.skip_reason,
        flagged=answer.flagged,
        comment=answer.comment,
        seconds=answer.seconds,
        answered_at=min(answer.answered_at, desk.now),
        received_at=desk.now,
        late=late,
        paid=paid,
    )


def _write(desk: _Desk, key: UUID) -> None:
    submission = Submission.objects.create(
        project=desk.project, user=desk.user, key=key, received_at=desk.now, accepted=len(desk.new)
    )
    if desk.replaced:
        Annotation.objects.filter(pk__in=desk.replaced).update(replaced_at=desk.now)
    for annotation in desk.new:
        annotation.submission = submission
    Annotation.objects.bulk_create(desk.new)
    if desk.used:
        Lease.objects.filter(pk__in=desk.used).update(ended_at=desk.now, end=Lease.End.ANSWERED)
    leases.move_slots(desk.slots, answers=desk.counts)
    _spend(desk, submission)


def _spend(desk: _Desk, submission: Submission) -> None:
    paid = sum(annotation.paid for annotation in desk.new)
    if not paid:
        return
    project, amount = desk.project, paid * desk.project.price_per_label
    CostEntry.objects.create(
        project=project,
        kind=CostEntry.CostKind.LABELS,
        quantity=paid,
        amount=amount,
        submission=submission,
        created_at=desk.now,
    )
    Project.objects.filter(pk=project.pk).update(
        labels_spent=F("labels_spent") + paid, money_spent=F("money_spent") + amount
    )
    project.labels_spent += paid
    project.money_spent += amount
