"""Rounds and exports, the newest first, page by page."""

from annotator.models import Job, JobKind, Project, Round
from annotator.selectors.jobs import jobs_with_problems
from annotator.selectors.list_pages import ListPage, page_of
from annotator.selectors.marks import place_of


def round_page(project: Project, *, after: str | None, count: int) -> ListPage[Round]:
    """Raises Invalid (unknown_mark)."""
    rounds = Round.objects.filter(project=project).order_by("-number")
    if after is not None:
        rounds = rounds.filter(number__lt=place_of(after, (int,))[0])
    return page_of(rounds[: count + 1], count=count, place=lambda each: (each.number,))


def export_page(project: Project, *, after: str | None, count: int) -> ListPage[Job]:
    """The jobs that make them. Raises Invalid (unknown_mark)."""
    jobs = jobs_with_problems().filter(project=project, kind=JobKind.EXPORT).order_by("-pk")
    if after is not None:
        jobs = jobs.filter(pk__lt=place_of(after, (int,))[0])
    return page_of(jobs[: count + 1], count=count, place=lambda each: (each.pk,))
