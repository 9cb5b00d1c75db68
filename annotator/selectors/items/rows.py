"""Items as a program or a page gets them: what they are, and what people have made of them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from annotator.models import Annotation, Item, ItemState, Lease, Project, QueueEntry
from annotator.selectors.answers import standing_answers
from annotator.selectors.items.item_filter import Standing
from annotator.statistics.consensus import consensus_of


@dataclass(frozen=True)
class Votes:
    """How many answers that stand give this label."""

    label: str
    answers: int


@dataclass(frozen=True)
class ItemRow:
    """label: the name of what its answers amount to; None for a tie, and where there are none. answers: labels, skips:
    skips that stand. rank: in the queue, None where it does not stand there. answered_at: when the newest came.
    """

    item: Item
    state: str
    label: str | None
    truth: str | None
    votes: list[Votes]
    answers: int
    skips: int
    flagged: bool
    commented: bool
    leased: bool
    rank: int | None
    answered_at: datetime | None


def rows_of(project: Project, ids: Sequence[int]) -> list[ItemRow]:
    """These items of the project, in this order; those that are gone by now are left out."""
    items = {item.pk: item for item in Item.objects.filter(project=project, pk__in=ids)}
    names = dict(project.labels.values_list("pk", "name"))
    given: dict[int, list[Annotation]] = defaultdict(list)
    for answer in standing_answers(project).filter(item__in=ids).order_by("pk"):
        given[answer.item_id].append(answer)
    live = Lease.objects.filter(item__in=ids, ended_at__isnull=True, expires_at__gt=timezone.now())
    held = set(live.values_list("item_id", flat=True))
    ranks = dict(QueueEntry.objects.filter(item__in=ids, open=True).values_list("item_id", "rank"))
    return [_row(items[pk], given[pk], names, leased=pk in held, rank=ranks.get(pk)) for pk in ids if pk in items]


def _row(
    item: Item, given: Sequence[Annotation], names: Mapping[int, str], *, leased: bool, rank: int | None
) -> ItemRow:
    labels = [answer.label_id for answer in given if answer.label_id is not None]
    consensus = consensus_of(labels) if labels else None
    return ItemRow(
        item=item,
        state=_state(item, has_labels=bool(labels), is_tied=consensus is None),
        label=None if consensus is None else names[consensus],
        truth=None if item.truth_id is None else names[item.truth_id],
        votes=[Votes(names[label], count) for label, count in Counter(labels).most_common()],
        answers=len(labels),
        skips=len(given) - len(labels),
        flagged=any(answer.flagged for answer in given),
        commented=any(answer.comment for answer in given),
        leased=leased,
        rank=rank,
        answered_at=max((answer.answered_at for answer in given), default=None),
    )


def _state(item: Item, *, has_labels: bool, is_tied: bool) -> str:
    if item.state != ItemState.OPEN:
        return Standing.SET_ASIDE
    if not has_labels:
        return Standing.UNLABELLED
    return Standing.TIED if is_tied else Standing.LABELLED
