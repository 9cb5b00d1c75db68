"""How often the model is right: what the audit answers of the rounds allow to say, and nothing else.

A round counts here where its proxy learned something new and there were audit answers; it is a point of the curve where
these make its accuracy sure (statistics/shares.py). What was measured stays with the rounds and in their export.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from annotator.models import Annotation, AuditMarks, ItemRole, ItemState, Round, RoundStatus
from annotator.selectors.answers import decided_items
from annotator.statistics.consensus import settled
from annotator.statistics.differences import Difference, difference_of
from annotator.statistics.shares import UNKNOWN, Estimate, centre, wilson

# A round is compared with the last one that had half of its labels: what is gained falls with the logarithm of the
# labels, so that neighbours hardly ever differ clearly. Fixed beforehand: who looks for a difference finds one.
COMPARED_SHARE = 1 / 2


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


def audit_answers(projects: Collection[int]) -> QuerySet[Annotation]:
    """Current labels on the audit items of these projects, as rounds count them."""
    return Annotation.objects.filter(
        project__in=projects,
        item__role=ItemRole.AUDIT,
        item__state=ItemState.OPEN,
        replaced_at__isnull=True,
        label__isnull=False,
    )


def audited(projects: Collection[int]) -> Counter[int]:
    """project -> audit items that have a label, of people or decided; 0 for the others. A tie counts for nothing."""
    return Counter(project for project, _ in audit_labels(projects))


def audit_labels(projects: Collection[int]) -> dict[tuple[int, int], int]:
    """(project, item) -> label id of the audit items that have one."""
    named = ("project_id", "item_id", "label_id")
    answers = (((project, item), label) for project, item, label in audit_answers(projects).values_list(*named))
    decided = decided_items(*projects).filter(role=ItemRole.AUDIT, state=ItemState.OPEN)
    rows = decided.values_list("project_id", "pk", "settled_id")
    return settled(answers, decided={(project, item): label for project, item, label in rows})


def chance(counts: Mapping[int, int], *, names: Mapping[int, str]) -> Chance | None:
    """counts: label id -> audit items of this consensus."""
    total = sum(counts.values())
    if not total:
        return None
    commonest = max(counts, key=lambda label: counts[label])
    return Chance(value=counts[commonest] / total, name=names[commonest])
