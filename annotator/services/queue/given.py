"""Answers that a program gives in somebody's name, without having been handed the items: by the rules of the queue.

What its person does not hold is leased to them first, with the source “api”, in the same transaction; what cannot be
leased is refused. Everything else is as in exchange.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from annotator.models import LeaseSource, Origin, Project, User
from annotator.selectors import budget
from annotator.selectors.deck import page_for
from annotator.selectors.items.finding import items_called
from annotator.services import messages
from annotator.services.locks import lock_project
from annotator.services.queue import fill, leases, record, returned, supply
from annotator.services.queue.decide import Result, decide
from annotator.services.queue.standing import Answer, read_standing, row_ids

# No row has it: an item or a label of this number is unknown.
UNKNOWN = 0
TAKEN = "This item takes no answer of yours now: it has enough, others hold it, or the project hands out nothing."


@dataclass(frozen=True, kw_only=True)
class Given:
    """One answer as a program gives it. item: its id, or None and external_id. label: a name; None for a skip."""

    item: int | None = None
    external_id: str = ""
    label: str | None
    key: UUID = field(default_factory=uuid4)
    answered_at: datetime
    seconds: float = 0.0
    skip_reason: str = ""
    flagged: bool = False
    comment: str = ""


def give(project_id: int, *, user: User, given: Sequence[Given], now: datetime) -> list[Result]:
    """What became of each, in their order."""
    with transaction.atomic():
        project = lock_project(project_id)
        answers = _answers(project, given)
        leases.expire(project, now=now)
        leased = _lease(project, user, row_ids(answer.item_id for answer in answers), now=now)
        standing = read_standing(project, user=user, answers=answers, want=0, now=now)
        decision = decide(standing, answers, status=project.status, affordable=budget.affordable(project))
        record.write(project, decision, user=user, submission=uuid4(), origin=Origin.API, now=now)
        if standing.has_returned and decision.accepted:
            returned.close(project, user=user, items=decision.answered, now=now)
        answered = set(decision.answered)
        leases.give_back(project, user=user, item_ids=leased - answered, now=now)
    page = page_for(project, user)
    if page.is_due and decision.accepted and not project.is_arena:
        transaction.on_commit(lambda: messages.ask_for_next_round(project.pk, after=page.model.round))
    return [_told(result) for result in decision.results]


def _answers(project: Project, given: Sequence[Given]) -> list[Answer]:
    labels = dict(project.labels.values_list("name", "pk"))
    named = items_called(project, [each.external_id for each in given if each.item is None])
    by_id = dict(named.values_list("external_id", "pk"))
    return [
        Answer(
            key=each.key,
            item_id=by_id.get(each.external_id, UNKNOWN) if each.item is None else each.item,
            label_id=None if each.label is None else labels.get(each.label, UNKNOWN),
            answered_at=each.answered_at,
            seconds=each.seconds,
            skip_reason=each.skip_reason.strip(),
            flagged=each.flagged,
            comment=each.comment.strip(),
        )
        for each in given
    ]


def _lease(project: Project, user: User, item_ids: Sequence[int], *, now: datetime) -> set[int]:
    """Lease what this person never held, as far as it can be leased; these items."""
    room = supply.room(project, live=leases.live(project))
    leased = fill.never_held(project, user=user, item_ids=item_ids, count=room, source=LeaseSource.API, now=now)
    return {lease.item_id for lease in leased}


def _told(result: Result) -> Result:
    """Never handed out, and not free to be leased now: the same as taken, for who asked for no items."""
    if result.code != "never_leased":
        return result
    return replace(result, code="item_taken", detail=TAKEN)
