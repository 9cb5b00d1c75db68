"""Is a worker there? One that is busy with a round or a benchmark cannot answer, but holds its advisory lock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from annotator.models import WorkerSeen
from annotator.work import Work

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
    return judge(WorkerSeen.objects.filter(queue="rounds").values_list("seen_at", flat=True).first())


def judge(seen: datetime | None) -> Worker:
    """The worker of rounds, where it is known when it was last heard."""
    if seen is not None and timezone.now() - seen < ASLEEP_AFTER:
        return Worker(alive=True, seen_at=seen)
    with connection.cursor() as cursor:
        cursor.execute(_BUSY, [[int(Work.ROUND), int(Work.BENCHMARK)]])
        busy = bool(cursor.fetchone()[0])
    return Worker(alive=busy, seen_at=timezone.now() if busy else seen)
