"""Child processes that live and die with this one: web and workers."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

STOP_WITHIN_S = 8.0
# A child that dies at once is started again a little later each time.
BACKOFF_S = (0.0, 1.0, 2.0, 5.0, 10.0)
STEADY_AFTER_S = 60.0
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process to keep alive. nice: 0 to 19, higher yields the processor to the others."""

    name: str
    command: Sequence[str]
    nice: int = 0
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    falls: int = field(default=0)


class Supervisor:
    """Starts children, starts them again when they die, and stops them all. `say` is told what happens."""

    def __init__(self, children: Sequence[Child], *, env: Mapping[str, str], logs: Path, say: Callable[[str], None]):
        self.children = list(children)
        self.env = dict(env)
        self.logs = logs
        self.say = say
        logs.mkdir(parents=True, exist_ok=True)

    def start(self) -> None:
        for child in self.children:
            self._start(child)

    def watch(self, stop: Callable[[], bool]) -> None:
        """Keep the children alive until `stop` says so."""
        while not stop():
            for child in self.children:
                if child.process is not None and child.process.poll() is not None:
                    self._again(child)
            time.sleep(0.2)

    def stop(self) -> None:
        """Ask every child to end, and end those that do not in time; a round that is cut off is taken up again."""
        alive = [c.process for c in self.children if c.process is not None and c.process.poll() is None]
        for process in alive:
            process.terminate()
        deadline = time.monotonic() + STOP_WITHIN_S
        for process in alive:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _kill_group(process)

    def _start(self, child: Child) -> None:
        with (self.logs / f"{child.name}.log").open("ab") as log:
            child.process = subprocess.Popen(
                child.command,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C reaches this process only; it stops the children in order.
                start_new_session=True,
                preexec_fn=die_with_parent(child.nice),  # noqa: PLW1509 - no threads here
            )
        child.started = time.monotonic()

    def _again(self, child: Child) -> None:
        assert child.process is not None
        lived = time.monotonic() - child.started
        child.falls = 1 if lived > STEADY_AFTER_S else child.falls + 1
        wait = BACKOFF_S[min(child.falls - 1, len(BACKOFF_S) - 1)]
        if lived < wait:
            return
        self.say(
            f"{child.name} ended with code {child.process.returncode} and is started again; "
            f"its log is {self.logs / (child.name + '.log')}"
        )
        self._start(child)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


def die_with_parent(nice: int) -> Callable[[], None]:
    """Runs in the child: on Linux the kernel ends it when this process is killed, so that no orphan stays."""

    def prepare() -> None:
        os.nice(nice)
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

    return prepare
