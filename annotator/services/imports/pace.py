"""How far a preview may go where it is made: at once, within a request, or in a worker, as long as it is wanted."""

import time
from collections.abc import Callable
from typing import Protocol

from annotator.services.jobs.progress import Progress

# What a web process spends on one file. Machines differ in speed and load: rows and bytes decide almost always, the
# processor's time where something takes longer than its size tells.
MOST_ROWS = 50_000
MOST_READ_BYTES = 16 * 2**20
MOST_HELD_BYTES = 16 * 2**20
MOST_CPU_S = 0.7


class TakesLonger(Exception):
    """This file is for a worker to look at."""


class Pace(Protocol):
    """Is told of each piece of the work; raises where it must end."""

    def read(self, n_bytes: int, /) -> None:
        """So much was read, as unpacked."""

    def look(self, done: int, total: int | None, /) -> None:
        """So many rows or images of so many were looked at."""

    def hold(self, n_bytes: int, /) -> None:
        """So much is about to be in memory at once."""


class AtOnce:
    """For a web process. Raises TakesLonger."""

    def __init__(self, *, clock: Callable[[], float] = time.thread_time) -> None:
        self._clock = clock
        self._until = clock() + MOST_CPU_S
        self._read = 0

    def read(self, n_bytes: int, /) -> None:
        self._read += n_bytes
        self._go_on(self._read <= MOST_READ_BYTES)

    def look(self, done: int, _total: int | None, /) -> None:
        self._go_on(done <= MOST_ROWS)

    def hold(self, n_bytes: int, /) -> None:
        self._go_on(n_bytes <= MOST_HELD_BYTES)

    def _go_on(self, is_small: bool) -> None:  # noqa: FBT001 - the answer to what its caller asked
        if not is_small or self._clock() > self._until:
            raise TakesLonger


class InBackground:
    """For a worker: says how far it is, and stops where nobody wants it any more. Raises JobCancelled."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def read(self, _n_bytes: int, /) -> None:
        self._progress.advance(self._progress.job.done)

    def look(self, done: int, total: int | None, /) -> None:
        self._progress.advance(done, total=total)

    def hold(self, n_bytes: int, /) -> None:
        """A worker has room for whatever an import could take."""
