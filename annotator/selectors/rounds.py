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


def waiting(project: Project) -> int:
    """Labels on pool items that no round has consumed: how far the ranking lags behind.

    Those on tied items count and are consumed, too: the round takes note of the tie, and each was paid for.
    """
    return current_answers(project).filter(round__isnull=True, item__role=ItemRole.POOL).count()


def threshold(project: Project, *, newest: Round | None) -> int:
    """Labels that must wait before the next round starts; 0 for the first ranking of an empty project."""
    if newest is None:
        return 0
    # Not through the engine's strategy: counting what waits must work whatever is wrong with the settings.
    batch = project.advanced.get("initial" if newest.number == 0 else "query", project.batch_size)
    return max(1, math.ceil(int(batch) * project.start_fraction))


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


def may_retry(failed: Round, *, after: timedelta, limit: int) -> bool:
    """A failed round is tried again a little later each time; after `limit` attempts, when new labels came."""
    if failed.attempts < limit:
        ended = failed.finished_at or failed.started_at
        return timezone.now() >= ended + after * failed.attempts
    batch = threshold(failed.project, newest=failed)
    return waiting(failed.project) >= failed.labels_new + max(batch, 1)


def excluded_rows(project: Project) -> Iterator[int]:
    """Rows that the engine may not rank: answered, held by enough people, audit, gold or set aside.

    Of the rows that `project` knows; an import may have added others since it was read.
    """
    out = Q(answers__gt=0) | Q(open_slots=0) | ~Q(role=ItemRole.POOL) | ~Q(state=ItemState.OPEN)
    rows = (
        Item.objects.filter(out, project=project, row__lt=project.next_row)
        .order_by("row")
        .values_list("row", flat=True)
    )
    return rows.iterator(chunk_size=50_000)


def as_json(strategy: selection.Strategy) -> dict[str, Any]:
    """The strategy as it is stored with a round."""
    return dataclasses.asdict(strategy)


def needing_attention() -> list[int]:
    """Projects for which the reconciler should send a hint: a round is due, died, or may be tried again."""
    ids = []
    for project in Project.objects.filter(status=ProjectStatus.ACTIVE):
        newest = project.rounds.order_by("-number").first()
        unfinished = newest is not None and newest.status != RoundStatus.DONE
        if unfinished or is_due(project):
            ids.append(project.pk)
    return ids
