"""Messages to workers. A message is only a hint: a lost one costs seconds, the reconciler finds the work."""

import logging
import time

from celery import current_app
from kombu.exceptions import OperationalError

from annotator.models import Project
from annotator.selectors.rounds import is_due

log = logging.getLogger(__name__)

# A hint that nobody took for so long is stale; the reconciler sends a new one.
EXPIRES_S = 30
# A round that is due stays due until a worker takes it up, and every answer given meanwhile finds it so.
AGAIN_AFTER_S = 1.0

MOST_REMEMBERED = 1000

# Project -> the ranking after which a round was asked for by this process, and when (monotonic seconds). Forgotten
# when there are too many: a hint more finds nothing to do.
_asked: dict[int, tuple[int | None, float]] = {}


def ask_for_round_if_due(project: Project) -> None:
    """After a commit: tell a worker that a round is due."""
    if is_due(project):
        ask_for_turn()


def ask_for_next_round(project_id: int, *, after: int | None) -> None:
    """Send the hint for the round that follows this ranking, but not with every answer."""
    ranking, when = _asked.get(project_id, (None, float("-inf")))
    now = time.monotonic()
    if ranking != after or now - when > AGAIN_AFTER_S:
        if len(_asked) >= MOST_REMEMBERED:
            _asked.clear()
        _asked[project_id] = (after, now)
        ask_for_turn()


def ask_for_turn() -> None:
    """Send the hint that somebody waits for the worker of rounds; who is first in line is found when it is free."""
    _send("take_turn")


def ask_for_job(job_id: int) -> None:
    """Send the hint that a job waits."""
    _send("run_job", job_id)


def ask_for_letter(invitation_id: int) -> None:
    """Send the hint that an invitation's letter waits."""
    _send("send_letter", invitation_id)


def ask_for_deliveries() -> None:
    """Send the hint that webhooks wait to be told something."""
    _send("deliver")


def _send(task: str, *ids: int) -> None:
    """By name: tasks call services, never the other way round. A broker that is away is logged, never an error."""
    try:
        current_app.send_task(f"annotator.tasks.{task}", list(ids), expires=EXPIRES_S, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("no hint to %s %s, the reconciler will see it: %s", task, ids, error)
