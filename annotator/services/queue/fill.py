"""What comes next for one person: audit and gold items, begun items, the ranking, and random items when it runs dry; at
last near-duplicates of what was asked.

Needs the project's lock.
"""

import json
import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from annotator.models import Item, Lease, LeaseSource, Project, User
from annotator.selectors.returned import Note, notes_for
from annotator.selectors.shown_suggestions import ShownSuggestion, shown_of
from annotator.selectors.slots import live_leases, wanted
from annotator.services.queue import leases
from annotator.sql import Statement


@dataclass(frozen=True, slots=True)
class Pick:
    """An item to lease and why it came up.

    suggestion_shown: whether a suggestion came along before, where the item comes again; None where it is new.
    """

    item_id: int
    source: str
    round_id: int | None = None
    rank: int | None = None
    score: float | None = None
    probability: float | None = None
    suggestion_shown: bool | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a lease hands out. metadata: where the project shows fields of it."""

    pk: int
    row: int
    role: str
    text: str
    media: str
    width: int
    height: int
    truth_id: int | None
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Leased:
    """A lease with its item, and what is shown beside it: what a model suggests, and why it came back."""

    item: Content
    expires_at: datetime
    source: str
    rank: int | None
    probability: float | None
    suggestion: ShownSuggestion | None = None
    note: Note | None = None

    @property
    def item_id(self) -> int:
        return self.item.pk


# Nobody gets an item twice, not even one that they skipped, and none that they hold already.
# OFFSET 0 keeps these two a look-up per candidate: as joins they would read all that this person ever answered
# whenever the statistics lag behind, and in a table that grows by the second they always do.
_NOT_HELD = """
NOT EXISTS (SELECT 1 FROM annotator_lease l
            WHERE l.item_id = {item} AND l.user_id = %(user)s AND l.ended_at IS NULL OFFSET 0)
"""
_FOR_PERSON = f"""
NOT EXISTS (SELECT 1 FROM annotator_annotation a
            WHERE a.item_id = {{item}} AND a.user_id = %(user)s AND a.replaced_at IS NULL OFFSET 0)
AND {_NOT_HELD}
AND {{item}} <> ALL(%(but)s)
"""  # noqa: S608 - composed of our own texts
_FREE = f"""
SELECT id FROM annotator_item
WHERE project_id = %(project)s AND state = 'open' AND open_slots > 0 AND {_FOR_PERSON.format(item="annotator_item.id")}
"""  # noqa: S608 - composed of our own texts
_SCOPE = {"project": "bigint", "user": "bigint", "but": "bigint[]", "count": "integer"}


def _free(name: str, condition: str) -> Statement:
    return Statement(name, f"{_FREE} AND {condition} LIMIT %(count)s", **_SCOPE)


_AUDIT = _free("audit", "role = 'audit' ORDER BY draw")
# Everybody gets each once, in the same order: nobody is measured by easier ones than others.
_GOLD = _free("gold", "role = 'gold' ORDER BY draw")
_RANDOM = _free("random", "role = 'pool' AND duplicate_of IS NULL ORDER BY draw")
_DUPLICATES = _free("duplicates", "role = 'pool' AND duplicate_of IS NOT NULL ORDER BY draw")
# Items that others have answered and that still want an answer (overlap > 1, or asked again): finished first.
_BEGUN = _free("begun", "answers > 0 AND role <> 'gold' ORDER BY row")
# The standing reads these along with all else (standing.py).
RANKED = f"""
SELECT item_id, CASE WHEN rank < 0 THEN '{LeaseSource.ALIKE}' ELSE '{LeaseSource.RANKING}' END AS source, round_id,
       CASE WHEN rank > 0 THEN rank END AS place, score, probability, rank
FROM annotator_queueentry
WHERE project_id = %(project)s AND open AND {_FOR_PERSON.format(item="annotator_queueentry.item_id")}
ORDER BY rank LIMIT %(count)s
"""  # noqa: S608 - composed of our own texts
_RANKED = Statement("ranked", RANKED, **_SCOPE)
# Why an item came up the first time still holds when it comes again, and so does whether it came with a suggestion: the
# page may have it on screen as it was.
_NEWEST_LEASE = """
CROSS JOIN LATERAL (
    SELECT source, round_id, rank, score, probability, suggestion_shown FROM annotator_lease
    WHERE item_id = item.id AND user_id = %(user)s ORDER BY id DESC LIMIT 1) l
