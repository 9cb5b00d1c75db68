"""Rounds and exports, the newest first, page by page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from annotator.models import Job, JobKind, Project, Round
from annotator.selectors.jobs import jobs_with_problems
from annotator.selectors.marks import mark_of, place_of

Row = TypeVar("Row")


@dataclass(frozen=True)
class ListPage(Generic[Row]):
    """after: the mark from which to go on; None at the end."""

    rows: list[Row]
    after: str | None


def round_page(project: Project, *, after: str | None, count: int) -> ListPage[Round]:
    """Raises Invalid (unknown_mark)."""
    rounds = Round.objects.filter(project=project).order_by("-number")
    if after is not None:
        rounds = rounds.filter(number__lt=place_of(after, (int,))[0])
    return _page(list(rounds[: count + 1]), count, lambda each: each.number)


def export_page(project: Project, *, after: str | None, count: int) -> ListPage[Job]:
    """The jobs that make them. Raises Invalid (unknown_mark)."""
    jobs = jobs_with_problems().filter(project=project, kind=JobKind.EXPORT).order_by("-pk")
    if after is not None:
        jobs = jobs.filter(pk__lt=place_of(after, (int,))[0])
    return _page(list(jobs[: count + 1]), count, lambda each: each.pk)


def _page(rows: list[Row], count: int, place: Callable[[Row], int]) -> ListPage[Row]:
    """rows: one more than count, where there are more."""
    return ListPage(rows[:count], mark_of(place(rows[count - 1])) if len(rows) > count else None)
