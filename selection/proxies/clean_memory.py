"""Memory of zeros for fastText, whose one thread leaves nine tenths of its input matrix as it was (docs/decisions/007).

`DenseMatrix::uniformThread` of 0.9.3 fills block 0 of 10. glibc can fill every new block with a byte (M_PERTURB); with
zeros, an n-gram that was never trained on adds nothing. With another C library this does nothing, and the retry in
`text` is what remains.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

M_PERTURB = -6
# New blocks are filled with the complement of this byte.
FILL_WITH_ZEROS, OFF = 0xFF, 0


@contextmanager
def zeroed_blocks() -> Iterator[None]:
    """Inside, every new block of memory is zeros (glibc)."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        yield
        return
    mallopt(M_PERTURB, FILL_WITH_ZEROS)
    try:
        yield
    finally:
        mallopt(M_PERTURB, OFF)
