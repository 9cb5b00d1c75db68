"""The one exchange between a person and the queue: answers up, items down, in one short durable transaction."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from annotator.limits import MAX_HELD
from annotator.models import Lease, Membership, Project, ProjectStatus, User
from annotator.selectors import budget
from annotator.selectors.deck import Page, page_for
from annotator.selectors.ending import Ending, ending_for
from annotator.services import messages
from annotator.services.locks import lock_project
from annotator.services.queue import cautions, fill, leases, presence, record, returned, supply
from annotator.services.queue.decide import Result, decide
from annotator.services.queue.fill import Leased
from annotator.services.queue.standing import NOTHING_SAID, Answer, Cautioned, Held, Standing, read_standing, row_ids

STATE_OF_STATUS: dict[str, str] = {
    ProjectStatus.ACTIVE: "open",
    ProjectStatus.PAUSED: "paused",
    ProjectStatus.DRAFT: "finished",
    ProjectStatus.FINISHED: "finished",
}


@dataclass(frozen=True)
class DeckRequest:
    """One POST. holding: items that the browser still has, answered or not; want: how many more it asks for.

    page: the labelling page that sends it, and goes on to give signs of life; None for a program. again: items that
    this page held before it was loaded anew. skipped_until: when nothing else is left, what this person skipped until
    then comes again. give_back: what a page gives back counts only if none spoke after it.
    """

    submission: UUID
    page: UUID | None = None
    answers: tuple[Answer, ...] = ()
    want: int = 0
    holding: frozenset[int] = frozenset()
    again: tuple[int, ...] = ()
    skipped_until: datetime | None = None
    give_back: tuple[int, ...] = ()

    @property
    def takes_items(self) -> bool:
        return bool(self.want or self.holding)


@dataclass(frozen=True)
class Outcome:
    """What the exchange brought. leases: new to the browser, in order, with their items; state: one of
    `selectors/ending.py`. ending: why there are none, where they asked for items, got none and hold none.

    project, page: as they were when this was done; page is what is shown beside the items. caution: what stands for
    this person; who is stopped gets no items.
    """

    results: list[Result]
    leases: list[Leased]
    lost: list[int]
    state: str
    ending: Ending | None
    project: Project
    page: Page
    caution: Cautioned = NOTHING_SAID


def exchange(
    project_id: int, *, user: User, request: DeckRequest, now: datetime, rng: random.Random | None = None
) -> Outcome:
    """Store the answers, end what ran out, and top up to what is wanted.

    1. Under the project's lock: read this person's standing; renew what the browser holds, expire what ran out.
    2. Answers: known keys count once; the rest are accepted or refused with a code. Who is stopped for them holds and
       gets nothing more.
    3. Refill: first what this person holds already (a reloaded page), then what they held and nobody has taken
       meanwhile (a page that was away), what reviewers sent back to them, then new leases within the budget.
    4. After the commit: ask for a round if enough labels wait.
    """
    with transaction.atomic():
        project = lock_project(project_id)
        standing = _standing(project, user=user, request=request, now=now)
        decision = decide(standing, request.answers, status=project.status, affordable=budget.affordable(project))
        record.write(project, decision, user=user, submission=request.submission, now=now)
        if standing.has_returned and decision.accepted:
            returned.close(project, user=user, items=decision.answered, now=now)
        caution = (
            cautions.look(project, standing.caution, user=user, now=now) if decision.accepted else standing.caution
        )
        held = _still_held(project, standing, used=decision.used, user=user, request=request, now=now)
        held = [] if caution.is_stopped else held
        live = standing.live - (len(standing.mine) - len(held))
        back = [] if caution.is_stopped else _back(project, held, user=user, request=request, live=live, now=now)
        if standing.has_returned and not caution.is_stopped and project.status == ProjectStatus.ACTIVE:
            room, wanted = supply.room(project, live=live + len(back)), _missing(held, back, request)
            back += fill.returned(project, user=user, count=wanted, room=room, now=now)
        live, holds = live + len(back), len(held) + len(back)
        missing = 0 if caution.is_stopped else _missing(held, back, request)
        count = supply.share(
            project, user=user, holds=holds, more=min(missing, supply.room(project, live=live)), now=now
        )
        rng = rng or random.SystemRandom()
        new = fill.take(project, user=user, count=count, now=now, rng=rng, ranked=standing.ranked)
        if request.skipped_until and not caution.is_stopped:
            left = count - len(new)
            new += fill.skipped(project, user=user, count=left, until=request.skipped_until, now=now)
        if presence.is_news(page=request.page, now=now, seen_at=standing.seen_at, seen_page=standing.page):
            presence.note(project, user=user, page=request.page, takes_items=request.takes_items, now=now)
    page = page_for(project, user)
    # A benchmark plays the rounds of its arenas itself.
    if page.is_due and decision.accepted and not project.is_arena:
        transaction.on_commit(lambda: messages.ask_for_next_round(project.pk, after=page.model.round))
    unknown = fill.held_already(project, user, [lease.lease for lease in _unknown(held, request)])
    here = {lease.item for lease in held} | {lease.item_id for lease in back}
    is_stopped = project.status == ProjectStatus.ACTIVE and caution.is_stopped
    has_ended = project.status == ProjectStatus.ACTIVE and request.want > 0 and not (new or here or is_stopped)
    ending = ending_for(project, user) if has_ended else None
    return Outcome(
        results=decision.results,
        leases=unknown + [lease for lease in back if lease.item_id not in request.holding] + new,
        lost=sorted(request.holding - here - {answer.item_id for answer in request.answers}),
        state="stopped" if is_stopped else ending.state if ending else STATE_OF_STATUS[project.status],
        ending=ending,
        project=project,
        page=page,
        caution=caution,
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
    if standing.has_expired:
        # Who speaks is there, however long they were silent.
        presence.note(project, user=user, page=request.page, takes_items=request.takes_items, now=now)
    if not leases.expire(project, now=now):
        return standing
    return read_standing(project, user=user, answers=request.answers, want=request.want, now=now)


def _still_held(
    project: Project, standing: Standing, *, used: Collection[int], user: User, request: DeckRequest, now: datetime
) -> list[Held]:
    """What this person holds after their answers, less what they give back."""
    left = [lease for lease in standing.mine if lease.lease not in used]
    # A page that was left may say so after the next one has got its items.
    is_outdated = None not in (request.page, standing.page) and request.page != standing.page
    given = set() if is_outdated else set(request.give_back) & {lease.item for lease in left}
    leases.give_back(project, user=user, item_ids=given, now=now)
    return [lease for lease in left if lease.item not in given]


def _unknown(held: list[Held], request: DeckRequest) -> list[Held]:
    """Held, but unknown to the browser: the page was loaded anew."""
    return [lease for lease in held if lease.item not in request.holding][: request.want]


def _back(
    project: Project, held: Sequence[Held], *, user: User, request: DeckRequest, live: int, now: datetime
) -> list[Leased]:
    """What the browser has, or had before it was loaded anew, and no longer holds: leased again where it is free."""
    gone = {lease.item for lease in held} | {answer.item_id for answer in request.answers} | set(request.give_back)
    on_screen = row_ids(item for item in request.holding if item not in gone)
    before = row_ids(item for item in request.again if item not in gone and item not in request.holding)
    items = on_screen + before[: request.want]
    if not items:
        return []
    count = min(MAX_HELD - len(held), supply.room_for_held(project, live=live))
    return fill.again(project, user=user, item_ids=items, count=count, now=now)


def _missing(held: list[Held], back: Sequence[Leased], request: DeckRequest) -> int:
    unknown = len(_unknown(held, request)) + sum(lease.item_id not in request.holding for lease in back)
    return min(request.want - unknown, MAX_HELD - len(held) - len(back))


def expire_everywhere(*, now: datetime) -> int:
    """The reconciler's sweep over all projects in which a lease ran out; how many leases ended."""
    # In an arena the time is simulated, and it expires its leases itself.
    expired = Lease.objects.filter(ended_at__isnull=True, expires_at__lte=now, project__in=Project.objects.all())
    gone = Membership.objects.filter(open_until__lte=now, project__in=Project.objects.all())
    ids = {*expired.values_list("project_id", flat=True), *gone.values_list("project_id", flat=True)}
    ended = 0
    for project_id in sorted(ids):
        with transaction.atomic():
            ended += leases.expire(lock_project(project_id), now=now)
    return ended
