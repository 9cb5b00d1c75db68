"""Memory of all processes of the stack: idle, after rounds with the torch worker, and while texts are encoded."""

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from measurements.client import Client
from measurements.figures import Figure, Result, figure
from measurements.scene import Scene, compute_features, populate, start, wait_for_rounds
from measurements.sizes import Sizes
from measurements.stack import Stack

PEERS = {"Label Studio, no model": 1400.0, "doccano": 976.0}
TARGET_MB = 900.0
# With an encoder of texts beside all else.
ENCODING_TARGET_MB = 1100.0
EVERY_S = 0.5
MB = 1e6


def measure(stack: Stack, sizes: Sizes) -> Result:
    time.sleep(sizes.settle)
    idle = processes(stack)
    scene = populate(stack, people=1)
    with _Peak(stack) as peak:
        _work(scene, scene.sign_in(), sizes)
    time.sleep(sizes.settle)
    after = processes(stack)
    with _Peak(stack) as encoding:
        _encode(scene, scene.sign_in(), sizes)
    time.sleep(sizes.settle)
    freed = processes(stack)
    figures = [
        _figure("memory, idle", total(idle, "pss_mb")),
        _figure("memory, after rounds on images", total(after, "pss_mb"), target=TARGET_MB, peers=PEERS),
        _figure("memory, most during rounds", max(peak.seen), target=TARGET_MB, peers=PEERS),
        _figure("· after rounds, shared pages counted in each process (RSS)", total(after, "rss_mb")),
        _figure("memory, most while texts are encoded", max(encoding.seen), target=ENCODING_TARGET_MB),
        _figure("· when the encoder has ended", total(freed, "pss_mb")),
    ]
    peaks = {"peak_pss_mb": max(peak.seen), "encoding_peak_pss_mb": max(encoding.seen)}
    return Result(figures, {"idle": idle, "after": after, "freed": freed, **peaks})


def _figure(name: str, megabytes: float, **rest: object) -> Figure:
    return figure(name, [megabytes], "MB", **rest)


def _work(scene: Scene, manager: Client, sizes: Sizes) -> None:
    """Rounds of the default strategy on images, with decks and pages fetched as a browser would."""
    settings = {"batch_size": sizes.batch, "start_fraction": 1.0}
    project = scene.digits("memory", count=sizes.pool, **settings)
    start(manager, project)
    scene.stack.inside("label", project=project, labels=sizes.batch * 5 // 2, annotators=1)
    wait_for_rounds(manager, project, at_least=2)
    manager.get("/api/projects")


def _encode(scene: Scene, manager: Client, sizes: Sizes) -> None:
    """Every encoder of texts, one after the other, as after an import."""
    project = scene.texts("encoded", count=sizes.encoded)
    compute_features(manager, project, kind="text")


def processes(stack: Stack) -> list[dict[str, object]]:
    """Every process of the stack with its memory. PSS divides shared pages among those who share them."""
    rows = []
    for process in _tree(stack):
        try:
            memory, command = process.memory_full_info(), process.cmdline() or [process.name()]
        except (psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
        # Without folders: they differ between machines and say nothing.
        name = " ".join([Path(command[0]).name, *(word for word in command[1:] if "/" not in word)])
        rows.append({"name": name.strip()[:140], "pss_mb": memory.pss / MB, "rss_mb": memory.rss / MB})
    return rows


def total(rows: list[dict[str, object]], kind: str) -> float:
    return sum(float(str(row[kind])) for row in rows)


def _tree(stack: Stack) -> list[psutil.Process]:
    """What `up` started, and PostgreSQL, which has left its parent."""
    roots = [psutil.Process(pid) for pid in (stack.up_pid, *stack.database_pids())]
    every = {process.pid: process for root in roots for process in [root, *root.children(recursive=True)]}
    return list(every.values())


@dataclass
class _Peak:
    """Looks at the sum of PSS again and again while its block runs."""

    stack: Stack
    seen: list[float] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "_Peak":
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            self.seen.append(total(processes(self.stack), "pss_mb"))
            if self._over.wait(EVERY_S):
                return
