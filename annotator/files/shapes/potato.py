"""Potato: what one person said of an instance, a mark for each class of a question."""

from typing import Any

from annotator.files.cells import text_in
from annotator.files.columns import Columns
from annotator.files.problems import Remark
from annotator.files.shapes.drafts import Draft, rest_of
from annotator.files.shapes.shape import Row, Sample, Shape, not_classification

# Between a question and one of its classes, in the names of columns.
_MARK = ":::"
# What pandas and browsers write where nothing was chosen.
_NO_MARKS = frozenset({"", "false", "False", "None", "nan", "NaN"})


def instances(sample: Sample) -> Shape | None:
    """Lines of `annotated_instances.jsonl`."""
    if not sample.holds("displayed_text", "label_annotations"):
        return None
    given = [cell for cell in sample.cells("label_annotations") if isinstance(cell, dict)]
    questions = list(dict.fromkeys(name for cell in given for name in cell))
    if not questions and sample.cells("span_annotations") and sample.wants_labels:
        raise not_classification("Potato", "marked spans of text")
    question, remarks = _question(sample, questions)
    away = ("displayed_text", "label_annotations", "span_annotations", "behavioral_data", "id", "user", "user_id")

    def read(row: Row) -> Draft:
        draft = Draft(text_in(row.get("displayed_text")), text_in(row.get("id")), metadata=rest_of(row, *away))
        marks = row.get("label_annotations")
        if sample.wants_labels and isinstance(marks, dict):
            draft.answer(_classes(marks.get(question)), person=row.get("user") or row.get("user_id"))
        return draft

    return Shape("potato", read, Columns("displayed_text", question, "id"), remarks, folds=True)


def table(sample: Sample) -> Shape | None:
    """Rows of `annotated_instances.tsv` or `.csv`: a column “question:::class” for each class."""
    marks = [column for column in sample.columns if _MARK in column]
    if not marks or not sample.holds("displayed_text", "instance_id"):
        return None
    questions = list(dict.fromkeys(column.partition(_MARK)[0] for column in marks))
    question, remarks = _question(sample, questions)
    own = [column for column in marks if column.partition(_MARK)[0] == question]
    away = ("displayed_text", "instance_id", "user", "user_id", *marks)

    def read(row: Row) -> Draft:
        draft = Draft(text_in(row.get("displayed_text")), text_in(row.get("instance_id")), metadata=rest_of(row, *away))
        given = {column.partition(_MARK)[2]: row.get(column) for column in own}
        if sample.wants_labels and (classes := _classes(given)):
            draft.answer(classes, person=row.get("user") or row.get("user_id"))
        return draft

    return Shape("potato", read, Columns("displayed_text", question, "instance_id"), remarks, folds=True)


def _question(sample: Sample, questions: list[str]) -> tuple[str, tuple[Remark, ...]]:
    """The one whose answers are read, and what to say where there are several."""
    wanted = sample.choices.label_column
    question = wanted if wanted and wanted in questions else questions[0] if questions else ""
    if len(questions) < 2 or wanted is not None:
        return question, ()
    listed = ", ".join(f"“{name}”" for name in questions)
    detail = f"People were asked several questions ({listed}). Answers to “{question}” are read; name another one."
    return question, (Remark("several_questions", detail),)


def _classes(marks: Any) -> Any:
    """The names that have a mark: {"positive": "1"} or {"scale_3": "3"}."""
    return [name for name, mark in marks.items() if _is_mark(mark)] if isinstance(marks, dict) else marks


def _is_mark(mark: Any) -> bool:
    return mark if isinstance(mark, bool) else text_in(mark).strip() not in _NO_MARKS
