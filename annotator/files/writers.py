"""Tables as files: CSV that spreadsheets open as it is meant, JSONL for programs."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TextIO

# Tells spreadsheets that a CSV file is UTF-8.
BOM = "\ufeff"
# The values of one line, in the order of its columns.
Line = list[Any]
# What a spreadsheet would take for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FLAGS = frozenset({"skip", "flagged", "late", "consensus_tie", "suggestion_shown"})
NUMBERS = frozenset({"item_id", "row", "lead_time_s", "round", "rank", "acq_score", "selection_prob", "price"})


def _write_csv(file: TextIO, columns: list[str], lines: Iterator[Line]) -> int:
    file.write(BOM)
    writer = csv.writer(file)
    writer.writerow(columns)
    flags = [at for at, name in enumerate(columns) if name in FLAGS]
    texts = [at for at, name in enumerate(columns) if name not in FLAGS | NUMBERS]
    n_rows = 0
    for line in lines:
        for at in flags:
            line[at] = "true" if line[at] else "false"
        for at in texts:
            # `csv_cell`, without its price where there is nothing to guard.
            if line[at] and line[at][0] in FORMULA_STARTS:
                line[at] = csv_cell(line[at])
        writer.writerow(line)
        n_rows += 1
    return n_rows


def csv_cell(value: Any) -> Any:
    """The value as a CSV cell that no spreadsheet takes for a formula."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _write_jsonl(file: TextIO, columns: list[str], lines: Iterator[Line]) -> int:
    encode = json.JSONEncoder(ensure_ascii=False).encode
    n_rows = 0
    for line in lines:
        file.write(encode(dict(zip(columns, line, strict=True))) + "\n")
        n_rows += 1
    return n_rows


FORMATS: Mapping[str, Callable[[TextIO, list[str], Iterator[Line]], int]] = {"csv": _write_csv, "jsonl": _write_jsonl}
