"""One scheduler per installation, however many io workers there are."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from labelapp.scheduler import keep_ticking
from tests.stack import until

pytestmark = pytest.mark.django_db(transaction=True)
EVERY_S = 0.02


@contextmanager
def scheduler(tick: Callable[[], None]) -> Iterator[Event]:
    stopping = Event()
    thread = Thread(target=keep_ticking, args=(tick,), kwargs={"stopping": stopping, "every_s": EVERY_S})
    thread.start()
    try:
        yield stopping
    finally:
        stopping.set()
        thread.join(10)
        assert not thread.is_alive()


def test_of_two_schedulers_one_ticks_and_the_other_takes_over_when_it_ends() -> None:
    first: list[float] = []
    second: list[float] = []
    with scheduler(lambda: first.append(time.monotonic())) as stopping:
        until(lambda: len(first) >= 2, awaited="the first one's ticks")
        with scheduler(lambda: second.append(time.monotonic())):
            until(lambda: len(first) >= 10, awaited="more of the first one's ticks")
            assert second == []
            stopping.set()
            until(lambda: len(second) >= 2, awaited="the second one's ticks")
            assert max(first) < min(second)


def test_a_tick_that_fails_is_told_and_the_next_one_comes(caplog: pytest.LogCaptureFixture) -> None:
    ticks: list[None] = []

    def tick() -> None:
        ticks.append(None)
        if len(ticks) == 1:
            raise OSError("the broker is away")

    with scheduler(tick):
        until(lambda: len(ticks) >= 3, awaited="ticks after the failure")
    assert "the broker is away" in caplog.text
