"""Rows as people have them become rows as the API takes them."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelapp_client.rows import as_lines, batches, plain, rows_of


class Frame:
    """As pandas has it."""

    def to_dict(self, orient: str) -> list[dict[Any, Any]]:
        assert orient == "records"
        return [{"text": "loved", 7: np.float64("nan")}, {"text": "hated", 7: np.int64(3)}]


class PolarsFrame:
    def iter_rows(self, *, named: bool) -> Iterator[dict[str, Any]]:
        assert named
        return iter([{"text": "loved", "7": None}, {"text": "hated", "7": 3}])

    def to_dict(self) -> dict[str, Any]:
        raise AssertionError("columns, not rows")


@pytest.mark.parametrize(
    "table", [Frame(), PolarsFrame(), Frame().to_dict("records"), iter(Frame().to_dict("records"))]
)
def test_frames_lists_and_iterators_are_the_same_rows(table: Any) -> None:
    assert list(rows_of(table)) == [{"text": "loved", "7": None}, {"text": "hated", "7": 3}]


class NAType:
    """Of pandas: it compares with nothing."""

    def __eq__(self, other: object) -> bool:
        raise TypeError("boolean value of NA is ambiguous")

    __hash__ = None  # type: ignore[assignment]  # nor has it a hash


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True),
        (7, 7),
        (0.5, 0.5),
        (float("nan"), None),
        (float("-inf"), None),
        (NAType(), None),
        (datetime(2026, 11, 28, 10, tzinfo=UTC), "2026-11-28T10:00:00+00:00"),
        (date(2026, 11, 28), "2026-11-28"),
        (timedelta(minutes=1, milliseconds=500), 60.5),
        (Decimal("0.10"), "0.10"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (np.float32("nan"), None),
        (np.array([True])[0], True),
        (np.array([1, 2]), [1, 2]),
        ({"a": (1, {"b": np.int8(2)})}, {"a": [1, {"b": 2}]}),
    ],
)
def test_a_value_is_as_json_has_it(value: object, expected: object) -> None:
    assert plain(value) == expected
    assert type(plain(value)) is type(expected)


def test_what_json_has_nothing_for_is_said() -> None:
    with pytest.raises(TypeError, match=r"JSON has nothing for .*object"):
        plain(object())


def test_rows_are_lines_of_json() -> None:
    assert b"".join(as_lines([{"text": "ein\nZeilenumbruch"}, {"text": "über"}])) == (
        '{"text": "ein\\nZeilenumbruch"}\n{"text": "über"}\n'.encode()
    )


@given(st.lists(st.text(max_size=20)), st.integers(1, 5), st.integers(1, 60))
def test_batches_are_the_rows_in_their_order_and_none_is_too_long(rows: list[str], most: int, most_bytes: int) -> None:
    cut = list(batches(iter(rows), most_rows=most, most_bytes=most_bytes))
    assert [row for batch in cut for row in batch] == rows
    for batch in cut:
        assert 1 <= len(batch) <= most
        assert len(batch) == 1 or len(json.dumps(batch)) <= most_bytes + 2
    for batch, after in pairwise(cut):
        assert len(batch) == most or len(json.dumps([*batch, after[0]])) > most_bytes


def test_rows_are_taken_as_they_are_needed() -> None:
    taken = []

    def endless() -> Iterator[int]:
        while True:
            taken.append(1)
            yield 1

    next(batches(endless(), most_rows=3, most_bytes=1000))
    assert len(taken) == 4
