"""The two kinds of locks, and their order: first an advisory lock (who works), then a project's row (who writes).

- `lock_project`: the project's one lock, inside a short transaction. Queue, leases, budget and spending change
  only under it, so two requests never see the same free slot.
- `advisory`: held by the connection of a worker for as long as a round or job takes. It dies with the worker's
  connection, so a killed worker needs no time-out to be noticed. Needs a direct connection (no
  transaction-pooling proxy between worker and PostgreSQL).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from annotator.errors import NotFound
from annotator.lock_classes import LockClass as LockClass
from annotator.models import Project
from annotator.sql import Columns, Statement

_PROJECT = Columns(Project)
_LOCK = Statement(
    "lock",
    # NO KEY: rows that only refer to the project can still be inserted by others.
    f"SELECT {_PROJECT.names} FROM annotator_project WHERE id = %(project)s FOR NO KEY UPDATE",  # noqa: S608
    project="bigint",
)


def lock_project(project_id: int) -> Project:
    """Lock and return the project. Must be called inside a transaction, before any other row is locked.

    Waits for as long as the connection's lock_timeout allows (settings.DATABASES).
    """
    assert connection.in_atomic_block, "lock_project outside a transaction locks nothing"
    row = _LOCK.row(project=project_id)
    if row is None:
        raise NotFound("This project")
    return _PROJECT.make(row)


@contextmanager
def advisory(lock: LockClass, key: int) -> Iterator[bool]:
    """True inside the block if this connection got the lock, False if somebody else works on it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [int(lock), key])
        acquired = bool(cursor.fetchone()[0])
    try:
        yield acquired
    finally:
        if acquired:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [int(lock), key])
