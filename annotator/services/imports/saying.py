"""What people and models said of the items of a batch, on its way into the database. Needs the project's lock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from annotator.files import Answer, RowProblem
from annotator.models import Job, Project
from annotator.services.imports.classes import Classes
from annotator.services.imports.copy import Incoming
from annotator.services.imports.deciding import Decided
from annotator.services.imports.suggestions import Suggested, store_suggestions
from annotator.services.projects.named import people_named
from annotator.services.queue.arrive import Arrivals, Arrived
from annotator.services.queue.brought import NOTHING_BROUGHT, Brought, Given, of_new_items


@dataclass
class Stored:
    """What was stored of a batch. rows: of known items that got something new; said: ids of rows that said something
    new, or something that is told of in `problems`. people: so many in this import so far.
    """

    labels: int = 0
    skips: int = 0
    suggestions: int = 0
    people: int = 0
    rows: set[int] = field(default_factory=set)
    said: set[int] = field(default_factory=set)
    problems: list[RowProblem] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """Answers as rows of a batch tell them, and as the queue takes them, in the same order."""

    by_rows: Sequence[tuple[int, Incoming, Answer]] = ()
    given: Sequence[Given] = ()


NOTHING_TOLD = Told()


@dataclass(frozen=True)
class OfNew:
    """What people said of items that a batch adds: as it was told, and what of it stands."""

    told: Told = NOTHING_TOLD
    brought: Brought = NOTHING_BROUGHT


NOTHING_OF_NEW = OfNew()


class Sayings:
    """The way of what a file says into the database, batch by batch. file: its name, for people whom it brings."""

    def __init__(self, job: Job, *, file: str) -> None:
        self._file = file
        self._people: dict[str, int] = {}
        self._arrivals = Arrivals(job)

    def of_new(self, project: Project, decided: Decided, classes: Classes, *, now: datetime) -> OfNew:
        """Before the new items of a batch are stored: what they bring along. Makes people who are not known yet."""
        said = [(row, item) for row, item in decided.said if row >= project.next_row]
        if not said:
            return NOTHING_OF_NEW
        told = self._told(project, said, classes)
        return OfNew(told, of_new_items(told.given, now=now))

    def forget_people(self) -> None:
        """Those who were made last are gone with their savepoint."""
        self._people.clear()

    def store(self, project: Project, decided: Decided, classes: Classes, *, of_new: OfNew, now: datetime) -> Stored:
        """After the new items of a batch: what people and models said, of them and of known ones."""
        stored = Stored(people=self._arrivals.people)
        if not decided.said:
            return stored
        _take(stored, of_new.told, self._arrivals.store_brought(project, of_new.brought, now=now), classes)
        told = self._told(project, [(row, item) for row, item in decided.said if row < project.next_row], classes)
        _take(stored, told, self._arrivals.store(project, told.given, now=now), classes)
        self._suggestions(project, decided.said, classes, stored)
        stored.people = self._arrivals.people
        stored.rows -= {project.next_row + at for at in range(len(decided.added))}
        return stored

    def _told(self, project: Project, said: Sequence[tuple[int, Incoming]], classes: Classes) -> Told:
        told = [(row, item, answer) for row, item in said for answer in item.answers]
        unknown = dict.fromkeys(answer.person for _, _, answer in told if answer.person not in self._people)
        if unknown:
            self._people.update(people_named(project, list(unknown), file=self._file))
        # An answer whose class the project does not know is no skip; it is told of as such (classes.py).
        told = [each for each in told if not each[2].label or each[2].label in classes.ids]
        return Told(told, [self._given(row, answer, classes) for row, _, answer in told])

    def _given(self, row: int, answer: Answer, classes: Classes) -> Given:
        label = classes.ids[answer.label] if answer.label else None
        person = self._people[answer.person]
        return Given(row, person, label, answer.at, answer.seconds, answer.comment, answer.skip_reason)

    def _suggestions(
        self, project: Project, said: Sequence[tuple[int, Incoming]], classes: Classes, stored: Stored
    ) -> None:
        rows = store_suggestions(project, list(_suggested(said, classes)))
        stored.suggestions = len(rows)
        stored.rows.update(rows)
        stored.said.update(id(item) for row, item in said if item.suggestions and row in set(rows))


def _take(stored: Stored, told: Told, arrived: Arrived, classes: Classes) -> None:
    stored.labels += arrived.labels
    stored.skips += arrived.skips
    stored.rows.update(told.by_rows[place][0] for place in arrived.places)
    stored.said.update(id(told.by_rows[place][1]) for place in arrived.places)
    for torn in arrived.torn:
        _, item, answer = told.by_rows[torn.place]
        stored.said.add(id(item))
        stored.problems.append(_contradiction(item, answer.person, answer.label, classes.name_of(torn.stands)))


def _suggested(said: Sequence[tuple[int, Incoming]], classes: Classes) -> Iterator[Suggested]:
    for row, item in said:
        for each in item.suggestions:
            if each.label in classes.ids:
                yield Suggested(row, classes.ids[each.label], each.model, each.version, each.probability, each.score)


def _contradiction(item: Incoming, person: str, label: str, stands: str) -> RowProblem:
    here, there = (f"“{name}”" if name else "a skip" for name in (label, stands))
    detail = f"{person} said {there} of this item before, and {here} here. What came first stays: {there}."
    return RowProblem(item.file, item.line, "contradiction", detail, rejected=False)
