"""An example of every format that is read, and the table of docs/data-formats.md that says what of it survives.

`python -m tests.annotator.files.formats` writes the table anew.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from annotator.files import Answer, Record, Suggestion, open_texts
from annotator.files.record_writers import RECORD_WRITERS
from tests.annotator.files.opened import as_csv

DOCUMENT = Path(__file__).parents[3] / "docs/data-formats.md"
REGION = re.compile(r"(<!-- formats -->\n).*?(<!-- /formats -->)", re.DOTALL)
MOMENT = "2026-03-01T10:00:00Z"

# What a record can hold -> whether this one does.
PARTS: Mapping[str, Callable[[Record], Any]] = {
    "id": lambda record: record.external_id,
    "label": lambda record: record.label,
    "truth": lambda record: record.truth,
    "answers": lambda record: any(answer.label for answer in record.answers),
    "skips": lambda record: any(not answer.label for answer in record.answers),
    "who": lambda record: any(answer.person for answer in record.answers),
    "when": lambda record: any(answer.at for answer in record.answers),
    "seconds": lambda record: any(answer.seconds for answer in record.answers),
    "comments": lambda record: any(answer.comment for answer in record.answers),
    "suggestions": lambda record: record.suggestions,
    "shares": lambda record: any(suggestion.probability for suggestion in record.suggestions),
    "columns": lambda record: record.metadata != "{}",
}

CHOICE = {"from_name": "mood", "to_name": "text", "type": "choices", "value": {"choices": ["good"]}}
ANNOTATION = {"result": [CHOICE], "completed_by": {"email": "ann@x.org"}, "created_at": MOMENT, "lead_time": 3.5}
PREDICTION = {"result": [CHOICE], "model_version": "m", "score": 0.5}
CLASSIFIED = [{"name": "mood", "radio_answer": {"name": "good"}}]
ABOUT = {"created_by": "ann", "created_at": MOMENT}
META = {"class-name": "good", "human-annotated": "yes", "creation-date": MOMENT}
USE = {"aiplatform.googleapis.com/ml_use": "test"}
OPTIONS = [{"id": "g", "text": "good"}, {"id": "b", "text": "bad"}]
TURNS = [{"role": "user", "content": "a fine day"}, {"role": "assistant", "content": "good"}]


def _rows(*rows: dict[str, Any]) -> str:
    return "\n".join(map(json.dumps, rows))


def _folders() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for n in range(6):
            archive.writestr(f"{('good', 'bad')[n % 2]}/{n}.txt", "a fine day")
    return file.getvalue()


# The formats of a row of the table -> (what it is, an example with all that it can hold).
EXAMPLES: Mapping[tuple[str, ...], tuple[str, str | bytes]] = {
    ("csv", "jsonl", "json", "xlsx", "xls", "xlsb", "ods", "parquet", "arrow", "hf"): (
        "a table",
        "id,text,label,shop\n7,a fine day,good,north\n8,a grey day,bad,south\n",
    ),
    ("folders",): ("a zip or tar of texts", _folders()),
    ("lines",): ("lines of text", "a fine day\na grey day\na wild day\n"),
    ("fasttext",): ("fastText", "__label__good a fine day\n__label__bad a grey day\n"),
    ("trec",): ("TREC", "".join(f"GOOD:day day number {n}\nBAD:night night number {n}\n" for n in range(4))),
    ("phrasebank",): ("text@class", "".join(f"day number {n} @good\nnight number {n} @bad\n" for n in range(4))),
    ("records",): (
        "our own lines",
        _rows(
            {
                "text": "a fine day",
                "external_id": "7",
                "label": "good",
                "truth": "good",
                "answers": [
                    {"label": "good", "person": "ann", "at": MOMENT, "seconds": 3.5, "comment": "sure"},
                    {"skip": True, "person": "bo"},
                ],
                "suggestions": [{"label": "good", "model": "m", "probability": 0.5}],
                "metadata": {"shop": "north"},
            }
        ),
    ),
    ("label-studio",): (
        "Label Studio: JSON, JSON_MIN, CSV, TSV",
        json.dumps(
            [
                {
                    "id": 7,
                    "data": {"text": "a fine day", "shop": "north"},
                    "annotations": [{**ANNOTATION, "ground_truth": True}, {"completed_by": 2, "was_cancelled": True}],
                    "predictions": [PREDICTION],
                }
            ]
        ),
    ),
    ("argilla",): (
        "Argilla 1 and 2, nested and flat; Rubrix",
        json.dumps(
            [
                {
                    "id": "7",
                    "fields": {"text": "a fine day"},
                    "metadata": {"shop": "north"},
                    "responses": {"mood": [{"value": "good", "user_id": "u"}, {"status": "discarded", "user_id": "v"}]},
                    "suggestions": {"mood": {"value": "good", "agent": "m", "score": 0.5}},
                }
            ]
        ),
    ),
    ("prodigy",): (
        "Prodigy",
        _rows(
            *(
                {"text": "a fine day", "options": OPTIONS, "accept": ["g"], "answer": answer}
                | {"meta": {"shop": "north"}, "_annotator_id": "set-ann", "_timestamp": 1_800_000_000}
                for answer in ("accept", "ignore")
            )
        ),
    ),
    ("doccano",): (
        "doccano: JSONL, JSON, CSV",
        _rows({"id": 7, "text": "a fine day", "label": ["good"], "Comments": ["sure"]}),
    ),
    ("spacy",): (
        "spaCy",
        _rows({"id": 7, "text": "a fine day", "cats": {"good": 1, "bad": 0}, "meta": {"shop": "north"}}),
    ),
    ("labelbox",): (
        "Labelbox: data rows, first exports",
        _rows(
            {
                "data_row": {"id": "c", "external_id": "7", "row_data": "a fine day"},
                "metadata_fields": [{"name": "shop", "value": "north"}],
                "projects": {
                    "p": {
                        "labels": [
                            {"label_details": ABOUT, "annotations": {"classifications": CLASSIFIED}}
                            | {"performance_details": {"seconds_to_create": 3}},
                            {"label_details": {"created_by": "bo"}, "performance_details": {"skipped": True}},
                        ]
                    }
                },
            }
        ),
    ),
    ("lighttag",): (
        "LightTag",
        json.dumps(
            {
                "examples": [
                    {
                        "example_id": "7",
                        "content": "a fine day",
                        "metadata": {"shop": "north"},
                        "seen_by": [{"annotator": "bo"}],
                        "classifications": [
                            {"classname": "good", "annotated_by": [{"annotator": "ann", "timestamp": MOMENT}]}
                        ],
                    }
                ]
            }
        ),
    ),
    ("potato",): (
        "Potato",
        _rows(
            {"id": "7", "displayed_text": "a fine day", "label_annotations": {"mood": {"good": "1"}}}
            | {"user": "ann", "shop": "north"}
        ),
    ),
    ("ground-truth",): (
        "SageMaker Ground Truth",
        _rows({"source": "a fine day", "mood": 1, "mood-metadata": META, "shop": "north"})
        + "\n"
        + _rows(
            {"source": "a grey day", "mood": 0}
            | {"mood-metadata": {**META, "human-annotated": "no", "confidence": 0.5, "job-name": "m"}}
        ),
    ),
    ("vertex",): (
        "Vertex AI, AutoML (JSONL)",
        _rows(
            {"textContent": "a fine day", "classificationAnnotation": {"displayName": "good"}}
            | {"dataItemResourceLabels": USE}
        ),
    ),
    ("scale",): (
        "Scale",
        _rows(
            {"task_id": "7", "status": "completed", "params": {"attachment": "a fine day"}, "completed_at": MOMENT}
            | {"response": {"category": "good"}, "metadata": {"shop": "north"}}
        ),
    ),
    ("toloka",): (
        "Toloka",
        as_csv(
            [
                {"INPUT:text": "a fine day", "INPUT:shop": "north", "OUTPUT:mood": "good", "GOLDEN:mood": golden}
                | {"ASSIGNMENT:task_id": "7", "ASSIGNMENT:worker_id": "w", "ASSIGNMENT:submitted": MOMENT}
                for golden in ("good", "")
            ],
            "\t",
        ),
    ),
    ("mechanical-turk",): (
        "Mechanical Turk",
        as_csv(
            [
                {"HITId": "7", "WorkerId": worker, "SubmitTime": "Fri Nov 27 10:00:00 PST 2026"}
                | {"WorkTimeInSeconds": 3, "Input.text": "a fine day", "Input.shop": "north", "Answer.mood": "good"}
                for worker in ("w", "v")
            ]
        ),
    ),
    ("answers",): (
        "one row per answer: crowd-kit, Figure Eight, our export of answers",
        as_csv(
            [
                {"external_id": "7", "text": "a fine day", "shop": "north", "annotator": "ann", "label": "good"}
                | {"skip": skip, "truth": "good", "answered_at": MOMENT, "lead_time_s": 3.5, "comment": "sure"}
                for skip in ("false", "true", "false")
            ]
        ),
    ),
    ("multiannotator",): (
        "a column per person, as cleanlab takes it",
        "id,text,shop,rater_ann,rater_bo\n7,a fine day,north,good,good\n8,a grey day,north,bad,\n",
    ),
    ("chat",): (
        "chats: `messages`, `conversations`",
        _rows(*({"id": n, "messages": TURNS, "shop": "n"} for n in "78")),
    ),
}

FULL = Record(
    line=0,
    text="a fine day",
    external_id="7",
    label="good",
    metadata='{"shop": "north"}',
    truth="good",
    answers=(
        Answer("good", "ann", datetime(2026, 3, 1, 10, tzinfo=UTC), 3.5, "sure"),
        Answer("", "bo", None, 0.0, "", "unclear"),
    ),
    suggestions=(Suggestion("good", "m", "", 0.5),),
)


def read(example: str | bytes) -> tuple[str, list[Record]]:
    """The reader that was taken, and its records."""
    content = example if isinstance(example, bytes) else example.encode()
    # Small tables show less of what they are: the name helps where it ends in .csv.
    opened = open_texts(io.BytesIO(content), "unnamed.csv" if content.startswith(b"HITId") else "unnamed")
    return opened.format, [row for row in opened.records() if isinstance(row, Record)]


def held(records: list[Record]) -> set[str]:
    return {part for part, is_held in PARTS.items() if any(is_held(record) for record in records)}


def survives(form: str) -> set[str]:
    """What of a full record comes back of what is written."""
    file = io.BytesIO()
    RECORD_WRITERS[form](file, [FULL])
    return held(read(file.getvalue())[1])


def table() -> str:
    """Lines of Markdown: each format, and what of an item is read (in) and written (out) by it."""
    lines = [f"| format | `--format` | {' | '.join(PARTS)} |", f"|---|---|{'---|' * len(PARTS)}"]
    for names, (words, example) in EXAMPLES.items():
        inside = held(read(example)[1])
        outside = survives(names[0]) if names[0] in RECORD_WRITERS else set()
        cells = (
            "in, out" if part in inside & outside else "in" if part in inside else "out" if part in outside else ""
            for part in PARTS
        )
        lines.append(f"| {words} | {', '.join(f'`{name}`' for name in names)} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(REGION.sub(lambda found: f"{found[1]}{table()}{found[2]}", DOCUMENT.read_text()))
