"""Is a worker there? One that is busy with a round or a benchmark cannot answer, but holds its advisory lock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from annotator.lock_classes import LockClass
from annotator.models import WorkerSeen

ASLEEP_AFTER = timedelta(seconds=20)
# pg_locks shows the locks of all databases of the server.
_BUSY = """
SELECT EXISTS (
    SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = ANY(%s) AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
"""


@dataclass(frozen=True)
class Worker:
    """Whether rounds are being worked on, and when a worker was last heard."""

    alive: bool
    seen_at: datetime | None


def rounds_worker() -> Worker:
    return worker_of(WorkerSeen.objects.filter(queue="rounds").values_list("seen_at", flat=True).first())


def worker_of(seen_at: datetime | None) -> Worker:
    """The worker of rounds, where it is known when it was last heard."""
    if seen_at is not None and timezone.now() - seen_at < ASLEEP_AFTER:
        return Worker(alive=True, seen_at=seen_at)
    with connection.cursor() as cursor:
        cursor.execute(_BUSY, [[int(LockClass.ROUND), int(LockClass.BENCHMARK)]])
        busy = bool(cursor.fetchone()[0])
    return Worker(alive=busy, seen_at=timezone.now() if busy else seen_at)
