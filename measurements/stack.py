"""A whole running product in a folder and on a port of its own, started and stopped as a user would."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from measurements.environment import ROOT

READY_WITHIN_S = 120
STOPPED_WITHIN_S = 30
HELPER_ENDS_WITHIN_S = 3
# What would point the stack at somebody else's data.
FOREIGN = ("DATABASE_URL", "CELERY_BROKER_URL", "S3_BUCKET", "DEMO", "DEBUG", "DJANGO_SETTINGS_MODULE")


class StackError(RuntimeError):
    """The stack or a command beside it failed; the message carries what it said."""


@dataclass(frozen=True)
class Stack:
    """A running stack. folder is its VAR; up_pid the process that holds all others but PostgreSQL."""

    folder: Path
    port: int
    up_pid: int
    helper: "subprocess.Popen[str]"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def database_pids(self) -> list[int]:
        """PostgreSQL's first process: it has left its parent and is no child of `up`."""
        return _database_pids(self.folder)

    def inside(self, function: str, /, **arguments: Any) -> Any:
        """Call one function of measurements.inside, in the helper process that has the stack's database."""
        assert self.helper.stdin is not None
        assert self.helper.stdout is not None
        self.helper.stdin.write(json.dumps([function, arguments]) + "\n")
        self.helper.stdin.flush()
        reply = json.loads(self.helper.stdout.readline() or '{"error": "the helper process is gone"}')
        if "error" in reply:
            raise StackError(f"{function}: {reply['error']}")
        return reply["answer"]


@contextmanager
def running_stack() -> Iterator[Stack]:
    """Start `manage.py up --no-demo` in a fresh folder; stop it and remove the folder at the end."""
    folder, port = Path(tempfile.mkdtemp(prefix="labelapp-bench-")), _free_port()
    env = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    env |= {"VAR": str(folder), "PORT": str(port)}
    with (folder / "up.log").open("wb") as log:
        command = [sys.executable, "manage.py", "up", "--no-demo", "--port", str(port)]
        up = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait_until_ready(up, folder=folder, port=port)
        with _helper(folder, env) as helper:
            yield Stack(folder=folder, port=port, up_pid=up.pid, helper=helper)
    finally:
        _stop(up)
        _stop_databases(folder)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _helper(folder: Path, env: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "measurements.inside"]
    with (folder / "helper.log").open("wb") as log:
        pipe = subprocess.PIPE
        helper = subprocess.Popen(command, cwd=ROOT, env=env, stdin=pipe, stdout=pipe, stderr=log, text=True)
    try:
        yield helper
    finally:
        _end(helper)


def _end(helper: "subprocess.Popen[str]") -> None:
    """The end of its input ends it, and with it its hold on the database; unless it is at work, when cut short."""
    assert helper.stdin is not None
    helper.stdin.close()
    try:
        helper.wait(HELPER_ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        helper.kill()
        helper.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(up: subprocess.Popen[bytes], *, folder: Path, port: int) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline and up.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    logs = [folder / "up.log", *sorted((folder / "log").glob("*.log"))]
    ends = "\n".join(f"{path.name}: {path.read_text(errors='replace')[-1500:]}" for path in logs)
    raise StackError(f"The stack did not become ready.\n{ends}")


def _stop(up: subprocess.Popen[bytes]) -> None:
    up.send_signal(signal.SIGINT)
    try:
        up.wait(STOPPED_WITHIN_S)
    except subprocess.TimeoutExpired:
        up.kill()
        up.wait()


def _stop_databases(folder: Path) -> None:
    """The last process to leave stops PostgreSQL; where one was cut short, nobody was the last."""
    for pid in _database_pids(folder):
        try:
            database = psutil.Process(pid)
            database.send_signal(signal.SIGINT)
            database.wait(STOPPED_WITHIN_S)
        except (psutil.NoSuchProcess, psutil.TimeoutExpired):
            continue


def _database_pids(folder: Path) -> list[int]:
    return [int(path.read_text().split()[0]) for path in folder.glob("postgres/**/postmaster.pid")]
