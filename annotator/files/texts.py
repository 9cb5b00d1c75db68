"""Text items from a table: which column is what, and each row cleaned, measured and hashed."""

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import Any, NamedTuple

from annotator.blank import is_blank
from annotator.files.cells import MAX_LABEL_CHARS, clean, one_label, text_in
from annotator.files.containers.delimited import DelimitedTable
from annotator.files.problems import RowProblem, Unusable
from annotator.files.records import Record
from annotator.files.tables import Row, Table

MAX_TEXT_CHARS = 100_000
MAX_ID_CHARS = 200
MAX_METADATA_CHARS = 20_000
# Columns are told apart by so much of a file.
SAMPLED_ROWS = 200
SAMPLED_CHARS = 4_000_000
TEXT_NAMES = [
    "text",
    "review",
    "content",
    "sentence",
    "body",
    "message",
    "comment",
    "document",
    "tweet",
    "question",
    "utterance",
    "title",
]
LABEL_NAMES = [
    "label",
    "label_name",
    "class",
    "category",
    "sentiment",
    "intent",
    "target",
    "gold",
    "truth",
    "label_text",
]
ID_NAMES = ["id", "external_id", "item_id", "uid", "uuid", "guid", "key", "doc_id", "text_id", "review_id"]


@dataclass(frozen=True)
class Columns:
    """Where text, label and external id stand; empty: there is none. of_truth: the labels are all true or false."""

    text: str
    label: str = ""
    id: str = ""
    of_truth: bool = False


def choose_columns(
    table: Table, *, text: str | None = None, label: str | None = None, key: str | None = None
) -> Columns:
    """The columns asked for; what is None is guessed, what is empty is left out. Raises Unusable (no_text_column)."""
    for name in (text, label, key):
        if name and name not in table.columns:
            known = ", ".join(table.columns[:20])
            code = "no_text_column" if name == text else "no_column"
            raise Unusable(code, f"There is no column “{name}”. This file has: {known}.")
    sample = list(sampled(table))
    text = text or _guess_text(table, sample)
    label = _named(table, LABEL_NAMES, without=(text,)) if label is None else label
    key = _guess_id(table, sample, without=(text, label)) if key is None else key
    return Columns(text, label, key, of_truth=_are_of_truth([row.get(label) for row in sample]))


def _are_of_truth(cells: list[Any]) -> bool:
    given = [cell for cell in cells if cell is not None]
    return bool(given) and all(isinstance(cell, bool) for cell in given)


def sampled(table: Table) -> Iterator[Row]:
    """The first rows, of the columns that the table names: as many as fit into memory whatever they hold."""
    chars = 0
    for row in islice(table.rows(), SAMPLED_ROWS):
        if isinstance(row, RowProblem):
            continue
        cells = {column: row[1][column] for column in table.columns if column in row[1]}
        yield cells
        chars += sum(len(cell) for cell in cells.values() if isinstance(cell, str))
        if chars > SAMPLED_CHARS:
            return


def _guess_text(table: Table, sample: list[Row]) -> str:
    """By name, else the column with the longest texts."""
    if column := _named(table, TEXT_NAMES):
        return column

    def length(column: str) -> float:
        cells = [row.get(column) for row in sample]
        words = [cell for cell in cells if isinstance(cell, str) and any(char.isalpha() for char in cell)]
        return sum(map(len, words)) / max(1, len(cells))

    best = max(table.columns, key=length, default="")
    if not best or (sample and length(best) == 0):
        raise Unusable("no_text_column", "No column of this file holds text. Name the column with the texts “text”.")
    return best


def _named(table: Table, names: list[str], *, without: tuple[str, ...] = ()) -> str:
    known = {column.casefold(): column for column in reversed(table.columns) if column not in without}
    return next((known[name] for name in names if name in known), "")


def _guess_id(table: Table, sample: list[Row], *, without: tuple[str, ...]) -> str:
    """A column that is called like an id, and whose values are there and differ."""
    column = _named(table, ID_NAMES, without=without)
    values = [row.get(column) for row in sample]
    is_key = all(isinstance(v, str | int) and str(v).strip() for v in values) and len(set(values)) == len(values)
    return column if column and is_key else ""


class _Parts(NamedTuple):
    """What a row holds, by its columns; metadata is JSON already."""

    text: Any
    label: str
    external_id: str
    metadata: str
    note: tuple[str, str] | None = None


def text_rows(table: Table, columns: Columns) -> Iterator[Record | RowProblem]:
    """Every row as an item, or why it cannot be one."""
    for row in _parts(table, columns):
        yield row if isinstance(row, RowProblem) else _item(table.name, *row)


def _parts(table: Table, columns: Columns) -> Iterator[tuple[int, _Parts] | RowProblem]:
    if isinstance(table, DelimitedTable):
        of_cells = _parts_of_cells(table, columns)
        for record in table.records():
            yield record if isinstance(record, RowProblem) else (record[0], of_cells(record[1]))
    else:
        of_row = _parts_of_row(columns)
        for row in table.rows():
            yield row if isinstance(row, RowProblem) else (row[0], of_row(row[1]))


