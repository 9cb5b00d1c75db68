"""Items with all that is known of them, as files of other tools and our own: the way back of `shapes/`.

What of a record survives in which format stands in docs/data-formats.md, and is tested there.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO

from annotator.files.records import Answer, Record, Suggestion

Write = Callable[[BinaryIO, Iterable[Record]], int]
_encoded = json.JSONEncoder(ensure_ascii=False).encode


def _write_records(file: BinaryIO, records: Iterable[Record]) -> int:
    return _lines(file, map(_own, records))


def _write_doccano(file: BinaryIO, records: Iterable[Record]) -> int:
    return _lines(file, map(_doccano, records))


def _write_fasttext(file: BinaryIO, records: Iterable[Record]) -> int:
    n_records = 0
    for record in records:
        labels = [f"__label__{'_'.join(label.split())}" for label in _labels(record)]
        file.write((" ".join([*labels, *record.text.split()]) + "\n").encode())
        n_records += 1
    return n_records


def _write_label_studio(file: BinaryIO, records: Iterable[Record]) -> int:
    n_records = 0
    for record in records:
        file.write(b",\n" if n_records else b"[\n")
        file.write(_encoded(_task(record)).encode())
        n_records += 1
    file.write(b"\n]\n" if n_records else b"[]\n")
    return n_records


# The name of a format -> its writer, which answers how many records there were.
RECORD_WRITERS: Mapping[str, Write] = {
    "records": _write_records,
    "label-studio": _write_label_studio,
    "doccano": _write_doccano,
    "fasttext": _write_fasttext,
}


def _lines(file: BinaryIO, rows: Iterator[dict[str, Any]]) -> int:
    n_rows = 0
    for row in rows:
        file.write((_encoded(row) + "\n").encode())
        n_rows += 1
    return n_rows


def _labels(record: Record) -> list[str]:
    """The classes of an item, where a format has no place to say whose they are."""
    known = record.label or record.truth
    return [known] if known else list(dict.fromkeys(answer.label for answer in record.answers if answer.label))


def _filled(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value not in ("", None, (), [], {}, 0.0)}


# Our own lines


def _own(record: Record) -> dict[str, Any]:
    return {
        "text": record.text,
        "answers": [_own_answer(answer) for answer in record.answers],
        "suggestions": [_own_suggestion(suggestion) for suggestion in record.suggestions],
        **_filled(
            external_id=record.external_id,
            label=record.label,
            truth=record.truth,
            metadata=json.loads(record.metadata),
        ),
    }


def _own_answer(answer: Answer) -> dict[str, Any]:
    given: dict[str, Any] = {"label": answer.label} if answer.label else {"skip": True}
    return given | _filled(
        person=answer.person,
        at=answer.at and answer.at.isoformat(),
        seconds=answer.seconds,
        comment=answer.comment,
        skip_reason=answer.skip_reason,
    )


def _own_suggestion(suggestion: Suggestion) -> dict[str, Any]:
    numbers = {"probability": suggestion.probability, "score": suggestion.score}
    return {
        "label": suggestion.label,
        **_filled(model=suggestion.model, version=suggestion.version),
        **{name: number for name, number in numbers.items() if number is not None},
    }


# doccano


def _doccano(record: Record) -> dict[str, Any]:
    own = {"text": record.text, "label": _labels(record), "Comments": _comments(record)}
    return {**_filled(id=record.external_id), **own, **_beside(record, {"id", *own})}


def _comments(record: Record) -> list[str]:
    return [answer.comment for answer in record.answers if answer.comment]


def _beside(record: Record, taken: set[str]) -> dict[str, Any]:
    """The other columns; one that is called as what stands there already gets `own_` before its name."""
    return {f"own_{key}" if key in taken else key: value for key, value in json.loads(record.metadata).items()}


# Label Studio


def _task(record: Record) -> dict[str, Any]:
    own = {"text": record.text, **_filled(external_id=record.external_id)}
    annotations = [_annotation(answer) for answer in record.answers]
    if record.truth:
        _mark_truth(annotations, record.truth)
    return {
        "data": {**own, **_beside(record, {"text", "external_id"})},
        "annotations": annotations,
        "predictions": [_prediction(suggestion) for suggestion in record.suggestions],
    }


def _annotation(answer: Answer) -> dict[str, Any]:
    annotation: dict[str, Any] = {
        "result": [_result(answer.label)] if answer.label else [],
        "was_cancelled": not answer.label,
        "ground_truth": False,
        "lead_time": answer.seconds,
    }
    if answer.person:
        annotation["completed_by"] = {"email": answer.person}
    if answer.at:
        annotation["created_at"] = annotation["updated_at"] = _utc(answer.at)
    return annotation


def _mark_truth(annotations: list[dict[str, Any]], truth: str) -> None:
    """On an answer that is right; else as one that nobody gave."""
    result = [_result(truth)]
    right = next((annotation for annotation in annotations if annotation["result"] == result), None)
    if right is None:
        right = {"result": result, "was_cancelled": False}
        annotations.append(right)
    right["ground_truth"] = True


def _result(label: str) -> dict[str, Any]:
    return {"from_name": "label", "to_name": "text", "type": "choices", "value": {"choices": [label]}}


def _prediction(suggestion: Suggestion) -> dict[str, Any]:
    version = " ".join(filter(None, [suggestion.model, suggestion.version]))
    score = suggestion.score if suggestion.probability is None else suggestion.probability
    prediction: dict[str, Any] = {"model_version": version, "result": [_result(suggestion.label)]}
    return prediction if score is None else {**prediction, "score": score}


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
