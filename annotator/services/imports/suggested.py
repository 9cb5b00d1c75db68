"""Suggestions of one model that a program sends as JSON: each is answered for; one that is refused hinders no other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from annotator.models import Item, Project, Suggestion
from annotator.selectors.items.finding import items_called
from annotator.services.imports.from_programs import RowResult, refused
from annotator.services.imports.suggestions import Suggested, store_suggestions
from annotator.services.locks import lock_project


@dataclass(frozen=True, kw_only=True)
class SuggestedRow:
    """item: its id, or None and external_id. label: a name."""

    item: int | None = None
    external_id: str = ""
    label: str
    probability: float | None = None
    score: float | None = None


@dataclass(frozen=True)
class _Known:
    """id of an item -> its row; external id -> its id; name of a label -> its id."""

    rows: Mapping[int, int]
    ids: Mapping[str, int]
    labels: Mapping[str, int]

    def item_of(self, row: SuggestedRow) -> int | None:
        item = self.ids.get(row.external_id) if row.item is None else row.item
        return item if item in self.rows else None


def store_suggested(
    project_id: int, given: Sequence[SuggestedRow], *, model: str, version: str = ""
) -> list[RowResult]:
    """What became of each row; a suggestion that is there already gets the new number. The last of a request stands."""
    with transaction.atomic():
        project = lock_project(project_id)
        known = _known(project, given)
        results = [_result(row, known) for row in given]
        before = _before(project, [result.id for result in results if result.id], model=model, version=version)
        taken = []
        for row, result in zip(given, results, strict=True):
            if result.id is not None:
                label, numbers = known.labels[row.label], (row.probability, row.score)
                result.status = _status(before.get((result.id, label)), numbers)
                before[result.id, label] = numbers
                taken.append(Suggested(known.rows[result.id], label, model, version, *numbers))
        store_suggestions(project, taken)
    return results


def _known(project: Project, given: Sequence[SuggestedRow]) -> _Known:
    called = items_called(project, [row.external_id for row in given if row.item is None])
    named = list(called.values_list("external_id", "pk", "row"))
    numbered = Item.objects.filter(project=project, pk__in={row.item for row in given if row.item is not None})
    rows = {**dict(numbered.values_list("pk", "row")), **{pk: row for _, pk, row in named}}
    labels = dict(project.labels.values_list("name", "pk"))
    return _Known(rows, {name: pk for name, pk, _ in named}, labels)


def _result(row: SuggestedRow, known: _Known) -> RowResult:
    item = known.item_of(row)
    code = "unknown_item" if item is None else "" if row.label in known.labels else "unknown_label"
    return refused(code) if code else RowResult(id=item)


def _before(
    project: Project, items: Sequence[int], *, model: str, version: str
) -> dict[tuple[int, int], tuple[float | None, float | None]]:
    stored = Suggestion.objects.filter(project=project, item__in=items, model=model, version=version)
    rows = stored.values_list("item_id", "label_id", "probability", "score")
    return {(item, label): (probability, score) for item, label, probability, score in rows}


def _status(before: tuple[float | None, float | None] | None, now: tuple[float | None, float | None]) -> str:
    if before is None:
        return "added"
    return "unchanged" if before == now else "updated"
