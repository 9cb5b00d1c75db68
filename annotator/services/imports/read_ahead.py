"""A few steps ahead: the next elements of an iterator are made in a thread while its reader waits for others."""

import gc
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
# Whoever comes back from the database while the thread works waits for the interpreter at most so long. Python's own
# 5 ms, at a dozen statements for each batch, are half of an import.
SWITCH_S = 0.0005
# New objects until Python looks for circles among them. At its own 700 that is a fifth of the work, and rows have none.
NEW_OBJECTS = 20_000


class _Hurry:
    """Python's own settings while anybody reads ahead: the first one sets them, the last one puts them back.

    Several imports run at once in the threads of one process.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._readers = 0

    def begin(self) -> None:
        with self._lock:
            self._readers += 1
            if self._readers == 1:
                self._before = sys.getswitchinterval(), gc.get_threshold()
                sys.setswitchinterval(SWITCH_S)
                gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])

    def end(self) -> None:
        with self._lock:
            self._readers -= 1
            if self._readers == 0:
                switch_s, threshold = self._before
                sys.setswitchinterval(switch_s)
                gc.set_threshold(*threshold)


_hurry = _Hurry()


class ReadAhead(Generic[T]):
    """`take` waits for the next element (None at the end), `ahead` more are made meanwhile; it raises their errors."""

    def __init__(self, source: Iterator[T], *, ahead: int = 2) -> None:
        self._source = source
        self._ahead = ahead
        self._pool = ThreadPoolExecutor(1)
        self._coming: deque[Future[T | None]] = deque()

    def __enter__(self) -> "ReadAhead[T]":
        _hurry.begin()
        self._read_on()
        return self

    def __exit__(self, *exc: object) -> None:
        try:
            self._pool.shutdown(cancel_futures=True)
        finally:
            _hurry.end()

    def take(self) -> T | None:
        element = self._coming.popleft().result()
        self._read_on()
        return element

    def _read_on(self) -> None:
        while len(self._coming) < self._ahead:
            self._coming.append(self._pool.submit(next, self._source, None))
