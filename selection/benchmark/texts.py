"""Texts for a benchmark: CSV or JSON lines, plain or gzipped."""

import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from selection.benchmark.data import DataError, Dataset, dataset, existing
from selection.strategy import TEXT

LARGEST_FIELD = 64 * 1024 * 1024
TEST_NAMES = frozenset({"test", "val", "valid", "validation", "dev"})


def load_texts(path: Path, *, test: Path | None, text_column: str, label_column: str) -> Dataset:
    """One row per text; a `split` column or the `test` file says which are test items."""
    texts, labels, splits = _columns(path, text_column=text_column, label_column=label_column)
    is_test = None
    if test is not None:
        more_texts, more_labels, _ = _columns(existing(test), text_column=text_column, label_column=label_column)
        is_test = np.arange(len(texts) + len(more_texts)) >= len(texts)
        texts, labels = texts + more_texts, labels + more_labels
    elif any(splits):
        is_test = np.array([split.strip().lower() in TEST_NAMES for split in splits])
    return dataset(TEXT, texts, labels, is_test=is_test)


def _columns(path: Path, *, text_column: str, label_column: str) -> tuple[list[str], list[str], list[str]]:
    """Texts, labels and splits ("" where there is no such column). Raises DataError naming file and row."""
    texts, labels, splits = [], [], []
    for number, row in enumerate(rows_of(path), start=1):
        for column in (text_column, label_column):
            if row.get(column) is None:
                raise DataError(f"{path}, row {number}: there is no {column!r}; it has {', '.join(map(str, row))}.")
        if not str(row[label_column]).strip():
            raise DataError(f"{path}, row {number}: the label is empty.")
        texts.append(str(row[text_column]))
        labels.append(str(row[label_column]).strip())
        splits.append(str(row.get("split") or ""))
    if not texts:
        raise DataError(f"{path} has no rows.")
    return texts, labels, splits


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """Each row by column. Raises DataError where the file cannot be read."""
    try:
        with _opened(path) as file:
            yield from _json_rows(file, path=path) if ".jsonl" in path.suffixes else _csv_rows(file)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path} cannot be read: {error}") from error


def _opened(path: Path) -> TextIO:
    # utf-8-sig: a byte order mark would become part of the first column's name.
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _csv_rows(file: TextIO) -> Iterator[dict[str, Any]]:
    csv.field_size_limit(LARGEST_FIELD)
    header = file.readline()
    delimiter = max(",;\t", key=header.count)
    names = next(csv.reader([header], delimiter=delimiter), [])
    yield from csv.DictReader(file, fieldnames=names, delimiter=delimiter)


def _json_rows(file: TextIO, *, path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise DataError(f"{path}, row {number}: not a line of JSON.") from error
        if not isinstance(row, dict):
            raise DataError(f"{path}, row {number}: not a JSON object.")
        yield row
