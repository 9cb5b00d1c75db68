"""Statements that are written by hand because they run at every key press, and the one way in which they are run.

PostgreSQL plans a statement anew each time it comes, and for short ones that costs more than running them. So each is
prepared once per connection and then only executed. Behind a proxy that pools transactions a prepared statement
belongs to somebody else's connection: PREPARED_STATEMENTS=0 sends the whole text each time.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.expressions import RawSQL

Row = TypeVar("Row", bound=Model)

# Tables here grow from nothing to thousands of rows within a minute; a plan for the small table must not outlive it.
FRESH_S = 20.0


@dataclass
class _Prepared:
    """The statements that one connection knows, and since when (monotonic seconds)."""

    since: float
    names: set[str] = field(default_factory=set)


# PostgreSQL's connection -> what it knows; a new connection knows nothing.
_prepared: WeakKeyDictionary[Any, _Prepared] = WeakKeyDictionary()


class Columns(Generic[Row]):
    """All columns of a model: their names for a statement, and its row as an instance, as Django itself makes it."""

    def __init__(self, model: type[Row]) -> None:
        fields = model._meta.concrete_fields
        self._model = model
        self._names = [field.attname for field in fields]
        self._converted = [(place, column) for place, column in enumerate(fields) if hasattr(column, "from_db_value")]
        self._columns = [str(field.column) for field in fields]
        self.names = ", ".join(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def of(self, table: str) -> str:
        """Their names for a statement about several tables."""
        return ", ".join(f"{table}.{column}" for column in self._columns)

    def make(self, row: Sequence[Any]) -> Row:
        values = list(row)
        for place, column in self._converted:
            values[place] = column.from_db_value(values[place], None, connection)
        return self._model.from_db(connection.alias, self._names, values)


class Statement:
    """One statement with named parameters, written %(name)s; `types` gives each its type in PostgreSQL."""

    def __init__(self, name: str, sql: str, /, **types: str) -> None:
        self.name = f"hot_{name}"
        given = {name: f"%({name})s::{kind}" for name, kind in types.items()}
        self._plain = sql % given
        numbered = sql % {name: f"${number}" for number, name in enumerate(types, start=1)}
        self._prepare = f"PREPARE {self.name} ({', '.join(types.values())}) AS {numbered}"
        self._execute = f"EXECUTE {self.name} ({', '.join(given.values())})"

    def rows(self, **values: Any) -> list[Any]:
        """Run it and return its rows."""
        with connection.cursor() as cursor:
            self._execute_on(cursor, values)
            return list(cursor.fetchall())

    def row(self, **values: Any) -> Any:
        """Run it and return its first row, or None."""
        with connection.cursor() as cursor:
            self._execute_on(cursor, values)
            return cursor.fetchone()

    def run(self, **values: Any) -> None:
        """Run it for its effect."""
        with connection.cursor() as cursor:
            self._execute_on(cursor, values)

    def _execute_on(self, cursor: Any, values: dict[str, Any]) -> None:
        if not settings.PREPARED_STATEMENTS:
            cursor.execute(self._plain, values)
            return
        known = _known(cursor)
        if self.name not in known:
            cursor.execute(self._prepare)
            known.add(self.name)
        cursor.execute(self._execute, values)


def read_rows(sql: str, values: Sequence[Any] | Mapping[str, Any]) -> list[Any]:
    """What a statement gives that runs too seldom to be prepared."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def any_of(numbers: Iterable[int]) -> RawSQL:
    """For `field__in`: one parameter, however many numbers there are. A list is one for each; of a large import's
    answers there are a million.
    """
    return RawSQL("SELECT unnest(%s::bigint[])", [f"{{{','.join(map(str, numbers))}}}"])


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is as it was at one moment; inside of a transaction, as that has it."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _known(cursor: Any) -> set[str]:
    now, known = time.monotonic(), _prepared.get(connection.connection)
    if known is None or now - known.since > FRESH_S:
        if known is not None:
            cursor.execute("DEALLOCATE ALL")
        known = _prepared[connection.connection] = _Prepared(since=now)
    return known.names
