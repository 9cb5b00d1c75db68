"""One table says what runs: on one machine under `up`, elsewhere as a container each."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from labelapp import processes
from labelapp.supervisor import Child, Supervisor

ROOT = Path(__file__).parent.parent.parent


class Became(Exception):
    """Instead of becoming another program."""


def became(monkeypatch: pytest.MonkeyPatch, name: str) -> tuple[Sequence[str], dict[str, str], list[int]]:
    """What `python -m labelapp.processes NAME` would turn into: command, environment, niceness."""
    nice: list[int] = []
    command: Sequence[str] = ()
    env: dict[str, str] = {}

    def execve(_path: str, words: Sequence[str], given: dict[str, str]) -> None:
        nonlocal command, env
        command, env = words, given
        raise Became

    monkeypatch.setattr(os, "execve", execve)
    monkeypatch.setattr(os, "nice", nice.append)
    monkeypatch.setattr(sys, "argv", ["processes", name])
    with pytest.raises(Became):
        processes.main()
    return command, env, nice


@pytest.mark.parametrize("name", ["web", "rounds", "io"])
def test_a_container_becomes_the_process_of_the_table(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("HOST", "0.0.0.0")
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    command, env, nice = became(monkeypatch, name)
    row = processes.table("0.0.0.0", 8123)[name]
    assert (command, nice) == (row.command, [row.nice])
    assert env["OMP_WAIT_POLICY"] == "PASSIVE"


def test_what_is_set_outside_is_kept() -> None:
    assert processes.environment({"OMP_WAIT_POLICY": "ACTIVE"}) == {"OMP_WAIT_POLICY": "ACTIVE"}


def python_was_asked(tmp_path: Path, *words: str) -> list[str]:
    """The lines with which a container that is started with these words calls Python."""
    marker = tmp_path / "asked"
    stub = tmp_path / "python"
    stub.write_text(f'#!/bin/sh\necho "$@" >> {marker}\n')
    stub.chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    subprocess.run([ROOT / "docker" / "entrypoint", *words], env=env, check=True)
    return marker.read_text().splitlines()


def test_the_web_container_prepares_the_database_before_it_serves(tmp_path: Path) -> None:
    assert python_was_asked(tmp_path) == ["manage.py prepare", "-m labelapp.processes web"]


@pytest.mark.parametrize(("word", "name"), [("rounds", "rounds"), ("worker", "rounds"), ("io", "io")])
def test_a_working_container_asks_the_table(tmp_path: Path, word: str, name: str) -> None:
    assert python_was_asked(tmp_path, word) == [f"-m labelapp.processes {name}"]


def test_any_other_words_to_a_container_are_a_command(tmp_path: Path) -> None:
    assert python_was_asked(tmp_path, "create_account", "mara") == ["manage.py create_account mara"]


def test_who_works_in_the_background_yields_to_the_web() -> None:
    table = processes.table("127.0.0.1", 8000)
    assert table["web"].nice < table["io"].nice < table["rounds"].nice


def test_a_child_runs_the_command_of_its_row_and_logs_under_its_name(tmp_path: Path) -> None:
    row = processes.Process("greeter", (sys.executable, "-c", "print('good day')"))
    supervisor = Supervisor([Child(row)], env=dict(os.environ), logs=tmp_path, say=lambda line: None)
    supervisor.start()
    child = supervisor.children[0]
    assert child.running is not None
    child.running.wait(30)
    assert (tmp_path / "greeter.log").read_text() == "good day\n"
