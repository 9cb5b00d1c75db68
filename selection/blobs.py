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
VERSION = 1
_FIXED = struct.Struct("<8sH32s")
_LENGTH = struct.Struct("<I")
_DTYPES = frozenset({"<i8", "<i4", "<f8", "<f4", "|u1", "|b1"})


def pack(meta: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """One self-checking blob from JSON-able `meta` and named little-endian arrays."""
    layout = [[name, array.dtype.str, list(array.shape)] for name, array in arrays.items()]
    header = json.dumps({"meta": dict(meta), "arrays": layout}, sort_keys=True).encode()
    parts = [_LENGTH.pack(len(header)), header]
    parts += [np.ascontiguousarray(array).tobytes() for array in arrays.values()]
    body = b"".join(parts)
    return _FIXED.pack(MAGIC, VERSION, hashlib.sha256(body).digest()) + body


def unpack(blob: bytes) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """The inverse of `pack`. Raises BadState on anything that `pack` of this version did not write."""
    body = _checked_body(blob)
    (length,) = _LENGTH.unpack_from(body)
    try:
        header = json.loads(body[_LENGTH.size : _LENGTH.size + length])
        return header["meta"], _arrays(header["arrays"], body, start=_LENGTH.size + length)
    except (ValueError, KeyError, TypeError) as error:
        raise BadState("The stored state is damaged: its header cannot be read.") from error


def _checked_body(blob: bytes) -> bytes:
    if len(blob) < _FIXED.size + _LENGTH.size:
        raise BadState("The stored state is too short to be one.")
    magic, version, digest = _FIXED.unpack_from(blob)
    if magic != MAGIC:
        raise BadState("These bytes are not a stored state.")
    if version != VERSION:
        raise BadState(f"The stored state has version {version}; this program reads version {VERSION}.")
    body = blob[_FIXED.size :]
    if hashlib.sha256(body).digest() != digest:
        raise BadState("The stored state is damaged: its checksum does not match.")
    return body


def _arrays(layout: list[Any], body: bytes, *, start: int) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {}
    for name, dtype, shape in layout:
        if dtype not in _DTYPES:
            raise BadState(f"The stored state holds an array of unknown type {dtype!r}.")
        count = int(np.prod(shape, dtype=np.int64))
        # A copy, because an array over bytes is read-only and would keep the whole blob alive.
        arrays[name] = np.frombuffer(body, dtype=dtype, count=count, offset=start).reshape(shape).copy()
        start += arrays[name].nbytes
    return arrays
