"""Files that tests write and read by the product's own door."""

import csv
import io
import json
from typing import Any

from annotator.files import Choices, Record, RowProblem, TextFile, open_texts


def opened(content: Any, name: str = "export.json", choices: Choices | None = None) -> TextFile:
    """content: text or bytes as they are, anything else as JSON; a list under a name of JSONL as its lines."""
    if not isinstance(content, str | bytes):
        is_lines = name.endswith("l")
        content = "\n".join(json.dumps(row) for row in content) if is_lines else json.dumps(content)
    data = content.encode() if isinstance(content, str) else content
    return open_texts(io.BytesIO(data), name, choices or Choices())


def records(content: Any, name: str = "export.json", choices: Choices | None = None) -> list[Record]:
    return [row for row in opened(content, name, choices).records() if isinstance(row, Record)]


def problems(content: Any, name: str = "export.json", choices: Choices | None = None) -> list[RowProblem]:
    """What is left out, and what is taken with a remark."""
    rows = list(opened(content, name, choices).records())
    left_out = [row for row in rows if isinstance(row, RowProblem)]
    return left_out + [remark for row in rows if isinstance(row, Record) for remark in row.remarks]


def said(content: Any, name: str = "export.json", choices: Choices | None = None) -> list[list[tuple[str, str]]]:
    """(person, label) of the answers of each item; a skip has no label."""
    return [[(answer.person, answer.label) for answer in record.answers] for record in records(content, name, choices)]


def codes(content: Any, name: str = "export.json") -> list[str]:
    return [problem.code for problem in problems(content, name)]


def as_csv(rows: list[dict[str, Any]], delimiter: str = ",") -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(dict.fromkeys(column for row in rows for column in row)), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()
