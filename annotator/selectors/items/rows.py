"""Items as a program or a page gets them: what they are, and what people have made of them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from annotator.models import Annotation, Item, ItemPrediction, ItemState, Lease, Project, QueueEntry
from annotator.selectors.answers import standing_answers
from annotator.selectors.items.item_filter import Standing
from annotator.statistics.consensus import label_of, share_of


@dataclass(frozen=True)
class Votes:
    """How many answers that stand give this label."""

    label: str
    answers: int


@dataclass(frozen=True)
class Likely:
    """A label that the model thinks likely, and its probability."""

    label: str
    probability: float


@dataclass(frozen=True)
class Predicted:
    """What the model of a round made of an item: the likeliest labels, the first one most so."""

    round: int
    likeliest: list[Likely]


@dataclass(frozen=True)
class ItemRow:
    """label: the name of what was decided on it (is_adjudicated), or its answers amount to; None for a tie, and where
    there is none. share: of its labels that name it, or one side of the tie. answers: labels, skips: skips that stand.
    people: who gave them, by the name that is shown. rank: in the queue, None where it does not stand there.
    answered_at: when the newest came. predicted: by the last round that kept what its model made of it.
    """

    item: Item
    state: str
    label: str | None
    is_adjudicated: bool
    truth: str | None
    votes: list[Votes]
    share: float | None
    answers: int
    skips: int
    people: list[str]
    flagged: bool
    commented: bool
    leased: bool
    rank: int | None
    answered_at: datetime | None
    predicted: Predicted | None


@dataclass(frozen=True)
class _Known:
    """What is looked up once for all items. names: of labels, by id; positions: by position."""

    names: Mapping[int, str]
    positions: Mapping[int, str]
    held: frozenset[int]
    ranks: Mapping[int, int]
    predictions: Mapping[int, ItemPrediction]


def rows_of(project: Project, ids: Sequence[int]) -> list[ItemRow]:
    """These items of the project, in this order; those that are gone by now are left out."""
    items = {item.pk: item for item in Item.objects.filter(project=project, pk__in=ids)}
    given: dict[int, list[Annotation]] = defaultdict(list)
    for answer in standing_answers(project).filter(item__in=ids).select_related("user").order_by("pk"):
        given[answer.item_id].append(answer)
    known = _known(project, ids)
    return [_row(items[pk], given[pk], known) for pk in ids if pk in items]


def predictions_of(prediction: ItemPrediction, positions: Mapping[int, str]) -> list[Predicted]:
    """What is kept of an item, the newest round first. positions: names of labels; one that is gone is left out."""
    return [_predicted(said, positions) for said in prediction.said]


def _predicted(said: Mapping[str, Any], positions: Mapping[int, str]) -> Predicted:
    likeliest = [Likely(positions[at], probability) for at, probability in said["likeliest"] if at in positions]
    return Predicted(said["round"], likeliest)


def _known(project: Project, ids: Sequence[int]) -> _Known:
    labels = list(project.labels.all())
    live = Lease.objects.filter(item__in=ids, ended_at__isnull=True, expires_at__gt=timezone.now())
    return _Known(
        names={label.pk: label.name for label in labels},
        positions={label.position: label.name for label in labels},
        held=frozenset(live.values_list("item_id", flat=True)),
        ranks=dict(QueueEntry.objects.filter(item__in=ids, open=True).values_list("item_id", "rank")),
        predictions=ItemPrediction.objects.in_bulk(ids),
    )


def _row(item: Item, given: Sequence[Annotation], known: _Known) -> ItemRow:
    labels = [answer.label_id for answer in given if answer.label_id is not None]
    label, votes = label_of(labels, item.settled_id), Counter(labels).most_common()
    prediction = known.predictions.get(item.pk)
    return ItemRow(
        item=item,
        state=_state(item, has_labels=bool(labels), has_label=label is not None),
        label=None if label is None else known.names[label],
        is_adjudicated=item.settled_id is not None,
        truth=None if item.truth_id is None else known.names[item.truth_id],
        votes=[Votes(known.names[voted], count) for voted, count in votes],
        share=share_of(labels, label),
        answers=len(labels),
        skips=len(given) - len(labels),
        people=[answer.user.shown_name for answer in given],
        flagged=any(answer.flagged for answer in given),
        commented=any(answer.comment for answer in given),
        leased=item.pk in known.held,
        rank=known.ranks.get(item.pk),
        answered_at=max((answer.answered_at for answer in given), default=None),
        predicted=_predicted(prediction.said[0], known.positions) if prediction else None,
    )


def _state(item: Item, *, has_labels: bool, has_label: bool) -> str:
    if item.state != ItemState.OPEN:
        return Standing.SET_ASIDE
    if has_label:
        return Standing.LABELLED
    return Standing.TIED if has_labels else Standing.UNLABELLED
