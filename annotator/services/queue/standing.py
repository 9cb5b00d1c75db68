"""What the queue knows of one person at the moment of a POST, read in one statement. Needs the project's lock.

The lock is a statement of its own: one that waits for it would go on with the rows as they were before it waited.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from annotator.largest import LARGEST_ID
from annotator.models import ItemRole, ItemState, Project, Stage, User
from annotator.selectors.slots import wanted
from annotator.services.queue import leases
from annotator.services.queue.fill import RANKED, Pick
from annotator.sql import Statement


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


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """One answered item as this person stands to it.

    wanted: how many more answers may be asked for; below 0 where the overlap was lowered afterwards. lease: the newest
    that they ever had on it, None if never; holds: that lease has not ended. answered: they have a current answer;
    label: its label, None for a skip; awaits_round: no round has consumed it. paid: they were paid for the item.
    suggestion_shown: that lease came with a suggestion; is_returned: by it a reviewer had sent the item back to them.
    """

    item_id: int
    state: str = ItemState.OPEN
    role: str = ItemRole.POOL
    wanted: int = 0
    lease: int | None = None
    holds: bool = False
    answered: bool = False
    label: int | None = None
    awaits_round: bool = False
    paid: bool = False
    suggestion_shown: bool = False
    is_returned: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A lease that has not ended. ends_soon: it should be renewed while the browser still speaks of it."""

    lease: int
    item: int
    ends_soon: bool = False


@dataclass(frozen=True, slots=True)
class Cautioned:
    """What was said to this person last that nobody has lifted (models/cautions.py: Stage).

    measured_from: what they did before is held against them no more.
    """

    stage: str = ""
    reason: str = ""
    at: datetime | None = None
    measured_from: datetime | None = None

    @property
    def is_stopped(self) -> bool:
        return self.stage == Stage.STOPPED


NOTHING_SAID = Cautioned()


@dataclass(frozen=True, slots=True)
class Standing:
    """All that one exchange is decided on.

    mine: this person's leases, oldest first. live: the number of everybody's leases that have not ended; has_expired:
    the time of at least one of them is over, or the page of somebody who held some is gone. seen_at: when this person
    last spoke to the queue; page: from which page. has_returned: a reviewer has sent something back to them, and they
    have not answered it since. known_keys: keys of the POST that are stored already. labels: ids of labels named in the
    POST that are the project's. items: the items named in it, those of other projects left out. ranked: the next items
    of the ranking for this person, as many as they want; only read along with answers.
    """

    mine: tuple[Held, ...] = ()
    live: int = 0
    has_expired: bool = False
    seen_at: datetime | None = None
    page: UUID | None = None
    caution: Cautioned = NOTHING_SAID
    has_returned: bool = False
    known_keys: frozenset[UUID] = frozenset()
    labels: frozenset[int] = frozenset()
    items: tuple[ItemStanding, ...] = ()
    ranked: tuple[Pick, ...] = ()


