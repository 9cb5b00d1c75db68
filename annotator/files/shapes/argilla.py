"""Argilla: records with responses of people and suggestions of models, of its versions 1 and 2, nested and flat.

Rubrix, its first name, had one annotation and a list of predictions for each text.
"""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from annotator.files.cells import moment_in, number_in, text_in
from annotator.files.columns import Columns
from annotator.files.problems import Remark
from annotator.files.shapes.drafts import Draft, rest_of
from annotator.files.shapes.guesses import text_column
from annotator.files.shapes.shape import Row, Sample, Shape, not_classification


def nested(sample: Sample) -> Shape | None:
    """Records with fields, responses and suggestions as objects or lists."""
    fields = [row["fields"] for row in sample.rows if isinstance(row.get("fields"), dict)]
    if not fields or not any(key in row for row in sample.rows for key in ("responses", "suggestions")):
        return None
    names = list(dict.fromkeys(name for row in fields for name in row))
    text = text_column(fields, names, (sample.choices.text_column or "").removeprefix("fields.") or None)
    if not text:
        return None
    asked = [(name, value) for row in sample.rows for name, value, _ in _responses(row)]
    asked += [(name, part.get("value")) for row in sample.rows for name, part in _suggestions(row)]
    question, remarks = _question(sample, asked)

    def read(row: Row) -> Draft:
        own = _object(row.get("fields"))
        draft = Draft(text_in(own.get(text)), _id(row), metadata={**rest_of(own, text), **_metadata(row)})
        if not sample.wants_labels:
            return draft
        for name, value, said in _responses(row):
            if name in (question, ""):
                _add_response(draft, value, said.get("user_id"), said.get("status"), said.get("inserted_at"))
        for name, part in _suggestions(row):
            if name == question:
                draft.suggest(part.get("value"), model=part.get("agent"), score=number_in(part.get("score")))
        return draft

    return Shape("argilla", read, Columns(f"fields.{text}", question, "id"), remarks)


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _responses(row: Row) -> Iterator[tuple[str, Any, Row]]:
    """(question, value, what else is said) of each response. A discarded one may have no question."""
    responses = row.get("responses")
    if isinstance(responses, dict):
        for name, parts in responses.items():
            for part in parts if isinstance(parts, list) else [parts]:
                if isinstance(part, dict):
                    yield name, part.get("value"), part
    for part in responses if isinstance(responses, list) else ():
        if not isinstance(part, dict):
            continue
        if isinstance(part.get("values"), dict) and part["values"]:
            for name, value in part["values"].items():
                yield name, value.get("value") if isinstance(value, dict) else value, part
        else:
            yield str(part.get("question_name") or ""), part.get("value"), part


def _suggestions(row: Row) -> Iterator[tuple[str, Row]]:
    suggestions = row.get("suggestions")
    if isinstance(suggestions, dict):
        yield from ((name, part) for name, part in suggestions.items() if isinstance(part, dict))
    for part in suggestions if isinstance(suggestions, list) else ():
        if isinstance(part, dict):
            yield str(part.get("question_name") or part.get("question") or ""), part


def _question(sample: Sample, asked: list[tuple[str, Any]]) -> tuple[str, tuple[Remark, ...]]:
    """The question whose answers are read: the one asked most of those about a class. Raises Unusable."""
    given = [(name, value) for name, value in asked if name and value not in (None, [], "")]
    fit = Counter(name for name, value in given if not _is_marks(value))
    if sample.choices.label_column is not None:
        return sample.choices.label_column, ()
    if given and not fit:
        raise not_classification("Argilla", "marked spans or rankings")
    if len(fit) < 2:
        return next(iter(fit), ""), ()
    # Free words are hardly ever given twice; classes are.
    words = {name: [json.dumps(value) for other, value in given if other == name] for name in fit}
    best = max(fit, key=lambda name: (len(set(words[name])) < len(words[name]), fit[name]))
    names = ", ".join(f"“{name}”" for name in fit)
    detail = f"People were asked {len(fit)} questions ({names}). Answers to “{best}” are read; name another one."
    return best, (Remark("several_questions", detail),)


def _is_marks(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(part, dict) for part in value)


def _id(row: Row) -> str:
    return text_in(row.get("external_id") or row.get("id"))


def _metadata(row: Row) -> dict[str, Any]:
    metadata = row.get("metadata")
    if isinstance(metadata, str):
        with suppress(ValueError):
            metadata = json.loads(metadata)
    return rest_of(metadata) if isinstance(metadata, dict) else {}


def _add_response(draft: Draft, value: Any, person: Any, status: Any, moment: Any = None) -> None:
    # A status stands alone or as `ResponseStatus.submitted`.
    match str(status or "submitted").rpartition(".")[2].casefold():
        case "discarded":
            draft.skip(person=person, at=moment_in(moment))
        case "draft":
            draft.note("draft_response", "An answer that was not yet submitted in Argilla is left out.")
        case _:
            draft.answer(value, person=person, at=moment_in(moment))


