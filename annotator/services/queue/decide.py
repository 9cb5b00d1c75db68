"""Answers of one submission: each is accepted, known already, or refused with a code. Never dropped silently.

Nothing here touches the database: the standing is read before (standing.py), and what is decided is written after
(record.py). What the codes mean stands beside them in REFUSALS.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from annotator.models import ItemRole, ItemState, ProjectStatus
from annotator.services.queue.standing import Answer, ItemStanding, Standing

STATUSES = ["accepted", "duplicate", "refused"]
REFUSALS = {
    "invalid_answer": "This answer could not be read.",
    "unknown_item": "This item is not in the project.",
    "never_leased": "This item was never handed to you.",
    "unknown_label": "This label is not one of the project's labels.",
    "item_set_aside": "This item was set aside because it cannot be shown.",
    "item_taken": "Your hold on this item had ended, and others have answered it or hold it now.",
    "budget_spent": "The budget is spent; this label was not counted.",
    "person_stopped": "Your labelling here is paused; this answer was not counted.",
    "project_paused": "This project takes no answers at the moment.",
}


@dataclass(frozen=True)
class Result:
    """What became of one answer: accepted, duplicate (its key is known, it counts once), or refused.

    key: None only where it could not be read with the rest.
    """

    key: UUID | None
    status: str
    code: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """An answer that is to be stored. late: its lease had run out; paid: this person's first label on the item.

    suggestion_shown: as its lease says.
    """

    answer: Answer
    lease: int
    late: bool
    paid: bool
    suggestion_shown: bool


@dataclass
class Decision:
    """What is to be stored, and what became of each answer, in their order.

    overtaken: positions in `accepted` of answers that a later one of the same POST replaces. corrected: items on which
    an answer that is stored already is replaced. used: leases that end. slots, counts: by item, the change of its open
    slots and of its answers. waiting: change of the number of labels that no round has consumed.
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
    def answered(self) -> list[int]:
        """Items of accepted answers."""
        return [accepted.answer.item_id for accepted in self.accepted]

    @property
    def paid(self) -> int:
        return sum(accepted.paid for accepted in self.accepted)


@dataclass
class _Tally:
    """The standing, kept in step while the answers are decided one by one."""

    status: str
    known_keys: set[UUID]
    is_stopped: bool
    labels: frozenset[int]
    items: dict[int, ItemStanding]
    affordable: int
    # Only a late answer competes with the leases of others for the last of the budget.
    reserved_by_others: int
    decision: Decision = field(default_factory=Decision)
    # Item -> position of this POST's last answer on it.
    newest: dict[int, int] = field(default_factory=dict)


def decide(standing: Standing, answers: Sequence[Answer], *, status: str, affordable: int) -> Decision:
    """Decide the answers in their order. status: of the project; affordable: labels that the budget still pays."""
    tally = _Tally(
        status=status,
        known_keys=set(standing.known_keys),
        is_stopped=standing.caution.is_stopped,
        labels=standing.labels,
        items={item.item_id: item for item in standing.items},
        affordable=affordable,
        reserved_by_others=standing.live - sum(item.holds for item in standing.items),
    )
    for answer in answers:
        tally.decision.results.append(_decide(tally, answer))
    return tally.decision


def _decide(tally: _Tally, answer: Answer) -> Result:
    if answer.key in tally.known_keys:
        return Result(answer.key, "duplicate")
    item = tally.items.get(answer.item_id)
    code = "unknown_item" if item is None else _refusal(tally, answer, item)
    if item is None or code:
        return Result(answer.key, "refused", code, REFUSALS[code])
    tally.known_keys.add(answer.key)
    _accept(tally, answer, item)
    return Result(answer.key, "accepted")


def _refusal(tally: _Tally, answer: Answer, item: ItemStanding) -> str:
    if item.lease is None:
        return "never_leased"
    # Work done before a pause is kept; a pause only hands out nothing new.
    if tally.status not in (ProjectStatus.ACTIVE, ProjectStatus.PAUSED):
        return "project_paused"
    if tally.is_stopped:
        return "person_stopped"
    if item.state == ItemState.SET_ASIDE:
        return "item_set_aside"
    if answer.label_id is not None and answer.label_id not in tally.labels:
        return "unknown_label"
    if _slots_needed(answer, item) > max(0, item.wanted):
        return "item_taken"
    return "" if _is_affordable(tally, answer, item) else "budget_spent"


def _slots_needed(answer: Answer, item: ItemStanding) -> int:
    """Slots that the answer takes (1), leaves alone (0) or frees (below 0).

    Who holds an item may have a label on it: a file brought it meanwhile, or one that was taken back counts again.
    """
    # A reviewer wants this answer, however many there are.
    if item.is_returned and item.label is None:
        return 0
    return int(answer.label_id is not None) - int(item.label is not None) - int(item.holds)


def _is_affordable(tally: _Tally, answer: Answer, item: ItemStanding) -> bool:
    if answer.label_id is None or item.paid:
        return True
    reserved = 0 if item.holds else tally.reserved_by_others
    return tally.affordable > reserved


def _accept(tally: _Tally, answer: Answer, item: ItemStanding) -> None:
    assert item.lease is not None
    decision, item_id, slots = tally.decision, answer.item_id, _slots_needed(answer, item)
    labels = answer.label_id is not None
    pays = labels and not item.paid
    tally.affordable -= pays
    decision.slots[item_id] = decision.slots.get(item_id, 0) - slots
    decision.counts[item_id] = decision.counts.get(item_id, 0) + labels - (item.label is not None)
    decision.waiting += _waiting(answer, item)
    if item.holds:
        decision.used.append(item.lease)
    _replace(tally, item)
    tally.newest[item_id] = len(decision.accepted)
    late = not item.holds and not item.answered
    accepted = Accepted(answer, lease=item.lease, late=late, paid=pays, suggestion_shown=item.suggestion_shown)
    decision.accepted.append(accepted)
    tally.items[item_id] = replace(
        item,
        wanted=item.wanted - slots,
        holds=False,
        answered=True,
        label=answer.label_id,
        awaits_round=True,
        paid=item.paid or pays,
    )


def _waiting(answer: Answer, item: ItemStanding) -> int:
    if item.role != ItemRole.POOL:
        return 0
    return int(answer.label_id is not None) - int(item.label is not None and item.awaits_round)


def _replace(tally: _Tally, item: ItemStanding) -> None:
    # An answer of this very submission is not stored yet: it is written as replaced at once.
    if item.item_id in tally.newest:
        tally.decision.overtaken.add(tally.newest[item.item_id])
    elif item.answered:
        tally.decision.corrected.append(item.item_id)
