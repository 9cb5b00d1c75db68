"""Statements that are written by hand because they run at every key press, and the one way in which they are run.

PostgreSQL plans a statement anew each time it comes, and for short ones that costs more than running them. So each is
prepared once per connection and then only executed. Behind a proxy that pools transactions a prepared statement
belongs to somebody else's connection: PREPARED_STATEMENTS=0 sends the whole text each time.
"""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import connection
from django.db.models import Model

Row = TypeVar("Row", bound=Model)

# PostgreSQL's connection -> names of the statements that it knows; a new connection starts with none.
_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


class Columns(Generic[Row]):
    """All columns of a model: their names for a statement, and its row as an instance, as Django itself makes it."""

    def __init__(self, model: type[Row]) -> None:
        fields = model._meta.concrete_fields
        self._model = model
        self._names = [field.attname for field in fields]
        self._converted = [(place, field) for place, field in enumerate(fields) if hasattr(field, "from_db_value")]
        self.names = ", ".join(str(field.column) for field in fields)

    def make(self, row: Sequence[Any]) -> Row:
        values = list(row)
        for place, field in self._converted:
            values[place] = field.from_db_value(values[place], None, connection)
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
        known = _prepared.setdefault(connection.connection, set())
        if self.name not in known:
            cursor.execute(self._prepare)
            known.add(self.name)
        cursor.execute(self._execute, values)
