"""Memory of zeros for fastText.

fastText 0.9.3 with one thread initialises only the first tenth of its input matrix
(`DenseMatrix::uniformThread` fills block 0 of 10) and allocates it without clearing. The other nine tenths
are whatever the process freed before: remains of the last model, or garbage that ends in "Encountered NaN".
glibc can fill every new block with a byte (M_PERTURB, meant for finding such bugs); the byte is zero here.
A matrix of zeros there is a good start: an n-gram that was never trained on then adds nothing.
Where the C library is another one, this does nothing, and the retry in `text` is what remains.
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