def flat(sample: Sample) -> Shape | None:
    """Version 2 as a table: `label.responses`, `label.responses.users`, `label.suggestion` and so on."""
    questions = [name.removesuffix(".responses") for name in sample.columns if name.endswith(".responses")]
    questions += [name.removesuffix(".suggestion") for name in sample.columns if name.endswith(".suggestion")]
    if not questions:
        return None
    asked = [(name, value) for name in questions for cell in sample.cells(f"{name}.responses") for value in _list(cell)]
    asked += [(name, cell) for name in questions for cell in sample.cells(f"{name}.suggestion")]
    question, remarks = _question(sample, asked)
    own = [name for name in sample.columns if any(name.startswith(f"{q}.") for q in questions)]
    other = [name for name in sample.columns if name not in (*own, "id", "status", "_server_id")]
    text = text_column(sample.rows, other, sample.choices.text_column)
    if not text:
        return None

    def read(row: Row) -> Draft:
        draft = Draft(text_in(row.get(text)), text_in(row.get("id")))
        draft.metadata = rest_of(row, text, "id", "status", "_server_id", *own)
        if sample.wants_labels:
            _add_flat(draft, row, question)
        return draft

    return Shape("argilla", read, Columns(text, question, "id"), remarks)


def _add_flat(draft: Draft, row: Row, question: str) -> None:
    values = _list(row.get(f"{question}.responses"))
    users, statuses = _list(row.get(f"{question}.responses.users")), _list(row.get(f"{question}.responses.status"))
    for at in range(max(len(values), len(users), len(statuses))):
        value, person, status = (part[at] if at < len(part) else None for part in (values, users, statuses))
        _add_response(draft, value, person, status)
    score = row.get(f"{question}.suggestion.score")
    agent = row.get(f"{question}.suggestion.agent")
    draft.suggest(row.get(f"{question}.suggestion"), model=agent, score=number_in(score))


def _list(cell: Any) -> list[Any]:
    """A cell of several; in CSV it is JSON."""
    if isinstance(cell, str) and cell.startswith("["):
        with suppress(ValueError):
            cell = json.loads(cell)
    return cell if isinstance(cell, list) else [] if cell in (None, "") else [cell]


def feedback(sample: Sample) -> Shape | None:
    """Version 1 as a data set: `label` is a list of responses, `label-suggestion` what a model said."""
    questions = [name for name in sample.columns if f"{name}-suggestion" in sample.columns]
    if not questions:
        return None
    asked = [(name, part.get("value")) for name in questions for cell in sample.cells(name) for part in _parts(cell)]
    asked += [(name, cell) for name in questions for cell in sample.cells(f"{name}-suggestion")]
    question, remarks = _question(sample, asked)
    own = [name for name in sample.columns if any(name == q or name.startswith(f"{q}-") for q in questions)]
    known = ("id", "external_id", "metadata", "status", "vectors")
    text = text_column(sample.rows, [n for n in sample.columns if n not in (*own, *known)], sample.choices.text_column)
    if not text:
        return None

    def read(row: Row) -> Draft:
        draft = Draft(text_in(row.get(text)), _id(row), metadata={**rest_of(row, text, *own, *known), **_metadata(row)})
        if sample.wants_labels:
            for part in _parts(row.get(question)):
                _add_response(draft, part.get("value"), part.get("user_id"), part.get("status"))
            about = _object(row.get(f"{question}-suggestion-metadata"))
            score = number_in(about.get("score"))
            draft.suggest(row.get(f"{question}-suggestion"), model=about.get("agent"), score=score)
        return draft

    return Shape("argilla", read, Columns(text, question, "external_id"), remarks)


def _parts(cell: Any) -> list[Row]:
    """Responses: a list of objects, or an object of lists as datasets turns it."""
    if isinstance(cell, dict) and all(isinstance(values, list) for values in cell.values()):
        return [dict(zip(cell, parts, strict=False)) for parts in zip(*cell.values(), strict=False)]
    return [part for part in _list(cell) if isinstance(part, dict)]


def rubrix(sample: Sample) -> Shape | None:
    """One annotation and a list of predictions."""
    if not sample.holds("prediction", "annotation") or not {"inputs", "text"} & set(sample.columns):
        return None
    if not {"annotation_agent", "prediction_agent", "multi_label", "event_timestamp"} & set(sample.columns):
        return None
    if any(_is_mark(cell) for cell in (*sample.cells("annotation"), *sample.cells("prediction"))):
        raise not_classification("Argilla", "marked spans of text")
    key = "" if sample.choices.id_column == "" else "id"

    def read(row: Row) -> Draft:
        text = text_in(row.get("text"))
        inputs = row.get("inputs")
        if not text and isinstance(inputs, dict):
            text = text_in(next((inputs[name] for name in ("text", *inputs) if inputs.get(name)), ""))
        draft = Draft(text, text_in(row.get(key)), metadata=_metadata(row))
        if sample.wants_labels:
            _add_rubrix(draft, row)
        return draft

    return Shape("argilla", read, Columns("text", "annotation", key))


def _is_mark(cell: Any) -> bool:
    """A class with the places where it begins and ends."""
    return isinstance(cell, list) and any(isinstance(part, list) and len(part) >= 3 for part in cell)


def _add_rubrix(draft: Draft, row: Row) -> None:
    at, person = moment_in(row.get("event_timestamp")), row.get("annotation_agent")
    if str(row.get("status", "")).casefold() == "discarded":
        draft.skip(person=person, at=at)
    else:
        draft.answer(row.get("annotation"), person=person, at=at)
    scored = []
    for part in _list(row.get("prediction")):
        name, score = (part.get("label"), part.get("score")) if isinstance(part, dict) else (*part, None, None)[:2]
        scored.append((number_in(score) or 0.0, name))
    if scored:
        score, name = max(scored, key=lambda pair: pair[0])
        draft.suggest(name, model=row.get("prediction_agent"), score=score)
