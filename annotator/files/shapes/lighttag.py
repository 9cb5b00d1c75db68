"""LightTag: examples with the classes that each annotator gave."""

from typing import Any

from annotator.files.cells import moment_in, text_in
from annotator.files.columns import Columns
from annotator.files.shapes.drafts import Draft, rest_of
from annotator.files.shapes.shape import Row, Sample, Shape, not_classification


def examples(sample: Sample) -> Shape | None:
    """Recognised by examples that somebody has seen."""
    if not sample.holds("content") or not {"seen_by", "classifications"} & set(sample.columns):
        return None
    if not any(isinstance(cell, list) for cell in sample.cells("classifications")):
        if sample.cells("annotations") and sample.wants_labels:
            raise not_classification("LightTag", "marked spans of text")
        return None

    def read(row: Row) -> Draft:
        draft = Draft(text_in(row.get("content")), text_in(row.get("example_id")))
        inner = row.get("metadata")
        draft.metadata = rest_of(inner) if isinstance(inner, dict) else {}
        if sample.wants_labels:
            _add(draft, row)
        return draft

    return Shape("lighttag", read, Columns("content", "classifications", "example_id"))


def _add(draft: Draft, row: Row) -> None:
    """The classes of each person: several of one are no answer."""
    given: dict[str, list[Any]] = {}
    moments: dict[str, Any] = {}
    for part in row.get("classifications") or []:
        for who in part.get("annotated_by") or [part]:
            name = text_in(who.get("annotator") or who.get("annotator_id"))
            given.setdefault(name, []).append(part.get("classname") or part.get("name"))
            moments.setdefault(name, who.get("timestamp"))
    for who in row.get("seen_by") or []:
        name = text_in(who.get("annotator") or who.get("annotator_id"))
        if name not in given:
            draft.skip(person=name, at=moment_in(who.get("timestamp")))
    for name, classes in given.items():
        draft.answer(classes, person=name, at=moment_in(moments[name]))
