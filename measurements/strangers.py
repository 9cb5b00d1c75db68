"""What people at work feel while strangers send half requests, guess passwords, and somebody uploads slowly.

It attacks only the stack that it was given, on 127.0.0.1, with counted connections and guesses, and stops by itself.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from measurements.client import Client
from measurements.figures import Figure, Result, figure, percentile
from measurements.load import Load
from measurements.scene import NO_ROUNDS, compute_features, populate, start
from measurements.sizes import Sizes
from measurements.stack import Stack, StackError
from measurements.submissions import generate

PEOPLE = 8
ANSWERS_PER_S = 8.0
STRANGERS = 16
MOST_GUESSES = 2000
UPLOAD_BYTES = 400_000
UPLOAD_BYTES_PER_S = 20_000
TARGET_P95_MS = 100.0

HALF_HEADERS = b"GET /api/session HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Waiting: "
HALF_BODY = (
    b"POST /api/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
)


@dataclass(frozen=True)
class Target:
    """A project on a stack of ours. cookies: of its manager, who signed in before anybody attacked."""

    port: int
    project: int
    cookies: dict[str, str]


Attack = Callable[[Target], AbstractContextManager[None]]


@contextmanager
def nobody(_: Target) -> Iterator[None]:
    yield


@contextmanager
def half_requests(target: Target) -> Iterator[None]:
    """Open connections on which the end of a request never comes."""
    with ExitStack() as opened:
        for half in (HALF_HEADERS, HALF_BODY):
            for _ in range(STRANGERS):
                connection = opened.enter_context(socket.create_connection(("127.0.0.1", target.port)))
                connection.sendall(half)
        yield


@contextmanager
def guesses(target: Target) -> Iterator[None]:
    """Sign-ins with made-up names, each as fast as its answer comes."""
    over, left = threading.Event(), threading.Semaphore(MOST_GUESSES)

    def guess(stranger: int) -> None:
        client, number = Client(target.port), 0
        client.get("/api/session")
        while not over.is_set() and left.acquire(blocking=False):
            number += 1
            try:
                client.post("/api/session", {"username": f"nobody-{stranger}-{number}", "password": "a guess"})
            except StackError:
                continue

    with _threads([partial(guess, stranger) for stranger in range(STRANGERS)], over):
        yield


@contextmanager
def slow_upload(target: Target) -> Iterator[None]:
    """Somebody who may, over a bad line."""
    over = threading.Event()
    head = (
        f"POST /api/projects/{target.project}/uploads HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {UPLOAD_BYTES}\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nX-CSRFToken: {target.cookies['csrftoken']}\r\n"
        f"Cookie: {'; '.join(f'{name}={value}' for name, value in target.cookies.items())}\r\n\r\n"
    )

    def send() -> None:
        with socket.create_connection(("127.0.0.1", target.port)) as connection:
            connection.sendall(head.encode())
            for _ in range(UPLOAD_BYTES * 10 // UPLOAD_BYTES_PER_S - 1):
                if over.wait(0.1):
                    return
                connection.sendall(b"x" * (UPLOAD_BYTES_PER_S // 10))

    with _threads([send], over):
        yield


@contextmanager
def everything(target: Target) -> Iterator[None]:
    with half_requests(target), guesses(target), slow_upload(target):
        yield


ATTACKS: dict[str, Attack] = {
    "nobody attacks": nobody,
    f"{2 * STRANGERS} half-sent requests": half_requests,
    f"{STRANGERS} strangers guess names": guesses,
    "a slow upload": slow_upload,
    "all of these": everything,
}


def measure(stack: Stack, sizes: Sizes) -> Result:
    scene = populate(stack, people=PEOPLE + 1)
    manager, *clients = [scene.sign_in(number) for number in range(PEOPLE + 1)]
    compute_features(manager, scene.texts("features, strangers", count=sizes.queue_items, **NO_ROUNDS), kind="text")
    figures, raw = list[Figure](), dict[str, Any]()
    for name, attack in ATTACKS.items():
        project = scene.texts(name, count=sizes.queue_items, **NO_ROUNDS)
        start(manager, project)
        raw[name] = _under(attack, Target(stack.port, project, manager.cookies), clients, sizes)
        times = [1000 * seconds for seconds in raw[name]["post_s"]]
        figures.append(
            figure(f"{PEOPLE} people at work, {name}: p95", [percentile(times, 0.95)], "ms", target=TARGET_P95_MS)
        )
        figures.append(figure("· the slowest exchange", [max(times)], "ms"))
        manager.post(f"/api/projects/{project}/pause", {})
    return Result(figures, raw)


def _under(attack: Attack, target: Target, clients: list[Client], sizes: Sizes) -> dict[str, Any]:
    load = Load(
        port=target.port,
        project=target.project,
        cookies=[client.cookies for client in clients],
        deck=1,
        seconds=sizes.seconds,
        warm_up=sizes.warm_up,
        rate=ANSWERS_PER_S,
    )
    with attack(target):
        return {**asdict(load), **generate(load), "cookies": None}


@contextmanager
def _threads(targets: Sequence[Callable[[], None]], over: threading.Event) -> Iterator[None]:
    threads = [threading.Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        until = time.monotonic() + 60
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
