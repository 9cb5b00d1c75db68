"""manage.py up [--port N]: everything in one foreground command. What `make run` calls."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotator.selectors.demo import demo_accounts
from labelapp.supervisor import Child, Supervisor

READY_WITHIN_S = 60


class Command(BaseCommand):
    help = "Start database, web server, workers and scheduler; Ctrl-C stops them all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--no-demo", action="store_true", help="leave out the demo project and accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        lock = _only_one(settings.VAR / "up.lock")
        _port_is_free(host, port)
        stopping = _listen_for_the_end()
        self._prepare(with_demo=not options["no_demo"])
        # Passive: threads of a model that wait for each other must not burn the cores that others need.
        env = {"OMP_WAIT_POLICY": "PASSIVE", **os.environ, "PORT": str(port), "VAR": str(settings.VAR)}
        if not options["no_demo"]:
            env["DEMO"] = "1"
        supervisor = Supervisor(
            children(host, port), env=env, logs=settings.VAR / "log", say=lambda line: self._say(line)
        )
        try:
            supervisor.start()
            self._greet(host, port, stopping, with_demo=not options["no_demo"])
            supervisor.watch(lambda: bool(stopping))
        finally:
            self._say("Stopping…")
            supervisor.stop()
            lock.close()
        self._say("Stopped. Everything is kept in " + str(settings.VAR))

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _prepare(self, *, with_demo: bool) -> None:
        self._say("Preparing the database…")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        if with_demo:
            # In a process of its own, which takes the memory of the model with it when it ends.
            subprocess.run([sys.executable, "manage.py", "demo"], cwd=settings.BASE_DIR, check=True)

    def _greet(self, host: str, port: int, stopping: list[int], *, with_demo: bool) -> None:
        url = f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}"  # noqa: S104
        _wait_until_ready(f"http://127.0.0.1:{port}/api/health", stopping)
        self._say(f"\n  Open {url}\n")
        if with_demo:
            for account in demo_accounts():
                self._say(f"  {account.role:<10} {account.username} / {account.password}")
        self._say("\nCtrl-C stops everything. Logs: " + str(settings.VAR / "log"))


def children(host: str, port: int) -> list[Child]:
    """The processes of a small team's machine. The worker that trains yields the processor to the web."""
    celery = [sys.executable, "-m", "celery", "-A", "labelapp"]
    worker = [*celery, "worker", "--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
    web = [sys.executable, "-m", "gunicorn", "labelapp.wsgi", "--preload", "--worker-class", "gthread"]
    tuning = [
        "--workers",
        os.environ.get("WEB_WORKERS", "4"),
        "--threads",
        os.environ.get("WEB_THREADS", "1"),
        "--keep-alive",
        "30",
    ]
    return [
        Child("web", [*web, *tuning, "--bind", f"{host}:{port}", "--graceful-timeout", "5", "--no-control-socket"]),
        Child("rounds", [*worker, "-Q", "rounds", "-P", "solo", "-n", "rounds@%h"], nice=10),
        Child("io", [*worker, "-Q", "io", "-P", "threads", "-c", "3", "-n", "io@%h"], nice=5),
        Child("beat", [*celery, "beat", "--loglevel", "WARNING", "--pidfile", ""]),
    ]


def _only_one(path: Path) -> IO[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise CommandError(
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
            raise CommandError(f"Port {port} is taken. Choose another: PORT={port + 1} make run") from error


def _listen_for_the_end() -> list[int]:
    received: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda got, _frame: received.append(got))
    return received


def _wait_until_ready(url: str, stopping: list[int]) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline and not stopping:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    if not stopping:
        raise CommandError(f"The web server did not answer within {READY_WITHIN_S} s; see {settings.VAR / 'log'}.")
