"""Rounds: from the labels that wait to a new ranking. The engine's `selection.step` does the thinking.

PostgreSQL is the only source of truth. `run_due_round` may be called by anybody at any time: it does nothing
where no round is due, and takes up a round whose worker died. A crash before the last, short transaction
leaves the annotations unconsumed and the old ranking in place.
"""

import logging
import socket
import time
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

import selection
from annotator.errors import NotFound
from annotator.models import Project, Round, RoundStatus
from annotator.selectors import rounds as select
from annotator.services.locks import LockClass, advisory, lock_project
from annotator.services.projects.cleanup import remove_files
from annotator.services.projects.items import set_aside_broken
from annotator.services.rounds import inputs
from annotator.services.rounds.publish import publish
from annotator.services.rounds.states import forget_old_states, store_state

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
RETRY_AFTER = timedelta(seconds=10)


class RoundFailed(RuntimeError):
    """A round could not be carried out; what went wrong is stored with the round."""


def run_due_round(project_id: int, *, should_stop: selection.Stop | None = None) -> Round | None:
    """Carry out one round if one is due and nobody else is at it; the round, or None.

    Raises RoundFailed after storing what went wrong, RoundStopped when `should_stop()` says so; the round then stands
    as that of a worker who died. A project that is deleted meanwhile ends it quietly: None.
    """
    with advisory(LockClass.ROUND, project_id) as acquired:
        claimed = _claim(project_id) if acquired else None
        if claimed is None:
            return None
        return _carry_out(claimed, should_stop)


def _claim(project_id: int) -> Round | None:
    """Take up the round whose worker died, retry one that failed, or open a new one. Holds the advisory lock."""
    with transaction.atomic():
        try:
            project = lock_project(project_id)
        except NotFound:
            # Deleted since the hint was sent.
            return None
        newest = Round.objects.filter(project=project).order_by("-number").first()
        if newest is not None and newest.status == RoundStatus.RUNNING:
            return _again(newest)
        if newest is not None and newest.status == RoundStatus.FAILED:
            return _again(newest) if select.may_retry(newest, after=RETRY_AFTER, limit=MAX_ATTEMPTS) else None
        if not select.is_due(project):
            return None
        return Round.objects.create(
            project=project,
            number=0 if newest is None else newest.number + 1,
            started_at=timezone.now(),
            worker=socket.gethostname(),
        )


def _again(round_: Round) -> Round | None:
    """Start the round again with the same number, or give up on it after MAX_ATTEMPTS."""
    if round_.status == RoundStatus.RUNNING and round_.attempts >= MAX_ATTEMPTS:
        _fail(round_, f"The worker died {round_.attempts} times in this round.")
        return None
    round_.attempts += 1
    round_.status, round_.error, round_.finished_at = RoundStatus.RUNNING, "", None
    round_.started_at, round_.worker = timezone.now(), socket.gethostname()
    round_.save()
    return round_


def _carry_out(claimed: Round, should_stop: selection.Stop | None) -> Round | None:
    started = time.perf_counter()
    try:
        # Before the input is read, so that this very round neither learns nor asks for them.
        set_aside_broken(claimed.project)
        data = inputs.read(claimed)
        result = inputs.compute(data, should_stop=should_stop)
        state_file = store_state(claimed, result.state.to_bytes())
        done = publish(claimed, data=data, result=result, state_file=state_file, started=started)
    except selection.RoundStopped:
        raise
    except Exception as error:
        if not Project.all_with_arenas.filter(pk=claimed.project_id).exists():
            log.info("project %s was deleted during its round %s", claimed.project_id, claimed.number)
            remove_files(claimed.project_id)
            return None
        log.exception("round %s of project %s failed", claimed.number, claimed.project_id)
        _fail(claimed, f"{type(error).__name__}: {error}")
        raise RoundFailed(str(error)) from error
    forget_old_states(done)
    return done


def _fail(failed: Round, reason: str) -> None:
    failed.status, failed.error, failed.finished_at = RoundStatus.FAILED, reason[:2000], timezone.now()
    failed.labels_new = select.waiting(failed.project)
    failed.save(update_fields=["status", "error", "finished_at", "labels_new", "attempts"])
