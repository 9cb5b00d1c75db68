"""Rounds: from the labels that wait to a new ranking. The engine's `selection.step` does the thinking.

PostgreSQL is the only source of truth. `run_due_round` may be called by anybody at any time: it does nothing
where no round is due, and takes up a round whose worker died. A crash before the last, short transaction
leaves the annotations unconsumed and the old ranking in place. Whose turn it is says services/across/turns.py; how a
round ends before it is done, endings.py.
"""

import logging
import socket
import time

from django.db import transaction
from django.utils import timezone

import selection
from annotator.errors import NotFound
from annotator.models import Project, ProjectStatus, Round, RoundStatus
from annotator.selectors import rounds as select
from annotator.services.locks import LockClass, advisory, lock_project
from annotator.services.projects.cleanup import remove_files
from annotator.services.projects.items import set_aside_broken
from annotator.services.rounds import endings, inputs, radar
from annotator.services.rounds.endings import End
from annotator.services.rounds.inputs import RoundData
from annotator.services.rounds.predictions import keep_predictions
from annotator.services.rounds.publish import publish
from annotator.services.rounds.states import forget_old_states, store_state
from annotator.services.rounds.watch import Die, Watch, guarded

log = logging.getLogger(__name__)


class RoundFailed(RuntimeError):
    """A round could not be carried out; what went wrong is stored with the round."""


def run_due_round(
    project_id: int, *, should_stop: selection.Stop | None = None, die: Die | None = None
) -> Round | None:
    """Carry out one round if one is due and nobody else is at it; the round, or None.

    Raises RoundFailed after storing what went wrong, also where its time is over; RoundStopped when `should_stop()`
    says so: the round then stands as that of a worker who died. One that is cancelled, or whose project is paused or
    deleted meanwhile, ends quietly: None. die: see watch.py: guarded.
    """
    with advisory(LockClass.ROUND, project_id) as acquired:
        claimed = _claim(project_id) if acquired else None
        if claimed is None:
            return None
        return _carry_out(claimed, should_stop, die)


def _claim(project_id: int) -> Round | None:
    """Take up the round whose worker died, retry one that failed, or open a new one. Holds the advisory lock."""
    with transaction.atomic():
        try:
            project = lock_project(project_id)
        except NotFound:
            # Deleted since the hint was sent.
            return None
        newest = Round.objects.filter(project=project).order_by("-number").first()
        if project.status != ProjectStatus.ACTIVE:
            _close_if_left(newest)
            return None
        if newest is not None and newest.status == RoundStatus.RUNNING:
            return _again(newest)
        if newest is not None and newest.status != RoundStatus.DONE:
            return _again(newest) if select.may_retry(newest) else None
        if not select.is_due(project):
            return None
        return Round.objects.create(
            project=project,
            number=0 if newest is None else newest.number + 1,
            started_at=timezone.now(),
            worker=socket.gethostname(),
        )


def _close_if_left(newest: Round | None) -> None:
    """The project was paused, and the worker of its round died."""
    if newest is not None and newest.status == RoundStatus.RUNNING:
        endings.close(newest, End.PAUSED)


def _again(round_: Round) -> Round | None:
    """Start the round again with the same number, or give up on it after MAX_ATTEMPTS."""
    if round_.cancel_requested:
        endings.close(round_, End.CANCELLED)
        return None
    if round_.status == RoundStatus.RUNNING and round_.attempts >= select.MAX_ATTEMPTS:
        endings.give_up(round_, f"The worker died {round_.attempts} times in this round.")
        return None
    round_.attempts += 1
    round_.status, round_.error, round_.finished_at = RoundStatus.RUNNING, "", None
    round_.started_at, round_.worker = timezone.now(), socket.gethostname()
    round_.save()
    return round_


def _carry_out(claimed: Round, should_stop: selection.Stop | None, die: Die | None) -> Round | None:
    look = endings.looking_at(claimed)
    watch = Watch(look)
    try:
        with guarded(look, give_up=lambda why: endings.close(claimed, why), die=die):
            done, data, state = _done(claimed, lambda: watch() or (should_stop is not None and should_stop()))
    except selection.RoundStopped:
        if watch.why is None:
            raise
        _ended(claimed, watch.why)
        return None
    except Exception as error:
        if not Project.all_with_arenas.filter(pk=claimed.project_id).exists():
            _ended(claimed, End.DELETED)
            return None
        log.exception("round %s of project %s failed", claimed.number, claimed.project_id)
        endings.fail(claimed, error)
        raise RoundFailed(str(error)) from error
    forget_old_states(done)
    # Nobody waits for it: the ranking is out.
    radar.look(data, state, should_stop=should_stop)
    return done


def _done(claimed: Round, should_stop: selection.Stop) -> tuple[Round, RoundData, selection.State]:
    started = time.perf_counter()
    # Before the input is read, so that this very round neither learns nor asks for them.
    set_aside_broken(claimed.project)
    data = inputs.read(claimed)
    result = inputs.compute(data, should_stop=should_stop)
    keep_predictions(data, result)
    state_file = store_state(claimed, result.state.to_bytes())
    return publish(claimed, data=data, result=result, state_file=state_file, started=started), data, result.state


def _ended(claimed: Round, end: End) -> None:
    """Somebody wanted the round to end: no failure, but where its time was over. Raises RoundFailed then."""
    log.info("round %s of project %s ended: %s", claimed.number, claimed.project_id, end)
    if end is End.DELETED:
        remove_files(claimed.project_id)
        return
    endings.close(claimed, end)
    if end is End.TOO_LONG:
        raise RoundFailed(endings.too_long())
