"""How many rows a Parquet file has, out of its footer: Apache Thrift's compact protocol, as far as that takes."""

import io
from collections.abc import Callable
from typing import BinaryIO

NUM_ROWS = 3


def parquet_rows(file: BinaryIO) -> int:
    """The field num_rows of the footer; 0 where none can be read."""
    file.seek(-8, io.SEEK_END)
    length = int.from_bytes(file.read(4), "little")
    file.seek(max(0, file.seek(0, io.SEEK_END) - 8 - length))
    footer = io.BytesIO(file.read(length))
    file.seek(0)
    try:
        return max(0, _num_rows(footer))
    except (EOFError, RecursionError):
        return 0


def _num_rows(footer: BinaryIO) -> int:
    field = 0
    while header := _byte(footer):
        field = field + (header >> 4) if header >> 4 else _zigzag(footer)
        if field == NUM_ROWS:
            return _zigzag(footer)
        _skip(footer, header & 15)
    return 0


def _byte(data: BinaryIO) -> int:
    if byte := data.read(1):
        return byte[0]
    raise EOFError


def _varint(data: BinaryIO) -> int:
    value = shift = 0
    while shift < 64:
        byte = _byte(data)
        value |= (byte & 127) << shift
        if byte < 128:
            break
        shift += 7
    return value


def _zigzag(data: BinaryIO) -> int:
    value = _varint(data)
    return (value >> 1) ^ -(value & 1)


def _skip(data: BinaryIO, kind: int) -> None:
    if skip := SKIPPERS.get(kind):
        skip(data)


def _skip_list(data: BinaryIO) -> None:
    header = _byte(data)
    for _ in range(header >> 4 if header >> 4 < 15 else _varint(data)):
        # A truth value in a list is a byte of its own; as a field it is in the header.
        _skip(data, 3 if header & 15 in (1, 2) else header & 15)


def _skip_struct(data: BinaryIO) -> None:
    while header := _byte(data):
        if not header >> 4:
            _zigzag(data)
        _skip(data, header & 15)


SKIPPERS: dict[int, Callable[[BinaryIO], object]] = {
    3: _byte,
    4: _varint,
    5: _varint,
    6: _varint,
    7: lambda data: data.read(8),
    8: lambda data: data.read(_varint(data)),
    9: _skip_list,
    10: _skip_list,
    12: _skip_struct,
}
