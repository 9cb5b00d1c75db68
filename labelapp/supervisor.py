"""Child processes that live and die with this one: web and workers."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from labelapp import leftovers
from labelapp.leftovers import die_with_parent
from labelapp.processes import Process
from labelapp.rotation import rotate

STOP_WITHIN_S = 8.0
# A child that dies at once is started again a little later each time.
BACKOFF_S = (0.0, 1.0, 2.0, 5.0, 10.0)
STEADY_AFTER_S = 60.0
ROTATE_EVERY_S = 30.0


@dataclass
class Child:
    """A process to keep alive, and how it has fared."""

    process: Process
    running: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    falls: int = 0

    def fall(self) -> bool:
        """It has ended. True where it should be started again now; one that dies at once waits a little longer."""
        lived = time.monotonic() - self.started
        wait = BACKOFF_S[0 if lived > STEADY_AFTER_S else min(self.falls, len(BACKOFF_S) - 1)]
        if lived < wait:
            return False
        self.falls = 1 if lived > STEADY_AFTER_S else self.falls + 1
        return True


class Supervisor:
    """Starts children, starts them again when they die, and stops them all. `say` is told what happens."""

    def __init__(self, children: Sequence[Child], *, env: Mapping[str, str], logs: Path, say: Callable[[str], None]):
        self.children = list(children)
        self.env = dict(env)
        self.logs = logs
        self.say = say
        self.written_down = logs / "running.json"
        self._failing: set[str] = set()
        logs.mkdir(parents=True, exist_ok=True)

    def start(self) -> None:
        for child in self.children:
            self._start(child)

    def add(self, process: Process) -> None:
        """Start one more."""
        child = Child(process)
        self.children.append(child)
        self._start(child)

    def watch(self, stop: Callable[[], bool], *, beside: Callable[[], None] = lambda: None) -> None:
        """Keep the children alive until `stop` says so, and look after what lives `beside` them."""
        looked = time.monotonic()
        while not stop():
            beside()
            if time.monotonic() - looked > ROTATE_EVERY_S:
                looked = time.monotonic()
                self._unless_the_disk_fails("The logs stay long", lambda: rotate(self.logs))
            for child in list(self.children):
                if child.running is not None and child.running.poll() is not None:
                    self._ended(child, child.running.returncode)
            time.sleep(0.2)

    def stop(self) -> None:
        """Ask every child to end, and end those that do not in time; a round that is cut off is taken up again."""
        alive = [c.running for c in self.children if c.running is not None and c.running.poll() is None]
        for process in alive:
            process.terminate()
        deadline = time.monotonic() + STOP_WITHIN_S
        for process in alive:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _kill_group(process)
        self.written_down.unlink(missing_ok=True)

    def _start(self, child: Child) -> None:
        with self._output(child) as log:
            child.running = subprocess.Popen(
                child.process.command,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C reaches this process only; it stops the children in order.
                start_new_session=True,
                preexec_fn=die_with_parent(child.process.nice),  # noqa: PLW1509 - no threads here
            )
        child.started = time.monotonic()
        self._unless_the_disk_fails(
            "What runs could not be written down, so after a crash the next start may not find it",
            lambda: leftovers.remember(self.written_down, self._alive()),
        )

    def _unless_the_disk_fails(self, lost: str, work: Callable[[], None]) -> None:
        """A full disk stops nothing that runs. What is lost is said once, and again only after it has worked."""
        try:
            work()
        except OSError as error:
            if lost not in self._failing:
                self.say(f"{lost}: {error}")
            self._failing.add(lost)
        else:
            self._failing.discard(lost)

    def _alive(self) -> list[int]:
        return [c.running.pid for c in self.children if c.running is not None and c.running.poll() is None]

    def _ended(self, child: Child, code: int) -> None:
        if not child.process.once:
            self._again(child, code)
            return
        self.children.remove(child)
        if code:
            self.say(f"{child.process.name} ended with code {code}; the reason is above.")

    def _again(self, child: Child, code: int) -> None:
        if not child.fall():
            return
        self.say(f"{child.process.name} ended with code {code} and is started again; its log is {self._log(child)}")
        self._unless_the_disk_fails(f"{child.process.name} could not be started again", partial(self._start, child))

    def _output(self, child: Child) -> AbstractContextManager[IO[bytes] | int | None]:
        """Its log; but what runs once says to whoever waits for it how far it is."""
        if child.process.once:
            return nullcontext()
        logs: list[IO[bytes]] = []
        self._unless_the_disk_fails(
            f"{child.process.name} runs without a log", lambda: logs.append(self._log(child).open("ab"))
        )
        return logs[0] if logs else nullcontext(subprocess.DEVNULL)

    def _log(self, child: Child) -> Path:
        return self.logs / f"{child.process.name}.log"


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()
