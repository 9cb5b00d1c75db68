"""JSONL: one object per line."""

import json
from contextlib import suppress
from dataclasses import dataclass

from annotator.files.lines import Lines, numbered
from annotator.files.looks import TextLook
from annotator.files.problems import RowProblem, Unusable
from annotator.files.tables import MAX_COLUMNS, Row, Rows, Table


@dataclass(frozen=True, kw_only=True)
class JsonLinesTable(Table):
    """One row per line. columns: those of the rows in the sample."""

    look: TextLook

    def rows(self) -> Rows:
        """As `Table.rows`; cells are what JSON knows. A row may have columns that the table does not name."""
        for line in numbered(Lines(self.look.opened()), self.name):
            yield line if isinstance(line, RowProblem) else _json_record(self.name, *line)


def json_lines(look: TextLook) -> JsonLinesTable:
    """Raises Unusable."""
    columns: dict[str, None] = {}
    for line in sampled_lines(look.sample):
        with suppress(ValueError, RecursionError):
            record = json.loads(line.lstrip("\ufeff"))
            if isinstance(record, dict):
                columns.update(dict.fromkeys(list(record)[:MAX_COLUMNS]))
    if not columns:
        detail = 'No line of this file is a JSON object. Write one object per line, such as {"text": "…"}.'
        raise Unusable("unsupported_type", detail)
    return JsonLinesTable(
        name=look.name,
        format="jsonl",
        columns=tuple(columns)[:MAX_COLUMNS],
        n_lines=look.scan.n_lines,
        n_bytes=look.scan.n_bytes,
        remarks=look.remarks(),
        encoding=look.scan.encoding.removesuffix("-sig"),
        is_open=True,
        look=look,
    )


def sampled_lines(sample: str) -> list[str]:
    """The lines as the stream itself splits them: other characters that end a line somewhere are content here."""
    return sample.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _json_record(name: str, line: int, text: str) -> tuple[int, Row] | RowProblem:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return RowProblem(name, line, "bad_json", "This line is no valid JSON. Mend or remove it.")
    if isinstance(record, dict):
        return line, record
    return RowProblem(name, line, "not_an_object", 'This line is no JSON object. Write {"text": …}.')
