"""Parquet, Feather and Arrow files as a stream of rows, with the class names that Hugging Face keeps in them."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from annotator.files.bytestreams import OnRead, Watched, head_of, size_of
from annotator.files.containers.names import unique
from annotator.files.containers.plain_cells import plain_cell, text_of_bytes
from annotator.files.containers.thrift import parquet_rows
from annotator.files.problems import Unusable
from annotator.files.tables import MAX_COLUMNS, Rows, Table

if TYPE_CHECKING:
    from arro3.core import Array, RecordBatch, Schema

PARQUET, ARROW = b"PAR1", b"ARROW1"
# Rows that are turned into Python's values at once; fewer where a row may hold a file.
ROWS_AT_ONCE = 1_000
FILES_AT_ONCE = 16
# What pandas calls an index without a name.
PANDAS_INDEX = "__index_level_0__"
# Types, as arro3 writes them.
NOT_JSON = re.compile(r"Timestamp|Date|Time|Duration|Interval|Decimal|Map")
BYTES = re.compile(r"arro3\.core\.DataType<(Large|FixedSize)?Binary")
Translate = Callable[[Any], Any]


@dataclass(frozen=True, kw_only=True)
class ArrowTable(Table):
    """Rows by number, from 1. translations: by column, what a cell stands for."""

    file: BinaryIO
    translations: dict[str, Translate]
    on_read: OnRead | None = None

    def rows(self) -> Rows:
        """As `Table.rows`; a class that was stored as a number comes as its name."""
        line = 0
        for batch in _Reader(self.file, self.on_read).batches():
            for part in _parts(batch):
                for cells in zip(*self._columns(part), strict=True):
                    line += 1
                    yield line, dict(zip(self.columns, cells, strict=True))

    def _columns(self, batch: "RecordBatch") -> Iterator[list[Any]]:
        for position, column in enumerate(self.columns):
            array = batch.column(position)
            translate = self.translations.get(column) or _translation_of_type(repr(array.type))
            yield [translate(cell) for cell in _listed(array)] if translate else _listed(array)


def is_arrow(head: bytes) -> bool:
    """Parquet, an Arrow file (Feather is one), or a stream of Arrow, which begins with a mark and a length."""
    return head.startswith((PARQUET, ARROW)) or (head.startswith(b"\xff\xff\xff\xff") and head[6:8] == b"\0\0")


def arrow(file: BinaryIO, name: str, *, on_read: OnRead | None = None) -> ArrowTable:
    """Raises Unusable."""
    reader = _Reader(file, on_read)
    names = reader.schema.names
    if len(names) > MAX_COLUMNS:
        raise Unusable("unsupported_type", f"This table has more than {MAX_COLUMNS:,} columns. Leave out some.")
    columns = unique(["index" if column == PANDAS_INDEX else column for column in names])
    return ArrowTable(
        name=name,
        format="parquet" if reader.is_parquet else "arrow",
        columns=tuple(columns),
        n_lines=parquet_rows(file) if reader.is_parquet else sum(batch.num_rows for batch in reader.batches()),
        n_bytes=size_of(file),
        file=file,
        translations=_translations(reader.schema, columns),
        on_read=on_read,
    )


class _Reader:
    """A file from its start. Raises Unusable (bad_file)."""

    def __init__(self, file: BinaryIO, on_read: OnRead | None) -> None:
        # Few processes need it, and it costs each that imports it.
        from arro3 import io

        self._watched = Watched(file, on_read)
        stream = cast(BinaryIO, self._watched)
        head = head_of(file, 4)
        self.is_parquet = head == PARQUET
        if self.is_parquet:
            _check_end(file)
        with self._said_plainly():
            if self.is_parquet:
                self._reader = io.read_parquet(stream, batch_size=ROWS_AT_ONCE)
            else:
                self._reader = (io.read_ipc if head == ARROW[:4] else io.read_ipc_stream)(stream)
            self.schema = self._reader.schema

    def batches(self) -> Iterator["RecordBatch"]:
        """Once."""
        while (batch := self._next()) is not None:
            yield batch

    def _next(self) -> "RecordBatch | None":
        with self._said_plainly():
            return next(self._reader, None)
        return None

    @contextmanager
    def _said_plainly(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            if self._watched.stopped_by:
                raise self._watched.stopped_by from error
            # A panic of the library is no Exception.
            if isinstance(error, Exception) or type(error).__name__ == "PanicException":
                detail = "This Parquet or Arrow file is damaged or cut off. Write or download it again."
                raise Unusable("bad_file", detail) from error
            raise


def _check_end(file: BinaryIO) -> None:
    size = size_of(file)
    file.seek(max(0, size - 4))
    if size < 12 or file.read(4) != PARQUET:
        raise Unusable("bad_file", "This Parquet file is damaged or cut off. Write or download it again.")
    file.seek(0)


def _parts(batch: "RecordBatch") -> Iterator["RecordBatch"]:
    holds_files = any("Binary" in repr(field) for field in map(batch.schema.field, range(batch.num_columns)))
    size = FILES_AT_ONCE if holds_files else ROWS_AT_ONCE
    for start in range(0, batch.num_rows, size):
        yield batch.slice(start, min(size, batch.num_rows - start))


def _listed(array: "Array") -> list[Any]:
    cells: list[Any] = array.to_pylist()  # type: ignore[assignment]  # it is called an array of numpy there
    return cells


def _translation_of_type(written: str) -> Translate | None:
    if NOT_JSON.search(written):
        return plain_cell
    return text_of_bytes if BYTES.match(written) else None


# Class names


def _translations(schema: "Schema", columns: list[str]) -> dict[str, Translate]:
    """For columns of classes that are stored by number."""
    features: dict[str, Any] = {}
    with suppress(KeyError, ValueError, TypeError):
        features = json.loads(schema.metadata[b"huggingface"])["info"]["features"]
    names = zip(columns, schema.names, strict=True)
    found = {column: _translation(features.get(name)) for column, name in names if isinstance(features, dict)}
    return {column: translate for column, translate in found.items() if translate}


def _translation(feature: Any) -> Translate | None:
    if isinstance(feature, list) and len(feature) == 1:
        feature = {"feature": feature[0]}
    if not isinstance(feature, dict):
        return None
    names = feature.get("names")
    if feature.get("_type") == "ClassLabel" and isinstance(names, list):
        return lambda cell: _class_name(names, cell)
    if inner := _translation(feature.get("feature")):
        return lambda cell: [inner(part) for part in cell] if isinstance(cell, list) else cell
    return None


def _class_name(names: list[Any], cell: Any) -> Any:
    """None for no class, which Hugging Face writes as -1."""
    if not isinstance(cell, int):
        return cell
    if cell < 0:
        return None
    return str(names[cell]) if cell < len(names) else cell
