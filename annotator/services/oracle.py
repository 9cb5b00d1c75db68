"""The oracle: an annotator that answers from ground truth, through the very exchange that a browser uses."""

import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from annotator.errors import Conflict
from annotator.models import Item, Membership, Project, Role, Round, User
from annotator.selectors import rounds as select
from annotator.services import rounds
from annotator.services.desk import Answer
from annotator.services.fill import Leased
from annotator.services.queue import Exchange, Outcome, exchange

POLL_S = 0.1


@dataclass(frozen=True)
class OracleSettings:
    """labels: how many to give; noise: probability of a wrong label; annotators: how many share the work.

    inline: carry out due rounds in this process (no worker runs). Otherwise a worker does, and in the
    synchronous mode (start_fraction 1) the oracle waits for it, as the papers' loop does.
    """

    labels: int
    noise: float = 0.0
    annotators: int = 1
    seed: int = 0
    inline: bool = True

    def __post_init__(self) -> None:
        if self.labels < 1 or self.annotators < 1 or not 0 <= self.noise <= 1:
            raise ValueError("labels and annotators must be at least 1, noise between 0 and 1")


@dataclass
class _Run:
    project: Project
    settings: OracleSettings
    users: list[User]
    dice: random.Random
    positions: list[int]
    given: int = 0


def run(project: Project, settings: OracleSettings, *, progress: Callable[[int], None] = lambda n: None) -> int:
    """Label until `settings.labels` are given, the budget is spent or the pool is empty; the number given.

    Raises Conflict where no item carries ground truth or the project does not run.
    """
    _check(project)
    run_ = _Run(
        project=project,
        settings=settings,
        users=oracle_users(project, count=settings.annotators),
        dice=random.Random(settings.seed),  # noqa: S311 - noise of a simulation, not a secret
        positions=list(project.labels.values_list("pk", flat=True)),
    )
    _rounds(run_)
    while run_.given < settings.labels:
        before = run_.given
        for user in run_.users:
            _turn(run_, user)
            progress(run_.given)
        if run_.given == before:
            break
    return run_.given


def _check(project: Project) -> None:
    if project.status != Project.Status.ACTIVE:
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


def _turn(run_: _Run, user: User) -> None:
    """One deck for one annotator: lease, answer, submit; then a round if one is due."""
    want = _want(run_)
    if not want:
        return
    got = _exchange(run_, user, want=want)
    answers = tuple(_answer(run_, lease) for lease in got.leases)
    if not answers:
        return
    sent = _exchange(run_, user, answers=answers)
    accepted = {result.key for result in sent.results if result.status == "accepted"}
    run_.given += sum(answer.key in accepted and answer.label_id is not None for answer in answers)
    _rounds(run_)


def _exchange(run_: _Run, user: User, *, answers: tuple[Answer, ...] = (), want: int = 0) -> Outcome:
    deck = Exchange(submission=uuid.uuid4(), answers=answers, want=want)
    return exchange(run_.project.pk, user=user, deck=deck, now=timezone.now(), dice=run_.dice)


def _want(run_: _Run) -> int:
    """Items for the next deck; in the synchronous mode never more than the labelled batch still lacks."""
    want = min(run_.project.deck_size, run_.settings.labels - run_.given)
    if run_.project.start_fraction < 1:
        return want
    newest = run_.project.rounds.order_by("-number").first()
    lacking = select.threshold(run_.project, newest=newest) - select.waiting(run_.project)
    return max(0, min(want, lacking)) or want


def _answer(run_: _Run, lease: Leased) -> Answer:
    truth = lease.item.truth_id
    if truth is not None and run_.dice.random() < run_.settings.noise:
        truth = run_.dice.choice([label for label in run_.positions if label != truth] or [truth])
    return Answer(
        key=uuid.uuid4(),
        item_id=lease.item_id,
        label_id=truth,
        answered_at=timezone.now(),
        skip_reason="" if truth is not None else "no ground truth",
    )


def _rounds(run_: _Run) -> None:
    """Carry out what is due here, or let the worker; the synchronous mode waits until the new ranking is there."""
    if run_.settings.inline:
        while rounds.run_due_round(run_.project.pk):
            pass
        return
    while run_.project.start_fraction >= 1 and _unfinished(run_.project):
        time.sleep(POLL_S)


def _unfinished(project: Project) -> bool:
    newest = project.rounds.order_by("-number").first()
    if newest is not None and newest.status == Round.Status.FAILED:
        return newest.attempts < rounds.MAX_ATTEMPTS
    return select.is_due(project) or (newest is not None and newest.status == Round.Status.RUNNING)
