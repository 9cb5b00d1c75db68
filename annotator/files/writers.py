"""Tables as files: CSV and JSONL for programs, CSV and xlsx that spreadsheets open as they are meant."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from annotator.files.parquet_files import write_parquet
from annotator.files.workbooks import write_workbook
from annotator.files.written import Column, Line

# Tells spreadsheets that a CSV file is UTF-8.
BOM = "\ufeff"
# What a spreadsheet would take for a formula; the wide forms are those of Chinese and Japanese keyboards.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# A number as people write it, which no spreadsheet takes for a formula: "-1", "+1.5", "-5,2", "1e-3", "-5 %".
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?( ?%)?")
_COMPACT = json.JSONEncoder(ensure_ascii=False).encode

Write = Callable[[BinaryIO, Sequence[Column], Iterator[Line]], int]


def spreadsheet_cell(value: Any) -> Any:
    """The value as a CSV cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if isinstance(value, str):
        is_formula = value.startswith(FORMULA_STARTS) and not _NUMBER.fullmatch(value)
        return f"'{value}" if is_formula else value
    return _plain(value)


def _plain(value: Any) -> Any:
    """The value as a CSV cell that a program reads back."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _COMPACT(value) if isinstance(value, dict | list) else value


def _write_csv(file: BinaryIO, columns: Sequence[Column], lines: Iterator[Line]) -> int:
    return _csv(file, columns, lines, cell=_plain)


def _write_spreadsheet_csv(file: BinaryIO, columns: Sequence[Column], lines: Iterator[Line]) -> int:
    file.write(BOM.encode())
    return _csv(file, columns, lines, cell=spreadsheet_cell)


def _csv(file: BinaryIO, columns: Sequence[Column], lines: Iterator[Line], *, cell: Callable[[Any], Any]) -> int:
    with _as_text(file) as text:
        writer = csv.writer(text)
        writer.writerow([cell(column.name) for column in columns])
        n_rows = 0
        for line in lines:
            writer.writerow([cell(value) for value in line])
            n_rows += 1
    return n_rows


def _write_jsonl(file: BinaryIO, columns: Sequence[Column], lines: Iterator[Line]) -> int:
    names = [column.name for column in columns]
    with _as_text(file) as text:
        n_rows = 0
        for line in lines:
            text.write(_COMPACT(dict(zip(names, line, strict=True))) + "\n")
            n_rows += 1
    return n_rows


class _as_text(io.TextIOWrapper):
    """The file as UTF-8 text, line ends as they are given; at the end it stays open."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, encoding="utf-8", newline="", write_through=False)

    def __exit__(self, *_: object) -> None:
        self.flush()
        self.detach()


TABLES: Mapping[str, Write] = {
    "csv": _write_csv,
    "csv-spreadsheet": _write_spreadsheet_csv,
    "xlsx": write_workbook,
    "jsonl": _write_jsonl,
    "parquet": write_parquet,
}