def _parts_of_cells(table: Table, columns: Columns) -> Callable[[Any], _Parts]:
    """By position: a dictionary for each row costs more than all the rest of it."""
    others = {name: position for position, name in enumerate(table.columns)}
    text, label, key = others.pop(columns.text), others.pop(columns.label, None), others.pop(columns.id, None)

    def parts(cells: list[str]) -> _Parts:
        return _Parts(
            cells[text],
            "" if label is None else _cell(cells[label]),
            "" if key is None else _cell(cells[key]),
            _metadata({name: cells[position] for name, position in others.items()}) if others else "{}",
        )

    return parts


def _parts_of_row(columns: Columns) -> Callable[[Any], _Parts]:
    def parts(row: Row) -> _Parts:
        text = text_in(row.pop(columns.text, None))
        label, note = _label(row.pop(columns.label, None), columns) if columns.label else ("", None)
        external_id = _cell(row.pop(columns.id, None)) if columns.id else ""
        return _Parts(text, label, external_id, _metadata(row) if row else "{}", note)

    return parts


def _label(cell: Any, columns: Columns) -> tuple[str, tuple[str, str] | None]:
    if isinstance(cell, bool) and not columns.of_truth:
        detail = f"“{str(cell).lower()}” is no class beside the others of this column; taken without a label."
        return "", ("odd_label", detail)
    return one_label(cell, "This item")


def record_of(
    file: str, line: int, text: str, label: str, external_id: str, metadata: Mapping[str, Any]
) -> Record | RowProblem:
    """An item out of its parts, or why they cannot be one."""
    return _item(file, line, _Parts(text, label, _cell(external_id), _metadata(dict(metadata)) if metadata else "{}"))


def _item(file: str, line: int, parts: _Parts) -> Record | RowProblem:
    text, label, external_id, metadata, note = parts
    raw, remarks = text, [_remark(file, line, *note)] if note else []
    if "\0" in text:
        text = text.replace("\0", "")
        remarks.append(_remark(file, line, "nul_characters", "NUL characters were removed from this text."))
    if code := _unfit(text, external_id):
        return RowProblem(file, line, *code)
    data, text = _encoded(text)
    if "\ufffd" in text or (text is not raw and text != raw.replace("\0", "")):
        detail = "Some characters could not be read and show as “�”. Save the file as UTF-8."
        remarks.append(_remark(file, line, "bad_characters", detail))
    if len(label) > MAX_LABEL_CHARS:
        detail = f"The label is longer than {MAX_LABEL_CHARS} characters; taken without it."
        label = ""
        remarks.append(_remark(file, line, "label_too_long", detail))
    digest = blake2b(data, digest_size=16).hexdigest()
    return Record(line, text, external_id, label, metadata, digest, tuple(remarks))


def _remark(file: str, line: int, code: str, detail: str) -> RowProblem:
    return RowProblem(file, line, code, detail, rejected=False)


def _unfit(text: str, external_id: str) -> tuple[str, str] | None:
    if is_blank(text):
        return "empty_text", "There is no text in this row. Fill it in or remove the row."
    if len(text) > MAX_TEXT_CHARS:
        return "text_too_long", f"This text has {len(text):,} characters; {MAX_TEXT_CHARS:,} are allowed. Split it."
    if len(external_id) > MAX_ID_CHARS:
        return "id_too_long", f"This id is longer than {MAX_ID_CHARS} characters. Choose another id column."
    return None


def _encoded(text: str) -> tuple[bytes, str]:
    """UTF-8, and the text that it stands for: half a surrogate pair (from a JSON escape) becomes a question mark."""
    try:
        return text.encode(), text
    except UnicodeEncodeError:
        data = text.encode(errors="replace")
        return data, data.decode()


def _cell(value: Any) -> str:
    """A cell as a trimmed string. A list of one label (as doccano writes it) is that label."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if value is None or value == "":
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = _encoded(text.replace("\0", "").strip())[1]
    return "" if is_blank(text) else text


def _metadata(row: Row) -> str:
    """The other columns as JSON that PostgreSQL can store: no NUL, no half surrogates, no NaN, not endless."""
    text = json.dumps(row, ensure_ascii=True)
    if any(odd in text for odd in ("\\u0000", "\\ud", "NaN", "Infinity")):
        text = json.dumps(_storable(row))
    return text if len(text) <= MAX_METADATA_CHARS else "{}"


def _storable(value: Any) -> Any:
    """The same value without what PostgreSQL's JSON does not take; numbers that are none become their names."""
    match value:
        case str():
            return clean(value)
        case float() if not math.isfinite(value):
            return json.dumps(value)
        case dict():
            return {clean(str(key)): _storable(part) for key, part in value.items()}
        case list() | tuple():
            return [_storable(part) for part in value]
    return value
