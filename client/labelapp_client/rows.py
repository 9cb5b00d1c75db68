"""Rows as people have them, in lists, tables and frames, and as the API takes them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

Row = TypeVar("Row")
# What pandas has where there is nothing.
NOTHING_THERE = {"NAType", "NaTType"}


def rows_of(table: Any) -> Iterator[Mapping[str, Any]]:
    """The rows of a DataFrame (pandas or Polars), or of whatever gives one mapping after the other."""
    if hasattr(table, "iter_rows"):
        rows = table.iter_rows(named=True)
    elif hasattr(table, "to_dict"):
        rows = table.to_dict("records")
    else:
        rows = table
    return ({str(name): plain(value) for name, value in row.items()} for row in rows)


def plain(value: Any) -> Any:
    """A value as JSON has it: no number is null, times are ISO 8601, lengths of time seconds. Raises TypeError."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else None
    if type(value).__name__ in NOTHING_THERE:
        return None
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Decimal | UUID):
        return str(value)
    return _plain_many(value)


def _plain_many(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    # Arrays and numbers of numpy.
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    raise TypeError(f"JSON has nothing for {value!r}, of type {type(value).__name__}.")


def as_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """JSON lines."""
    return (json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def batches(rows: Iterable[Row], *, most_rows: int, most_bytes: int) -> Iterator[list[Row]]:
    """Rows in their order, as many at once as a request may hold. A row that is too long alone comes alone."""
    batch: list[Row] = []
    size = 0
    for row in rows:
        length = len(json.dumps(row)) + 2
        if batch and (len(batch) == most_rows or size + length > most_bytes):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += length
    if batch:
        yield batch
