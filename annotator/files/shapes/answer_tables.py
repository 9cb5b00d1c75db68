"""Long tables: one row per answer, with columns for the item, who answered, and the class.

As crowd-kit has them (task, worker, label), Mechanical Turk, Toloka, Figure Eight, and our own export of answers.
"""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from annotator.files.cells import labels_in, moment_in, seconds_in, text_in
from annotator.files.column_names import TEXT_NAMES
from annotator.files.columns import SURE_TEXT_NAMES, Columns
from annotator.files.problems import Unusable
from annotator.files.shapes.drafts import Draft, rest_of
from annotator.files.shapes.guesses import is_of_classes, label_column, text_column
from annotator.files.shapes.marks import marked, marked_columns
from annotator.files.shapes.shape import Row, Sample, Shape

NAME = "answers"
PEOPLE = (
    *("annotator", "annotator_id", "annotator_name", "worker", "worker_id", "workerid", "rater", "rater_id", "coder"),
    *("coder_id", "labeler", "labeler_id", "labeller", "labeller_id", "judge", "judge_id", "assessor", "_worker_id"),
    *("annotated_by", "labeled_by", "labelled_by", "completed_by", "performer", "performer_id", "crowdworker"),
)
# Names that people of the data itself have too: only where one item has several of them.
PERHAPS_PEOPLE = ("user", "user_id", "username", "person", "participant", "participant_id", "evaluator", "expert")
ITEMS = (
    *("external_id", "task", "task_id", "item", "item_id", "unit_id", "_unit_id", "hitid", "example_id", "doc_id"),
    *("document_id", "text_id", "sentence_id", "instance_id", "instance", "question_id", "id"),
)
ANSWERS = ("label", "answer", "annotation", "response", "judgment", "judgement", "vote", "choice", "rating", "value")
MOMENTS = (
    *("answered_at", "updated_at", "submitted_at", "created_at", "annotated_at", "labeled_at", "timestamp", "time"),
    *("_created_at", "date", "submittime"),
)
SECONDS = ("lead_time_s", "lead_time", "seconds", "duration", "worktimeinseconds", "time_spent", "annotation_time")
TRUTHS = ("truth", "gold", "gold_label", "true_label", "ground_truth", "expected", "correct_label")
# What our own export says of an answer beside it; of no use to the item.
OWN = frozenset(
    [
        *(
            "item_id",
            "row",
            "file",
            "skip",
            "skip_reason",
            "flagged",
            "comment",
            "received_at",
            "late",
            "role",
            "source",
        ),
        *("round", "rank", "acq_score", "selection_prob", "strategy", "proxy", "consensus_label", "consensus_tie"),
        *("price", "suggestion_shown", "replaced_at"),
    ]
)
REFUSED = frozenset({"rejected", "skipped", "expired", "active"})


@dataclass(frozen=True)
class Roles:
    """Which column is what; empty: there is none. away: columns that say nothing of the item."""

    text: str
    person: str
    label: str
    item: str = ""
    at: str = ""
    seconds: str = ""
    truth: str = ""
    status: str = ""
    away: tuple[str, ...] = ()


def answer_table(sample: Sample) -> Shape | None:
    """Recognised by a column of people beside one of classes, or by a column of either that somebody chose."""
    named = {column.casefold(): column for column in reversed(sample.columns)}
    person = sample.choices.person_column
    if person is None:
        person = _first(named, PEOPLE) or _perhaps(sample, named)
    if not person and not sample.choices.time_column:
        return None
    others = [column for column in sample.columns if column not in (person, sample.choices.time_column)]
    marks = marked_columns(sample.rows, others) if sample.choices.label_column is None else []
    label = "" if marks else _label(sample, named, others)
    if not (label or marks or "skip" in named) and sample.wants_labels:
        if sample.says_who_or_when:
            raise Unusable("no_label_column", "Who answered is known, and no column looks like labels. Choose it, too.")
        return None
    item = _first(named, ITEMS, without=(person, label)) if sample.choices.id_column is None else ""
    truth = _first(named, TRUTHS, without=(label,))
    apart = (label, item, truth, *marks)
    texts = [column for column in others if column not in apart and column.casefold() not in OWN]
    text = text_column(sample.rows, texts, sample.choices.text_column)
    if not text:
        raise _no_text(person, label)
    roles = Roles(
        text,
        person,
        label,
        item=_own_id(sample, named, item) if sample.choices.id_column is None else sample.choices.id_column,
        at=_moment(sample, named, text),
        seconds=_first(named, SECONDS, without=(text,)),
        truth=truth,
        away=(*marks, *(column for column in others if column.casefold() in OWN and _is_own(named))),
    )
    return _shape(sample, roles, NAME, (lambda row: marked(row, marks)) if marks else None)


