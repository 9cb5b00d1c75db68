"""Work that can be told to end: asked at every step, and from outside where a step does not come.

The engine asks between its steps, and most are short. But a library's own training, or a model that is being fetched,
asks nobody: a thread watches over it, and where the work does not end within a grace time, stores that and ends the
process. Nothing is lost by it: another worker is started, and locks die with the connection.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

from django.db import InterfaceError, OperationalError, connection

from annotator.services.rounds.endings import End

log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.5
GUARD_EVERY_S = 2.0
GRACE_S = 20.0

Look = Callable[[], End | None]
Die = Callable[[], None]


class Watch:
    """The engine's Stop: True once `look` has given a reason, which stays in `why`. It is asked now and then."""

    def __init__(self, look: Look) -> None:
        self.why: End | None = None
        self._look = look
        self._next = 0.0

    def __call__(self) -> bool:
        if self.why is None and monotonic() >= self._next:
            self._next = monotonic() + LOOK_EVERY_S
            self.look_now()
        return self.why is not None

    def look_now(self) -> End | None:
        """Asked for certain, between two pieces of work."""
        self.why = self.why or self._look()
        return self.why


@contextmanager
def guarded(look: Look, *, give_up: Callable[[End], bool], die: Die | None) -> Iterator[None]:
    """Where the work inside goes on GRACE_S after it should end: `give_up` stores that, and `die` ends the process.

    give_up: False where the work has ended in the meantime. die: None outside of workers: there it is waited for.
    """
    if die is None:
        yield
        return
    is_over = Event()
    guard = Thread(target=_guard, args=(look, give_up, die, is_over), name="round guard", daemon=True)
    guard.start()
    try:
        yield
    finally:
        is_over.set()
        guard.join()


def _guard(look: Look, give_up: Callable[[End], bool], die: Die, is_over: Event) -> None:
    since: float | None = None
    try:
        while not is_over.wait(GUARD_EVERY_S):
            why = _looked(look)
            since = None if why is None else since or monotonic()
            if why is not None and since is not None and monotonic() - since >= GRACE_S and give_up(why):
                log.warning("work did not end (%s) within %s s: this worker ends, and another is started", why, GRACE_S)
                die()
                return
    finally:
        connection.close()


def _looked(look: Look) -> End | None:
    try:
        return look()
    except (InterfaceError, OperationalError) as error:
        # The database is away; whoever works finds out by themselves.
        log.warning("the guard of a round waits for the database: %s", str(error).partition("\n")[0])
        connection.close()
        return None
