"""JSON as one document: a list of rows, an object that holds such a list, or a table by its columns. Read as a stream.

Which document it is shows in its first members (`_plan`). Rows are read element by element: of a list, no more is held
in memory than one row. Only a table by its columns is held as a whole, up to MAX_HELD_CHARS.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Literal

from annotator.files.containers.json_cursor import BadJson, Cursor
from annotator.files.looks import TextLook
from annotator.files.problems import Remark, RowProblem, Unusable
from annotator.files.tables import MAX_COLUMNS, Rows, Table

Kind = Literal["list", "values", "index", "columns", "splits", "classes", "mapping"]

MAX_HELD_CHARS = 256 * 2**20
PROBED = 50
SPLITS = frozenset({"train", "training", "test", "testing", "val", "valid", "validation", "dev", "unlabeled", "all"})
# Where rows stand inside an object, if more than one list could be meant.
LISTS = ("data", "rows", "records", "tasks", "examples", "common_examples", "items", "samples", "documents", "results")
# What an object has that is a row itself, whatever lists it holds.
ROW_MARKS = ("text", "sentence", "fields", "data_row", "displayed_text", "params")
# Names that columns have and rows, classes and splits have not.
COLUMN_NAMES = frozenset(
    {"text", "texts", "label", "labels", "id", "sentence", "content", "review", "category", "class", "title", "body"}
)


@dataclass(frozen=True)
class Plan:
    """How rows stand in a document. path: the members that lead to them; names: of cells, where rows are lists."""

    kind: Kind
    path: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class JsonDocument(Table):
    """A document that was looked at."""

    look: TextLook
    plan: Plan

    def rows(self) -> Rows:
        """As `Table.rows`; cells are what JSON knows. A row may have columns that the table does not name."""
        return _rows(self.look, self.plan)


def json_document(look: TextLook) -> JsonDocument:
    """Where the rows are in this document. Raises Unusable (bad_json, unsupported_type)."""
    try:
        plan = _plan(Cursor(look.opened()))
        if plan.names == ("columns",):
            plan = replace(plan, names=_names_at(Cursor(look.opened())))
    except BadJson as error:
        detail = "This is no valid JSON. Write a list of objects, or one object per line (JSONL)."
        raise Unusable("bad_json", detail) from error
    columns: dict[str, None] = {}
    for row in islice(_rows(look, plan), 4 * PROBED):
        if not isinstance(row, RowProblem):
            columns.update(dict.fromkeys(row[1]))
    if not columns:
        detail = 'There are no rows in this JSON file. Write a list of objects, such as [{"text": "…"}].'
        raise Unusable("unsupported_type", detail)
    return JsonDocument(
        name=look.name,
        format="json",
        columns=tuple(columns)[:MAX_COLUMNS],
        n_lines=look.scan.n_lines,
        n_bytes=look.scan.n_bytes,
        remarks=(*look.remarks(), *_remarks(plan)),
        encoding=look.scan.encoding.removesuffix("-sig"),
        is_open=True,
        look=look,
        plan=plan,
    )


def _rows(look: TextLook, plan: Plan) -> Rows:
    cursor = Cursor(look.opened())
    try:
        for key in plan.path:
            _go_to(cursor, key)
        yield from _READERS[plan.kind](cursor, plan, look.name)
    except BadJson:
        line = cursor.line
        detail = f"From line {line:,} on, this file is no valid JSON. Is it cut off? What stands before is taken."
        yield RowProblem(look.name, line, "bad_json", detail)


def _remarks(plan: Plan) -> tuple[Remark, ...]:
    if plan.kind == "classes":
        return (Remark("json_classes", "The keys of this JSON file are read as classes, the texts below as theirs."),)
    if plan.kind == "mapping":
        return (
            Remark("json_mapping", "The keys of this JSON file are read as texts, what stands behind them as labels."),
        )
    if plan.path:
        return (Remark("json_path", f"The rows are read from “{'.'.join(plan.path)}” of this JSON file."),)
    return ()


# Which document it is


def _plan(cursor: Cursor) -> Plan:
    if cursor.peek() == "[":
        steps = cursor.elements()
        first = next((_probed(cursor) for _ in steps), None)
        if isinstance(first, dict | list):
            return Plan("list", (), _header(first))
        for _ in steps:
            cursor.skip()
        # A list on each line is a row on each line.
        return Plan("values" if cursor.peek() else "list")
    if cursor.peek() != "{":
        raise BadJson
    found = _probed(cursor)
    if _has_paragraphs(found):
        detail = (
            "This JSON holds documents with paragraphs inside (as SQuAD has). Write one text per row, with its class."
        )
        raise Unusable("not_classification", detail)
    if {"images", "annotations", "categories"} <= found.keys():
        detail = "These are boxes or shapes on images (COCO). Here whole items are labelled, one class for each."
        raise Unusable("not_classification", detail)
    if _is_row(found):
        return Plan("values")
    if len(found) > 1 and all(isinstance(value, str) for value in found.values()) and not _named(found):
        return _mapping(found)
    # What is left are objects one after the other, as `jq` writes them, or a single one.
    return _as_table(found) or _as_lists(found) or Plan("values")


def _has_paragraphs(found: Mapping[str, Any]) -> bool:
    rows = found.get("data")
    return (
        isinstance(rows, list)
        and bool(rows)
        and isinstance(rows[0], dict)
        and isinstance(rows[0].get("paragraphs"), list)
    )


def _mapping(found: Mapping[str, str]) -> Plan:
    """{text: label}, where labels come again; else one row."""
    is_texts = sum(map(len, found)) > sum(map(len, found.values())) and len(set(found.values())) < len(found)
    return Plan("mapping") if is_texts else Plan("values")


def _is_row(found: Mapping[str, Any]) -> bool:
    """Is this object one item, and not a file of them?"""
    words = any(isinstance(found.get(mark), str) for mark in ROW_MARKS)
    inner = any(isinstance(found.get(mark), dict) for mark in ("fields", "data_row", "params"))
    return words or inner


def _probed(cursor: Cursor, depth: int = 0) -> Any:
    """The value that comes next: of its objects and lists the first members, and nothing of what lies deep."""
    if cursor.peek() == "[" and depth < 4:
        few: list[Any] = []
        for _ in cursor.elements():
            few.append(_probed(cursor, depth + 1)) if len(few) < PROBED else cursor.skip()
        return few
    if cursor.peek() == "{" and depth < 4:
        members: dict[str, Any] = {}
        for key in cursor.members():
            if len(members) < PROBED:
                members[key] = _probed(cursor, depth + 1)
            else:
                cursor.skip()
        return members
    return cursor.value()


def _header(first: Any) -> tuple[str, ...]:
    """The first of rows that are lists, where it says what their cells are called."""
    if not isinstance(first, list):
        return ()
    names = tuple(cell.strip() for cell in first if isinstance(cell, str))
    is_header = len(names) == len(first) == len(set(names)) and COLUMN_NAMES & {name.casefold() for name in names}
    return names if is_header else ()


def _as_table(found: Mapping[str, Any]) -> Plan | None:
    """The forms in which pandas writes a table: split, columns, index; and columns as lists, as datasets has them."""
    values = list(found.values())
    if isinstance(found.get("columns"), list) and isinstance(found.get("data"), list):
        return Plan("list", ("data",), ("columns",))
    if not values or isinstance(found.get("data"), dict):
        return None
    if all(isinstance(value, dict) for value in values):
        return _columns_or_index(found)
    if all(isinstance(value, list) and not any(isinstance(cell, dict) for cell in value) for value in values):
        return _columns_or_classes(found)
    return None


def _columns_or_index(found: Mapping[str, Mapping[str, Any]]) -> Plan | None:
    """{column: {row: cell}} or {row: {column: cell}}."""
    inner = [key for value in found.values() for key in value]
    if not inner or any(isinstance(cell, list | dict) and cell for value in found.values() for cell in value.values()):
        is_rows = bool(inner) and _named(inner) and not _named(found)
        return Plan("index") if is_rows else None
    if _named(found) or all(key.isdigit() for key in inner):
        return Plan("columns")
    return Plan("index") if _named(inner) or len(found) >= len(set(inner)) else Plan("columns")


def _columns_or_classes(found: Mapping[str, Sequence[Any]]) -> Plan | None:
    """{column: [cells]}, {class: [texts]} or {split: [[cells]]}."""
    if found.keys() <= SPLITS or all(value and isinstance(value[0], list) for value in found.values()):
        return Plan("splits") if len(found) > 1 or found.keys() <= SPLITS else None
    is_even = len({len(value) for value in found.values()}) == 1
    if is_even and (_named(found) or len(found) == 1):
        return Plan("columns")
    is_texts = all(isinstance(cell, str) for value in found.values() for cell in value)
    return Plan("classes") if is_texts and not _named(found) else Plan("columns") if is_even else None


def _named(keys: Mapping[str, Any] | Sequence[str]) -> bool:
    return any(key.casefold() in COLUMN_NAMES for key in keys)


def _as_lists(found: Mapping[str, Any]) -> Plan | None:
    """Rows in a list inside the object: under a name that such lists have, else the one with the most in a row."""
    rows = {path: value for path, value in _lists(found) if isinstance(value[0], dict | list)}
    if not rows or (isinstance(found.get("data"), dict) and len(found) > 1 and ("data",) not in {p[:1] for p in rows}):
        return None
    tops = {path[0] for path in rows}
    if len(rows) > 1 and {top.casefold() for top in tops} <= SPLITS and all(len(path) == 1 for path in rows):
        return Plan("splits")
    best = min(rows, key=lambda path: (_place(path), len(path), -len(rows[path])))
    return Plan("list", best, _header(rows[best][0]))


def _place(path: tuple[str, ...]) -> int:
    return LISTS.index(path[-1]) if path[-1] in LISTS else len(LISTS)


def _lists(found: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    for key, value in found.items():
        if isinstance(value, list) and value:
            yield (*path, key), value
        elif isinstance(value, dict) and len(path) < 2:
            yield from _lists(value, (*path, key))


# Rows


def _go_to(cursor: Cursor, wanted: str) -> None:
    for key in cursor.members():
        if key == wanted:
            return
        cursor.skip()
    raise BadJson


def _names_at(cursor: Cursor) -> tuple[str, ...]:
    _go_to(cursor, "columns")
    return tuple(str(name) for name in cursor.value())[:MAX_COLUMNS]


def _list_rows(cursor: Cursor, plan: Plan, name: str) -> Rows:
    is_first = True
    for _ in cursor.elements():
        line = cursor.line
        value = cursor.value()
        if not (is_first and value == list(plan.names)):
            yield _row(value, plan.names, name, line)
        is_first = False
    if plan.kind == "list" and not plan.path and cursor.peek():
        raise BadJson


def _value_rows(cursor: Cursor, plan: Plan, name: str) -> Rows:
    while cursor.peek():
        line = cursor.line
        yield _row(cursor.value(), plan.names, name, line)


def _split_rows(cursor: Cursor, plan: Plan, name: str) -> Rows:
    for split in cursor.members():
        for row in _list_rows(cursor, plan, name):
            if not isinstance(row, RowProblem):
                row[1].setdefault("split", split)
            yield row


def _class_rows(cursor: Cursor, *_others: Any) -> Rows:
    for label in cursor.members():
        for _ in cursor.elements():
            yield cursor.line, {"text": cursor.value(), "label": label}


def _mapped_rows(cursor: Cursor, *_others: Any) -> Rows:
    for text in cursor.members():
        yield cursor.line, {"text": text, "label": cursor.value()}


def _index_rows(cursor: Cursor, _: Plan, name: str) -> Rows:
    for at, key in enumerate(cursor.members()):
        line = cursor.line
        row = _row(cursor.value(), (), name, line)
        # Numbers that only count the rows name nothing.
        if not isinstance(row, RowProblem) and key != str(at):
            row[1].setdefault("id", key)
        yield row


def _column_rows(cursor: Cursor, *_others: Any) -> Rows:
    """By its columns: {column: {row: cell}} or {column: [cells]}."""
    columns: dict[str, Mapping[Any, Any]] = {}
    for column in cursor.members():
        held = cursor.value(limit=MAX_HELD_CHARS)
        columns[column] = held if isinstance(held, dict) else dict(enumerate(held))
    line = cursor.line
    for key in dict.fromkeys(key for held in columns.values() for key in held):
        yield line, {column: held[key] for column, held in columns.items() if key in held}


def _row(value: Any, names: tuple[str, ...], name: str, line: int) -> tuple[int, dict[str, Any]] | RowProblem:
    if isinstance(value, dict):
        return line, value
    if isinstance(value, str):
        return line, {"text": value}
    if isinstance(value, list):
        if len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], dict):
            return line, {"text": value[0], **value[1]}
        more = [f"column {number}" for number in range(len(names) + 1, len(value) + 1)]
        return line, dict(zip([*names, *more], value, strict=False))
    return RowProblem(name, line, "not_an_object", 'This row is no JSON object. Write {"text": …}.')


_READERS: Mapping[Kind, Callable[[Cursor, Plan, str], Rows]] = {
    "list": _list_rows,
    "values": _value_rows,
    "splits": _split_rows,
    "classes": _class_rows,
    "index": _index_rows,
    "mapping": _mapped_rows,
    "columns": _column_rows,
}
