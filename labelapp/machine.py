"""What this machine, or the container, has."""

import os
from contextlib import suppress
from pathlib import Path

# Of cgroups, version 2: a number of bytes, or "max".
_CONTAINER = Path("/sys/fs/cgroup/memory.max")


def memory_mb(container: Path = _CONTAINER) -> int:
    """Memory of the machine, or what its container may take of it."""
    of_machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    # No such file: no container; "max": no limit.
    with suppress(OSError, ValueError):
        of_machine = min(of_machine, int(container.read_text()))
    return of_machine // 2**20
