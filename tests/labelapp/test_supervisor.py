"""Who is kept alive, and who may end."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from labelapp.processes import Process
from labelapp.supervisor import Child, Supervisor
from tests.stack import until

pytestmark = pytest.mark.slow


def once(code: str) -> Process:
    return Process("helper", (sys.executable, "-c", code), once=True)


def watched(tmp_path: Path, *rows: Process, stop: Callable[[Supervisor], bool]) -> list[str]:
    """What is said until `stop`."""
    lines: list[str] = []
    supervisor = Supervisor([Child(row) for row in rows], env=dict(os.environ), logs=tmp_path, say=lines.append)
    supervisor.start()
    try:
        supervisor.watch(lambda: stop(supervisor))
    finally:
        supervisor.stop()
    return lines


def test_what_runs_once_is_not_started_again(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    row = once(f"open({str(marks)!r}, 'a').write('x')")
    assert watched(tmp_path, row, stop=lambda supervisor: not supervisor.children) == []
    assert marks.read_text() == "x"


def test_what_runs_once_and_fails_is_said(tmp_path: Path) -> None:
    lines = watched(tmp_path, once("raise SystemExit(3)"), stop=lambda supervisor: not supervisor.children)
    assert lines == ["helper ended with code 3; the reason is above."]


def test_what_must_live_is_started_again_and_said(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    row = Process("worker", (sys.executable, "-c", f"open({str(marks)!r}, 'a').write('x')"))
    lines = watched(tmp_path, row, stop=lambda _: marks.exists() and len(marks.read_text()) >= 2)
    assert lines[0] == f"worker ended with code 0 and is started again; its log is {tmp_path / 'worker.log'}"


def test_what_runs_once_is_stopped_with_the_rest(tmp_path: Path) -> None:
    began = tmp_path / "began"
    row = once(f"import time; open({str(began)!r}, 'w').close(); time.sleep(600)")
    supervisor = Supervisor([], env=dict(os.environ), logs=tmp_path, say=lambda line: None)
    supervisor.add(row)
    until(began.exists, awaited="its start")
    supervisor.stop()
    running = supervisor.children[0].running
    assert running is not None
    assert running.poll() is not None


def test_what_cannot_be_started_again_is_tried_until_it_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    popen, refusals = subprocess.Popen, [OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))]
    began = tmp_path / "began"

    def start(*args: Any, **kwargs: Any) -> Any:
        if popened and refusals:
            raise refusals.pop()
        popened.append(args)
        return popen(*args, **kwargs)

    popened: list[Any] = []
    monkeypatch.setattr("labelapp.supervisor.BACKOFF_S", (0.0,))
    monkeypatch.setattr("labelapp.supervisor.subprocess.Popen", start)
    code = f"import pathlib, time; file = pathlib.Path({str(began)!r}); exists = file.exists(); file.touch()"
    row = Process("worker", once(f"{code}; exists and time.sleep(600)").command)
    lines = watched(tmp_path, row, stop=lambda _: len(popened) == 2)
    assert refusals == []
    assert sum("could not be started again: [Errno 28]" in line for line in lines) == 1


def test_without_a_place_for_its_log_a_process_runs_all_the_same(tmp_path: Path) -> None:
    # A folder in the log's place.
    (tmp_path / "work.log").mkdir()
    began = tmp_path / "began"
    row = Process("work", once(f"import time; open({str(began)!r}, 'w').close(); time.sleep(600)").command)
    lines = watched(tmp_path, row, stop=lambda _: began.exists())
    assert [line for line in lines if "work runs without a log" in line] == lines


def test_a_full_disk_stops_nothing_and_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failures: list[str] = []

    def full(path: Path, *_: object) -> None:
        failures.append(path.name)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr("labelapp.supervisor.ROTATE_EVERY_S", 0)
    monkeypatch.setattr("labelapp.supervisor.rotate", full)
    monkeypatch.setattr("labelapp.leftovers.remember", full)
    row = once("import time; time.sleep(600)")
    lines = watched(tmp_path, row, row, stop=lambda _: failures.count(tmp_path.name) >= 2)
    assert failures.count("running.json") == 2
    assert len(lines) == 2
    assert all("No space left" in line for line in lines)
