"""Answers that were given elsewhere, and which of them stand: plain data in, a decision out, no database.

One person has one answer on an item. What they said here stands; of what files say the later stands, where both name a
time, else what came first.
"""

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Given:
    """What one person said of the item of this row. label: None for a skip; at: None where nobody knows."""

    row: int
    user: int
    label: int | None
    at: datetime | None = None
    seconds: float = 0.0
    comment: str = ""
    skip_reason: str = ""


@dataclass(frozen=True, slots=True)
class Torn:
    """An answer that was not stored, by its place: the same person has another one, with this label (None: a skip)."""

    place: int
    stands: int | None


@dataclass(frozen=True, slots=True)
class Stands:
    """The current answer of a person on an item. pk: None for one of this batch, at this place; is_timed: its time is
    known; is_ours: it was given here.
    """

    label: int | None
    at: datetime
    is_timed: bool
    is_ours: bool = False
    pk: int | None = None
    place: int | None = None


@dataclass
class Decided:
    """Places in what was given: of answers that are stored, and of those among them that a later one replaces at once.

    replaced: stored answers, by their pk, that one of them replaces.
    """

    accepted: list[int] = field(default_factory=list)
    overtaken: set[int] = field(default_factory=set)
    replaced: list[int] = field(default_factory=list)
    torn: list[Torn] = field(default_factory=list)


@dataclass(frozen=True)
class Brought:
    """What new items bring along, decided before they are stored, so that they are stored as it leaves them.

    answers: row -> labels that stand; labelled: rows of which anybody gave a label.
    """

    given: Sequence[Given] = ()
    decided: Decided = field(default_factory=Decided)
    answers: Counter[int] = field(default_factory=Counter)
    labelled: frozenset[int] = frozenset()


NOTHING_BROUGHT = Brought()


def of_new_items(given: Sequence[Given], *, now: datetime) -> Brought:
    """Nobody has said anything of them before, and nobody holds them."""
    decided = decide(given, {}, rows={each.row for each in given}, now=now)
    labels = [place for place in decided.accepted if given[place].label is not None]
    stand = Counter(given[place].row for place in labels if place not in decided.overtaken)
    return Brought(given, decided, stand, frozenset(given[place].row for place in labels))


def decide(
    given: Sequence[Given], standing: dict[tuple[int, int], Stands], *, rows: Container[int], now: datetime
) -> Decided:
    """What is to be stored, in the order in which it was given. standing: by row and person, kept in step.

    rows: those that the project has; what is said of others is passed over.
    """
    decided = Decided()
    for place, each in enumerate(given):
        if each.row not in rows:
            continue
        stands = standing.get((each.row, each.user))
        if stands is not None and not _overtakes(each, stands):
            if stands.label != each.label and (stands.is_ours or not _is_older(each, stands)):
                decided.torn.append(Torn(place, stands.label))
            continue
        if stands is not None and stands.pk is not None:
            decided.replaced.append(stands.pk)
        elif stands is not None and stands.place is not None:
            decided.overtaken.add(stands.place)
        decided.accepted.append(place)
        new = Stands(each.label, each.at or now, is_timed=each.at is not None, place=place)
        standing[each.row, each.user] = new
    return decided


def _overtakes(given: Given, stands: Stands) -> bool:
    if given.label == stands.label or stands.is_ours:
        return False
    return given.at is not None and stands.is_timed and given.at > stands.at


def _is_older(given: Given, stands: Stands) -> bool:
    """History: they thought again later."""
    return given.at is not None and stands.is_timed and given.at < stands.at
