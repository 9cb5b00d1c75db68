"""What a lost message, a killed worker or a restarted broker left undone is found here and started again."""

from django.utils import timezone

from annotator.models import WorkerSeen
from annotator.selectors.rounds import needing_attention
from annotator.services import hints, jobs, queue
from annotator.services.benchmark import play as benchmark_play


def worker_seen(queue_name: str) -> None:
    """A worker of this queue says that it lives."""
    WorkerSeen.objects.update_or_create(queue=queue_name, defaults={"seen_at": timezone.now()})


def reconcile() -> None:
    """Free leases that ran out; send hints for rounds, jobs and benchmarks. Safe to run at any time, twice."""
    queue.expire_everywhere(now=timezone.now())
    for project_id in needing_attention():
        hints.ask_for_round(project_id)
    for job_id in jobs.unfinished_jobs():
        jobs.send_hint(job_id)
    for due in benchmark_play.unfinished():
        hints.ask_to_play(due.run, round_=due.round)
