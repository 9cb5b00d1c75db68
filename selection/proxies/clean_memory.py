"""Memory of zeros for fastText.

fastText 0.9.3 with one thread initialises only the first tenth of its input matrix
(`DenseMatrix::uniformThread` fills block 0 of 10) and allocates it without clearing. The other nine tenths
are whatever the process freed before: remains of the last model, or garbage that ends in "Encountered NaN".
Pages fresh from the kernel are zeros, so while fastText trains, glibc takes every large block from there.
A matrix of zeros there is a good start: an n-gram that was never trained on then adds nothing.
Where the C library is another one, this does nothing, and the retry in `text` is what remains.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

M_MMAP_THRESHOLD = -3
FRESH_ABOVE_BYTES = 16 * 1024
# The ceiling of glibc's own adaptive threshold; setting any value turns the adaption off for good.
USUAL_BYTES = 32 * 1024 * 1024


@contextmanager
def zeroed_large_blocks() -> Iterator[None]:
    """Inside, every new block above 16 KiB is zeros (glibc)."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        yield
        return
    mallopt(M_MMAP_THRESHOLD, FRESH_ABOVE_BYTES)
    try:
        yield
    finally:
        mallopt(M_MMAP_THRESHOLD, USUAL_BYTES)
