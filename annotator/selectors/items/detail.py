"""All that is known of one item."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from annotator.fields import FieldText, field_texts
from annotator.models import Annotation, Decision, Item, ItemPrediction, Lease, Project, QueueEntry, Suggestion
from annotator.selectors.answer_lists import answer_page
from annotator.selectors.items.rows import ItemRow, Predicted, predictions_of, rows_of
from annotator.selectors.items.suspicion import suspicion_of
from annotator.selectors.items.why import Facts, why
from annotator.selectors.review.decisions import decisions_of

MOST_ANSWERS = 1000


@dataclass(frozen=True, kw_only=True)
class ItemDetail(ItemRow):
    """fields: columns that stand beside it. given: all answers, those that were replaced later too, the oldest first.

    predictions: what is kept of what models made of it, the newest round first. why: it was asked, or where it waits.
    suspicion: why the radar takes its label for an error; None where it does not. duplicate_of: the id of the item that
    is asked instead of it. decisions: on it, the newest first, those that were undone among them.
    """

    fields: list[FieldText]
    given: list[Annotation]
    suggestions: list[Suggestion]
    predictions: list[Predicted]
    why: str
    suspicion: str | None
    duplicate_of: int | None
    decisions: list[Decision]


def detail_of(project: Project, item_id: int) -> ItemDetail | None:
    """None where the project has no such item."""
    rows = rows_of(project, [item_id])
    if not rows:
        return None
    row, given = rows[0], _answers(project, item_id)
    predictions = _predictions(project, item_id)
    suggestions = Suggestion.objects.filter(item=item_id).select_related("item", "label").order_by("model", "pk")
    known: dict[str, Any] = vars(row)
    return ItemDetail(
        **known,
        fields=field_texts(project.fields, row.item.metadata),
        given=given,
        suggestions=list(suggestions),
        predictions=predictions,
        why=why(_facts(row.item, given, predictions)),
        suspicion=suspicion_of(project, item_id, given),
        duplicate_of=_duplicate_of(project, row.item),
        decisions=list(decisions_of(project).filter(decided__item=item_id).order_by("-pk")),
    )


def _answers(project: Project, item_id: int) -> list[Annotation]:
    """An item has as many as its overlap, and some that were replaced: they stand on one page."""
    return answer_page(project, {"item": item_id}, replaced=True, sort="id", after=None, count=MOST_ANSWERS).rows


def _predictions(project: Project, item_id: int) -> list[Predicted]:
    prediction = ItemPrediction.objects.filter(item=item_id).first()
    if prediction is None:
        return []
    return predictions_of(prediction, dict(project.labels.values_list("position", "name")))


def _facts(item: Item, given: Sequence[Annotation], predictions: Sequence[Predicted]) -> Facts:
    leases = [answer.lease for answer in given if answer.lease is not None]
    if not leases:
        held = Lease.objects.filter(item=item, ended_at__isnull=True).select_related("round").order_by("pk")
        leases = [] if given else list(held[:1])
    return Facts(
        item=item,
        lease=leases[0] if leases else None,
        entry=QueueEntry.objects.filter(item=item, open=True).select_related("round").first(),
        predicted=predictions,
        has_answers=bool(given),
    )


def _duplicate_of(project: Project, item: Item) -> int | None:
    if item.duplicate_of is None:
        return None
    return Item.objects.filter(project=project, row=item.duplicate_of).values_list("pk", flat=True).first()
