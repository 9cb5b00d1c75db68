"""Answers that were given elsewhere: a file brings them, nobody held a lease for them, and nobody is paid.

Beside record.py the one writer of answers. They count like all others: an item's answers and open slots, and the labels
that wait for a round, follow in the same transaction. Needs the project's lock.

One person has one answer on an item. What they said here stands; of what files say the later stands, where both name a
time, else what came first. An audit item that gets a label becomes a pool item: what came along is no random sample.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from annotator.models import Annotation, Job, Origin, Project, Submission
from annotator.selectors.slots import open_slots, wanted
from annotator.services.queue import leases
from annotator.sql import Statement


@dataclass(frozen=True, slots=True)
class Given:
    """What one person said of the item of this row. label: None for a skip; at: None where nobody knows."""

    row: int
    user: int
    label: int | None
    at: datetime | None = None
    seconds: float = 0.0
    comment: str = ""
    skip_reason: str = ""


@dataclass(frozen=True, slots=True)
class Torn:
    """An answer that was not stored, by its place: the same person has another one, with this label (None: a skip)."""

    place: int
    stands: int | None


@dataclass
class Arrived:
    """What became of answers. places: of those that were stored, in what was given."""

    places: set[int] = field(default_factory=set)
    torn: list[Torn] = field(default_factory=list)
    labels: int = 0
    skips: int = 0


@dataclass(frozen=True, slots=True)
class _Stands:
    """The current answer of a person on an item. pk: None for one of this batch, at this place; is_timed: its time is
    known; is_ours: it was given here.
    """

    label: int | None
    at: datetime
    is_timed: bool
    is_ours: bool = False
    pk: int | None = None
    place: int | None = None


@dataclass
class _Decided:
    accepted: list[int] = field(default_factory=list)
    overtaken: set[int] = field(default_factory=set)
    replaced: list[int] = field(default_factory=list)
    torn: list[Torn] = field(default_factory=list)


# Look-ups of single rows, fenced as in fill.py: the table grows while it is read.
_ITEMS = Statement(
    "arrive_items",
    """
SELECT given.row, item.id FROM unnest(%(rows)s) AS given (row)
CROSS JOIN LATERAL (
    SELECT id FROM annotator_item WHERE project_id = %(project)s AND row = given.row OFFSET 0) item
""",
    project="bigint",
    rows="integer[]",
)
_STANDING = Statement(
    "arrive_standing",
    """
SELECT given.item, given.person, a.id, a.label_id, a.answered_at, a.answered_at <> a.received_at,
    submission.origin <> 'import'
FROM unnest(%(items)s, %(users)s) AS given (item, person)
CROSS JOIN LATERAL (
    SELECT id, label_id, answered_at, received_at, submission_id FROM annotator_annotation
    WHERE item_id = given.item AND user_id = given.person AND replaced_at IS NULL OFFSET 0) a
JOIN annotator_submission submission ON submission.id = a.submission_id
""",
    items="bigint[]",
    users="bigint[]",
)
_WAITING = Statement(
    "arrive_waiting",
    """
SELECT count(*) FROM unnest(%(items)s) AS touched (id)
JOIN annotator_item item ON item.id = touched.id AND item.role = 'pool'
JOIN annotator_annotation a ON a.item_id = item.id
WHERE a.round_id IS NULL AND a.replaced_at IS NULL AND a.label_id IS NOT NULL
""",
    items="bigint[]",
)
_INSERT = Statement(
    "arrive",
    """
INSERT INTO annotator_annotation (
    project_id, item_id, user_id, key, submission_id, label_id, skip_reason, flagged, comment, seconds,
    suggestion_shown, answered_at, received_at, late, paid, replaced_at)
SELECT %(project)s, item, person, gen_random_uuid(), submission, label, reason, false, comment, seconds,
    false, least(answered_at, %(now)s), %(now)s, false, false, CASE WHEN overtaken THEN %(now)s END
FROM unnest(%(items)s, %(users)s, %(submissions)s, %(labels)s, %(reasons)s, %(comments)s, %(seconds)s, %(at)s,
            %(overtaken)s)
    AS new (item, person, submission, label, reason, comment, seconds, answered_at, overtaken)
""",
    project="bigint",
    now="timestamptz",
    items="bigint[]",
    users="bigint[]",
    submissions="bigint[]",
    labels="bigint[]",
    reasons="text[]",
    comments="text[]",
    seconds="float8[]",
    at="timestamptz[]",
    overtaken="boolean[]",
)
_COUNTED = """
(SELECT count(*) FROM annotator_annotation a
 WHERE a.item_id = item.id AND a.replaced_at IS NULL AND a.label_id IS NOT NULL)::integer
"""
_FOLLOW = Statement(
    "arrive_follow",
    f"""
UPDATE annotator_item item
SET answers = {_COUNTED}, open_slots = {open_slots(wanted(answers=_COUNTED))},
    role = CASE WHEN item.role = 'audit' AND item.id = ANY(%(labelled)s) THEN 'pool' ELSE item.role END
WHERE item.id = ANY(%(items)s)
""",  # noqa: S608 - composed of our own texts
    overlap="integer",
    items="bigint[]",
    labelled="bigint[]",
)
_ACCEPTED = Statement(
    "arrive_accepted",
    """
