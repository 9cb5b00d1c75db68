"""People as an oracle plays them: what they answer, how fast, and who walks away; through the browser's own exchange.

The clock may be simulated: then answers take their time, and leases run out, without anybody waiting for it.
"""

import random
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from annotator.models import Label, Project, User
from annotator.selectors.benchmark.settings import Annotators
from annotator.services.queue.exchange import DeckRequest, Outcome, exchange
from annotator.services.queue.fill import Leased
from annotator.services.queue.standing import Answer

# Standard deviation of the logarithm of seconds: between people, and between the answers of one person.
PEOPLE_SPREAD, ANSWER_SPREAD = 0.25, 0.4
# Who walks away comes back a moment after what they held has run out.
AFTER_EXPIRY = timedelta(seconds=1)


@dataclass(eq=False)
class Person:
    """One annotator. pace: their seconds as a multiple of everybody's. free_at: when they next speak to the queue.

    ready: answers that they will then send. abandoned: number of items that they hold without working on them.
    rests: there was no work for them.
    """

    user: User
    number: int
    pace: float
    free_at: datetime
    ready: tuple[Answer, ...] = ()
    abandoned: int = 0
    rests: bool = False

    @property
    def holds(self) -> int:
        return len(self.ready) + self.abandoned


@dataclass
class SimulatedAnnotators:
    """Annotators at one project's queue, from `now` on.

    seed: of what they answer and how fast; session: of who walks away, this time. clock: None simulates the time;
    else it tells it, and answers take none.
    """

    project: Project
    users: Sequence[User]
    model: Annotators
    now: datetime
    seed: int = 0
    session: int = 0
    clock: Callable[[], datetime] | None = None
    people: list[Person] = field(init=False)
    _positions: dict[int, int] = field(init=False)
    _rng: random.Random = field(init=False)

    def __post_init__(self) -> None:
        labels = Label.objects.filter(project=self.project).order_by("position")
        self._positions = {pk: at for at, pk in enumerate(labels.values_list("pk", flat=True))}
        self._rng = _rng_of("desk", self.seed, self.session)
        self.people = [
            Person(user, number, _around_one(PEOPLE_SPREAD, "pace", self.seed, number), self.now)
            for number, user in enumerate(self.users)
        ]

    def turn(self, want: Callable[[int], int]) -> int | None:
        """The person who is free first sends their answers and takes more items.

        Returns the number of labels given, None where there is no work left.

        want(pending): how many items may be handed out now, when `pending` are held or just being sent.
        """
        person = min(self.people, key=lambda each: (each.free_at, each.rests))
        self.now = self.clock() if self.clock else max(self.now, person.free_at)
        sent, person.ready, person.abandoned = person.ready, (), 0
        pending = len(sent) + sum(each.holds for each in self.people)
        wanted = max(0, min(self._deck_size(), want(pending)))
        outcome = self._exchange(person, sent, want=wanted) if sent or wanted else None
        if outcome is None or not (sent or outcome.leases):
            return self._rest(person)
        person.rests = False
        self._take(person, outcome.leases)
        accepted = {result.key for result in outcome.results if result.status == "accepted"}
        return sum(answer.key in accepted and answer.label_id is not None for answer in sent)

    def _exchange(self, person: Person, answers: tuple[Answer, ...], *, want: int) -> Outcome:
        request = DeckRequest(submission=uuid.uuid4(), answers=answers, want=want)
        return exchange(self.project.pk, user=person.user, request=request, now=self.now, rng=self._rng)

    def _rest(self, person: Person) -> int | None:
        """Until somebody else comes back; None where nobody will."""
        busy = [person.free_at for person in self.people if person.holds]
        if not busy:
            return None
        person.rests, person.free_at = True, min(busy)
        return 0

    def _take(self, person: Person, leased: Sequence[Leased]) -> None:
        """Judge these items, one after the other, or walk away from all of them."""
        if leased and self._rng.random() < self.model.absence:
            person.abandoned = len(leased)
            person.free_at = max(lease.expires_at for lease in leased) + AFTER_EXPIRY
            return
        at, answers = self.now, []
        for lease in leased:
            seconds = self._seconds(person, lease)
            at += timedelta(seconds=seconds)
            answers.append(self._answer(person, lease, at=at, seconds=seconds))
        person.ready, person.free_at = tuple(answers), at

    def _deck_size(self) -> int:
        """No more than a person gets through in half the time of a lease: they would send them in between."""
        if self.clock or not self.model.seconds_per_label:
            return self.project.deck_size
        fits = 30 * self.project.lease_minutes / self.model.seconds_per_label
        return max(1, min(self.project.deck_size, int(fits)))

    def _seconds(self, person: Person, lease: Leased) -> float:
        if self.clock:
            return 0.0
        around = _around_one(ANSWER_SPREAD, "seconds", self.seed, lease.item.row)
        return self.model.seconds_per_label * person.pace * around

    def _answer(self, person: Person, lease: Leased, *, at: datetime, seconds: float) -> Answer:
        label = self._label(person, lease)
        return Answer(
            key=uuid.uuid4(),
            item_id=lease.item_id,
            label_id=label,
            answered_at=at,
            seconds=seconds,
            skip_reason="" if label is not None else "no ground truth",
        )

    def _label(self, person: Person, lease: Leased) -> int | None:
        """What this person takes the item for. Without overlap the same whoever is asked: seeds are paired."""
        truth = lease.item.truth_id
        if truth is None:
            return None
        number = person.number if self.project.overlap > 1 else 0
        rng, labels = _rng_of("answer", self.seed, lease.item.row, number), list(self._positions)
        if self.model.confusion is not None:
            shares = self.model.confusion[self._positions[truth]]
            return rng.choices(labels, weights=shares)[0]
        if rng.random() < self.model.noise:
            return rng.choice([label for label in labels if label != truth] or [truth])
        return truth


def _rng_of(*key: object) -> random.Random:
    """A generator that gives the same numbers for the same key, whenever and by whomever it is asked."""
    return random.Random(" ".join(map(str, key)))  # noqa: S311 - of a simulation, not a secret


def _around_one(spread: float, *key: object) -> float:
    """Log-normal with mean 1."""
    return _rng_of(*key).lognormvariate(-(spread**2) / 2, spread)
