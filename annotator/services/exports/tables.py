"""What every table of an export is made of, and how the database is read for it."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from django.db import connection, transaction

from annotator.files.writers import Column, Line
from annotator.models import Kind, Project
from annotator.selectors.item_filter import ItemFilter

FETCH = 2_000


@dataclass(frozen=True)
class Table:
    """Lines in the order of the columns. count: about how many, for the progress; asked for only then."""

    columns: Sequence[Column]
    lines: Iterator[Line]
    count: Callable[[], int]


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


def streamed(sql: str, values: Sequence[Any]) -> Generator[tuple[Any, ...], None, None]:
    """The rows of one statement: a snapshot, read through a server-side cursor, so that memory stays flat."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(sql, values)
        yield from chain.from_iterable(iter(partial(cursor.fetchmany, FETCH), []))