UPDATE annotator_submission submission SET accepted = submission.accepted + new.count
FROM unnest(%(submissions)s, %(counts)s) AS new (id, count) WHERE submission.id = new.id
""",
    submissions="bigint[]",
    counts="integer[]",
)


class Arrivals:
    """The way of one file's answers into the queue, batch by batch: one submission for each person that it names."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._submissions: dict[int, int] = {}
        # An import that is taken up again goes on with the submissions that it has made.
        if job.done:
            self._submissions.update(Submission.objects.filter(job=job).values_list("user_id", "pk"))

    @property
    def people(self) -> int:
        """Whose answers were stored so far."""
        return len(self._submissions)

    def store(self, project: Project, given: Sequence[Given], *, now: datetime) -> Arrived:
        """Store what is new; `project` is kept in step. Rows that the project has not are passed over."""
        if not given:
            return Arrived()
        items = dict(_ITEMS.rows(project=project.pk, rows=list({each.row for each in given})))
        decided = _decide(given, _standing(given, items), items=items, now=now)
        accepted = [given[place] for place in decided.accepted]
        arrived = Arrived(
            places=set(decided.accepted),
            torn=decided.torn,
            labels=sum(each.label is not None for each in accepted),
            skips=sum(each.label is None for each in accepted),
        )
        if accepted:
            self._write(project, given, decided, items=items, now=now)
        return arrived

    def _write(
        self, project: Project, given: Sequence[Given], decided: _Decided, *, items: dict[int, int], now: datetime
    ) -> None:
        accepted = [given[place] for place in decided.accepted]
        touched = list({items[each.row] for each in accepted})
        labelled = list({items[each.row] for each in accepted if each.label is not None})
        before = _WAITING.row(items=touched)[0]
        if decided.replaced:
            # Before the new answers come: one current answer per person and item.
            Annotation.objects.filter(pk__in=decided.replaced).update(replaced_at=now)
        _INSERT.run(
            project=project.pk,
            now=now,
            items=[items[each.row] for each in accepted],
            submissions=self._submissions_of(project, accepted, now=now),
            overtaken=[place in decided.overtaken for place in decided.accepted],
            **_columns(accepted, now=now),
        )
        _FOLLOW.run(overlap=project.overlap, items=touched, labelled=labelled)
        leases.follow_slots(touched)
        if waiting := _WAITING.row(items=touched)[0] - before:
            project.labels_waiting += waiting
            Project.all_with_arenas.filter(pk=project.pk).update(labels_waiting=project.labels_waiting)

    def _submissions_of(self, project: Project, accepted: Sequence[Given], *, now: datetime) -> list[int]:
        new = list(dict.fromkeys(each.user for each in accepted if each.user not in self._submissions))
        made = Submission.objects.bulk_create(
            Submission(
                project=project,
                user_id=user,
                key=uuid5(NAMESPACE_OID, f"import {self._job.pk} {user}"),
                received_at=now,
                accepted=0,
                origin=Origin.IMPORT,
                job=self._job,
            )
            for user in new
        )
        self._submissions.update((each.user_id, each.pk) for each in made)
        submissions = [self._submissions[each.user] for each in accepted]
        counts = Counter(submissions)
        _ACCEPTED.run(submissions=list(counts), counts=list(counts.values()))
        return submissions


def _columns(accepted: Iterable[Given], *, now: datetime) -> dict[str, list[Any]]:
    given = list(accepted)
    return {
        "users": [each.user for each in given],
        "labels": [each.label for each in given],
        "reasons": [each.skip_reason for each in given],
        "comments": [each.comment for each in given],
        "seconds": [each.seconds for each in given],
        "at": [each.at or now for each in given],
    }


def _standing(given: Sequence[Given], items: dict[int, int]) -> dict[tuple[int, int], _Stands]:
    pairs = list({(items[each.row], each.user) for each in given if each.row in items})
    rows = _STANDING.rows(items=[item for item, _ in pairs], users=[user for _, user in pairs])
    return {
        (item, user): _Stands(label, at, is_timed=is_timed, is_ours=is_ours, pk=pk)
        for item, user, pk, label, at, is_timed, is_ours in rows
    }


def _decide(
    given: Sequence[Given], standing: dict[tuple[int, int], _Stands], *, items: dict[int, int], now: datetime
) -> _Decided:
    """What is to be stored, in the order in which it was given. standing is kept in step."""
    decided = _Decided()
    for place, each in enumerate(given):
        if (item := items.get(each.row)) is None:
            continue
        stands = standing.get((item, each.user))
        if stands is not None and not _overtakes(each, stands):
            if stands.label != each.label and (stands.is_ours or not _is_older(each, stands)):
                decided.torn.append(Torn(place, stands.label))
            continue
        if stands is not None and stands.pk is not None:
            decided.replaced.append(stands.pk)
        elif stands is not None and stands.place is not None:
            decided.overtaken.add(stands.place)
        decided.accepted.append(place)
        new = _Stands(each.label, each.at or now, is_timed=each.at is not None, place=place)
        standing[item, each.user] = new
    return decided


def _overtakes(given: Given, stands: _Stands) -> bool:
    if given.label == stands.label or stands.is_ours:
        return False
    return given.at is not None and stands.is_timed and given.at > stands.at


def _is_older(given: Given, stands: _Stands) -> bool:
    """History: they thought again later."""
    return given.at is not None and stands.is_timed and given.at < stands.at
