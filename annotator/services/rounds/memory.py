"""A turn may take so much memory beyond what its process has: where it took more, others on the machine would go short.

What is refused by the kernel raises in the round that asked for it; PostgreSQL and the web processes never notice.
"""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_STATUS = Path("/proc/self/status")
# Its driver maps far more than it takes; nobody has tried it under a bound.
_CARD = Path("/dev/nvidiactl")


@contextmanager
def bounded(megabytes: int | None) -> Iterator[None]:
    """Inside, this process gets so many megabytes of private memory more.

    No bound for None, where Linux is not, and where there is an NVIDIA card.
    """
    if megabytes is None or not _STATUS.exists() or _CARD.exists():
        yield
        return
    before, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = _taken_bytes() + megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, most))


def ran_out(error: BaseException | None) -> bool:
    """Whether the error, or what caused it, says that there was no memory."""
    while error is not None:
        # torch has no class for it on a CPU, only these words.
        if isinstance(error, MemoryError) or "allocate memory" in str(error) or "out of memory" in str(error).lower():
            return True
        error = error.__cause__
    return False


def _taken_bytes() -> int:
    """What the kernel counts towards the limit: private memory that can be written."""
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmData:"))
    return int(line.split()[1]) * 1024
