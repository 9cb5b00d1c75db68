"""The load generator: `clients` people label at once, one thread and one connection each.

Runs as a process of its own (python -m measurements.load, the Load as JSON on stdin, the Taken on stdout), so that its
cost can be told from the server's. A closed loop answers as fast as the server does; with a rate, each client has a
time-table, and a POST is timed from the moment at which it should have been sent: waiting is not hidden.
"""

import json
import resource
import sys
import threading
import time
import uuid
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from measurements.client import Client


@dataclass(frozen=True)
class Load:
    """deck: items asked for, and answered, per POST. rate: labels per second of all clients together, or None."""

    port: int
    project: int
    cookies: list[dict[str, str]]
    deck: int
    seconds: float
    warm_up: float
    rate: float | None = None


@dataclass
class Taken:
    """What happened between the end of the warm-up and the end. accepted_in_all includes the warm-up.

    post_s: seconds of each POST; late_s: how late each was sent against its time-table. ran_dry: clients that were
    handed nothing and stopped. cpu_s: processor seconds that the generator itself used.
    """

    seconds: float
    post_s: list[float] = field(default_factory=list)
    late_s: list[float] = field(default_factory=list)
    accepted: int = 0
    accepted_in_all: int = 0
    refused: int = 0
    ran_dry: int = 0
    cpu_s: float = 0.0


class _Person:
    """One client: what it holds, and the exchange that answers it all and asks for as much again."""

    def __init__(self, load: Load, number: int) -> None:
        self.load, self.number = load, number
        self.client = Client(load.port, load.cookies[number])
        self.path = f"/api/projects/{load.project}/deck"
        first = self._exchange([], include_project=True)
        self.label = int(first["project"]["labels"][0]["id"])

    def answers(self) -> list[dict[str, Any]]:
        now = datetime.now(UTC).isoformat()
        return [
            {"key": str(uuid.uuid4()), "item": item, "label": self.label, "seconds": 1.5, "answered_at": now}
            for item in self.held
        ]

    def submit(self) -> list[str]:
        """Answer everything that is held; the status of each answer."""
        return [result["status"] for result in self._exchange(self.answers())["results"]]

    def _exchange(self, answers: list[dict[str, Any]], *, include_project: bool = False) -> Any:
        body = {"submission": str(uuid.uuid4()), "answers": answers, "want": self.load.deck, "holding": []}
        response = self.client.post(self.path, {**body, "include_project": include_project})
        self.held = [int(item["id"]) for item in response["items"]]
        return response


def run(load: Load) -> Taken:
    """Let all clients label at once; every client has its first items before the clock starts."""
    people = [_Person(load, number) for number in range(len(load.cookies))]
    taken, lock, failures = Taken(load.seconds), threading.Lock(), list[BaseException]()
    cpu, start = _cpu_s(), time.perf_counter() + 0.1
    threads = [threading.Thread(target=_guarded, args=(person, start, taken, lock, failures)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    taken.cpu_s = _cpu_s() - cpu
    return taken


def _guarded(person: _Person, start: float, taken: Taken, lock: threading.Lock, failures: list[BaseException]) -> None:
    try:
        _label(person, start, taken, lock)
    except BaseException as error:  # noqa: BLE001 - raised again once all threads have ended
        failures.append(error)


def _label(person: _Person, start: float, taken: Taken, lock: threading.Lock) -> None:
    load = person.load
    begin, end = start + load.warm_up, start + load.warm_up + load.seconds
    every = len(load.cookies) * load.deck / load.rate if load.rate else 0.0
    # Spread over the interval, so that the clients do not come in one wave.
    due = start + every * person.number / len(load.cookies)
    while True:
        now = _wait_until(due)
        if now >= end:
            return
        if not person.held:
            taken.ran_dry += 1
            return
        planned = due if every else now
        statuses = person.submit()
        done = time.perf_counter()
        with lock:
            _note(taken, statuses, post_s=done - planned, late_s=now - planned, counts=begin <= done < end)
        due = due + every if every else done


def _wait_until(due: float) -> float:
    if (left := due - time.perf_counter()) > 0:
        time.sleep(left)
    return time.perf_counter()


def _note(taken: Taken, statuses: list[str], *, post_s: float, late_s: float, counts: bool) -> None:
    accepted = statuses.count("accepted")
    taken.accepted_in_all += accepted
    taken.refused += len(statuses) - accepted
    if counts:
        taken.accepted += accepted
        taken.post_s.append(post_s)
        taken.late_s.append(late_s)


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    json.dump(asdict(run(Load(**json.load(sys.stdin)))), sys.stdout)
