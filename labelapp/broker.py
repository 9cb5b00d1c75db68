"""The default broker: kombu's filesystem transport, with files that are whole before anybody sees them.

kombu's own creates a message's file and then fills it, and moves it away through the system's temporary folder; a
worker that reads in between ends. Here each file is written under a name that nobody looks for and then renamed, and a
reader makes it its own by renaming. What cannot be read is set aside with a line in the log, and the worker goes on.
"""

import fcntl
import logging
import os
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem, virtual
from kombu.transport.filesystem import exchange_queue_t
from kombu.utils.json import dumps, loads

log = logging.getLogger(__name__)

BROKEN = "broken"
# Neither is the name of a message: kombu looks for those that end with their queue.
WRITING, READING = ".writing", ".reading"
# What a killed process was writing or reading, counted from when it began; no living one takes a second.
LEFT_AFTER_S = 600

Row = exchange_queue_t


class Channel(filesystem.Channel):
    """Messages and the table of queues as files. Several processes may read and write at once."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]  # named as kombu does
        name = f"{time.time_ns():020d}_{uuid.uuid4()}.{queue}.msg"
        _write_whole(Path(self.data_folder_out) / name, payload)

    def _get(self, queue: str, *args: Any, **kwargs: Any) -> Any:
        for path in self._waiting(queue):
            mine = path.with_name(path.name + READING)
            try:
                # A rename keeps the time of writing, by which a message that waited long looks left by a killed reader.
                os.utime(path)
                path.rename(mine)
                content = mine.read_bytes()
            except OSError:
                # Another reader was first, or the disk does not give it back: then it is swept away later.
                continue
            if (payload := self._payload(content)) is not None:
                mine.unlink(missing_ok=True)
                return payload
            _set_aside(mine, as_name=path.name)
        raise Empty

    def _waiting(self, queue: str) -> list[Path]:
        """Oldest first, by the time in their names."""
        folder = Path(self.data_folder_in)
        names = [name for name in os.listdir(folder) if name.partition(".")[2] == f"{queue}.msg"]
        return [folder / name for name in sorted(names)]

    def _payload(self, content: bytes) -> Any:
        """The message, or None where it is none: what would end the worker is tried here."""
        try:
            payload = loads(content.decode())
            self.Message(payload, channel=self)
        except Exception:  # noqa: BLE001 - whatever is wrong with it: a file is a stranger's until it is read
            return None
        return payload

    def get_table(self, exchange: str) -> list[Row]:  # type: ignore[override]  # the stubs of its two bases disagree
        """Which queues an exchange has. A broken table is an empty one: each worker binds its queues at its start."""
        path = self._table_file(exchange)
        try:
            return [Row(*row) for row in loads(path.read_text())]
        except FileNotFoundError:
            return []
        except (ValueError, TypeError):
            log.warning("the table of queues %s cannot be read and is begun anew", path)
            return []

    def _queue_bind(self, exchange: str, routing_key: str | None, pattern: str | None, queue: str) -> None:
        new = Row(routing_key or "", pattern or "", queue or "")
        self._change_table(exchange, lambda rows: rows if new in rows else [new, *rows])

    def _delete(self, queue: str, exchange: str, routing_key: str, pattern: str, *args: Any, **kwargs: Any) -> None:
        # Past kombu's own, which changes the table in place.
        super(filesystem.Channel, self)._delete(queue, exchange, routing_key, pattern, *args, **kwargs)
        old = Row(routing_key or "", pattern or "", queue or "")
        self._change_table(exchange, lambda rows: [row for row in rows if row != old])

    def _table_file(self, exchange: str) -> Path:
        """kombu's, which lets no name lead out of the folder; its stubs do not know it."""
        path: Path = self._exchange_file(exchange)  # type: ignore[attr-defined]
        return path

    def _change_table(self, exchange: str, change: Callable[[list[Row]], list[Row]]) -> None:
        path = self._table_file(exchange)
        with _alone(self.control_folder / "lock"):
            _write_whole(path, change(self.get_table(exchange)))


class Transport(filesystem.Transport):
    """Named in settings.CELERY_BROKER_TRANSPORT."""

    Channel = Channel
    # Of its own: kombu keeps one per class.
    global_state = virtual.BrokerState()

    def establish_connection(self) -> Any:
        assert self.client is not None
        assert self.client.transport_options is not None
        _sweep(Path(self.client.transport_options["data_folder_in"]))
        return super().establish_connection()


def _write_whole(path: Path, content: Any) -> None:
    aside = path.with_name(f"{path.name}.{uuid.uuid4()}{WRITING}")
    try:
        aside.write_text(dumps(content))
        aside.rename(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


def _sweep(folder: Path) -> None:
    """Remove what killed processes left; a hint that was lost so is sent again by the reconciler."""
    for path in (*folder.glob(f"*{WRITING}"), *folder.glob(f"*{READING}")):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > LEFT_AFTER_S:
                path.unlink()


def _set_aside(path: Path, *, as_name: str) -> None:
    """Beside the folder of messages, so that somebody can look at it."""
    target = path.parent.parent / BROKEN / as_name
    target.parent.mkdir(exist_ok=True)
    path.rename(target)
    log.error("a message could not be read and lies in %s; the work itself is found by the reconciler", target)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
