"""Text items from a table: which column is what, and each row cleaned, measured and hashed."""

import json
import math
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

from annotator.blank import is_blank
from annotator.files.cells import MAX_LABEL_CHARS, NO_VALUES, clean, one_label, text_in
from annotator.files.columns import Columns
from annotator.files.containers.delimited import DelimitedTable
from annotator.files.late_columns import late_label
from annotator.files.problems import RowProblem
from annotator.files.records import Record
from annotator.files.tables import Row, Table
from annotator.limits import MAX_EXTERNAL_ID_CHARS

MAX_TEXT_CHARS = 100_000
MAX_METADATA_CHARS = 20_000
MAX_KNOWN_LABELS = 10_000
# A copy of it costs less than a new one.
_EMPTY = blake2b(digest_size=16)
# A list of labels begins so; a cell may have spaces before it.
_OPENERS = frozenset("[{ ")


class _Parts(NamedTuple):
    """What a row holds, by its columns; metadata is JSON already."""

    text: Any
    label: str
    external_id: str
    metadata: str
    note: tuple[str, str] | None = None


def text_rows(table: Table, columns: Columns) -> Iterator[Record | RowProblem]:
    """Every row as an item, or why it cannot be one."""
    rows: Iterator[tuple[int, Any] | RowProblem]
    if isinstance(table, DelimitedTable):
        rows, parts = table.records(), _parts_of_cells(table, columns)
    else:
        rows, parts = table.rows(), _parts_of_row(columns, _no_note if columns.label else late_label(table))
    name = table.name
    for row in rows:
        yield row if isinstance(row, RowProblem) else _item(name, row[0], parts(row[1]))


def _parts_of_cells(table: Table, columns: Columns) -> Callable[[Any], _Parts]:
    """By position: a dictionary for each row costs more than all the rest of it."""
    others = {name: position for position, name in enumerate(table.columns)}
    text, label, key = others.pop(columns.text), others.pop(columns.label, None), others.pop(columns.id, None)

    known: dict[str, tuple[str, tuple[str, str] | None]] = {}

    def labelled(cell: str) -> tuple[str, tuple[str, str] | None]:
        # Classes come again and again.
        if (found := known.get(cell)) is None:
            found = _label_in_text(cell)
            if len(known) < MAX_KNOWN_LABELS:
                known[cell] = found
        return found

    def parts(cells: list[str]) -> _Parts:
        kind, note = ("", None) if label is None else labelled(cells[label])
        return _Parts(
            cells[text],
            kind,
            "" if key is None else _cell(cells[key]),
            _metadata({name: cells[position] for name, position in others.items()}) if others else "{}",
            note,
        )

    return parts


def _no_note(_row: Row) -> None:
    return None


def _parts_of_row(columns: Columns, late: Callable[[Row], tuple[str, str] | None]) -> Callable[[Any], _Parts]:
    def parts(row: Row) -> _Parts:
        text = text_in(row.pop(columns.text, None))
        label, note = _label(row.pop(columns.label, None), columns) if columns.label else ("", late(row))
        external_id = _cell(row.pop(columns.id, None)) if columns.id else ""
        return _Parts(text, label, external_id, _metadata(row) if row else "{}", note)

    return parts


def _label_in_text(cell: str) -> tuple[str, tuple[str, str] | None]:
    """A list may be written in a cell, or what programs write where nothing is."""
    if cell[:1] in _OPENERS or cell in NO_VALUES:
        return one_label(cell, "This item")
    return _cell(cell), None


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
    # Nothing to mend, nothing to say: nearly every row, and twice as fast.
    if (
        note is None
        and len(label) <= MAX_LABEL_CHARS
        and len(external_id) <= MAX_EXTERNAL_ID_CHARS
        and type(metadata) is str
        and _is_plain(text)
    ):
        try:
            # As `Record(…)` makes it, at half the cost.
            return tuple.__new__(
                Record, (line, text, external_id, label, metadata, _digest(text.encode()), (), "", (), ())
            )
        except UnicodeEncodeError:
            pass
    return _mended(file, line, parts)


