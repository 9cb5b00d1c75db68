"""A range of time, as days or moments name it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from annotator.errors import Invalid


@dataclass(frozen=True)
class Span:
    """From `begin` until just before `end`, aware; None where it is open."""

    begin: datetime | None = None
    end: datetime | None = None

    @classmethod
    def of(cls, first: date | datetime | None, last: date | datetime | None) -> "Span":
        """A day begins and ends at midnight in the server's time zone; `last`, a day, is in it, a moment is not.

        Raises Invalid (empty_range) where nothing lies in it.
        """
        begin, end = _moment(first), _moment(_day_after(last))
        if begin is not None and end is not None and begin >= end:
            raise Invalid("empty_range", "It must end after it begins.", attr="to")
        return cls(begin, end)

    @property
    def parameters(self) -> dict[str, datetime | str]:
        """`begin` and `end` for `within`."""
        return {"begin": self.begin or "-infinity", "end": self.end or "infinity"}


def within(column: str) -> str:
    """The condition, as SQL, that a moment lies in the span; it asks for `Span.parameters`."""
    return f"{column} >= %(begin)s::timestamptz AND {column} < %(end)s::timestamptz"


def _day_after(last: date | datetime | None) -> date | datetime | None:
    return last if last is None or isinstance(last, datetime) else last + timedelta(days=1)


def _moment(when: date | datetime | None) -> datetime | None:
    if when is None or isinstance(when, datetime):
        return when
    return datetime.combine(when, time.min, tzinfo=timezone.get_current_timezone())
