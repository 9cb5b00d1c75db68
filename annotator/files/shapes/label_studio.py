"""Label Studio: tasks with annotations and predictions (JSON), and its tables of one row per annotation."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from annotator.files.cells import moment_in, number_in, person_in, seconds_in, text_in
from annotator.files.columns import Columns
from annotator.files.problems import Remark, Unusable
from annotator.files.shapes.drafts import Draft, rest_of
from annotator.files.shapes.guesses import label_column, only_addresses, text_column
from annotator.files.shapes.shape import Row, Sample, Shape, not_classification

ANSWERS = ("annotations", "completions")
# The member of a result's value that names its class.
CLASS_KEYS = {"choices": "choices", "rating": "rating", "taxonomy": "taxonomy", "pairwise": "selected"}
# What a result has that belongs to a part of an item.
PART_KEYS = ("start", "x", "points", "startOffset", "rle", "format")
TABLE_COLUMNS = ("annotator", "annotation_id", "created_at", "updated_at", "lead_time")


def tasks(sample: Sample) -> Shape | None:
    """Tasks as Label Studio exports and imports them."""
    if not any(isinstance(row.get("data"), dict) for row in sample.rows):
        return None
    rows = [row["data"] for row in sample.rows if isinstance(row.get("data"), dict)]
    is_known = any(key in row for row in sample.rows for key in (*ANSWERS, "predictions", "total_annotations"))
    if not is_known and sample.choices.format != "label-studio":
        return None
    keys = list(dict.fromkeys(key for row in rows for key in row))
    text = text_column(rows, keys, sample.choices.text_column)
    if not text:
        raise _no_text(rows, keys)
    control, remarks = _control(sample)
    known = control.removeprefix("data.") if control.removeprefix("data.") in keys else ""
    wanted = sample.choices.id_column
    # Tasks that came from here carry their id in their data.
    asked = "external_id" if wanted is None else wanted
    key = next((name for name in keys if asked in (name, f"data.{name}")), "")
    has_id = wanted in (None, "id")

    wanted_parts = _Wanted(text, control, key, known, has_id=has_id, labels=sample.wants_labels)

    def read(row: Row) -> Draft:
        return _task(row, wanted_parts)

    columns = Columns(f"data.{text}", control, f"data.{key}" if key else "id" if has_id else "")
    return Shape("label-studio", read, columns, remarks)


def _no_text(rows: list[Row], keys: list[str]) -> Unusable:
    if only_addresses(rows, keys):
        detail = (
            "These Label Studio tasks hold web addresses (URLs) of files, no texts. "
            "Download the files, and import them as a zip with a table of their names and labels."
        )
        return Unusable("only_addresses", detail)
    return Unusable("no_text_column", "No part of these Label Studio tasks holds text.")


def _control(sample: Sample) -> tuple[str, tuple[Remark, ...]]:
    """The question whose answers are read. Raises Unusable where none asks for a class."""
    results = [result for row in sample.rows for result in _all_results(row)]
    asked = Counter(_name(result) for result in results if _is_choice(result))
    others = {str(result.get("type")) for result in results if not _is_choice(result)}
    wanted = sample.choices.label_column
    if wanted:
        return wanted.removeprefix("annotations."), ()
    if not sample.wants_labels:
        return "", ()
    if others and not asked:
        raise not_classification("Label Studio", f"spans, boxes or other marks ({', '.join(sorted(others)[:3])})")
    remarks = []
    best = asked.most_common(1)[0][0] if asked else ""
    if len(asked) > 1:
        names = ", ".join(f"“{name}”" for name in asked)
        detail = f"People were asked {len(asked)} questions ({names}). Answers to “{best}” are read; name another one."
        remarks.append(Remark("several_questions", detail))
    if others:
        detail = f"Besides classes there are {', '.join(sorted(others)[:3])}: these are left out."
        remarks.append(Remark("parts_left_out", detail))
    return best, tuple(remarks)


def _all_results(row: Row) -> Iterator[Row]:
    for key in (*ANSWERS, "predictions"):
        for answer in _objects(row.get(key)):
            yield from _objects(answer.get("result"))


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    yield from (part for part in value if isinstance(part, dict)) if isinstance(value, list) else ()


def _name(result: Mapping[str, Any]) -> str:
    return str(result.get("from_name") or "")


def _is_choice(result: Mapping[str, Any]) -> bool:
    value = result.get("value")
    if not isinstance(value, dict) or any(key in value for key in PART_KEYS):
        return False
    return CLASS_KEYS.get(str(result.get("type", "")).lower(), "choices") in value


@dataclass(frozen=True)
class _Wanted:
    """What is read of a task. text, key, known: members of its data; known: a label that came with the data; control:
    the question; has_id: its own number is its id.
    """

    text: str
    control: str
    key: str
    known: str
    has_id: bool
    labels: bool


def _task(row: Row, wanted: _Wanted) -> Draft:
    data = row.get("data")
    if not isinstance(data, dict):
        return Draft(problem=("no_data", "This task has no data. Import tasks as Label Studio exports them."))
    draft = Draft(text_in(data.get(wanted.text)), metadata=rest_of(data, wanted.text, wanted.key, wanted.known))
    draft.external_id = text_in(data.get(wanted.key) if wanted.key else row.get("id") if wanted.has_id else None)
    if isinstance(row.get("meta"), dict) and row["meta"]:
        draft.metadata["meta"] = row["meta"]
    if not wanted.labels:
        return draft
    draft.set_label(data.get(wanted.known) if wanted.known else None)
    for name in ANSWERS:
        for answer in _objects(row.get(name)):
            _add_answer(draft, answer, wanted.control)
        if isinstance(row.get(name), list) and any(isinstance(part, int) for part in row[name]):
            draft.note(
                "answers_left_out", "The answers of this task are only numbers. Export with “JSON” to have them."
            )
    for prediction in _objects(row.get("predictions")):
        value = _class_of(prediction, wanted.control)
        inner = next((result.get("score") for result in _objects(prediction.get("result"))), None)
        score = number_in(inner if prediction.get("score") is None else prediction.get("score"))
        draft.suggest(value, model=prediction.get("model_version"), score=score)
    return draft


def _add_answer(draft: Draft, answer: Row, control: str) -> None:
    person = person_in(answer.get("completed_by") or answer.get("created_username"))
    moment = answer.get("updated_at") or answer.get("created_at") or answer.get("created_ago")
    at, seconds = moment_in(moment), seconds_in(answer.get("lead_time"))
    if answer.get("was_cancelled") or answer.get("skipped"):
        draft.skip(person=person, at=at, seconds=seconds)
        return
    if answer.get("ground_truth") and not (person or at or seconds):
        draft.set_truth(_class_of(answer, control))
        return
    label = draft.answer(_class_of(answer, control), person=person, at=at, seconds=seconds)
    if label and (answer.get("ground_truth") or answer.get("honeypot")):
        draft.truth = label


def _class_of(answer: Row, control: str) -> Any:
    """What one answer says to the question: a class, several, or nothing."""
    found: list[Any] = []
    for result in _objects(answer.get("result")):
        if _is_choice(result) and _name(result) == control:
            kind = str(result.get("type", "")).lower()
            value = result["value"][CLASS_KEYS.get(kind, "choices")]
            found += _paths(value) if kind == "taxonomy" else value if isinstance(value, list) else [value]
    return found


def _paths(value: Any) -> list[str]:
    """Places in a tree of classes, each as one class."""
    return [" / ".join(map(str, path)) if isinstance(path, list) else str(path) for path in value or []]


def annotations(sample: Sample) -> Shape | None:
    """One row per annotation: JSON_MIN, CSV and TSV."""
    if not sample.holds("annotation_id", "lead_time") or not {"annotator", "created_at"} & set(sample.columns):
        return None
    known = (*TABLE_COLUMNS, "id", "agreement", "history")
    others = [column for column in sample.columns if column not in known]
    text = text_column(sample.rows, others, sample.choices.text_column)
    if not text:
        raise _no_text(sample.rows, others)
    marks = [column for column in others if _has_marks(sample.cells(column))]
    candidates = [column for column in others if column != text and column not in marks]
    label = label_column(sample.rows, _before_people(sample, candidates), sample.choices.label_column)
    key = "id" if sample.choices.id_column is None else sample.choices.id_column
    if sample.wants_labels and not label and marks:
        raise not_classification("Label Studio", "spans, boxes or other marks")

    def read(row: Row) -> Draft:
        draft = Draft(text_in(row.get(text)), text_in(row.get(key)), metadata=rest_of(row, *known, text, label, key))
        at, seconds = moment_in(row.get("updated_at") or row.get("created_at")), seconds_in(row.get("lead_time"))
        if label:
            draft.answer(row.get(label), person=row.get("annotator"), at=at, seconds=seconds)
        return draft

    return Shape("label-studio", read, Columns(text, label, key), folds=True)


def _before_people(sample: Sample, columns: list[str]) -> list[str]:
    """JSON_MIN has the answers between the item's number and the person: these first."""
    order = list(sample.columns)
    if sample.holds("id", "annotator") and order.index("id") < order.index("annotator"):
        inner = order[order.index("id") : order.index("annotator")]
        return sorted(columns, key=lambda column: column not in inner)
    return columns


def _has_marks(cells: list[Any]) -> bool:
    words = ('"start"', '"x"', '"points"', '"labels"')
    return any(
        (isinstance(cell, list) and any(isinstance(part, dict) for part in cell))
        or (isinstance(cell, str) and cell.startswith("[{") and any(word in cell for word in words))
        for cell in cells
    )
