"""Connections to PostgreSQL: kept, checked, and their prepared statements with them."""

import time
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.db import OperationalError, close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from annotator import sql
from annotator.sql import Statement
from labelapp.postgresql.base import TRUSTED_S

TWICE = Statement("twice", "SELECT %(number)s * 2, %(word)s", number="integer", word="text")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _a_connection_of_its_own() -> Iterator[None]:
    connection.close()
    yield
    connection.close()


def statements(queries: CaptureQueriesContext) -> list[str]:
    return [query["sql"].split()[0] for query in queries.captured_queries]


def kill_from_outside() -> None:
    """PostgreSQL ends this connection, as a restart does."""
    pid = connection.connection.info.backend_pid
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()


def test_a_statement_is_prepared_once_per_connection() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert TWICE.row(number=3, word="a") == (6, "a")
        assert TWICE.rows(number=4, word="it's %s") == [(8, "it's %s")]
    assert statements(queries) == ["PREPARE", "EXECUTE", "EXECUTE"]
    connection.close()
    with CaptureQueriesContext(connection) as queries:
        TWICE.run(number=3, word="a")
    assert statements(queries) == ["PREPARE", "EXECUTE"]


def test_an_old_plan_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    TWICE.run(number=3, word="a")
    monkeypatch.setattr(sql, "FRESH_S", -1.0)
    with CaptureQueriesContext(connection) as queries:
        assert TWICE.row(number=3, word="a") == (6, "a")
    assert statements(queries) == ["DEALLOCATE", "PREPARE", "EXECUTE"]


def test_behind_a_pooling_proxy_nothing_is_prepared(settings: LazySettings) -> None:
    settings.PREPARED_STATEMENTS = False
    with CaptureQueriesContext(connection) as queries:
        assert TWICE.row(number=3, word="a") == (6, "a")
    assert statements(queries) == ["SELECT"]


def test_a_connection_that_rested_is_checked_and_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    TWICE.run(number=3, word="a")
    kill_from_outside()
    monkeypatch.setattr(connection, "_used", time.monotonic() - TRUSTED_S - 1)
    close_old_connections()
    assert TWICE.row(number=3, word="a") == (6, "a")


def test_a_connection_that_breaks_while_it_is_trusted_costs_one_request() -> None:
    TWICE.run(number=3, word="a")
    kill_from_outside()
    close_old_connections()
    with pytest.raises(OperationalError):
        TWICE.run(number=3, word="a")
    close_old_connections()
    assert TWICE.row(number=3, word="a") == (6, "a")


def test_a_busy_connection_is_not_asked_whether_it_lives() -> None:
    TWICE.run(number=3, word="a")
    close_old_connections()
    connection.is_usable = lambda: pytest.fail("asked")  # type: ignore[method-assign]  # for this test alone
    try:
        TWICE.run(number=3, word="a")
    finally:
        del connection.is_usable
