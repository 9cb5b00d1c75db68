"""Tables as Parquet files, a few thousand rows at a time."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from arro3.core import RecordBatch, Schema

    from annotator.files.written import Column

ROWS_AT_ONCE = 5_000
# Of one group, which is held in memory until it is whole. The library's own would be a million.
ROWS_OF_A_GROUP = 20_000


def write_parquet(file: BinaryIO, columns: Sequence["Column"], lines: Iterator[list[Any]]) -> int:
    """Each column of one type; what only JSON can hold is text of JSON."""
    # With the first such file: no process needs it before.
    from arro3 import io
    from arro3.core import Field, RecordBatchReader, Schema

    schema = Schema([Field(column.name, _type(column.kind), nullable=True) for column in columns])
    kinds = [column.kind for column in columns]
    counted = _Counted(lines)
    batches = _batches(counted, schema, kinds)
    reader = RecordBatchReader.from_batches(schema, batches)
    io.write_parquet(reader, file, max_row_group_size=ROWS_OF_A_GROUP)
    return counted.n_rows


class _Counted:
    """The lines, and how many have passed."""

    def __init__(self, lines: Iterator[list[Any]]) -> None:
        self._lines = lines
        self.n_rows = 0

    def part(self) -> list[list[Any]]:
        lines = list(islice(self._lines, ROWS_AT_ONCE))
        self.n_rows += len(lines)
        return lines


def _batches(lines: _Counted, schema: "Schema", kinds: Sequence[str]) -> Iterator["RecordBatch"]:
    from arro3.core import Array, RecordBatch

    while part := lines.part():
        values = ([_value(line[at], kind) for line in part] for at, kind in enumerate(kinds))
        arrays = [Array(cells, _type(kind)) for cells, kind in zip(values, kinds, strict=True)]
        yield RecordBatch.from_arrays(arrays, schema=schema)


def _value(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "number":
        return float(value)
    if kind == "any":
        return json.dumps(value, ensure_ascii=False)
    return value if kind != "text" or isinstance(value, str) else str(value)


def _type(kind: str) -> Any:
    from arro3.core import DataType

    types = {"integer": DataType.int64, "number": DataType.float64, "flag": DataType.bool}
    return types.get(kind, DataType.utf8)()
