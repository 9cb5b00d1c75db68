"""The default broker: whatever lies in its folder, a worker goes on."""

import json
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from kombu import Connection, Consumer, Exchange, Message, Producer, Queue

from labelapp import broker

pytestmark = pytest.mark.slow

HINTS = Queue("hints", routing_key="hints")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("messages", "control"):
        (tmp_path / name).mkdir()
    return tmp_path


def connection(folder: Path) -> Connection:
    messages = str(folder / "messages")
    options = {"data_folder_in": messages, "data_folder_out": messages, "control_folder": str(folder / "control")}
    return Connection("filesystem://localhost//", transport=settings.CELERY_BROKER_TRANSPORT, transport_options=options)


@pytest.fixture
def channel(folder: Path) -> Iterator[Any]:
    with connection(folder) as opened:
        HINTS(opened.default_channel).declare()
        yield opened.default_channel


def send(channel: Any, *bodies: int) -> None:
    for body in bodies:
        Producer(channel).publish(body, routing_key="hints", serializer="json")


def received(channel: Any) -> list[Any]:
    """All that waits, as a worker would get it."""
    bodies: list[Any] = []

    def keep(body: Any, message: Message) -> None:
        bodies.append(body)
        message.ack()

    with Consumer(channel, [HINTS], callbacks=[keep]), suppress(TimeoutError):
        while True:
            channel.connection.client.drain_events(timeout=0.3)
    return bodies


def test_a_worker_gets_what_was_sent_in_order(channel: Any, folder: Path) -> None:
    send(channel, 3, 1, 2)
    assert received(channel) == [3, 1, 2]
    assert not list((folder / "messages").iterdir())


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda whole: b"", id="created and not yet filled"),
        pytest.param(lambda whole: whole[: len(whole) // 2], id="half written"),
        pytest.param(lambda whole: b"\xff\xfe", id="no text"),
        pytest.param(lambda whole: b"[1, 2]", id="JSON of another kind"),
        pytest.param(lambda whole: whole.replace(b'"delivery_tag"', b'"other"'), id="without what names it"),
        pytest.param(lambda whole: json.dumps({**json.loads(whole), "body": "a"}).encode(), id="with a body of noise"),
    ],
)
def test_a_broken_message_is_set_aside_and_the_worker_goes_on(
    channel: Any, folder: Path, caplog: pytest.LogCaptureFixture, content: Callable[[bytes], bytes]
) -> None:
    send(channel, 8)
    (whole,) = (folder / "messages").iterdir()
    # Before the good one in every order.
    (folder / "messages" / "0_broken.hints.msg").write_bytes(content(whole.read_bytes()))
    with caplog.at_level(logging.ERROR, logger=broker.__name__):
        assert received(channel) == [8]
    assert [path.name for path in (folder / "broken").iterdir()] == ["0_broken.hints.msg"]
    assert "could not be read" in caplog.text


def test_a_message_is_seen_only_when_it_is_whole(channel: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    seen_meanwhile: list[list[Path]] = []
    write = Path.write_text

    def slowly(path: Path, text: str, *args: Any, **kwargs: Any) -> int:
        written = write(path, text[:10], *args, **kwargs)
        seen_meanwhile.append(channel._waiting("hints"))
        return written + write(path, text, *args, **kwargs)

    monkeypatch.setattr(Path, "write_text", slowly)
    send(channel, 5)
    assert seen_meanwhile == [[]]
    assert received(channel) == [5]


def test_many_senders_and_readers_lose_and_double_nothing(folder: Path) -> None:
    sent, got = range(200), list[Any]()

    def work(task: Callable[[Any], None]) -> Thread:
        def run() -> None:
            with connection(folder) as opened:
                HINTS(opened.default_channel).declare()
                task(opened.default_channel)

        thread = Thread(target=run)
        thread.start()
        return thread

    def sender(part: int) -> Thread:
        return work(lambda channel: send(channel, *sent[part::4]))

    senders = [sender(part) for part in range(4)]
    readers = [work(lambda channel: got.extend(received(channel))) for _ in range(2)]
    for thread in (*senders, *readers):
        thread.join(60)
    with connection(folder) as opened:
        HINTS(opened.default_channel).declare()
        got.extend(received(opened.default_channel))
    assert sorted(got) == list(sent)


def test_a_broken_table_of_queues_is_begun_anew(channel: Any, folder: Path) -> None:
    table = folder / "control" / "jobs.exchange"
    table.write_text("")
    Queue("jobs", Exchange("jobs"), routing_key="jobs")(channel).declare()
    assert [row.queue for row in channel.get_table("jobs")] == ["jobs"]


def test_what_a_killed_process_left_is_swept_away_by_the_next(folder: Path) -> None:
    old, new = folder / "messages" / "1.hints.msg.reading", folder / "messages" / "2.hints.msg.writing"
    for path in (old, new):
        path.write_text("")
    os.utime(old, (0, 0))
    with connection(folder) as opened:
        HINTS(opened.default_channel).declare()
    assert (old.exists(), new.exists()) == (False, True)


def test_a_message_that_waited_long_is_not_swept_away_while_it_is_read(
    channel: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(channel, 4)
    (waiting,) = (folder / "messages").iterdir()
    os.utime(waiting, (0, 0))
    read, left = Path.read_bytes, list[bool]()

    def while_another_process_connects(path: Path) -> bytes:
        content = read(path)
        with connection(folder) as other:
            HINTS(other.default_channel).declare()
        left.append(path.exists())
        return content

    monkeypatch.setattr(Path, "read_bytes", while_another_process_connects)
    assert received(channel) == [4]
    assert left == [True]
