"""A generator that works ahead in a thread, while its reader waits for something else."""

import queue
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


class _End:
    """The last thing in the queue: the source is exhausted, or broke with `error`."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


def ahead(source: Iterable[T], *, depth: int = 4) -> Iterator[T]:
    """The elements of `source` in order, up to `depth` of them made before they are asked for.

    `source` runs in the thread alone; its errors are raised here. Leaving early stops the thread.
    """
    made: queue.Queue[T | _End] = queue.Queue(depth)
    left = threading.Event()
    thread = threading.Thread(target=_produce, args=(source, made, left), daemon=True)
    thread.start()
    try:
        while not isinstance(element := made.get(), _End):
            yield element
        if element.error:
            raise element.error
    finally:
        left.set()
        while thread.is_alive():
            # The thread may be waiting for room in the queue.
            with suppress(queue.Empty):
                made.get(timeout=0.05)


def _produce(source: Iterable[T], made: "queue.Queue[T | _End]", left: threading.Event) -> None:
    try:
        for element in source:
            if left.is_set():
                return
            made.put(element)
        made.put(_End())
    except BaseException as error:
        # Whatever it was, it belongs to the reader.
        made.put(_End(error))