_HELD = """
-- Only live leases: the partial index lease_live_by_person holds just these.
(SELECT json_agg(json_build_array(l.id, l.item_id, l.expires_at < %(renew_before)s) ORDER BY l.id)
 FROM annotator_lease l
 WHERE l.user_id = %(user)s AND l.project_id = %(project)s AND l.ended_at IS NULL),
(SELECT count(*) FROM annotator_lease WHERE project_id = %(project)s AND ended_at IS NULL),
EXISTS (SELECT 1 FROM annotator_lease WHERE project_id = %(project)s AND ended_at IS NULL AND expires_at <= %(now)s)
OR EXISTS (SELECT 1 FROM annotator_membership WHERE project_id = %(project)s AND open_until <= %(now)s),
member.last_seen_at, member.page,
coalesce(member.stage, ''), coalesce(member.stage_reason, ''), member.stage_at, member.measured_from,
EXISTS (SELECT 1 FROM annotator_sentback
        WHERE person_id = %(user)s AND project_id = %(project)s AND ended_at IS NULL)
"""
# How many columns these are.
N_HELD = 10
_ANSWERED = f"""
-- A key counts once per person, wherever it was used.
(SELECT array_agg(key) FROM annotator_annotation WHERE user_id = %(user)s AND key = ANY(%(keys)s)),
(SELECT array_agg(id) FROM annotator_label WHERE project_id = %(project)s AND id = ANY(%(labels)s)),
-- LATERAL with LIMIT, and OFFSET 0: a look-up per item, whatever the statistics say (fill.py). Of a project
-- that is new they know nothing: PostgreSQL would take it for empty and read all its items.
(SELECT json_agg(json_build_array(
    item.id, item.state, item.role, {wanted()}, l.id, coalesce(l.live, false),
    a.id IS NOT NULL, a.label_id, a.id IS NOT NULL AND a.round_id IS NULL,
    EXISTS (SELECT 1 FROM annotator_annotation p
            WHERE p.item_id = item.id AND p.user_id = %(user)s AND p.paid OFFSET 0),
    coalesce(l.suggestion_shown, false),
    coalesce(l.source = 'returned' AND l."end" <> 'withdrawn', false)))
 FROM (SELECT id, project_id, state, role, answers, settled_id, asked_for
       FROM annotator_item WHERE id = ANY(%(items)s) OFFSET 0) item
 LEFT JOIN LATERAL (
    SELECT id, ended_at IS NULL AS live, suggestion_shown, source, "end" FROM annotator_lease
    WHERE item_id = item.id AND user_id = %(user)s ORDER BY id DESC LIMIT 1) l ON true
 LEFT JOIN LATERAL (
    SELECT id, label_id, round_id FROM annotator_annotation
    WHERE item_id = item.id AND user_id = %(user)s AND replaced_at IS NULL LIMIT 1) a ON true
 WHERE item.project_id = %(project)s),
(SELECT json_agg(json_build_array(item_id, source, round_id, place, score, probability) ORDER BY rank)
 FROM ({RANKED.replace("%(but)s", "%(items)s")}) ranked)
"""  # noqa: S608 - composed of our own texts
_MEMBER = """
FROM (SELECT) nothing LEFT JOIN annotator_membership member
ON member.project_id = %(project)s AND member.user_id = %(user)s
"""
_SCOPE = {"project": "bigint", "user": "bigint", "now": "timestamptz", "renew_before": "timestamptz"}
_READ_HELD = Statement("held", f"SELECT {_HELD} {_MEMBER}", **_SCOPE)
_READ_ALL = Statement(
    "standing",
    f"SELECT {_HELD}, {_ANSWERED} {_MEMBER}",
    **_SCOPE,
    overlap="integer",
    items="bigint[]",
    keys="uuid[]",
    labels="bigint[]",
    count="integer",
)


def read_standing(project: Project, *, user: User, answers: Sequence[Answer], want: int, now: datetime) -> Standing:
    """The standing of this person, with the standing of the items that the answers name and what they may get next."""
    scope = {"project": project.pk, "user": user.pk, "now": now, "renew_before": leases.renew_before(project, now)}
    if not answers:
        return _held(_READ_HELD.row(**scope))
    read = _READ_ALL.row(
        **scope,
        overlap=project.overlap,
        items=row_ids(answer.item_id for answer in answers),
        keys=[answer.key for answer in answers],
        labels=row_ids(answer.label_id for answer in answers),
        count=want,
    )
    known_keys, labels, items, ranked = read[N_HELD:]
    return replace(
        _held(read[:N_HELD]),
        known_keys=frozenset(known_keys or ()),
        labels=frozenset(labels or ()),
        items=tuple(ItemStanding(*row) for row in items or ()),
        ranked=tuple(Pick(*row) for row in ranked or ()),
    )


def _held(row: Sequence[Any]) -> Standing:
    mine, live, has_expired, seen_at, page, *caution, has_returned = row
    return Standing(
        mine=tuple(Held(*lease) for lease in mine or ()),
        live=live,
        has_expired=has_expired,
        seen_at=seen_at,
        page=page,
        caution=Cautioned(*caution),
        has_returned=has_returned,
    )


def row_ids(numbers: Iterable[int | None]) -> list[int]:
    """Each once, in their order."""
    # What can be no row's number is unknown, like one that no row has; PostgreSQL would call it an error.
    return list(dict.fromkeys(number for number in numbers if number is not None and 0 < number <= LARGEST_ID))
