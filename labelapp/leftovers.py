"""No process outlives the one that started it: on Linux the kernel sees to that, and the next start looks again."""

import ctypes
import json
import os
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import psutil

PR_SET_PDEATHSIG = 1
END_WITHIN_S = 3.0


def die_with_parent(nice: int) -> Callable[[], None]:
    """Runs in the child: on Linux the kernel ends it when this process is killed, so that no orphan stays."""

    def prepare() -> None:
        os.nice(nice)
        _tell_at_death_of_parent(signal.SIGTERM)

    return prepare


def fast_stop_with_parent() -> None:
    """The same for PostgreSQL, whose SIGINT means: stop in order, without waiting for who is connected."""
    _tell_at_death_of_parent(signal.SIGINT)


def _tell_at_death_of_parent(number: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)


def remember(path: Path, pids: Iterable[int]) -> None:
    """Write down which process groups run, so that `end` finds them after this process was killed."""
    known = []
    for pid in pids:
        with suppress(psutil.Error):
            known.append([pid, psutil.Process(pid).create_time()])
    path.write_text(json.dumps(known))


def end(path: Path) -> int:
    """End what is left of those that were written down; how many. The caller knows that who started them is dead."""
    left = [process for process in _written_down(path) if process.is_running()]
    for number in (signal.SIGTERM, signal.SIGKILL):
        for process in left:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, number)
        psutil.wait_procs(left, timeout=END_WITHIN_S)
    path.unlink(missing_ok=True)
    return len(left)


def _written_down(path: Path) -> list[psutil.Process]:
    """A number that another process has got since is not taken for the old one."""
    processes = []
    with suppress(OSError, ValueError):
        for pid, created in json.loads(path.read_text()):
            with suppress(psutil.Error):
                process = psutil.Process(pid)
                if abs(process.create_time() - created) < 1:
                    processes.append(process)
    return processes
