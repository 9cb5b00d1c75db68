"""Tables that are written as Parquet."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from arro3.io import read_parquet

from annotator.files.parquet_files import write_parquet
from annotator.files.written import Column


def test_rows_are_written_group_by_group_and_do_not_wait_in_memory_for_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("annotator.files.parquet_files.ROWS_AT_ONCE", 100)
    monkeypatch.setattr("annotator.files.parquet_files.ROWS_OF_A_GROUP", 200)
    file = io.BytesIO()
    sizes: list[int] = []

    def lines() -> Iterator[list[Any]]:
        for n in range(2_000):
            sizes.append(file.tell())
            yield [n, f"text {n}"]

    assert write_parquet(file, [Column("row", "integer"), Column("text")], lines()) == 2_000
    assert sizes[1_500] > sizes[1_000] > 1_000
    file.seek(0)
    assert read_parquet(file).read_all().num_rows == 2_000
