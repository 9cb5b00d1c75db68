"""Celery tasks: load, call one service, done. Arguments are ids; each is safe to run twice."""

import os

from celery import shared_task

from annotator import malloc
from annotator.services.across import reconcile, turns
from annotator.services.across.job_kinds import HANDLERS
from annotator.services.jobs import run as jobs
from annotator.services.projects import letters
from annotator.services.webhooks import deliver as webhooks


@shared_task
def take_turn() -> None:
    """One round of a project or a benchmark: of whoever is first in line."""
    try:
        turns.take_turn(die=_die)
    finally:
        malloc.trim()


def _die() -> None:
    """At once, in the middle of whatever does not end; the supervisor starts another worker."""
    os._exit(os.EX_SOFTWARE)


@shared_task
def seen(queue: str) -> None:
    """Runs in the queue it names: proof that a worker listens there."""
    reconcile.worker_seen(queue)


def tick() -> None:
    """Every few seconds, in the scheduler's thread (labelapp/scheduler.py); no task, so that no queue delays it."""
    reconcile.worker_seen("io")
    seen.apply_async(("rounds",), queue="rounds", expires=10)
    reconcile.reconcile()


@shared_task
def run_job(job_id: int) -> None:
    """Carry out an import, an export or an oracle's work; does nothing where another worker is at it."""
    try:
        jobs.run_job(job_id, handlers=HANDLERS)
    finally:
        malloc.trim()


@shared_task
def send_letter(invitation_id: int) -> None:
    """Send an invitation by e-mail; does nothing where it is sent."""
    letters.send(invitation_id)


@shared_task
def deliver() -> None:
    """Tell webhooks what waits for them; does nothing where others are at it."""
    webhooks.deliver()
