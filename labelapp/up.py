"""`python -m labelapp.up`: what `manage.py up` becomes.

It runs as long as the product does and only watches, so it imports neither Django nor Celery; what needs them to
prepare happens in a child process, whose memory ends with it.
"""

import argparse
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import IO

from labelapp import leftovers
from labelapp.embedded import EmbeddedDatabaseError, Postmaster, data_folder, var_folder
from labelapp.leftovers import die_with_parent
from labelapp.processes import DEMO, environment, table
from labelapp.supervisor import Child, Supervisor

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN_S = 60
# Asks our own address: a proxy that the environment names would answer in our stead.
_DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class CannotStart(RuntimeError):
    """What stands in the way, as a sentence for whoever typed the command."""


def main() -> None:
    options = _options()
    try:
        _run(options.host, options.port, with_demo=not options.no_demo)
    except (CannotStart, EmbeddedDatabaseError) as error:
        sys.exit(str(error))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="up")
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--no-demo", action="store_true")
    return parser.parse_args()


def _run(host: str, port: int, *, with_demo: bool) -> None:
    folder = var_folder()
    # Held until this process is gone: the database is stopped after everything else.
    lock = _only_one(folder / "up.lock")
    _end_leftovers(folder)
    _port_is_free(host, port)
    stopping = _listen_for_the_end()
    postmaster = _database(stopping)
    env = _environment(port, folder, with_demo=with_demo)
    children = [Child(process) for process in table(host, port).values()]
    supervisor = Supervisor(children, env=env, logs=folder / "log", say=_say)
    try:
        _prepare(env, stopping, with_demo=with_demo)
        if not stopping:
            supervisor.start()
            _greet(host, port, stopping, with_demo=with_demo)
            if with_demo:
                supervisor.add(DEMO)
            supervisor.watch(lambda: bool(stopping), beside=postmaster.keep_alive if postmaster else lambda: None)
    finally:
        _say("Stopping…")
        supervisor.stop()
        if postmaster:
            _wait_for_others(postmaster, stopping)
    _say(f"Stopped. Everything is kept in {Path(lock.name).parent}")


def _environment(port: int, folder: Path, *, with_demo: bool) -> dict[str, str]:
    """What the processes get: this one's, but the command line decides on the demo."""
    return environment({**os.environ, "PORT": str(port), "VAR": str(folder), "DEMO": "1" if with_demo else ""})


def _end_leftovers(folder: Path) -> None:
    """What a killed `up` left, where the kernel did not end it. Nobody else starts processes under this lock."""
    if ended := leftovers.end(folder / "log" / "running.json"):
        _say(f"The last run was cut off; {ended} of its processes still ran and have been ended.")


def _database(stopping: list[int]) -> Postmaster | None:
    """The embedded PostgreSQL, where DATABASE_URL names no other; it ends with this process."""
    if os.environ.get("DATABASE_URL"):
        return None
    postmaster = Postmaster(data_folder(), say=_say, tied=True)
    os.environ["DATABASE_URL"] = postmaster.start(lambda: bool(stopping))
    return postmaster


def _wait_for_others(postmaster: Postmaster, stopping: list[int]) -> None:
    signals_before = len(stopping)
    if postmaster.needed_by_others():
        _say("Other commands use the database; it stops when they have ended, or with Ctrl-C again.")
    while postmaster.needed_by_others() and len(stopping) == signals_before:
        time.sleep(0.2)


def _say(line: str) -> None:
    # Its output may be a file on a disk that is full, which must not stop the product.
    with suppress(OSError):
        print(line, flush=True)  # noqa: T201 - the terminal of who called `up`


def _prepare(env: dict[str, str], stopping: list[int], *, with_demo: bool) -> None:
    """Tables, static files, demo accounts. Ctrl-C ends it, but not in the middle of tables and files."""
    _say("Preparing the database…")
    command = [sys.executable, "manage.py", "prepare", *(["--demo"] if with_demo else [])]
    # Ctrl-C reaches this process only, as with the other children.
    child = subprocess.Popen(
        command,
        env=env,
        start_new_session=True,
        preexec_fn=die_with_parent(0),  # noqa: PLW1509 - no threads here
    )
    while child.poll() is None and not stopping:
        time.sleep(0.05)
    if stopping:
        child.terminate()
        child.wait()
    elif child.returncode:
        raise CannotStart("The database could not be prepared; the reason is above.")


def _greet(host: str, port: int, stopping: list[int], *, with_demo: bool) -> None:
    everywhere = host == "0.0.0.0"  # noqa: S104 - it is only compared
    inside = f"http://{'127.0.0.1' if everywhere else host}:{port}/api"
    _wait_until_ready(f"{inside}/health", stopping)
    _say(f"\n  Open http://{'localhost' if everywhere or host == '127.0.0.1' else host}:{port}\n")
    if with_demo and not stopping:
        for account in _demo_accounts(f"{inside}/session"):
            _say(f"  {account['role']:<10} {account['username']} / {account['password']}")
    _say(f"\nCtrl-C stops everything. Logs: {var_folder() / 'log'}")


def _demo_accounts(url: str) -> list[dict[str, str]]:
    """None where ALLOWED_HOSTS lacks our address, so that we are refused; the sign-in page shows them."""
    try:
        with _DIRECTLY.open(url, timeout=10) as answer:
            accounts: list[dict[str, str]] = json.load(answer)["demo_accounts"]
            return accounts
    except OSError:
        return []


def _only_one(path: Path) -> IO[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise CannotStart(
            f"Another copy runs with these data ({path.parent}). Stop it, or choose other data and another "
            "port: VAR=other PORT=8001 make run"
        ) from error
    return lock


def _port_is_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotStart(f"Port {port} is taken. Choose another: PORT={port + 1} make run") from error


def _listen_for_the_end() -> list[int]:
    received: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda got, _frame: received.append(got))
    return received


def _wait_until_ready(url: str, stopping: list[int]) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline and not stopping:
        try:
            with _DIRECTLY.open(url, timeout=2):
                return
        except urllib.error.HTTPError:
            # Whatever it says: it answers.
            return
        except OSError:
            time.sleep(0.2)
    if not stopping:
        raise CannotStart(f"The web server did not answer within {READY_WITHIN_S} s; see {var_folder() / 'log'}.")


if __name__ == "__main__":
    main()
