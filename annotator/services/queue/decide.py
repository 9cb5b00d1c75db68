"""Answers of one submission: each is accepted, known already, or refused with a code. Never dropped silently.

Nothing here touches the database: the desk is read before (standing.py), and what is decided is written after
(record.py). What the codes mean stands beside them in REFUSALS.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from annotator.models import Item, Project
from annotator.services.queue.standing import Answer, Desk, Standing

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
class Result:
    """What became of one answer: accepted, duplicate (its key is known, it counts once), or refused."""

    key: UUID
    status: str
    code: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """An answer that is to be stored. late: its lease had run out; paid: this person's first label on the item."""

    answer: Answer
    lease: int
    late: bool
    paid: bool


@dataclass
class Decision:
    """What is to be stored, and what became of each answer, in their order.

    overtaken: positions in `accepted` of those that a later answer of the same POST replaces. corrected: items on
    which an answer that is stored already is replaced. used: leases that end. slots, counts: changes by item.
    waiting: change of the number of labels that no round has consumed.
    """

    results: list[Result] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)
    overtaken: set[int] = field(default_factory=set)
    corrected: list[int] = field(default_factory=list)
    used: list[int] = field(default_factory=list)
    slots: dict[int, int] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    waiting: int = 0

    @property
    def paid(self) -> int:
        return sum(one.paid for one in self.accepted)


@dataclass
class _Sheet:
    """The desk, kept in step while the answers are decided one by one."""

    status: str
    known: set[UUID]
    labels: frozenset[int]
    standings: dict[int, Standing]
    affordable: int
    # Only a late answer competes with the leases of others for the last of the budget.
    reserved_by_others: int
    decision: Decision = field(default_factory=Decision)
    # Item -> position of this POST's last answer on it.
    newest: dict[int, int] = field(default_factory=dict)


def decide(desk: Desk, answers: Sequence[Answer], *, status: str, affordable: int) -> Decision:
    """Decide the answers in their order. status: of the project; affordable: labels that the budget still pays."""
    sheet = _Sheet(
        status=status,
        known=set(desk.known),
        labels=desk.labels,
        standings={standing.item: standing for standing in desk.standings},
        affordable=affordable,
        reserved_by_others=desk.live - sum(standing.holds for standing in desk.standings),
    )
    for answer in answers:
        sheet.decision.results.append(_decide(sheet, answer))
    return sheet.decision


def _decide(sheet: _Sheet, answer: Answer) -> Result:
    if answer.key in sheet.known:
        return Result(answer.key, "duplicate")
    standing = sheet.standings.get(answer.item_id)
    code = "unknown_item" if standing is None else _refusal(sheet, answer, standing)
    if standing is None or code:
        return Result(answer.key, "refused", code, REFUSALS[code])
    sheet.known.add(answer.key)
    _accept(sheet, answer, standing)
    return Result(answer.key, "accepted")


def _refusal(sheet: _Sheet, answer: Answer, standing: Standing) -> str:
    if standing.lease is None:
        return "never_leased"
    # Work done before a pause is kept; a pause only hands out nothing new.
    if sheet.status not in (Project.Status.ACTIVE, Project.Status.PAUSED):
        return "project_paused"
    if standing.state == Item.State.SET_ASIDE:
        return "item_set_aside"
    if answer.label_id is not None and answer.label_id not in sheet.labels:
        return "unknown_label"
    if _slots_needed(answer, standing) > standing.open_slots:
        return "item_taken"
    return "" if _is_affordable(sheet, answer, standing) else "budget_spent"


def _slots_needed(answer: Answer, standing: Standing) -> int:
    """Slots that the answer takes (1), leaves alone (0) or frees (-1)."""
    wants = int(answer.label_id is not None)
    if standing.label is not None:
        return wants - 1
    return wants - int(standing.holds)


def _is_affordable(sheet: _Sheet, answer: Answer, standing: Standing) -> bool:
    if answer.label_id is None or standing.paid:
        return True
    reserved = 0 if standing.holds else sheet.reserved_by_others
    return sheet.affordable > reserved


def _accept(sheet: _Sheet, answer: Answer, standing: Standing) -> None:
    assert standing.lease is not None
    decision, item, slots = sheet.decision, answer.item_id, _slots_needed(answer, standing)
    labels = answer.label_id is not None
    pays = labels and not standing.paid
    sheet.affordable -= pays
    decision.slots[item] = decision.slots.get(item, 0) - slots
    decision.counts[item] = decision.counts.get(item, 0) + labels - (standing.label is not None)
    decision.waiting += _waiting(answer, standing)
    if standing.holds:
        decision.used.append(standing.lease)
    _replace(sheet, standing)
    sheet.newest[item] = len(decision.accepted)
    late = not standing.holds and not standing.answered
    decision.accepted.append(Accepted(answer, lease=standing.lease, late=late, paid=pays))
    sheet.standings[item] = replace(
        standing,
        open_slots=standing.open_slots - slots,
        holds=False,
        answered=True,
        label=answer.label_id,
        waits=True,
        paid=standing.paid or pays,
    )


def _waiting(answer: Answer, standing: Standing) -> int:
    if standing.role != Item.ItemRole.POOL:
        return 0
    return int(answer.label_id is not None) - int(standing.label is not None and standing.waits)


def _replace(sheet: _Sheet, standing: Standing) -> None:
    # An answer of this very submission is not stored yet: it is written as replaced at once.
    if standing.item in sheet.newest:
        sheet.decision.overtaken.add(sheet.newest[standing.item])
    elif standing.answered:
        sheet.decision.corrected.append(standing.item)
