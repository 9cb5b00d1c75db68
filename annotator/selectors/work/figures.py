"""What each person did in a range, how fast, how well, and what was paid for it; what cannot be known yet says so."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from annotator.models import Project, User
from annotator.selectors.paid import rounded
from annotator.selectors.people import members
from annotator.selectors.quality.figures import Figure, figure
from annotator.selectors.work.drift import Change, agreement, changes_of, drift_sentence
from annotator.selectors.work.reading import Counted, Read, read
from annotator.selectors.work.span import Span
from annotator.sql import one_moment
from annotator.statistics.shares import wilson


@dataclass(frozen=True)
class Who:
    """id: of the account. role: None for who has left, and for whom a file has brought (from_file: its name)."""

    id: int
    name: str
    role: str | None
    from_file: str

    @property
    def has_left(self) -> bool:
        return self.role is None and not self.from_file


@dataclass(frozen=True)
class Seconds:
    """Of labels given without a pause: half of them took from `low` to `high` seconds, and half less than `median`."""

    median: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class PersonFigures:
    """labels, skips: given in the range, that stand; taken_back: by a decision. agreement: how often another person's
    label on the same item is theirs; right: how often they gave the true label on audit and gold items. changes, drift:
    from the earlier to the later half. money: paid for labels in the range, whether they stand or not.
    """

    who: Who
    labels: int
    skips: int
    taken_back: int
    seconds: Seconds | None
    agreement: Figure
    right: Figure
    changes: list[Change]
    drift: str
    money: Decimal


@dataclass(frozen=True)
class Figures:
    """middle: where the later half begins, between the first and the last answer in the range; None without answers.

    computing: money that was paid to nobody; money: of the ledger, with it.
    """

    span: Span
    middle: datetime | None
    people: list[PersonFigures]
    computing: Decimal
    money: Decimal


def figures_of(project: Project, span: Span) -> Figures:
    """By the number of their labels; who is in the project and did nothing comes last, who has left and did nothing is
    left out.
    """
    with one_moment():
        found = read(project, span)
        everybody = who_worked(project, found.people.keys() | {user for user in found.money if user is not None})
    people = [_person(who, found) for who in everybody.values()]
    return Figures(
        span=span,
        middle=found.middle,
        people=sorted(people, key=lambda each: (-each.labels, -each.skips, each.who.name)),
        computing=rounded(found.money.get(None, Decimal(0))),
        money=rounded(sum(found.money.values(), Decimal(0))),
    )


def who_worked(project: Project, users: Collection[int]) -> dict[int, Who]:
    """The members, and these others who have left or whom a file has brought, by account."""
    here = {member.user_id: member for member in members(project)}
    others = User.objects.filter(pk__in=set(users) - here.keys())
    return {
        **{pk: Who(pk, member.user.shown_name, member.role, "") for pk, member in here.items()},
        **{user.pk: Who(user.pk, user.shown_name, None, user.from_file) for user in others},
    }


def _person(who: Who, found: Read) -> PersonFigures:
    counted = found.people.get(who.id, Counted())
    same = agreement(counted.same, counted.shared)
    right = wilson(counted.right, counted.known) if counted.known else None
    changes = changes_of(found.halves.get(who.id, {}))
    return PersonFigures(
        who=who,
        labels=counted.labels,
        skips=counted.skips,
        taken_back=counted.taken_back,
        seconds=_seconds(counted),
        agreement=figure(same, share=same),
        right=figure(right, share=right),
        changes=changes,
        drift=drift_sentence(changes),
        money=rounded(found.money.get(who.id, Decimal(0))),
    )


def _seconds(counted: Counted) -> Seconds | None:
    if counted.quartiles_s is None:
        return None
    low, median, high = counted.quartiles_s
    return Seconds(median=median, low=low, high=high, n=counted.timed)