"""
# What they skipped before may be on screen once more: it was taken up again.
_AGAIN = Statement(
    "again",
    f"""
SELECT item.id, l.source, l.round_id, l.rank, l.score, l.probability, l.suggestion_shown
FROM annotator_item item
{_NEWEST_LEASE}
WHERE item.id = ANY(%(items)s) AND item.project_id = %(project)s AND item.state = 'open' AND item.open_slots > 0
  AND NOT EXISTS (SELECT 1 FROM annotator_annotation a WHERE a.item_id = item.id AND a.user_id = %(user)s
                  AND a.replaced_at IS NULL AND a.label_id IS NOT NULL)
  AND {_NOT_HELD.format(item="item.id")}
ORDER BY array_position(%(items)s, item.id) LIMIT %(count)s
""",  # noqa: S608 - composed of our own texts
    project="bigint",
    user="bigint",
    items="bigint[]",
    count="integer",
)
# By name, whatever the ranking says.
_NEVER_HELD = Statement(
    "never_held",
    """
SELECT item.id FROM annotator_item item
WHERE item.id = ANY(%(items)s) AND item.project_id = %(project)s AND item.state = 'open' AND item.open_slots > 0
  AND NOT EXISTS (SELECT 1 FROM annotator_annotation a
                  WHERE a.item_id = item.id AND a.user_id = %(user)s AND a.replaced_at IS NULL OFFSET 0)
  AND NOT EXISTS (SELECT 1 FROM annotator_lease l WHERE l.item_id = item.id AND l.user_id = %(user)s OFFSET 0)
ORDER BY array_position(%(items)s, item.id) LIMIT %(count)s
""",
    project="bigint",
    user="bigint",
    items="bigint[]",
    count="integer",
)
# The oldest first: what is skipped once more comes last.
_SKIPPED = Statement(
    "skipped",
    f"""
SELECT item.id, l.source, l.round_id, l.rank, l.score, l.probability, l.suggestion_shown
FROM annotator_annotation a
JOIN annotator_item item ON item.id = a.item_id AND item.state = 'open' AND item.open_slots > 0 AND item.role <> 'gold'
{_NEWEST_LEASE}
WHERE a.project_id = %(project)s AND a.user_id = %(user)s AND a.received_at <= %(until)s
  AND a.label_id IS NULL AND a.replaced_at IS NULL AND {_NOT_HELD.format(item="item.id")}
ORDER BY a.received_at, a.id LIMIT %(count)s
""",  # noqa: S608 - composed of our own texts
    project="bigint",
    user="bigint",
    until="timestamptz",
    count="integer",
)
# What came back to them from review, the oldest first. paid: it costs nothing any more.
_RETURNED = Statement(
    "returned",
    f"""
SELECT item.id, l.round_id, l.rank, l.score, l.probability, l.suggestion_shown,
       EXISTS (SELECT 1 FROM annotator_annotation p WHERE p.item_id = item.id AND p.user_id = %(user)s AND p.paid)
FROM annotator_sentback back
JOIN annotator_item item ON item.id = back.item_id AND item.state = 'open' AND item.settled_id IS NULL
LEFT JOIN LATERAL (
    SELECT round_id, rank, score, probability, suggestion_shown FROM annotator_lease
    WHERE item_id = item.id AND user_id = %(user)s ORDER BY id DESC LIMIT 1) l ON true
WHERE back.person_id = %(user)s AND back.project_id = %(project)s AND back.ended_at IS NULL
  AND {_NOT_HELD.format(item="item.id")}
ORDER BY back.id
""",  # noqa: S608 - composed of our own texts
    project="bigint",
    user="bigint",
)
_WANTED = wanted(leases=f"({live_leases()} + 1)")
_LEASE = Statement(
    "lease",
    f"""