def _is_plain(text: str) -> bool:
    """Is it surely fit as it is, if it can be encoded? It shows something at once, and has no sign to be looked at."""
    return (
        "!" <= text[:1] <= "~"
        and len(text) <= MAX_TEXT_CHARS
        and "\0" not in text
        and (text.isascii() or "\ufffd" not in text)
    )


def _digest(data: bytes) -> str:
    digest = _EMPTY.copy()
    digest.update(data)
    return digest.hexdigest()


def _mended(file: str, line: int, parts: _Parts) -> Record | RowProblem:
    text, label, external_id, metadata, note = parts
    raw, remarks = text, [_remark(file, line, *note)] if note else []
    if "\0" in text:
        text = text.replace("\0", "")
        remarks.append(_remark(file, line, "nul_characters", "NUL characters were removed from this text."))
    if code := _unfit(text, external_id):
        return RowProblem(file, line, *code)
    data, text = _encoded(text)
    if not raw.isascii() and ("\ufffd" in text or (text is not raw and text != raw.replace("\0", ""))):
        detail = "Some characters could not be read and show as “�”. Save the file as UTF-8."
        remarks.append(_remark(file, line, "bad_characters", detail))
    if len(label) > MAX_LABEL_CHARS:
        detail = f"The label is longer than {MAX_LABEL_CHARS} characters; taken without it."
        label = ""
        remarks.append(_remark(file, line, "label_too_long", detail))
    if isinstance(metadata, _Shortened):
        detail = (
            f"The other columns of this row have more than {MAX_METADATA_CHARS:,} characters; the longest are left out."
        )
        remarks.append(_remark(file, line, "columns_too_long", detail))
    return Record(line, text, external_id, label, metadata, _digest(data), tuple(remarks))


def _remark(file: str, line: int, code: str, detail: str) -> RowProblem:
    return RowProblem(file, line, code, detail, rejected=False)


def _unfit(text: str, external_id: str) -> tuple[str, str] | None:
    if is_blank(text):
        return "empty_text", "There is no text in this row. Fill it in or remove the row."
    if len(text) > MAX_TEXT_CHARS:
        return "text_too_long", f"This text has {len(text):,} characters; {MAX_TEXT_CHARS:,} are allowed. Split it."
    if len(external_id) > MAX_EXTERNAL_ID_CHARS:
        return "id_too_long", f"This id is longer than {MAX_EXTERNAL_ID_CHARS} characters. Choose another id column."
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
    if type(value) is str and value.isascii() and value.isprintable():
        return value.strip()
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
    text = json.dumps(row, ensure_ascii=True, default=_in_words)
    if any(odd in text for odd in ("\\u0000", "\\ud", "NaN", "Infinity")):
        text = json.dumps(_storable(row), default=_in_words)
    return text if len(text) <= MAX_METADATA_CHARS else _fitting(_storable(row))


class _Shortened(str):
    """JSON without the columns that were too long."""


def _fitting(row: Row) -> str:
    """Of a row that is too long the shortest columns that fit."""

    def encoded(cells: Row) -> str:
        return json.dumps(cells, ensure_ascii=False, default=_in_words)

    sizes = {column: len(encoded({column: cell})) for column, cell in row.items()}
    left, kept = MAX_METADATA_CHARS, set()
    for column in sorted(sizes, key=lambda column: sizes[column]):
        left -= sizes[column]
        if left >= 0:
            kept.add(column)
    text = encoded({column: cell for column, cell in row.items() if column in kept})
    return text if len(kept) == len(row) else _Shortened(text)


def _in_words(value: Any) -> str:
    """Of a file in a cell its size."""
    return f"{len(value):,} bytes" if isinstance(value, bytes) else str(value)


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
