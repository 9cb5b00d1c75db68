"""The oracle: an annotator that answers from ground truth, through the very exchange that a browser uses."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils import timezone

from annotator.errors import Conflict
from annotator.models import Item, Membership, Project, ProjectStatus, Role, RoundStatus, User
from annotator.selectors import rounds as select
from annotator.selectors.benchmark.settings import Annotators
from annotator.services.oracle.simulate import SimulatedAnnotators
from annotator.services.rounds.run import run_due_round

POLL_S = 0.1


@dataclass(frozen=True)
class OracleSettings:
    """labels: how many to give; noise: probability of a wrong label; annotators: how many share the work.

    inline: carry out due rounds in this process (no worker runs). Otherwise a worker does, and in the
    synchronous mode (start_fraction 1) the oracle waits for it, as the papers' loop does; with in_step in every mode.
    """

    labels: int
    noise: float = 0.0
    annotators: int = 1
    seed: int = 0
    inline: bool = True
    in_step: bool = False

    def __post_init__(self) -> None:
        if self.labels < 1 or self.annotators < 1 or not 0 <= self.noise <= 1:
            raise ValueError("labels and annotators must be at least 1, noise between 0 and 1")


@dataclass
class _OracleRun:
    project: Project
    settings: OracleSettings
    given: int = 0


def run(project: Project, settings: OracleSettings, *, progress: Callable[[int], None] = lambda _: None) -> int:
    """Label until `settings.labels` are given, the budget is spent or the pool is empty; the number given.

    Raises Conflict where no item carries ground truth or the project does not run.
    """
    _check(project)
    run_ = _OracleRun(project=project, settings=settings)
    people = SimulatedAnnotators(
        project=project,
        users=oracle_users(project, count=settings.annotators),
        model=Annotators(count=settings.annotators, noise=settings.noise),
        now=timezone.now(),
        seed=settings.seed,
        clock=timezone.now,
    )
    _rounds(run_)
    while (given := people.turn(partial(_want, run_))) is not None:
        run_.given += given
        progress(run_.given)
        if given:
            _rounds(run_)
    return run_.given


def fill_batch(people: SimulatedAnnotators, *, labels: int) -> int:
    """Let these people give so many labels, in one transaction: a killed worker leaves all of them or none.

    The number given; fewer where the budget is spent or the pool is empty.
    """
    given = 0

    def want(pending: int) -> int:
        return labels - given - pending

    with transaction.atomic():
        while (new := people.turn(want)) is not None:
            given += new
    return given


def _check(project: Project) -> None:
    if project.status != ProjectStatus.ACTIVE:
        raise Conflict("not_active", "The project is not running. Start it first.")
    if not Item.objects.filter(project=project, truth__isnull=False).exists():
        raise Conflict("no_truth", "No item carries ground truth; import items with a label column or class folders.")


def oracle_users(project: Project, *, count: int) -> list[User]:
    """The project's oracle annotators, created where they are missing. Nobody can sign in as one."""
    users = []
    for number in range(1, count + 1):
        user, new = User.objects.get_or_create(username=f"oracle-{number}", defaults={"is_oracle": True})
        if new:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        Membership.objects.get_or_create(project=project, user=user, defaults={"role": Role.ANNOTATOR})
        users.append(user)
    return users


def _want(run_: _OracleRun, pending: int) -> int:
    """Items to hand out; in the synchronous mode never more than the labelled batch still lacks."""
    want = run_.settings.labels - run_.given - pending
    if not select.in_step(run_.project):
        return want
    newest = run_.project.rounds.order_by("-number").first()
    lacking = select.threshold(run_.project, newest=newest) - select.waiting(run_.project)
    # A batch that is full although no round comes: the oracle goes on, as people do.
    return min(want, lacking - pending) if lacking > 0 else want


def _rounds(run_: _OracleRun) -> None:
    """Carry out what is due here, or let the worker; who goes in step waits until the new ranking is there."""
    if run_.settings.inline:
        while run_due_round(run_.project.pk):
            pass
        return
    in_step = run_.settings.in_step or select.in_step(run_.project)
    while in_step and _unfinished(run_.project):
        time.sleep(POLL_S)


def _unfinished(project: Project) -> bool:
    newest = project.rounds.order_by("-number").first()
    if newest is not None and newest.status in (RoundStatus.FAILED, RoundStatus.CANCELLED):
        return newest.attempts < select.MAX_ATTEMPTS
    return select.is_due(project) or (newest is not None and newest.status == RoundStatus.RUNNING)