def _first(named: dict[str, str], names: Sequence[str], *, without: tuple[str, ...] = ()) -> str:
    return next((named[name] for name in names if name in named and named[name] not in without), "")


def _moment(sample: Sample, named: dict[str, str], text: str) -> str:
    chosen = sample.choices.time_column
    return _first(named, MOMENTS, without=(text,)) if chosen is None else chosen


def _perhaps(sample: Sample, named: dict[str, str]) -> str:
    """A column of people who said different things of one item."""
    column = _first(named, PERHAPS_PEOPLE)
    item = _first(named, (*ITEMS, "text", "sentence"), without=(column,))
    pairs = {(text_in(row.get(item)), text_in(row.get(column))) for row in sample.rows if row.get(item) is not None}
    items, people = {item for item, _ in pairs}, {person for _, person in pairs}
    is_crowd = bool(pairs) and len(pairs) >= 1.5 * len(items) and len(people) < len(pairs)
    return column if column and item and is_crowd else ""


def _label(sample: Sample, named: dict[str, str], others: list[str]) -> str:
    if sample.choices.label_column is not None:
        return label_column(sample.rows, others, sample.choices.label_column)
    known = {*MOMENTS, *SECONDS, *TRUTHS, *ITEMS, *OWN} - {"answer"}
    gold = next((c.removesuffix("_gold") for c in others if c.endswith("_gold") and c[:-5] in others), "")
    texts = {*TEXT_NAMES[:SURE_TEXT_NAMES], sample.choices.text_column}
    others = [column for column in others if column.casefold() not in texts and column not in texts]
    by_name = _first(named, ANSWERS)
    if gold or (by_name and is_of_classes(sample.cells(by_name))):
        return gold or by_name
    return label_column(sample.rows, [column for column in others if column.casefold() not in known])


def _is_own(named: dict[str, str]) -> bool:
    return {"item_id", "answered_at", "lead_time_s", "skip"} <= named.keys()


def _own_id(sample: Sample, named: dict[str, str], item: str) -> str:
    """Our own numbers of items name nothing elsewhere."""
    return "" if _is_own(named) and not sample.cells("external_id") else item


def _no_text(person: str, label: str) -> Unusable:
    detail = (
        f"This table has answers (“{label}” by “{person}”) but no texts. "
        "Add a column “text” with what was answered, beside each answer."
    )
    return Unusable("no_text_column", detail)


def _shape(sample: Sample, roles: Roles, name: str, value: Callable[[Row], Any] | None = None) -> Shape:
    known = (*(part for part in _columns(roles) if part), *roles.away)

    def read(row: Row) -> Draft:
        draft = Draft(text_in(row.get(roles.text)), text_in(row.get(roles.item)), metadata=rest_of(row, *known))
        if not sample.wants_labels:
            return draft
        draft.set_truth(row.get(roles.truth) if roles.truth else None)
        given = value(row) if value else row.get(roles.label)
        if text_in(row.get(roles.status)).casefold() not in REFUSED:
            _add(draft, row, roles, given)
        return draft

    columns = Columns(roles.text, roles.label, roles.item, person=roles.person, time=roles.at)
    return Shape(name, read, columns, folds=True)


def _columns(roles: Roles) -> tuple[str, ...]:
    return (roles.text, roles.person, roles.label, roles.item, roles.at, roles.seconds, roles.truth, roles.status)


