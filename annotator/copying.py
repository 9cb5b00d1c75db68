"""Rows into a table by COPY in its binary format: PostgreSQL plans nothing, and neither side writes or reads numbers as
text or looks for signs to escape.

A row is the number of its columns (two bytes) and its values, each after its length (four bytes), big end first.
"""

import io
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from struct import Struct

from django.db import connection

NULL = b"\xff\xff\xff\xff"
FALSE = b"\0\0\0\1\0"
_START = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"
_LENGTH = Struct(">i")
_SMALL, _INTEGER, _BIG = Struct(">ih"), Struct(">ii"), Struct(">iq")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def text(value: str | bytes) -> bytes:
    """For text and varchar; bytes are UTF-8 already."""
    data = value.encode() if isinstance(value, str) else value
    return _LENGTH.pack(len(data)) + data


def jsonb(value: str) -> bytes:
    """For jsonb; a text of JSON."""
    data = value.encode()
    return b"%b\1%b" % (_LENGTH.pack(len(data) + 1), data)


def small(value: int) -> bytes:
    return _SMALL.pack(2, value)


def integer(value: int) -> bytes:
    return _INTEGER.pack(4, value)


def big(value: int | None) -> bytes:
    """For keys as well; None is NULL."""
    return NULL if value is None else _BIG.pack(8, value)


def moment(value: datetime) -> bytes:
    """For timestamptz."""
    return _BIG.pack(8, (value - _EPOCH) // _TICK)


def values_in(cells: bytes) -> list[bytes]:
    """Values that stand one after another, each with its length before it."""
    values, at = [], 0
    while at < len(cells):
        (length,) = _LENGTH.unpack_from(cells, at)
        end = at + 4 + max(0, length)
        values.append(cells[at:end])
        at = end
    return values


def copy_into(table: str, columns: str, rows: Iterable[bytes]) -> None:
    """Add the rows, or parts of rows in their order."""
    data = io.BytesIO(b"".join((_START, *rows, _END)))
    with connection.cursor() as cursor, connection.wrap_database_errors:
        # In one piece: between pieces this thread would have to win the interpreter back.
        cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN (FORMAT binary)", data, 2**30)