WITH pick AS (
    SELECT * FROM unnest(%(items)s, %(sources)s, %(rounds)s, %(ranks)s, %(scores)s, %(probabilities)s, %(shown)s)
    WITH ORDINALITY AS pick (item, source, round, rank, score, probability, shown, place)
), lease AS (
    -- In the order in which they should be answered: a reloaded page gets them back by id.
    INSERT INTO annotator_lease (
        project_id, item_id, user_id, leased_at, expires_at, "end", source, round_id, rank, score, probability,
        suggestion_shown)
    SELECT %(project)s, item, %(user)s, %(now)s, %(until)s, '', source, round, rank, score, probability, shown
    FROM pick ORDER BY place
), item AS (
    -- Not cut at 0: an item that has no slot left is refused (models/items.py). The new lease is not seen yet.
    UPDATE annotator_item item
    SET open_slots = CASE WHEN pick.source = 'returned' THEN item.open_slots ELSE {_WANTED} END
    FROM pick WHERE item.id = pick.item
    RETURNING pick.place, item.id, item.row, item.role, item.text, item.media, item.width, item.height, item.truth_id,
        item.open_slots, CASE WHEN %(has_fields)s THEN item.metadata END AS metadata
), entry AS (
    UPDATE annotator_queueentry entry SET open = false FROM item
    WHERE entry.item_id = item.id AND item.open_slots = 0
)
SELECT id, row, role, text, media, width, height, truth_id, metadata FROM item ORDER BY place
""",  # noqa: S608 - composed of our own texts
    project="bigint",
    overlap="integer",
    user="bigint",
    now="timestamptz",
    until="timestamptz",
    items="bigint[]",
    sources="text[]",
    rounds="bigint[]",
    ranks="integer[]",
    scores="float8[]",
    probabilities="float8[]",
    shown="boolean[]",
    has_fields="boolean",
)


def take(
    project: Project, *, user: User, count: int, now: datetime, rng: random.Random, ranked: Sequence[Pick] = ()
) -> list[Leased]:
    """Lease up to `count` items to this person, in the order in which they should be answered.

    ranked: what is known to come next for them in the ranking; it is read where that is not enough.
    """
    if count <= 0:
        return []
    picks = _choose(project, user=user, count=count, rng=rng, ranked=ranked)
    return _lease(project, user=user, picks=picks, now=now) if picks else []


def _choose(project: Project, *, user: User, count: int, rng: random.Random, ranked: Sequence[Pick]) -> list[Pick]:
    scope = {"project": project.pk, "user": user.pk}
    wanted_audits = sum(rng.random() < project.audit_share for _ in range(count))
    audits = _picks(_AUDIT, LeaseSource.AUDIT, scope, count=wanted_audits, but=[])
    picks = audits[:]
    if project.overlap > 1 or project.asks_again:
        picks += _picks(_BEGUN, LeaseSource.SECOND, scope, count=count - len(picks), but=picks)
    begun = {pick.item_id for pick in picks}
    picks += [pick for pick in ranked if pick.item_id not in begun][: count - len(picks)]
    picks += _next_ranked(scope, count=count - len(picks), but=picks)
    # The ranking ran dry, or there is none yet: random pool items, marked so.
    picks += _picks(_RANDOM, LeaseSource.RANDOM, scope, count=count - len(picks), but=picks)
    # The pool is empty: what audit items remain are asked for too, instead of calling the project finished.
    picks += _picks(_AUDIT, LeaseSource.AUDIT, scope, count=count - len(picks), but=picks)
    picks += _picks(_DUPLICATES, LeaseSource.RANDOM, scope, count=count - len(picks), but=picks)
    golds = _golds(project, scope, count=len(picks), rng=rng)
    return _mixed(golds + picks[: count - len(golds)], len(golds) + len(audits), rng)


def _golds(project: Project, scope: dict[str, int], *, count: int, rng: random.Random) -> list[Pick]:
    """Gold items in place of the last of `count` others: where nothing else is left, nobody is measured any more."""
    if not project.gold_share:
        return []
    wanted_golds = sum(rng.random() < project.gold_share for _ in range(count))
    return _picks(_GOLD, LeaseSource.GOLD, scope, count=wanted_golds, but=[])


def _picks(query: Statement, source: str, scope: dict[str, int], *, count: int, but: Collection[Pick]) -> list[Pick]:
    if count <= 0:
        return []
    rows = query.rows(**scope, count=count, but=[pick.item_id for pick in but])
    return [Pick(row[0], source, *row[1:]) for row in rows]


def _next_ranked(scope: dict[str, int], *, count: int, but: Collection[Pick]) -> list[Pick]:
    """The ranking, and before it what somebody asked for as like others."""
    if count <= 0:
        return []
    rows = _RANKED.rows(**scope, count=count, but=[pick.item_id for pick in but])
    return [Pick(*row[:-1]) for row in rows]


def _mixed(picks: list[Pick], n_measuring: int, rng: random.Random) -> list[Pick]:
    """Audit and gold items, the first of all, at random places, so that nobody can tell them; the others in order."""
    n_measuring = min(n_measuring, len(picks))
    measuring, others = picks[:n_measuring], iter(picks[n_measuring:])
    places = set(rng.sample(range(len(picks)), n_measuring))
    return [measuring.pop() if place in places else next(others) for place in range(len(picks))]


def _lease(project: Project, *, user: User, picks: Sequence[Pick], now: datetime) -> list[Leased]:
    until = leases.until(project, now)
    said = shown_of(project, [pick.item_id for pick in picks if pick.suggestion_shown is not False])
    rows = _LEASE.rows(
        project=project.pk,
        overlap=project.overlap,
        user=user.pk,
        now=now,
        until=until,
        items=[pick.item_id for pick in picks],
        sources=[pick.source for pick in picks],
        rounds=[pick.round_id for pick in picks],
        ranks=[pick.rank for pick in picks],
        scores=[pick.score for pick in picks],
        probabilities=[pick.probability for pick in picks],
        shown=[bool(pick.suggestion_shown) or pick.item_id in said for pick in picks],
        has_fields=bool(project.fields),
    )
    notes = _notes(user, picks)
    return [
        Leased(
            _handed_out(row),
            until,
            pick.source,
            pick.rank,
            pick.probability,
            said.get(pick.item_id),
            notes.get(pick.item_id),
        )
        for pick, row in zip(picks, rows, strict=True)
    ]


def again(project: Project, *, user: User, item_ids: Sequence[int], count: int, now: datetime) -> list[Leased]:
    """Lease to this person once more what they held before, as far as nobody else has it by now."""
    if not item_ids or count <= 0:
        return []
    picks = [Pick(*row) for row in _AGAIN.rows(project=project.pk, user=user.pk, items=list(item_ids), count=count)]
    return _lease(project, user=user, picks=picks, now=now) if picks else []


def never_held(
    project: Project, *, user: User, item_ids: Sequence[int], count: int, source: LeaseSource, now: datetime
) -> list[Leased]:
    """Lease to this person those of these items, in their order, that are free and that they never held or answered.

    They are not put on anybody's screen: no suggestion comes along.
    """
    if not item_ids or count <= 0:
        return []
    rows = _NEVER_HELD.rows(project=project.pk, user=user.pk, items=list(item_ids), count=count)
    picks = [Pick(item, source, suggestion_shown=False) for (item,) in rows]
    return _lease(project, user=user, picks=picks, now=now) if picks else []


def skipped(project: Project, *, user: User, count: int, until: datetime, now: datetime) -> list[Leased]:
    """Lease to this person, once more, what they skipped until then and what still wants a label."""
    if count <= 0:
        return []
    picks = [Pick(*row) for row in _SKIPPED.rows(project=project.pk, user=user.pk, until=until, count=count)]
    return _lease(project, user=user, picks=picks, now=now) if picks else []


def returned(project: Project, *, user: User, count: int, room: int, now: datetime) -> list[Leased]:
    """Lease to this person what reviewers sent back to them. room: so many labels that are not paid yet may follow."""
    picks: list[Pick] = []
    for item, *lineage, is_paid in _RETURNED.rows(project=project.pk, user=user.pk):
        if len(picks) < count and (is_paid or room > 0):
            picks.append(Pick(item, LeaseSource.RETURNED, *lineage))
            room -= not is_paid
    return _lease(project, user=user, picks=picks, now=now) if picks else []


def _notes(user: User, picks: Iterable[Pick | Lease]) -> dict[int, Note]:
    items = [each.item_id for each in picks if each.source == LeaseSource.RETURNED]
    return notes_for(user, items) if items else {}


def held_already(project: Project, user: User, lease_ids: Collection[int]) -> list[Leased]:
    """Leases that this person holds and their browser does not know: a page that was loaded anew."""
    if not lease_ids:
        return []
    held = list(Lease.objects.filter(pk__in=lease_ids).select_related("item").order_by("pk"))
    notes = _notes(user, held)
    said = shown_of(project, [lease.item_id for lease in held if lease.suggestion_shown])
    return [
        Leased(
            _content(lease.item),
            lease.expires_at,
            lease.source,
            lease.rank,
            lease.probability,
            said.get(lease.item_id),
            notes.get(lease.item_id),
        )
        for lease in held
    ]


def _content(item: Item) -> Content:
    return Content(
        item.pk, item.row, item.role, item.text, item.media, item.width, item.height, item.truth_id, item.metadata
    )


def _handed_out(row: Sequence[Any]) -> Content:
    *content, metadata = row
    # Django's connections leave jsonb as text.
    return Content(*content, **({"metadata": json.loads(metadata)} if metadata else {}))