def _add(draft: Draft, row: Row, roles: Roles, given: Any) -> None:
    at, seconds = moment_in(row.get(roles.at)), seconds_in(row.get(roles.seconds))
    person, comment = row.get(roles.person), row.get("comment")
    if str(row.get("skip", "")).casefold() == "true":
        reason = row.get("skip_reason")
        draft.skip(person=person, at=at, seconds=seconds, comment=comment, reason=reason)
    else:
        draft.answer(given, person=person, at=at, seconds=seconds, comment=comment)


# Places where crowds work


def toloka(sample: Sample) -> Shape | None:
    """`INPUT:`, `OUTPUT:`, `GOLDEN:` and `ASSIGNMENT:` before the name of each column."""
    outputs = [column for column in sample.columns if column.startswith("OUTPUT:")]
    inputs = [column for column in sample.columns if column.startswith("INPUT:")]
    if not inputs or not (outputs or any(column.startswith("GOLDEN:") for column in sample.columns)):
        return None
    label = label_column(sample.rows, outputs, sample.choices.label_column) if sample.wants_labels else ""
    text = text_column(sample.rows, inputs, sample.choices.text_column)
    if not text:
        raise _no_text("ASSIGNMENT:worker_id", label)
    about = {column.partition(":")[2]: column for column in sample.columns if column.startswith("ASSIGNMENT:")}
    golden = [column for column in sample.columns if column.startswith("GOLDEN:")]
    roles = Roles(
        text,
        about.get("worker_id", ""),
        label,
        item=_wanted_id(sample, about.get("task_id", "")),
        at=about.get("submitted") or about.get("accepted") or about.get("started", ""),
        truth=next((column for column in golden if column[7:] == label[7:]), golden[0] if golden else ""),
        status=about.get("status", ""),
        away=(*about.values(), *outputs, *golden, *(c for c in sample.columns if c.startswith(("HINT:", "ACCEPT:")))),
    )
    return _shape(sample, roles, "toloka")


def _wanted_id(sample: Sample, own: str) -> str:
    return own if sample.choices.id_column is None else sample.choices.id_column


def mechanical_turk(sample: Sample) -> Shape | None:
    """`Input.` and `Answer.` before the name of each column, one row per assignment."""
    if not sample.holds("HITId", "WorkerId"):
        return None
    answers = [column for column in sample.columns if column.startswith("Answer.")]
    inputs = [column for column in sample.columns if column.startswith("Input.")]
    text = text_column(sample.rows, inputs, sample.choices.text_column)
    if not text:
        raise _no_text("WorkerId", ", ".join(answers[:3]))
    marks = marked_columns(sample.rows, answers)
    label = label_column(sample.rows, [c for c in answers if c not in marks], sample.choices.label_column)
    roles = Roles(
        text,
        "WorkerId",
        label,
        item=_wanted_id(sample, "HITId"),
        at="SubmitTime",
        seconds="WorkTimeInSeconds",
        status="AssignmentStatus",
        away=tuple(column for column in sample.columns if column not in inputs),
    )
    if label == "Answer.taskAnswers" or (not label and "Answer.taskAnswers" in answers):
        return _shape(sample, replace(roles, label="Answer.taskAnswers"), "mechanical-turk", _task_answers)
    if not label and marks and sample.wants_labels:
        return _shape(sample, replace(roles, label=marks[0]), "mechanical-turk", _marked(marks))
    return _shape(sample, roles, "mechanical-turk")


def _marked(columns: list[str]) -> Callable[[Row], list[str]]:
    """The classes whose columns say true; a class is the last part of the column's name."""

    def value(row: Row) -> list[str]:
        return [column.rpartition(".")[2] for column in marked(row, columns)]

    return value


def _task_answers(row: Row) -> Any:
    """[{"name": {"label": class}}] as one cell of JSON."""
    with suppress(ValueError, AttributeError, StopIteration, IndexError, TypeError):
        given = json.loads(row["Answer.taskAnswers"])[0]
        return labels_in(next(iter(given.values())))
    return None
