"""Labelbox: a line per data row with the labels of each project, and the list of labels of its first exports."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from annotator.files.cells import is_web_address, moment_in, seconds_in, text_in
from annotator.files.columns import Columns
from annotator.files.problems import Remark, Unusable
from annotator.files.shapes.drafts import Draft, rest_of
from annotator.files.shapes.shape import Row, Sample, Shape, not_classification


def data_rows(sample: Sample) -> Shape | None:
    """The export of data rows (NDJSON)."""
    if not any(isinstance(row.get("data_row"), dict) and isinstance(row.get("projects"), dict) for row in sample.rows):
        return None
    labels = [label for row in sample.rows for label in _labels(row)]
    _check([text_in(_object(row.get("data_row")).get("row_data")) for row in sample.rows])
    question, remarks = _question(sample, [_object(label.get("annotations")) for label in labels])

    def read(row: Row) -> Draft:
        data = _object(row.get("data_row"))
        key = data.get("external_id") or data.get("global_key") or data.get("id")
        draft = Draft(text_in(data.get("row_data")), text_in(key))
        draft.metadata = {str(part.get("name")): part.get("value") for part in _list(row.get("metadata_fields"))}
        for label in _labels(row) if sample.wants_labels else ():
            about, work = _object(label.get("label_details")), _object(label.get("performance_details"))
            said = {"person": about.get("created_by"), "at": moment_in(about.get("created_at"))}
            seconds = seconds_in(work.get("seconds_to_create"))
            if work.get("skipped"):
                draft.skip(**said, seconds=seconds)
            else:
                draft.answer(_class_of(_object(label.get("annotations")), question), **said, seconds=seconds)
        return draft

    return Shape("labelbox", read, Columns("data_row.row_data", question, "data_row.external_id"), remarks)


def labels(sample: Sample) -> Shape | None:
    """The first exports: one object per label."""
    if not sample.holds("Labeled Data", "Label"):
        return None
    _check(sample.cells("Labeled Data"))
    question, remarks = _question(sample, [_object(cell) for cell in sample.cells("Label")])
    known = ("Labeled Data", "Label", "External ID", "ID", "Created By", "Created At", "Updated At", "Skipped")

    def read(row: Row) -> Draft:
        draft = Draft(text_in(row.get("Labeled Data")), text_in(row.get("External ID") or row.get("DataRow ID")))
        draft.metadata = rest_of(row, *known, "DataRow ID", "View Label", "Seconds to Label")
        said = {"person": row.get("Created By"), "at": moment_in(row.get("Created At"))}
        seconds = seconds_in(row.get("Seconds to Label"))
        if sample.wants_labels and row.get("Skipped") in (True, "true"):
            draft.skip(**said, seconds=seconds)
        elif sample.wants_labels:
            draft.answer(_class_of(_object(row.get("Label")), question), **said, seconds=seconds)
        return draft

    return Shape("labelbox", read, Columns("Labeled Data", question, "External ID"), remarks, folds=True)


def _check(texts: list[Any]) -> None:
    if texts and all(map(is_web_address, texts)):
        detail = (
            "This Labelbox export holds web addresses (URLs) of files, no texts. "
            "Download the files, and import them as a zip with a table of their names and labels."
        )
        raise Unusable("only_addresses", detail)


def _question(sample: Sample, given: list[Row]) -> tuple[str, tuple[Remark, ...]]:
    wanted = sample.choices.label_column
    if wanted is not None:
        return wanted, ()
    names = Counter(_name(part) for annotations in given for part in _list(annotations.get("classifications")))
    if not names and any(annotations.get("objects") for annotations in given):
        raise not_classification("Labelbox", "marked objects or spans")
    best = names.most_common(1)[0][0] if names else ""
    if len(names) < 2:
        return best, ()
    listed = ", ".join(f"“{name}”" for name in names)
    detail = f"People were asked {len(names)} questions ({listed}). Answers to “{best}” are read; name another one."
    return best, (Remark("several_questions", detail),)


def _labels(row: Row) -> Iterator[Row]:
    for project in _object(row.get("projects")).values():
        yield from _list(_object(project).get("labels"))


def _name(part: Row) -> str:
    return text_in(part.get("name") or part.get("title") or part.get("value"))


def _class_of(annotations: Row, question: str) -> Any:
    found: list[Any] = []
    for part in _list(annotations.get("classifications")):
        if _name(part) == question:
            answer = part.get("radio_answer") or part.get("checklist_answers") or part.get("answer")
            answer = answer or part.get("answers") or part.get("text_answer")
            found += [_name(one) if isinstance(one, dict) else one for one in _many(answer)]
    return found


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[dict[str, Any]]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []
