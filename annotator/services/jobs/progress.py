"""What a job says about itself while it works, and how it learns that nobody wants it any more."""

import time
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from annotator.models import Job, JobState

WRITE_EVERY_S = 0.5
LOG_LINES = 100

Watch = Callable[[Job], None]


class JobCancelled(Exception):
    """Somebody asked for the job to stop; what it has committed stays."""


class JobLost(Exception):
    """Another worker has taken this job over: this one must write nothing more about it."""


class Progress:
    """The only door through which a running job writes to its row.

    Every write names the attempt: a worker that lost its connection, and with it the job, finds no row.
    """

    def __init__(self, job: Job, *, watch: Watch | None = None) -> None:
        self.job = job
        self._watch = watch
        self._written = self._checked = 0.0

    def advance(self, done: int, *, total: int | None = None) -> None:
        """Note that `done` rows are done; it is written to the database now and then. Raises JobCancelled."""
        self.job.done = done
        if total is not None:
            self.job.total = total
        if time.monotonic() - self._written >= WRITE_EVERY_S:
            self.store(done=self.job.done, total=self.job.total)
            self.check()

    def store(self, **fields: Any) -> None:
        """Write these fields now, inside the caller's transaction if there is one. Raises JobLost."""
        for name, value in fields.items():
            setattr(self.job, name, value)
        own_job = Job.objects.filter(pk=self.job.pk, attempts=self.job.attempts, state=JobState.RUNNING)
        if not own_job.update(**fields):
            raise JobLost
        self._written = time.monotonic()
        if self._watch:
            self._watch(self.job)

    def log(self, line: str) -> None:
        """A line for the log that people see."""
        timed = f"{timezone.now():%H:%M:%S} {line}"
        self.store(log=[*self.job.log, timed][-LOG_LINES:])

    def check(self) -> None:
        """Raises JobCancelled if somebody asked for it; looks at most every half second."""
        now = time.monotonic()
        if now - self._checked < WRITE_EVERY_S:
            return
        self._checked = now
        if Job.objects.filter(pk=self.job.pk, cancel_requested=True).exists():
            raise JobCancelled
