"""What every table of an export is made of, and how the database is read for it."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count, islice
from typing import Any, TypeVar

from django.db import DatabaseError, connection

from annotator.files.written import Column
from annotator.models import Kind, Project
from annotator.selectors.items.item_filter import ItemFilter
from annotator.sql import one_moment

FETCH = 2_000
Row = TypeVar("Row")
Values = Sequence[Any] | Mapping[str, Any]
# Of cursors, so that none meets another of its connection.
_NUMBERS = count()


@dataclass(frozen=True)
class Table:
    """Lines in the order of the columns. count: about how many, for the progress; asked for only then.

    notes: what people should know of them, once all lines are written.
    """

    columns: Sequence[Column]
    lines: Iterator[Any]
    count: Callable[[], int]
    notes: Callable[[], Sequence[str]] = tuple


def content_column(project: Project) -> tuple[Column, str]:
    """The item itself: its column, and where it comes from."""
    if project.kind == Kind.IMAGE:
        return Column("file"), "coalesce(i.metadata->>'file', '')"
    return Column("text"), "i.text"


def moment(column: str) -> str:
    """As `datetime.isoformat` writes it, to the millisecond; PostgreSQL does it at a fraction of the cost."""
    return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"')"""


def chosen(project: Project, items: ItemFilter) -> tuple[str, Sequence[Any]]:
    """A condition on `i`, annotator_item, and its values; an empty one for all items. Raises Invalid."""
    if items.is_all:
        return "", ()
    sql, values = items.items(project).values("pk").query.sql_with_params()
    return f" AND i.id IN ({sql})", values


def batched(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """The rows in their order, so many at a time."""
    rest = iter(rows)
    while part := list(islice(rest, size)):
        yield part


def streamed(sql: str, values: Values) -> Generator[tuple[Any, ...], None, None]:
    """The rows of one statement: a snapshot, fetched a few thousand at a time, so that memory stays flat.

    The cursor outlives its transaction: what a job says of itself meanwhile is seen by others at once.
    """
    name = f"rows_{next(_NUMBERS)}"
    with connection.cursor() as cursor:
        cursor.execute(f"DECLARE {name} NO SCROLL CURSOR WITH HOLD FOR {sql}", values)
    yield from _rows_of(name)


def _rows_of(name: str) -> Generator[tuple[Any, ...], None, None]:
    """All rows of this cursor, which ends with them."""
    with connection.cursor() as cursor:
        try:
            while rows := _fetched(cursor, name):
                yield from rows
                if len(rows) < FETCH:
                    break
        finally:
            # Where the connection is broken, so is the cursor.
            with suppress(DatabaseError):
                cursor.execute(f"CLOSE {name}")


def snapshot(statements: Sequence[tuple[str, Values]]) -> list[Iterator[tuple[Any, ...]]]:
    """The rows of each statement, all as they are at one moment, fetched as those of `streamed`."""
    names = [f"rows_{next(_NUMBERS)}" for _ in statements]
    with one_moment(), connection.cursor() as cursor:
        for name, (sql, values) in zip(names, statements, strict=True):
            cursor.execute(f"DECLARE {name} NO SCROLL CURSOR WITH HOLD FOR {sql}", values)
    return [_rows_of(name) for name in names]


def _fetched(cursor: Any, name: str) -> list[tuple[Any, ...]]:
    cursor.execute(f"FETCH {FETCH} FROM {name}")
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
