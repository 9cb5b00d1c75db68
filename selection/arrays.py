"""Names for the arrays that the engine passes around.

Suffixes say the axes: N rows of the project, R rows asked for, B labelled batch, C classes, P probe rows.
`*_rows` are positions in the project, `*_pos` are offsets into an array at hand.
"""

import numpy as np
from numpy.typing import NDArray

from selection.errors import BadInput

Ints = NDArray[np.int64]
Rounds = NDArray[np.int32]
Floats = NDArray[np.float64]
Floats32 = NDArray[np.float32]
Floats16 = NDArray[np.float16]
Bools = NDArray[np.bool_]
Images = NDArray[np.uint8]


def as_rows(values: object, *, n_rows: int, name: str = "rows") -> Ints:
    """`values` as int64[R], each within [0, n_rows). Raises BadInput otherwise."""
    array = np.asarray(values)
    if array.size and not np.issubdtype(array.dtype, np.integer):
        raise BadInput(f"{name} must be whole numbers, not {array.dtype}.")
    rows = np.ascontiguousarray(array, dtype=np.int64).reshape(-1)
    if rows.size and (rows.min() < 0 or rows.max() >= n_rows):
        raise BadInput(f"{name} must lie within 0 and {n_rows - 1}; got {rows.min()} to {rows.max()}.")
    return rows


def mask_of(rows: Ints, *, n_rows: int) -> Bools:
    """bool[N], true at `rows`."""
    mask = np.zeros(n_rows, dtype=np.bool_)
    mask[rows] = True
    return mask
