"""How a round ends before it is done: somebody cancels it, its project is paused or deleted, or its time is over."""

from collections.abc import Callable
from enum import StrEnum
from time import monotonic

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from annotator.errors import Conflict
from annotator.models import LogKind, Project, ProjectStatus, Round, RoundStatus, User
from annotator.selectors import rounds as select
from annotator.services import project_log
from annotator.services.locks import LockClass, advisory
from annotator.services.project_log import Fact
from annotator.services.rounds import memory


class End(StrEnum):
    """Why work should end. Also of a benchmark's rounds (services/benchmark/round.py)."""

    CANCELLED = "cancelled"
    PAUSED = "paused"
    DELETED = "deleted"
    TOO_LONG = "too_long"


def too_long() -> str:
    """What is said of a round whose time is over."""
    return f"It took longer than {settings.ROUND_MINUTES:g} minutes, the limit on this server, and was ended."


def deadline() -> float:
    """When the time of what begins now is over, in monotonic seconds."""
    return monotonic() + 60 * settings.ROUND_MINUTES


def looking_at(round_: Round) -> Callable[[], End | None]:
    """Asks the database whether this round should end, and why; its time begins now."""
    time_is_up = deadline()

    def look() -> End | None:
        asked = ("status", "cancel_requested", "project__status")
        found = Round.objects.filter(pk=round_.pk).values_list(*asked).first()
        if found is None:
            return End.DELETED
        status, is_cancelled, project_status = found
        if is_cancelled or status != RoundStatus.RUNNING:
            return End.CANCELLED
        if project_status != ProjectStatus.ACTIVE:
            return End.PAUSED
        return End.TOO_LONG if monotonic() > time_is_up else None

    return look


def cancel(round_: Round, *, by: User | None = None) -> None:
    """End the round: at once where its worker died, else where its worker next asks. Raises Conflict (round_ended).

    by: who wants it, for the project log.
    """
    with transaction.atomic():
        running = Round.objects.filter(pk=round_.pk, status=RoundStatus.RUNNING)
        if running.filter(cancel_requested=False).update(cancel_requested=True):
            project_log.write(round_.project, Fact(LogKind.ROUND_CANCELLED, str(round_.number)), by=by)
        elif not running.exists():
            raise Conflict("round_ended", "This round has ended already.")
    with advisory(LockClass.ROUND, round_.project_id) as acquired:
        if acquired:
            close(round_, End.CANCELLED)


def close(round_: Round, end: End) -> bool:
    """Store how the round ended; False where it has ended already. Labels wait as before, and the old ranking stands.

    After a pause it starts again with the project; else, as one that was tried often enough, when new labels came or
    the strategy was changed (selectors/rounds.py: may_retry).
    """
    if end is End.DELETED:
        return not Round.objects.filter(pk=round_.pk).exists()
    if end is End.TOO_LONG:
        return _store(round_, RoundStatus.FAILED, error=too_long(), attempts=select.MAX_ATTEMPTS)
    is_pause = end is End.PAUSED
    error = "The project was paused." if is_pause else "Somebody cancelled it."
    return _store(round_, RoundStatus.CANCELLED, error=error, attempts=0 if is_pause else select.MAX_ATTEMPTS)


def fail(round_: Round, error: Exception) -> None:
    """Store what went wrong; it is tried again soon, but not where it would only run out of memory again."""
    if memory.ran_out(error):
        give_up(round_, reason_of(error))
    else:
        _store(round_, RoundStatus.FAILED, error=reason_of(error), attempts=round_.attempts)


def give_up(round_: Round, reason: str) -> None:
    """Store why the round failed; it is tried again when new labels came."""
    _store(round_, RoundStatus.FAILED, error=reason, attempts=select.MAX_ATTEMPTS)


def reason_of(error: Exception) -> str:
    """What people read of an error."""
    if memory.ran_out(error):
        return f"It needs more memory than the {settings.ROUND_MEMORY_MB:,} MB that a round may take on this server."
    return f"{type(error).__name__}: {error}"[:2000]


def _store(round_: Round, status: RoundStatus, *, error: str, attempts: int) -> bool:
    project = Project.all_with_arenas.filter(pk=round_.project_id).first()
    if project is None:
        return False
    round_.status, round_.error, round_.attempts = status, error, attempts
    round_.labels_new, round_.finished_at = select.waiting(project), timezone.now()
    fields = ("status", "error", "attempts", "labels_new", "finished_at")
    running = Round.objects.filter(pk=round_.pk, status=RoundStatus.RUNNING)
    return bool(running.update(cancel_requested=False, **{name: getattr(round_, name) for name in fields}))
