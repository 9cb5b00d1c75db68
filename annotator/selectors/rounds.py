"""Questions about rounds: is one due, what waits, which rows may not be asked for."""

import dataclasses
import math
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

import selection
from annotator.models import Item, ItemRole, ItemState, Project, ProjectStatus, Round, RoundStatus
from annotator.selectors.answers import current_answers
from annotator.selectors.items.gone import gone_rows

# A round fails, and is tried again so long after, then twice as long after; then it waits for new labels.
MAX_ATTEMPTS = 3
RETRY_AFTER = timedelta(seconds=10)
# Of current labels: no round has consumed them.
WAITS = Q(round__isnull=True, item__role=ItemRole.POOL)


def waiting(project: Project) -> int:
    """Labels on pool items that no round has consumed: how far the ranking lags behind.

    Those on tied items count and are consumed, too: the round takes note of the tie, and each was paid for.
    """
    return current_answers(project).filter(WAITS).count()


def arrived(project: Project) -> int:
    """Labels that came with files and that rounds have consumed."""
    done = Round.objects.filter(project=project, status=RoundStatus.DONE).order_by("-number")
    return done.values_list("arrived_labels", flat=True).first() or 0


def threshold(project: Project, *, newest: Round | None) -> int:
    """Labels that must wait before the next round starts; 0 for the first ranking of an empty project.

    At most what the settings say; where rounds follow the decks, fewer (selectors/cadence.py).
    """
    if newest is None:
        return 0
    # Not through the engine's strategy: counting what waits must work whatever is wrong with the settings.
    batch = project.advanced.get("initial" if newest.number == 0 else "query", project.batch_size)
    most = max(1, math.ceil(int(batch) * project.start_fraction))
    return most if newest.next_after is None or in_step(project) else min(most, newest.next_after)


def in_step(project: Project) -> bool:
    """Whether each round waits for its whole batch: the papers' synchronous mode."""
    return project.start_fraction >= 1


def is_due(project: Project) -> bool:
    """Should a round start now? An exhausted budget or pool still gets its last round."""
    newest = project.rounds.order_by("-number").first()
    return is_due_after(project, newest=newest, count=lambda: waiting(project))


def is_due_after(project: Project, *, newest: Round | None, count: Callable[[], int]) -> bool:
    """The same, where the newest round is known. `count` is only asked how many labels wait where that decides."""
    if project.status != ProjectStatus.ACTIVE:
        return False
    if newest is None:
        return project.next_row > 0
    if newest.status != RoundStatus.DONE:
        return False
    return count() >= threshold(project, newest=newest)


def may_retry(ended: Round) -> bool:
    """A round that failed or was cancelled is tried again a little later each time; at last, when new labels came."""
    if ended.attempts < MAX_ATTEMPTS:
        return timezone.now() >= (ended.finished_at or ended.started_at) + RETRY_AFTER * ended.attempts
    return not labels_missing(ended.project, newest=ended, waiting=waiting(ended.project))


def labels_missing(project: Project, *, newest: Round | None, waiting: int) -> int:
    """Labels that must still come before the next round starts, or before one that was given up is tried again.

    waiting: how many are there.
    """
    batch = threshold(project, newest=newest)
    if newest is not None and newest.status != RoundStatus.DONE:
        batch = newest.labels_new + batch if newest.attempts >= MAX_ATTEMPTS else 0
    return max(0, batch - waiting)


def excluded_rows(project: Project) -> Iterator[int]:
    """Rows that the engine may not rank: answered, held by enough people, audit, gold, set aside or near-duplicates;
    and those whose item was removed.

    Of the rows that `project` knows; an import may have added others since it was read.
    """
    out = Q(answers__gt=0) | Q(open_slots=0) | ~Q(role=ItemRole.POOL) | ~Q(state=ItemState.OPEN)
    out |= Q(duplicate_of__isnull=False)
    rows = (
        Item.objects.filter(out, project=project, row__lt=project.next_row)
        .order_by("row")
        .values_list("row", flat=True)
    )
    yield from rows.iterator(chunk_size=50_000)
    yield from gone_rows(project)


def as_json(strategy: selection.Strategy) -> dict[str, Any]:
    """The strategy as it is stored with a round."""
    return dataclasses.asdict(strategy)
