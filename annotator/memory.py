"""Memory between two pieces of work."""

import ctypes
from typing import Final

_LIBC: Final = ctypes.CDLL(None)


def give_back() -> None:
    """Return freed memory to the system: glibc keeps what a round or an import took, for hours without work.

    Elsewhere than with glibc nothing happens. (Small thresholds in its environment would do the same all the time,
    but then each optimiser step fetches its memory anew: an update took three times as long.)
    """
    trim = getattr(_LIBC, "malloc_trim", None)
    if trim is not None:
        trim(0)
