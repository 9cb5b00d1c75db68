"""Our own lines: all that is known of an item, as `record_writers.py` writes it."""

from typing import Any

from annotator.files.cells import moment_in, number_in, seconds_in, text_in
from annotator.files.columns import Columns
from annotator.files.records import Suggestion
from annotator.files.shapes.drafts import Draft, rest_of
from annotator.files.shapes.shape import Row, Sample, Shape

KNOWN = ("external_id", "text", "label", "truth", "answers", "suggestions", "metadata")


def records(sample: Sample) -> Shape | None:
    """Recognised by lists of answers and suggestions whose members are called as ours."""
    lists = [part for name in ("answers", "suggestions") for cell in sample.cells(name) for part in _objects(cell)]
    is_own = sample.holds("text") and set(sample.columns) & {"answers", "suggestions"}
    if not is_own or (set(sample.columns) - {*KNOWN, "split"} and sample.choices.format != "records"):
        return None
    return Shape("records", _read(sample), Columns("text", "label", "external_id")) if all(map(_fits, lists)) else None


def _objects(cell: Any) -> list[Any]:
    return cell if isinstance(cell, list) else [cell]


def _fits(part: Any) -> bool:
    return isinstance(part, dict) and bool({"label", "skip"} & part.keys())


def _read(sample: Sample) -> Any:
    def read(row: Row) -> Draft:
        draft = Draft(text_in(row.get("text")), text_in(row.get("external_id")))
        inner = row.get("metadata")
        draft.metadata = {**rest_of(row, *KNOWN), **(inner if isinstance(inner, dict) else {})}
        if not sample.wants_labels:
            return draft
        draft.set_label([row.get("label")])
        draft.set_truth([row.get("truth")])
        for part in _objects(row.get("answers") or []):
            _add_answer(draft, part)
        for part in _objects(row.get("suggestions") or []):
            _add_suggestion(draft, part)
        return draft

    return read


def _add_answer(draft: Draft, part: dict[str, Any]) -> None:
    at, seconds = moment_in(part.get("at")), seconds_in(part.get("seconds"))
    person, comment = part.get("person"), part.get("comment")
    if part.get("skip"):
        draft.skip(person=person, at=at, seconds=seconds, comment=comment, reason=part.get("skip_reason"))
    else:
        draft.answer([part.get("label")], person=person, at=at, seconds=seconds, comment=comment)


def _add_suggestion(draft: Draft, part: dict[str, Any]) -> None:
    before = len(draft.suggestions)
    draft.suggest([part.get("label")], model=part.get("model"), version=part.get("version"))
    if len(draft.suggestions) > before:
        last: Suggestion = draft.suggestions.pop()
        probability = number_in(part.get("probability"))
        draft.suggestions.append(last._replace(probability=probability, score=number_in(part.get("score"))))
