"""Freed memory goes back to the system between two pieces of work."""

import ctypes
from typing import Final

_LIBC: Final = ctypes.CDLL(None)


def trim() -> None:
    """Return freed memory to the system: glibc keeps what a round or an import took, for hours without work.

    Elsewhere than with glibc nothing happens. (Small thresholds in its environment would do the same all the time,
    but then each optimiser step fetches its memory anew: an update took three times as long.)
    """
    malloc_trim = getattr(_LIBC, "malloc_trim", None)
    if malloc_trim is not None:
        malloc_trim(0)
