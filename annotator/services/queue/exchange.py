"""The one exchange between a person and the queue: answers up, items down, in one short durable transaction."""

import random
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from annotator.limits import MAX_HELD
from annotator.models import Lease, Membership, Project, ProjectStatus, User
from annotator.selectors import budget
from annotator.selectors.deck import Page, page_for
from annotator.services import messages
from annotator.services.locks import lock_project
from annotator.services.queue import fill, leases, record
from annotator.services.queue.decide import Result, decide
from annotator.services.queue.fill import Leased
from annotator.services.queue.standing import Answer, Held, Standing, read_standing

# "On line" is a matter of minutes; the row is not written at every key press.
SEEN_EVERY = timedelta(seconds=30)
STATES = ["open", "budget_spent", "paused", "finished", "waiting"]


@dataclass(frozen=True)
class DeckRequest:
    """One POST. holding: items that the browser still has, answered or not; want: how many more it asks for."""

    submission: UUID
    answers: tuple[Answer, ...] = ()
    want: int = 0
    holding: frozenset[int] = frozenset()
    give_back: tuple[int, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What the exchange brought. leases: new to the browser, in order, with their items; state: see `_state`.

    project, page: as they were when this was done; page is what is shown beside the items.
    """

    results: list[Result]
    leases: list[Leased]
    lost: list[int]
    state: str
    project: Project
    page: Page


def exchange(
    project_id: int, *, user: User, request: DeckRequest, now: datetime, rng: random.Random | None = None
) -> Outcome:
    """Store the answers, end what ran out, and top up to what is wanted.

    1. Under the project's lock: read this person's standing; renew what the browser holds, expire what ran out.
    2. Answers: known keys count once; the rest are accepted or refused with a code.
    3. Refill: first what this person holds already (a reloaded page), then new leases within the budget.
    4. After the commit: ask for a round if enough labels wait.
    """
    with transaction.atomic():
        project = lock_project(project_id)
        standing = _standing(project, user=user, request=request, now=now)
        decision = decide(standing, request.answers, status=project.status, affordable=budget.affordable(project))
        record.write(project, decision, user=user, submission=request.submission, now=now)
        held = _still_held(project, standing, used=decision.used, user=user, request=request, now=now)
        live = standing.live - (len(standing.mine) - len(held))
        count = min(_missing(held, request), _room(project, live=live))
        rng = rng or random.SystemRandom()
        new = fill.take(project, user=user, count=count, now=now, rng=rng, ranked=standing.ranked)
        _seen(project, user=user, before=standing.seen_at, now=now)
    page = page_for(project, user)
    # A benchmark plays the rounds of its arenas itself.
    if page.is_due and decision.accepted and not project.is_arena:
        transaction.on_commit(lambda: messages.ask_for_next_round(project.pk, after=page.model.round))
    again = _again(held, request)
    return Outcome(
        results=decision.results,
        leases=fill.held_already([lease.lease for lease in again]) + new,
        lost=sorted(request.holding - {lease.item for lease in held} - {answer.item_id for answer in request.answers}),
        state=_state(project, has_items=bool(new or held), want=request.want, live=live),
        project=project,
        page=page,
    )


def _standing(project: Project, *, user: User, request: DeckRequest, now: datetime) -> Standing:
    """Read the standing. What the browser holds is renewed, then what ran out is expired, where there is such."""
    standing = read_standing(project, user=user, answers=request.answers, want=request.want, now=now)
    if not standing.has_expired and not any(
        lease.ends_soon and lease.item in request.holding for lease in standing.mine
    ):
        return standing
    # What comes answered in this POST was held until now; its time is not over either.
    held_so_far = request.holding | {answer.item_id for answer in request.answers}
    mine = [lease.lease for lease in standing.mine if lease.item in held_so_far]
    leases.renew(project, lease_ids=mine, now=now)
    if not leases.expire(project, now=now):
        return standing
    return read_standing(project, user=user, answers=request.answers, want=request.want, now=now)


def _still_held(
    project: Project, standing: Standing, *, used: Collection[int], user: User, request: DeckRequest, now: datetime
) -> list[Held]:
    """What this person holds after their answers, less what they give back."""
    left = [lease for lease in standing.mine if lease.lease not in used]
    given = set(request.give_back) & {lease.item for lease in left}
    leases.give_back(project, user=user, item_ids=given, now=now)
    return [lease for lease in left if lease.item not in given]


def _again(held: list[Held], request: DeckRequest) -> list[Held]:
    """Held, but unknown to the browser: the page was loaded anew."""
    return [lease for lease in held if lease.item not in request.holding][: request.want]


def _missing(held: list[Held], request: DeckRequest) -> int:
    return min(request.want - len(_again(held, request)), MAX_HELD - len(held))


def _room(project: Project, *, live: int) -> int:
    """How many new leases the project still hands out: none in a pause, and no more than the budget pays for."""
    return budget.affordable(project) - live if project.status == ProjectStatus.ACTIVE else 0


def _seen(project: Project, *, user: User, before: datetime | None, now: datetime) -> None:
    if before is None or before <= now - SEEN_EVERY:
        Membership.objects.filter(project=project, user=user).update(last_seen_at=now)


def _state(project: Project, *, has_items: bool, want: int, live: int) -> str:
    """open, paused, finished, budget_spent, or waiting (what is left is held by others)."""
    if project.status == ProjectStatus.PAUSED:
        return "paused"
    if project.status != ProjectStatus.ACTIVE:
        return "finished"
    if has_items or not want:
        return "open"
    if live:
        return "waiting"
    return "finished" if budget.affordable(project) else "budget_spent"


def expire_everywhere(*, now: datetime) -> int:
    """The reconciler's sweep over all projects in which a lease ran out; how many leases ended."""
    # In an arena the time is simulated, and it expires its leases itself.
    expired = Lease.objects.filter(ended_at__isnull=True, expires_at__lte=now, project__in=Project.objects.all())
    ids = expired.order_by().values_list("project_id", flat=True).distinct()
    ended = 0
    for project_id in list(ids):
        with transaction.atomic():
            ended += leases.expire(lock_project(project_id), now=now)
    return ended
