"""Potato: what one person said of an instance, a mark for each class of a question."""

from typing import Any

from annotator.files.cells import text_in
from annotator.files.columns import Columns
from annotator.files.problems import Remark
from annotator.files.shapes.drafts import Draft, rest_of
from annotator.files.shapes.shape import Row, Sample, Shape, not_classification


def instances(sample: Sample) -> Shape | None:
    """Lines of `annotated_instances.jsonl`."""
    if not sample.holds("displayed_text", "label_annotations"):
        return None
    given = [cell for cell in sample.cells("label_annotations") if isinstance(cell, dict)]
    questions = list(dict.fromkeys(name for cell in given for name in cell))
    if not questions and sample.cells("span_annotations") and sample.wants_labels:
        raise not_classification("Potato", "marked spans of text")
    wanted = sample.choices.label_column
    question = wanted if wanted and wanted in questions else questions[0] if questions else ""
    remarks: tuple[Remark, ...] = ()
    if len(questions) > 1 and wanted is None:
        listed = ", ".join(f"“{name}”" for name in questions)
        detail = f"People were asked several questions ({listed}). Answers to “{question}” are read; name another one."
        remarks = (Remark("several_questions", detail),)
    away = ("displayed_text", "label_annotations", "span_annotations", "behavioral_data", "id", "user", "user_id")

    def read(row: Row) -> Draft:
        draft = Draft(text_in(row.get("displayed_text")), text_in(row.get("id")), metadata=rest_of(row, *away))
        marks = row.get("label_annotations")
        if sample.wants_labels and isinstance(marks, dict):
            draft.answer(_classes(marks.get(question)), person=row.get("user") or row.get("user_id"))
        return draft

    return Shape("potato", read, Columns("displayed_text", question, "id"), remarks, folds=True)


def _classes(marks: Any) -> Any:
    """The names that have a mark: {"positive": "1"} or {"scale_3": "3"}."""
    return (
        [name for name, mark in marks.items() if mark not in (None, "", False, "false")]
        if isinstance(marks, dict)
        else marks
    )
