"""Celery tasks: load, call one service, done. Arguments are ids; each is safe to run twice."""

from celery import shared_task

from annotator import malloc
from annotator.services import reconcile
from annotator.services.benchmark import play as benchmark_play
from annotator.services.job_kinds import HANDLERS
from annotator.services.jobs import run as jobs
from annotator.services.projects import letters
from annotator.services.rounds.run import run_due_round


@shared_task
def run_round(project_id: int) -> None:
    """Carry out rounds until none is due; does nothing where another worker is at it."""
    try:
        while run_due_round(project_id):
            continue
    finally:
        malloc.trim()


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
def play_benchmark(run_id: int, round_: int) -> None:
    """Play this round of a benchmark's run; does nothing where it is played, or another worker is at it."""
    try:
        benchmark_play.play(run_id, round_=round_)
    finally:
        malloc.trim()
