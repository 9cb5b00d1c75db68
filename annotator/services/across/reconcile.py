"""What a lost message, a killed worker or a restarted broker left undone is found here and started again."""

from django.utils import timezone

from annotator.models import WorkerSeen
from annotator.selectors.invitations import unsent
from annotator.selectors.turns import line
from annotator.selectors.webhooks import work_waits
from annotator.services import messages
from annotator.services.features.start import start_due as start_due_features
from annotator.services.jobs.lifecycle import unfinished_jobs
from annotator.services.queue.exchange import expire_everywhere


def worker_seen(queue_name: str) -> None:
    """A worker of this queue says that it lives."""
    WorkerSeen.objects.update_or_create(queue=queue_name, defaults={"seen_at": timezone.now()})


def reconcile() -> None:
    """Free leases that ran out, begin what computes features; send hints for all that waits for a worker.

    Safe to run at any time, twice.
    """
    expire_everywhere(now=timezone.now())
    if line():
        messages.ask_for_turn()
    start_due_features()
    for job_id in unfinished_jobs():
        messages.ask_for_job(job_id)
    for invitation_id in unsent():
        messages.ask_for_letter(invitation_id)
    if work_waits(now=timezone.now()):
        messages.ask_for_deliveries()
