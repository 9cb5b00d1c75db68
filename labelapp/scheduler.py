"""The scheduler: a thread in every io worker. Of all these threads, the one that holds a lock in PostgreSQL ticks.

So there is one scheduler per installation, however many io workers there are and whenever they die: the lock
dies with its holder's connection, and another worker takes it up within EVERY_S. A busy pool does not hold it up.
"""

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from celery import bootsteps

log = logging.getLogger(__name__)

EVERY_S = 3.0
STOP_WITHIN_S = 5.0


class Scheduler(bootsteps.StartStopStep):
    """Part of a Celery worker's life: starts and stops with it."""

    def __init__(self, worker: Any, **options: Any) -> None:
        super().__init__(worker, **options)
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="scheduler", daemon=True)

    def include_if(self, worker: Any) -> bool:
        return "io" in worker.app.amqp.queues.consume_from

    def start(self, _worker: Any) -> None:
        self._thread.start()

    def stop(self, _worker: Any) -> None:
        self._stopping.set()
        self._thread.join(STOP_WITHIN_S)

    def _run(self) -> None:
        # Only here: Django is not ready yet when Celery's app is imported.
        from annotator.tasks import tick

        keep_ticking(tick, stopping=self._stopping)


def keep_ticking(tick: Callable[[], None], *, stopping: Event, every_s: float = EVERY_S) -> None:
    """Call `tick` every `every_s` seconds while this thread holds the lock, else try for it; until `stopping`."""
    from django.db import InterfaceError, OperationalError, connection

    while not stopping.is_set():
        try:
            _tick_while_held(tick, stopping=stopping, every_s=every_s)
        except (InterfaceError, OperationalError) as error:
            log.warning("the scheduler waits for the database: %s", str(error).partition("\n")[0])
        except Exception:
            # The database or the broker is away for now. Without the lock, whoever can may tick.
            log.exception("the scheduler failed and tries again")
        finally:
            connection.close()
        stopping.wait(every_s)


def _tick_while_held(tick: Callable[[], None], *, stopping: Event, every_s: float) -> None:
    from annotator.services.locks import LockClass, advisory

    with advisory(LockClass.SCHEDULER, 0) as acquired:
        while acquired and not stopping.is_set():
            tick()
            stopping.wait(every_s)
