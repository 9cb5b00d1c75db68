"""Arrays to bytes and back, without pickle.

Layout: magic (8) · version (u16) · SHA-256 of the rest (32) · header length (u32) · JSON header · raw arrays.
The same content always gives the same bytes.
"""

import hashlib
import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from selection.errors import BadState

MAGIC = b"SELSTATE"
# Version 2 is laid out like version 1; its states say which labels replay memory holds.
VERSION = 2
READABLE = frozenset({1, 2})
_FIXED = struct.Struct("<8sH32s")
_LENGTH = struct.Struct("<I")
_DTYPES = frozenset({"<i8", "<i4", "<f8", "<f4", "|u1", "|b1"})


def pack(meta: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """One self-checking blob from JSON-able `meta` and named little-endian arrays."""
    layout = [[name, array.dtype.str, list(array.shape)] for name, array in arrays.items()]
    header = json.dumps({"meta": dict(meta), "arrays": layout}, sort_keys=True).encode()
    header += b" " * (-(_FIXED.size + _LENGTH.size + len(header)) % 8)
    # Views, hashed one by one and joined once: a state of ten million rows is 120 MB.
    parts: list[bytes | memoryview] = [_LENGTH.pack(len(header)), header]
    parts += [_bytes_of(array) for array in arrays.values()]
    checksum = hashlib.sha256()
    for part in parts:
        checksum.update(part)
    return b"".join([_FIXED.pack(MAGIC, VERSION, checksum.digest()), *parts])


def _bytes_of(array: NDArray[Any]) -> memoryview:
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8).data


def unpack(blob: bytes, *, as_views: bool = False) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """The inverse of `pack`. Raises BadState on anything that no `pack` up to this version wrote.

    as_views: arrays are read-only and keep the blob alive, which spares a large one its copy.
    """
    body = _checked_body(blob)
    (length,) = _LENGTH.unpack_from(body)
    try:
        header = json.loads(bytes(body[_LENGTH.size : _LENGTH.size + length]))
        arrays = _arrays(header["arrays"], body, start=_LENGTH.size + length)
        return header["meta"], arrays if as_views else {name: array.copy() for name, array in arrays.items()}
    except (ValueError, KeyError, TypeError) as error:
        raise BadState("The stored state is damaged: its header cannot be read.") from error


def _checked_body(blob: bytes) -> memoryview:
    if len(blob) < _FIXED.size + _LENGTH.size:
        raise BadState("The stored state is too short to be one.")
    magic, version, digest = _FIXED.unpack_from(blob)
    if magic != MAGIC:
        raise BadState("These bytes are not a stored state.")
    if version not in READABLE:
        raise BadState(f"The stored state has version {version}; this program reads up to version {VERSION}.")
    body = memoryview(blob)[_FIXED.size :]
    if hashlib.sha256(body).digest() != digest:
        raise BadState("The stored state is damaged: its checksum does not match.")
    return body


def _arrays(layout: list[Any], body: memoryview, *, start: int) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {}
    for name, dtype, shape in layout:
        if dtype not in _DTYPES:
            raise BadState(f"The stored state holds an array of unknown type {dtype!r}.")
        count = int(np.prod(shape, dtype=np.int64))
        array = np.frombuffer(body, dtype=dtype, count=count, offset=start).reshape(shape)
        # `pack` aligns what it is given in falling size; reading an array that is not aligned is slow.
        arrays[name] = array if array.flags.aligned else array.copy()
        start += array.nbytes
    return arrays
