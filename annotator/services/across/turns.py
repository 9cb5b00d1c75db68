"""Turns at the worker of rounds: one round of whoever is first in line, then the line is looked at anew.

So no project keeps the others waiting for longer than its one round takes, however many of its rounds are due, and
however many benchmarks it plays (selectors/turns.py says who is first).
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone

from annotator.models import Benchmark, Turn
from annotator.selectors.turns import Waiting, line
from annotator.services import messages
from annotator.services.benchmark.play import play_due
from annotator.services.rounds import memory
from annotator.services.rounds.run import RoundFailed, run_due_round
from annotator.services.rounds.watch import Die

log = logging.getLogger(__name__)

# In less there was nothing to do, or next to nothing: it is no turn.
SHORTEST_S = 0.5


def take_turn(*, die: Die | None = None) -> bool:
    """Work for whoever is first in line, and send a hint for whoever is next; False where nobody waits.

    die: how this process ends where a round cannot be stopped otherwise (rounds/watch.py); None: it is waited for.
    """
    for first in line():
        if _work(first, die=die):
            if line():
                messages.ask_for_turn()
            return True
    return False


def _work(first: Waiting, *, die: Die | None) -> bool:
    """Whether a round came of it: another worker may have been quicker, or the project is paused or gone."""
    try:
        with _turn_of(first.project), memory.bounded(None if die is None else settings.ROUND_MEMORY_MB):
            if first.benchmark is None:
                return run_due_round(first.project, die=die) is not None
            benchmark = Benchmark.objects.filter(pk=first.benchmark).first()
            return benchmark is not None and play_due(benchmark, die=die)
    except RoundFailed as error:
        # It is stored with the round, and logged.
        log.info("a round of project %s failed: %s", first.project, error)
        return True


@contextmanager
def _turn_of(project_id: int) -> Iterator[None]:
    started = time.monotonic()
    try:
        Turn.objects.update_or_create(project_id=project_id, defaults={"began_at": timezone.now()})
    except IntegrityError:
        log.info("project %s was deleted before its turn", project_id)
    try:
        yield
    finally:
        turn = Turn.objects.filter(project=project_id)
        seconds = time.monotonic() - started
        ended = {"ended_at": timezone.now(), "seconds": seconds} if seconds >= SHORTEST_S else {}
        turn.update(began_at=None, **ended)
