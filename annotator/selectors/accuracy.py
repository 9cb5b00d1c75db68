"""How often the model is right: what the audit answers of the rounds allow to say, and nothing else.

A round counts here where its proxy learned something new and there were audit answers; it is a point of the curve where
these make its accuracy sure (statistics/shares.py). What was measured stays with the rounds and in their export.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from annotator.models import AuditMarks, Round, RoundStatus
from annotator.statistics.consensus import settled
from annotator.statistics.differences import Difference, difference_of
from annotator.statistics.shares import UNKNOWN, Estimate, centre, wilson

# A round is compared with the last one that had half of its labels: what is gained falls with the logarithm of the
# labels, so that neighbours hardly ever differ clearly. Fixed beforehand: who looks for a difference finds one.
COMPARED_SHARE = 1 / 2
# First how many labels of each kind are kept; then the items that the index item_audit_odd holds (models/items.py).
_AUDITED = """
SELECT project_id, label_id, sum(answers)::bigint, NULL::bigint, NULL::boolean, NULL::bigint
FROM annotator_answertally WHERE project_id = ANY(%(projects)s) AND is_audit AND label_id IS NOT NULL
GROUP BY project_id, label_id
UNION ALL
SELECT item.project_id, a.label_id, 1, item.id, item.state = 'open', item.settled_id
FROM annotator_item item
LEFT JOIN LATERAL (SELECT label_id FROM annotator_annotation
                   WHERE item_id = item.id AND replaced_at IS NULL AND label_id IS NOT NULL OFFSET 0) a ON true
WHERE item.project_id = ANY(%(projects)s) AND item.role = 'audit'
  AND (item.answers > 1 OR item.settled_id IS NOT NULL OR item.state = 'set_aside')
"""


class _Given(NamedTuple):
    """So many answers on audit items: all of a label, or (item is not None) one of them, or (label is None) none.

    decided: the label of the item, whatever was answered.
    """

    project: int
    label: int | None
    answers: int
    item: int | None
    is_open: bool | None
    decided: int | None


@dataclass(frozen=True)
class Chance:
    """The accuracy of always answering the commonest class of the audit items, and that class's name."""

    value: float
    name: str


@dataclass(frozen=True)
class Change:
    """The difference of the last point from an earlier one, on the audit items that both were judged on."""

    round: int
    value: float
    low: float
    high: float
    is_clear: bool


def measured(rounds: Iterable[Round]) -> list[Round]:
    """Finished rounds that learned something new and were judged on audit answers, in the order given."""
    return [done for done in rounds if done.status == RoundStatus.DONE and done.labels_new and done.audit_n]


def accuracy(done: Round) -> Estimate:
    return wilson(done.audit_right, done.audit_n)


def sure(rounds: Iterable[Round]) -> list[Round]:
    """The measured rounds whose accuracy is a figure: the points of the curve."""
    return [done for done in rounds if accuracy(done).is_sure]


def current(rounds: Sequence[Round]) -> Estimate | None:
    """Accuracy after the last of the measured rounds; None while nobody can know it."""
    newest = accuracy(rounds[-1]) if rounds else None
    return newest if newest and newest.is_sure else None


def expected(rounds: Sequence[Round]) -> float:
    """About how often the model is right, as far as few answers tell: to judge how many answers will be needed."""
    return centre(rounds[-1].audit_right, rounds[-1].audit_n) if rounds else UNKNOWN


def change(points: Sequence[Round]) -> Change | None:
    """The last point against the last one with at most half of its labels, or the first; None where none is known."""
    if len(points) < 2:
        return None
    *before, last = points
    halfway = [done for done in before if done.given_labels <= COMPARED_SHARE * last.given_labels]
    compared = halfway[-1] if halfway else before[0]
    difference = _difference(compared, last)
    return (
        Change(compared.number, difference.value, difference.low, difference.high, difference.is_clear)
        if difference
        else None
    )


def _difference(earlier: Round, later: Round) -> Difference | None:
    marks = AuditMarks.objects.in_bulk([earlier.pk, later.pk])
    if len(marks) < 2:
        return None
    before, after = marks[earlier.pk], marks[later.pk]
    return difference_of(
        earlier=(before.right_rows, before.wrong_rows),
        later=(after.right_rows, after.wrong_rows),
    )


def audited(projects: Collection[int]) -> dict[int, Counter[int]]:
    """project -> label id -> audit items that have this label, of people or decided. A tie counts for nothing.

    An item with one answer has its label, and how many answers there are is kept (models/tallies.py). The other items
    are read.
    """
    counts = {project: Counter[int]() for project in projects}
    given = _given(projects)
    for each in given:
        if each.label is not None:
            counts[each.project][each.label] += each.answers if each.item is None else -1
    several = [each for each in given if each.is_open]
    labels = settled(
        (((each.project, each.item), each.label) for each in several if each.label is not None),
        decided={(each.project, each.item): each.decided for each in several if each.decided is not None},
    )
    for (project, _), label in labels.items():
        counts[project][label] += 1
    return {project: +labels_of for project, labels_of in counts.items()}


def _given(projects: Collection[int]) -> list[_Given]:
    """In one statement, so that both parts are of one moment."""
    with connection.cursor() as cursor:
        cursor.execute(_AUDITED, {"projects": list(projects)})
        return [_Given(*row) for row in cursor.fetchall()]


def chance(counts: Mapping[int, int], *, names: Mapping[int, str]) -> Chance | None:
    """counts: label id -> audit items of this consensus."""
    total = sum(counts.values())
    if not total:
        return None
    commonest = max(counts, key=lambda label: counts[label])
    return Chance(value=counts[commonest] / total, name=names[commonest])
