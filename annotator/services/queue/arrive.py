"""Answers that were given elsewhere: a file brings them, nobody held a lease for them, and nobody is paid.

Beside record.py the one writer of answers. They count like all others: an item's answers and open slots, and the labels
that wait for a round, follow in the same transaction; an item that comes with its answers is stored already counted.
Needs the project's lock. Which of them stand: brought.py. An audit item that gets a label becomes a pool item: what
came along is no random sample.
"""

import secrets
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from struct import Struct
from uuid import NAMESPACE_OID, uuid5

from annotator import copying
from annotator.models import Annotation, Item, ItemRole, Job, Label, Origin, Project, Submission
from annotator.services.queue import record
from annotator.services.queue.brought import Brought, Decided, Given, Stands, Torn, decide
from annotator.sql import Statement, any_of


@dataclass
class Arrived:
    """What became of answers. places: of those that were stored, in what was given."""

    places: set[int] = field(default_factory=set)
    torn: list[Torn] = field(default_factory=list)
    labels: int = 0
    skips: int = 0


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
_NEW_ITEMS = Statement(
    "arrive_new_items",
    """
SELECT given.row, item.id FROM generate_series(%(first)s, %(last)s) AS given (row)
CROSS JOIN LATERAL (
    SELECT id FROM annotator_item WHERE project_id = %(project)s AND row = given.row OFFSET 0) item
""",
    project="bigint",
    first="integer",
    last="integer",
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
_ACCEPTED = Statement(
    "arrive_accepted",
    """
UPDATE annotator_submission submission SET accepted = submission.accepted + new.count
FROM unnest(%(submissions)s, %(counts)s) AS new (id, count) WHERE submission.id = new.id
""",
    submissions="bigint[]",
    counts="integer[]",
)
# As `_rows` writes them.
_COLUMNS = (
    "project_id, item_id, user_id, submission_id, key, seconds, label_id, skip_reason, comment, answered_at,"
    " replaced_at, received_at, flagged, suggestion_shown, late, paid"
)
# How many columns, and the first six of them with their lengths.
_HEAD = Struct(">hiqiqiqiqi16sid")
_N_COLUMNS = 16


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
        """Store what is new of items that were there; `project` is kept in step. Rows that it lacks are passed over."""
        if not given:
            return Arrived()
        items = dict(_ITEMS.rows(project=project.pk, rows=list({each.row for each in given})))
        decided = decide(given, _standing(given, items), rows=items, now=now)
        if decided.accepted:
            self._add(project, given, decided, items=items, now=now)
        return _arrived(given, decided)

    def store_brought(self, project: Project, brought: Brought, *, now: datetime) -> Arrived:
        """Store what new items brought along. The items are there, and count it already; `project` is kept in step."""
        given, decided = brought.given, brought.decided
        if decided.accepted:
            rows = [given[place].row for place in decided.accepted]
            items = dict(_NEW_ITEMS.rows(project=project.pk, first=min(rows), last=max(rows)))
            self._write(project, given, decided, items=items, now=now)
            _wait(project, brought.answers.total())
        return _arrived(given, decided)

    def _add(
        self, project: Project, given: Sequence[Given], decided: Decided, *, items: Mapping[int, int], now: datetime
    ) -> None:
        accepted = [given[place] for place in decided.accepted]
        touched = list({items[each.row] for each in accepted})
        labelled = {items[each.row] for each in accepted if each.label is not None}
        before = _WAITING.row(items=touched)[0]
        if decided.replaced:
            # Before the new answers come: one current answer per person and item.
            Annotation.objects.filter(pk__in=decided.replaced).update(replaced_at=now)
        self._write(project, given, decided, items=items, now=now)
        Item.objects.filter(pk__in=any_of(labelled), role=ItemRole.AUDIT).update(role=ItemRole.POOL)
        record.recount(project, touched)
        _wait(project, _WAITING.row(items=touched)[0] - before)

    def _write(
        self, project: Project, given: Sequence[Given], decided: Decided, *, items: Mapping[int, int], now: datetime
    ) -> None:
        accepted = [given[place] for place in decided.accepted]
        submissions = self._submissions_of(project, accepted, now=now)
        overtaken = [place in decided.overtaken for place in decided.accepted]
        rows = _rows(project, accepted, [items[each.row] for each in accepted], submissions, overtaken, now=now)
        copying.copy_into("annotator_annotation", _COLUMNS, rows)

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


def take_back(project: Project, labels: Sequence[Label]) -> None:
    """Take back what files said with these labels: it is gone, and their items are open again.

    Needs the project's lock; `project` is kept in step. Nobody has learned from it or was asked after it: the project
    is a draft.
    """
    gone = Annotation.objects.filter(project=project, label__in=labels, submission__origin=Origin.IMPORT)
    said = list(gone.values_list("item", "submission"))
    if not said:
        return
    items = list({item for item, _ in said})
    before = _WAITING.row(items=items)[0]
    gone.delete()
    counts = Counter(submission for _, submission in said)
    _ACCEPTED.run(submissions=list(counts), counts=[-count for count in counts.values()])
    record.recount(project, items)
    _wait(project, _WAITING.row(items=items)[0] - before)


def _rows(
    project: Project,
    accepted: Sequence[Given],
    items: Sequence[int],
    submissions: Sequence[int],
    overtaken: Sequence[bool],
    *,
    now: datetime,
) -> Iterator[bytes]:
    moment, keys = copying.moment(now), secrets.token_bytes(16 * len(accepted))
    # Flagged, suggestion shown, late, paid.
    tail = moment + 4 * copying.FALSE
    for n, (each, item, submission, is_overtaken) in enumerate(
        zip(accepted, items, submissions, overtaken, strict=True)
    ):
        key = keys[16 * n : 16 * n + 16]
        yield _HEAD.pack(*(_N_COLUMNS, 8, project.pk, 8, item, 8, each.user, 8, submission, 16, key, 8, each.seconds))
        yield copying.big(each.label) + copying.text(each.skip_reason) + copying.text(each.comment)
        yield moment if each.at is None or each.at > now else copying.moment(each.at)
        yield (moment if is_overtaken else copying.NULL) + tail


def _wait(project: Project, more: int) -> None:
    """So many labels more, or less, wait for a round."""
    if more:
        project.labels_waiting += more
        Project.all_with_arenas.filter(pk=project.pk).update(labels_waiting=project.labels_waiting)


def _arrived(given: Sequence[Given], decided: Decided) -> Arrived:
    labels = sum(given[place].label is not None for place in decided.accepted)
    return Arrived(set(decided.accepted), decided.torn, labels, len(decided.accepted) - labels)


def _standing(given: Sequence[Given], items: Mapping[int, int]) -> dict[tuple[int, int], Stands]:
    """By row and person."""
    pairs = list({(items[each.row], each.user) for each in given if each.row in items})
    rows = _STANDING.rows(items=[item for item, _ in pairs], users=[user for _, user in pairs])
    row_of = {item: row for row, item in items.items()}
    return {
        (row_of[item], user): Stands(label, at, is_timed=is_timed, is_ours=is_ours, pk=pk)
        for item, user, pk, label, at, is_timed, is_ours in rows
    }
