"""What an advisory lock in PostgreSQL is held for. Who takes it: services/locks.py; who asks: selectors/workers.py."""

from enum import IntEnum


class LockClass(IntEnum):
    """The first of an advisory lock's two keys; the second is a row's number."""

    ROUND = 7301
    JOB = 7302
    SCHEDULER = 7303
    BENCHMARK = 7304
    WEBHOOKS = 7305
