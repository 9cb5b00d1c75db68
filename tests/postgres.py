"""A pytest plugin, loaded before Django's settings: a VAR folder for each process of this test run, and one real
PostgreSQL for all of them, which the first test that wants a database starts."""

import atexit
import os
import shutil
import tempfile
from contextlib import closing
from pathlib import Path

import dj_database_url
import psycopg2

from labelapp import embedded

WORKER = os.environ.get("PYTEST_XDIST_WORKER")
RUN = "LABELAPP_TEST_RUN"


def _run_folder() -> Path:
    """The folder of this test run. The first process makes and removes it; its workers inherit the name."""
    if not WORKER:
        os.environ[RUN] = tempfile.mkdtemp(prefix="labelapp-tests-")
        atexit.register(shutil.rmtree, os.environ[RUN], ignore_errors=True)
    return Path(os.environ[RUN])


def _prepare_environment(var: Path) -> None:
    (var / "static").mkdir(parents=True)
    os.environ["VAR"] = str(var)
    os.environ.pop("CELERY_BROKER_URL", None)
    if WORKER:
        # There are as many workers as cores; more threads would only wait for each other.
        os.environ.setdefault("OMP_NUM_THREADS", "1")


def start() -> str:
    """DATABASE_URL; where it is unset, the run's own server, started by whichever process comes first."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        url = embedded.start(FOLDER / "postgres")
        _make_hasty(url)
        _tell_django(url)
        os.environ["DATABASE_URL"] = url
    return url


def _make_hasty(url: str) -> None:
    """What a test stores need not survive a power cut."""
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"ALTER SYSTEM SET {setting} = off")
        cursor.execute("SELECT pg_reload_conf()")


def _tell_django(url: str) -> None:
    """Django read its settings before there was a server: the same dictionary gets the address."""
    from django.db import connections

    address, database = dj_database_url.parse(url), connections.databases["default"]
    database["OPTIONS"].update(address.get("OPTIONS", {}))
    database.update({key: address[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})


FOLDER = _run_folder()
_prepare_environment(FOLDER / (WORKER or "main"))
