"""One step ahead: the next element of an iterator is made in a thread while its reader waits for something else."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")


class ReadAhead(Generic[T]):
    """`read_on` starts the next element, however often it is called; `take` waits for it (None at the end).

    Errors are raised by `take`.

    The reader says when, and not a queue: the thread holds the interpreter, and is best started right before the
    reader leaves it for a long wait.
    """

    def __init__(self, source: Iterator[T]) -> None:
        self._source = source
        self._pool = ThreadPoolExecutor(1)
        self._next: Future[T | None] | None = None

    def __enter__(self) -> "ReadAhead[T]":
        return self

    def __exit__(self, *exc: object) -> None:
        self._pool.shutdown()

    def read_on(self) -> None:
        if self._next is None:
            self._next = self._pool.submit(next, self._source, None)

    def take(self) -> T | None:
        self.read_on()
        assert self._next is not None
        element, self._next = self._next, None
        return element.result()
